import { isSyncError } from "../domain/errors.ts";
import type { Settlement } from "../domain/link.ts";
import { settle, type Asked } from "../sync/decide.ts";
import { plan } from "../sync/plan.ts";
import { listIssued, refreshProject, type RefreshDeps } from "../sync/refresh.ts";

/**
 * What a decision settles. An invoice or a payment that our picture does not have may be newer than it, so Procore is
 * looked at once before it is called wrong.
 * @throws SyncError "not found", "invalid" with a pointer.
 */
export async function settleLooking(asked: Asked, who: string, deps: RefreshDeps): Promise<Settlement> {
  const settled = async (): Promise<Settlement> =>
    settle(asked, await deps.pictures.pictures(deps.companyId, deps.projectId), { who, at: deps.now() });
  try {
    return await settled();
  } catch (error) {
    const pointer = isSyncError(error, "invalid") ? error.extra.pointer : null;
    if (pointer === "/invoiceId") await refreshProject("all", deps);
    else if (pointer === "/contractPaymentId") await listCommitment(asked, deps);
    else throw error;
  }
  return settled();
}

async function listCommitment({ key }: Asked, deps: RefreshDeps): Promise<void> {
  const pictures = await deps.pictures.pictures(deps.companyId, deps.projectId);
  const match = plan(pictures).standings.find((one) => one.key === key)?.match;
  if (match?.found) await listIssued([match.commitment], deps);
}
