import { isSyncError, SyncError } from "../domain/errors.ts";
import type { PaymentSource } from "../sync/ports.ts";

/**
 * May it be that what the probe found holds no longer: an upgrade moved or switched off an interface, rights were taken
 * away, fields are others? A missing document is no such sign.
 */
function mayHoldNoLonger(error: unknown): error is SyncError {
  if (!isSyncError(error) || error.system !== "Acumatica") return false;
  if (error.kind === "not found") return error.extra.status === 404;
  return error.kind === "forbidden" || error.kind === "rejected" || error.kind === "unexpected reply";
}

/**
 * A source that has its tenant probed anew where what it was made from holds no longer, and goes on with what was found.
 * Reading a stream can not go on in its middle, for the other reader has other stamps: that ends with an error that says
 * `readAnew`.
 * @param anew the source as it would be made now; null where the tenant was probed for this lately
 */
export function healing(source: PaymentSource, anew: () => Promise<PaymentSource | null>): PaymentSource {
  let current = source;
  const asked = async <T>(ask: (of: PaymentSource) => Promise<T>): Promise<T> => {
    try {
      return await ask(current);
    } catch (error) {
      const other = mayHoldNoLonger(error) ? await anew() : null;
      if (!other) throw error;
      current = other;
      return ask(other);
    }
  };
  return {
    reader: source.reader,
    async changes(stream, since, next) {
      try {
        return await source.changes(stream, since, next);
      } catch (error) {
        const other = mayHoldNoLonger(error) ? await anew() : null;
        if (!other || !isSyncError(error)) throw error;
        throw new SyncError(error.kind, error.system, error.message, { ...error.extra, readAnew: true });
      }
    },
    read: (docs) => asked((of) => of.read(docs)),
    readNotes: (bills) => asked((of) => of.readNotes(bills)),
    methods: () => asked((of) => of.methods()),
    projects: () => asked((of) => of.projects()),
  };
}
