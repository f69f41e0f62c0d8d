import type { Caller } from "./access.ts";
import type { RouteDeps } from "./deps.ts";

type Deed = {
  readonly what: string;
  readonly target: string;
  /** Without secrets. */
  readonly before: unknown;
  readonly after: unknown;
};

/** Writes down who did what; awaited before the answer, so that nothing is done that is not in the log. */
export async function note(
  { store, newId, now }: Pick<RouteDeps, "store" | "newId" | "now">,
  companyId: number,
  { user }: Pick<Caller, "user">,
  deed: Deed,
): Promise<void> {
  await store.audit.append({ id: newId(), companyId, at: now().toISOString(), who: user.login, ...deed });
}
