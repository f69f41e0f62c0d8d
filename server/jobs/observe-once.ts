import { isSyncError } from "../domain/errors.ts";
import { observe, type ObserveRequest } from "../sync/observe.ts";
import { STREAMS } from "../sync/ports.ts";
import type { EngineDeps } from "./engine.ts";

type Deps = Pick<EngineDeps, "pictures" | "settings" | "sourceOf" | "alone" | "now">;

/**
 * One observation; false: it was enough before everything was read. What came of it is remembered: whoever looks at the
 * page has to know that it grows old.
 */
export async function observeOnce(companyId: number, request: ObserveRequest, deps: Deps): Promise<boolean> {
  const { pictures, now } = deps;
  try {
    const ended = await readOnce(companyId, request, deps);
    await pictures.endTrouble(companyId);
    return ended;
  } catch (error) {
    if (isSyncError(error) && error.system === "Acumatica" && error.kind !== "unauthorized") {
      await pictures.storeTrouble(companyId, { kind: error.kind, says: error.message, at: now().toISOString() });
    }
    throw error;
  }
}

/**
 * Bills that were read with another user field than the settings name now are read again, all of them: what that field
 * says is not in our picture, and no stamp moves.
 */
async function readOnce(companyId: number, request: ObserveRequest, deps: Deps): Promise<boolean> {
  const { pictures, alone } = deps;
  const now = () => deps.now().toISOString();
  const { billField } = await deps.settings.get(companyId);
  const source = await deps.sourceOf(companyId);
  const known = await pictures.methods(companyId);
  if (known.at === null) await pictures.storeMethods(companyId, await source.methods(), now());
  const other = (await pictures.billFieldRead(companyId)) !== billField;
  const again = other && (await hasRead(companyId, deps));
  // stored before a first reading, which may go on in several parts, and only after a repeated one, which may not
  if (other && !again) await pictures.storeBillFieldRead(companyId, billField, now());
  const { ended } = await observe(again ? { sweep: true } : request, { companyId, source, pictures, alone, now });
  if (again && ended) await pictures.storeBillFieldRead(companyId, billField, now());
  return ended;
}

async function hasRead(companyId: number, { pictures }: Deps): Promise<boolean> {
  const marks = await Promise.all(STREAMS.map((stream) => pictures.watermark(companyId, stream)));
  return marks.some(({ through }) => through !== null);
}
