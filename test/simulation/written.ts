import { keyInOriginData } from "../../server/domain/contract-payment.ts";
import type { RunChange } from "../../server/domain/change.ts";
import type { FakeProcore } from "../fakes/procore/fake-procore.ts";
import type { Write } from "./sim-process.ts";

/** Whoever writes was asked to, and writes only what it was asked about. Returns what does not hold, in words. */
export function writeBroken(write: Write, procore: FakeProcore): string[] {
  const { by, what, commitmentId, contractPaymentId } = write;
  const name = `a ${what} on commitment ${commitmentId}, payment ${contractPaymentId ?? "none yet"},`;
  if (!by) return [`${name} belongs to no run`];
  const { run, schedule, shown, undone } = by;
  const broken: string[] = [];
  if (run.mode === "preview") broken.push(`${name} was written by a preview`);
  if (schedule === "never" && run.askedBy === null)
    broken.push(`${name} was written by a ${run.trigger} run, unasked, with the schedule never`);
  const commitment = procore.admin.commitment(commitmentId);
  if (commitment.companyId !== run.companyId || commitment.projectId !== run.projectId)
    broken.push(`${name} is of another project than the run`);
  if (!inScope(write, procore)) broken.push(`${name} is outside of the run's scope ${JSON.stringify(run.scope)}`);
  if (shown && !isAmong(write, shown, procore)) broken.push(`${name} was not in the preview that the run applies`);
  if (undone && !isAmong(write, undone, procore)) broken.push(`${name} was not in the run that is taken back`);
  return broken;
}

function inScope({ by, commitmentId, contractPaymentId, invoiceId }: Write, { world }: FakeProcore): boolean {
  const scope = by?.run.scope ?? null;
  if (scope === null) return true;
  if ("commitmentId" in scope) return scope.commitmentId === commitmentId;
  if (world.requisitions.get(scope.invoiceId)?.commitmentId !== commitmentId) return false;
  const stands = world.payments.get(contractPaymentId ?? 0)?.requisitionId ?? null;
  return [invoiceId, stands, null].includes(scope.invoiceId) || (invoiceId === null && stands === null);
}

function isAmong({ key, contractPaymentId }: Write, changes: readonly RunChange[], { world }: FakeProcore): boolean {
  const payment = world.payments.get(contractPaymentId ?? 0);
  const of = key ?? payment?.originId ?? keyInOriginData(payment?.originData ?? null);
  return changes.some(
    (one) => one.key === of || (contractPaymentId !== null && one.contractPaymentId === contractPaymentId),
  );
}
