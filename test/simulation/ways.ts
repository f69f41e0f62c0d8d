import type { Process } from "../world/company.ts";
import type { Random } from "./random.ts";
import type { SimCompany } from "./sim-company.ts";

/** What makes a sync begin; what is likelier stands there twice. */
export const WAYS = ["person", "person", "schedule", "schedule", "preview", "preview, then apply", "sweep", "hint"];

/** One of the systems says that something changed, which may be true or not. What it says of itself, for the story. */
export async function followHint(
  process: Process,
  { companyId, projectIds, procore }: SimCompany,
  random: Random,
  now: Date,
): Promise<string> {
  const from = random.pick(["Acumatica", "Procore", "Procore"] as const) ?? "Procore";
  const projectId = from === "Procore" ? (random.pick(projectIds) ?? 0) : null;
  const contractPaymentIds = [...procore.world.payments.keys(), 1].filter(() => random.chance(0.3));
  const at = now.toISOString();
  const group = { companyId, from, projectId, events: ["1"], contractPaymentIds, since: at, until: at };
  const followed = await process.engine.follow(group);
  return `${from} hints at ${contractPaymentIds.length} payments${followed ? "" : ", while a sync is in the way"}`;
}
