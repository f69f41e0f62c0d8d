import { isSyncError } from "../../server/domain/errors.ts";
import type { ReportedApplication } from "../../server/sync/report-types.ts";
import type { Asked } from "../../server/sync/decide.ts";
import type { Process } from "../world/company.ts";
import type { Random } from "./random.ts";
import type { SimCompany } from "./sim-company.ts";
import type { Sometimes } from "./sometimes.ts";

const PERSON = { id: 1, login: "pat@example.com" };

const WHOLE = { scope: null, planOf: null, undoOf: null } as const;

type RunRequest = Parameters<Process["engine"]["requestRun"]>[0];

/** false: the app refused in words, for a sync is under way or the request no longer fits. */
async function asked(process: Process, request: Omit<RunRequest, "askedBy">): Promise<boolean> {
  try {
    await process.engine.requestRun({ ...request, askedBy: PERSON });
    return true;
  } catch (error) {
    if (isSyncError(error, "busy") || isSyncError(error, "invalid")) return false;
    throw error;
  }
}

/** A person asks for a sync, or its preview, of one of the projects. */
export async function requestSync(
  process: Process,
  { companyId, projectIds }: SimCompany,
  random: Random,
  mode: RunRequest["mode"],
): Promise<void> {
  await asked(process, { ...WHOLE, companyId, projectId: random.pick(projectIds) ?? 0, mode });
}

/** A person applies the latest preview, whatever has happened since. false: there is none that can be applied. */
export async function applyLatestPreview(process: Process, { companyId }: SimCompany): Promise<boolean> {
  const { runs } = await process.store.runs.list(companyId, { projectIds: null, after: null, limit: 5 });
  const preview = runs.find(({ mode, status }) => mode === "preview" && status === "succeeded");
  if (!preview) return false;
  return asked(process, { ...WHOLE, companyId, projectId: preview.projectId, mode: "apply", planOf: preview.id });
}

/** An admin changes how voids and edits are treated, and whether what people typed in is taken over. */
export async function changeSettings(
  process: Process,
  company: SimCompany,
  random: Random,
  sometimes: Sometimes,
): Promise<string> {
  const patch = {
    voidPolicy: random.chance(0.5) ? "zero" : "delete",
    drift: random.chance(0.5) ? "restore" : "report",
    adoptTwins: random.chance(0.7),
  } as const;
  await process.store.settings.patch(company.companyId, patch);
  sometimes.reached("settings changed");
  return `an admin sets ${JSON.stringify(patch)}`;
}

/** A person settles one payment; what the app refuses in words did not happen. Returns what to say of it. */
export async function decideSomething(
  process: Process,
  company: SimCompany,
  random: Random,
  sometimes: Sometimes,
): Promise<string> {
  const projectId = random.pick(company.projectIds) ?? 0;
  const { applications } = await process.engine.report(company.companyId, projectId);
  const open = applications.filter(({ state }) => state === "needs_review" || state === "waiting_for_invoice");
  const one = random.pick(open.length > 0 && random.chance(0.7) ? open : applications);
  if (!one) return "there is nothing to decide";
  const wish = askedOf(one, random);
  // Before it is stored: a process killed in between leaves it decided.
  company.excused.set(one.key, wish.decide);
  if (wish.decide === "link" || wish.decide === "unlink" || wish.decide === "reset") company.settled.add(one.bill.ref);
  try {
    await process.engine.decide(company.companyId, projectId, wish, PERSON);
  } catch (error) {
    if (isSyncError(error)) return `a person may not ${wish.decide} ${one.key}: ${error.message}`;
    throw error;
  }
  sometimes.reached(`decision: ${wish.decide}`);
  return `a person decides: ${wish.decide} ${one.key}`;
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
  const taken = await asked(process, { ...WHOLE, companyId, projectId: run.projectId, mode: "apply", undoOf: run.id });
  if (!taken) return `a person may not take ${run.id} back`;
  sometimes.reached("run: undone");
  return `a person takes ${run.id} back`;
}
