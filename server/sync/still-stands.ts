import type { AsItStood } from "../domain/as-it-stood.ts";
import type { PictureStore } from "./ports.ts";

/** How old the knowledge that a connection still stands may be: a change sent within it may as well be on its way. */
const LOOK_MS = 1_000;

/** Asked before every change: a run that was planned from books that the company has left begins none. */
export function stillStanding(
  stood: AsItStood,
  { pictures, now }: { readonly pictures: Pick<PictureStore, "asItStands">; readonly now: () => Date },
): () => Promise<boolean> {
  let looked = now().getTime();
  let stands = true;
  return async () => {
    if (!stands || now().getTime() - looked < LOOK_MS) return stands;
    looked = now().getTime();
    stands = (await pictures.asItStands(stood.companyId)).epoch === stood.epoch;
    return stands;
  };
}
