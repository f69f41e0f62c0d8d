import { isSyncError } from "../../server/domain/errors.ts";
import type { ReportedApplication } from "../../server/sync/report-types.ts";
import type { Asked } from "../../server/sync/decide.ts";
import type { Process } from "../world/company.ts";
import type { Random } from "./random.ts";
import type { SimCompany } from "./sim-company.ts";
import type { Sometimes } from "./sometimes.ts";

const PERSON = { id: 1, login: "pat@example.com" };

/** An admin changes how voids and edits are treated, and whether what people typed in is taken over. */
export async function changeSettings(process: Process, company: SimCompany, random: Random): Promise<string> {
  const patch = {
    voidPolicy: random.chance(0.5) ? "zero" : "delete",
    drift: random.chance(0.5) ? "restore" : "report",
    adoptTwins: random.chance(0.7),
  } as const;
  await process.store.settings.patch(company.companyId, patch);
  return `an admin sets ${JSON.stringify(patch)}`;
}

/** A person settles one payment; what the app refuses in words did not happen. Returns what to say of it. */
export async function decideSomething(
  process: Process,
  company: SimCompany,
  random: Random,
  sometimes: Sometimes,
): Promise<string | null> {
  const projectId = random.pick(company.projectIds) ?? 0;
  const { applications } = await process.engine.report(company.companyId, projectId);
  const open = applications.filter(({ state }) => state === "needs_review" || state === "waiting_for_invoice");
  const one = random.pick(open.length > 0 && random.chance(0.7) ? open : applications);
  if (!one) return null;
  const asked = askedOf(one, random);
  // Before it is stored: a process killed in between leaves it decided.
  company.excused.set(one.key, asked.decide);
  if (asked.decide === "link" || asked.decide === "unlink" || asked.decide === "reset")
    company.settled.add(one.bill.ref);
  try {
    await process.engine.decide(company.companyId, projectId, asked, PERSON);
  } catch (error) {
    if (isSyncError(error)) return `a person may not ${asked.decide} ${one.key}: ${error.message}`;
    throw error;
  }
  sometimes.reached(`decision: ${asked.decide}`);
  return `a person decides: ${asked.decide} ${one.key}`;
}

function askedOf({ key, candidates, decision }: ReportedApplication, random: Random): Asked {
  const none = { key, invoiceId: null, contractPaymentId: null };
  const invoice = random.pick(candidates.filter(({ kind }) => kind === "invoice"));
  const payment = random.pick(candidates.filter(({ kind }) => kind === "contract payment"));
  if (decision && random.chance(0.5)) return { ...none, decide: "reset" };
  if (payment && random.chance(0.6)) return { ...none, decide: "adopt", contractPaymentId: payment.id };
  if (invoice && random.chance(0.6)) return { ...none, decide: "link", invoiceId: invoice.id };
  return { ...none, decide: random.pick(["ignore", "accept", "restore", "unlink"] as const) ?? "ignore" };
}

/** A person takes one of the latest runs back. Returns what to say of it. */
export async function undoSomething(
  process: Process,
  company: SimCompany,
  random: Random,
  sometimes: Sometimes,
): Promise<string> {
  const { companyId } = company;
  const { runs } = await process.store.runs.list(companyId, { projectIds: null, after: null, limit: 10 });
  const done = runs.filter(({ mode, finishedAt }) => mode === "apply" && finishedAt !== null);
  const run = random.pick(done);
  if (!run) return "there is nothing to take back";
  for (const { key } of await process.store.runs.changes(companyId, run.id)) company.excused.set(key, "takes back");
  const base = { companyId, projectId: run.projectId, mode: "apply", scope: null, planOf: null } as const;
  try {
    await process.engine.requestRun({ ...base, undoOf: run.id, askedBy: PERSON });
  } catch (error) {
    if (isSyncError(error)) return `a person may not take ${run.id} back: ${error.message}`;
    throw error;
  }
  sometimes.reached("run: undone");
  return `a person takes ${run.id} back`;
}
