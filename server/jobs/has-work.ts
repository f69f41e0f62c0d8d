import type { Pictures } from "../domain/pictures.ts";
import { hasInvoicesToAsk } from "../sync/ask-invoices.ts";
import { plan, type Plan } from "../sync/plan.ts";
import type { Now, PaymentTarget, PictureStore } from "../sync/ports.ts";
import { methodsMayHelp, refreshProject } from "../sync/refresh.ts";

export type WorkDeps = {
  readonly pictures: PictureStore;
  readonly targetOf: (companyId: number) => Promise<PaymentTarget>;
  readonly now: Now;
};

type Sight = { readonly pictures: Pictures; readonly planned: Plan };

/** Is anything due? A project never read is; one with applications waiting costs one request for its invoices. */
export async function hasWork(
  companyId: number,
  projectId: number,
  { pictures, targetOf, now }: WorkDeps,
): Promise<boolean> {
  const seen = await pictures.procoreSeen(companyId, projectId);
  if (seen.commitmentsAt === null || seen.invoicesAt === null) return true;
  const takeSight = async (): Promise<Sight> => {
    const all = await pictures.pictures(companyId, projectId);
    return { pictures: all, planned: plan(all) };
  };
  const isDue = async (sight: Sight): Promise<boolean> =>
    hasDueChange(sight.planned, now().toISOString()) ||
    methodsMayHelp(sight.planned, await pictures.methods(companyId), now().toISOString()) ||
    hasInvoicesToAsk(sight, { companyId, pictures });
  const before = await takeSight();
  if (await isDue(before)) return true;
  if (!before.planned.standings.some(({ state }) => state === "waiting_for_invoice")) return false;
  const stood = await pictures.asItStands(companyId);
  const target = await targetOf(companyId);
  const at = { companyId, stood, projectId, target, pictures, now: () => now().toISOString() };
  await refreshProject("invoices", at);
  return isDue(await takeSight());
}

function hasDueChange({ standings }: Plan, at: string): boolean {
  return standings.some(({ change, attempt }) => change !== null && (attempt === null || attempt.retryAt <= at));
}
