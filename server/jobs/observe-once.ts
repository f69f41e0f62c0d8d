import type { AsItStood } from "../domain/as-it-stood.ts";
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
  const stood = await pictures.asItStands(companyId);
  try {
    const ended = await readHealed(stood, request, deps);
    await pictures.endTrouble(stood);
    return ended;
  } catch (error) {
    if (isSyncError(error) && error.system === "Acumatica" && error.kind !== "unauthorized") {
      await pictures.storeTrouble(stood, { kind: error.kind, says: error.message, at: now().toISOString() });
    }
    throw error;
  }
}

/** Where Acumatica turned out to be read in another way by now, it is read in that way at once. */
async function readHealed(stood: AsItStood, request: ObserveRequest, deps: Deps): Promise<boolean> {
  try {
    return await readOnce(stood, request, deps);
  } catch (error) {
    if (!isSyncError(error) || !error.extra.readAnew) throw error;
    return readOnce(stood, request, deps);
  }
}

/**
 * Bills that were read with another user field than the settings name now are read again, all of them: what that field
 * says is not in our picture, and no stamp moves.
 */
async function readOnce(stood: AsItStood, request: ObserveRequest, deps: Deps): Promise<boolean> {
  const { companyId } = stood;
  const { pictures, alone } = deps;
  const now = () => deps.now().toISOString();
  const { billField } = await deps.settings.get(companyId);
  const source = await deps.sourceOf(companyId);
  if ((await pictures.readBy(companyId)) !== source.reader) await pictures.storeReadBy(stood, source.reader, now());
  const known = await pictures.methods(companyId);
  if (known.at === null) await pictures.storeMethods(stood, await source.methods(), now());
  const other = (await pictures.billFieldRead(companyId)) !== billField;
  const again = other && (await hasRead(companyId, deps));
  // stored before a first reading, which may go on in several parts, and only after a repeated one, which may not
  if (other && !again) await pictures.storeBillFieldRead(stood, billField, now());
  const { ended } = await observe(again ? { sweep: true } : request, {
    companyId,
    stood,
    source,
    pictures,
    alone,
    now,
  });
  if (again && ended) await pictures.storeBillFieldRead(stood, billField, now());
  return ended;
}

async function hasRead(companyId: number, { pictures }: Deps): Promise<boolean> {
  const marks = await Promise.all(STREAMS.map((stream) => pictures.watermark(companyId, stream)));
  return marks.some(({ through }) => through !== null);
}
