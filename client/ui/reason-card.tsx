import { reasonWords } from "../messages/reason-words.ts";
import { t, wordFor } from "../messages/text.ts";
import css from "./application.module.css";

/** Why something is where it is, from the server's one catalogue. */
export type ReasonWords = {
  readonly code: string;
  readonly says: string;
  readonly effect: string;
  readonly nextStep: string;
  readonly who: string;
  readonly params?: { readonly detail: string | null } | undefined;
};

/** Cause, effect on the money, next step and whose it is: the four things a bookkeeper asks. */
export function ReasonCard({ reason }: { readonly reason: ReasonWords }) {
  const who = wordFor("who", reason.who, reason.who);
  const { says, effect, nextStep } = reasonWords(reason);
  return (
    <div className={css.reason}>
      <p className={css.says}>{says}</p>
      <dl className={css.reasonFacts}>
        <dt>{t("reason.effect")}</dt>
        <dd>{effect}</dd>
        <dt>{t("reason.next")}</dt>
        <dd>{nextStep}</dd>
        <dt>{t("reason.who")}</dt>
        <dd>{who}</dd>
      </dl>
    </div>
  );
}
