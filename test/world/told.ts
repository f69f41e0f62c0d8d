import type { Hint } from "../../server/domain/hint.ts";
import type { World } from "./world.ts";

/** One system says that something changed. false: it is to be asked again once a run has ended. */
export function told(
  { companyId, projectId, now, process }: World,
  from: Hint["from"],
  contractPaymentIds: readonly number[] = [],
  invoiceIds: readonly number[] = [],
): Promise<boolean> {
  const at = now.toISOString();
  const where = { companyId, projectId: from === "Procore" ? projectId : null };
  const ids = { contractPaymentIds, commitmentIds: [], invoiceIds };
  return process.engine.follow({ ...where, from, events: ["1"], ...ids, since: at, until: at });
}
