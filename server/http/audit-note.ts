import type { AuditNote } from "../store/audit.ts";
import type { Caller } from "./access.ts";
import type { RouteDeps } from "./deps.ts";

type Deed = {
  readonly what: string;
  readonly target: string;
  /** Without secrets. */
  readonly before: unknown;
  readonly after: unknown;
};

/** Who did what, to be stored in the transaction that does it. */
export function noteOf(
  { newId, now }: Pick<RouteDeps, "newId" | "now">,
  companyId: number,
  { user }: Pick<Caller, "user">,
  deed: Deed,
): AuditNote {
  return { id: newId(), companyId, at: now().toISOString(), who: user.login, ...deed };
}

/** Writes down who did what; awaited before the answer, so that nothing is done that is not in the log. */
export async function note(
  deps: Pick<RouteDeps, "store" | "newId" | "now">,
  companyId: number,
  caller: Pick<Caller, "user">,
  deed: Deed,
): Promise<void> {
  await deps.store.audit.append(noteOf(deps, companyId, caller, deed));
}
