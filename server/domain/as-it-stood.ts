import { SyncError } from "./errors.ts";

/**
 * A company's connection as it stood when something was asked of either vendor. Whatever the answer was is stored only
 * while the connection still stands so: another address, other books or a purge in between drops it.
 */
export type AsItStood = { readonly companyId: number; readonly epoch: number };

/** It stands so no more. */
export function standsOtherwise(): SyncError {
  const says = "The connection to Acumatica was changed meanwhile, or all data was deleted. Nothing of this was kept.";
  return new SyncError("unavailable", "This app", says);
}
