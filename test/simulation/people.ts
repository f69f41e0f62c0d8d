import { SCHEDULES } from "../../server/domain/settings.ts";
import { isSyncError } from "../../server/domain/errors.ts";
import { NAMELESS } from "../../server/domain/hint.ts";
import type { SyncRun } from "../../server/domain/change.ts";
import type { ReportedApplication } from "../../server/sync/report-types.ts";
import type { Asked } from "../../server/sync/decide.ts";
import type { Process } from "../world/company.ts";
import type { Random } from "./random.ts";
import { TIME_ZONES, type SimCompany } from "./sim-company.ts";
import type { Sometimes } from "./sometimes.ts";

/** What somebody does in the app. Returns what to say of it in the story. */
export type Act = (process: Process, company: SimCompany, random: Random, sometimes: Sometimes) => Promise<string>;

const PERSON = { id: 1, login: "pat@example.com" };

const WHOLE = { scope: null, planOf: null, undoOf: null } as const;

type RunRequest = Parameters<Process["engine"]["requestRun"]>[0];

/** null: the app refused in words, for a sync is under way or the request no longer fits. */
async function asked(process: Process, request: Omit<RunRequest, "askedBy">): Promise<SyncRun | null> {
  try {
    return await process.engine.requestRun({ ...request, askedBy: PERSON });
  } catch (error) {
    if (isSyncError(error)) return null;
    throw error;
  }
}

/** A person asks for a sync, or its preview, of one of the projects or of a part of it. */
export const requestSync: Act = async (process, company, random, sometimes) => {
  const { companyId } = company;
  const projectId = random.pick(company.projectIds) ?? 0;
  const mode = random.chance(0.7) ? ("apply" as const) : ("preview" as const);
  const scope = random.chance(0.3) ? scopeIn(company, random) : null;
  const run = await asked(process, { ...WHOLE, companyId, projectId, mode, scope });
  if (run && scope) sometimes.reached("run: of a part of a project");
  return `a person asks for ${mode} ${scope ? JSON.stringify(scope) : "of a project"}${run ? "" : ", in vain"}`;
};

function scopeIn({ commitments, bills }: SimCompany, random: Random): RunRequest["scope"] {
  const invoiceId = random.pick(bills)?.invoiceId ?? null;
  if (invoiceId !== null && random.chance(0.5)) return { invoiceId };
  const commitment = random.pick(commitments);
  return commitment ? { commitmentId: commitment.id } : null;
}

/** A person applies one of the latest previews, whatever has happened since. */
export const applyPreview: Act = async (process, { companyId }, random, sometimes) => {
  const { runs } = await process.store.runs.list(companyId, { projectIds: null, after: null, limit: 8 });
  const previews = runs.filter(({ mode, status }) => mode === "preview" && status === "succeeded");
  const preview = random.chance(0.6) ? previews[0] : random.pick(previews);
  if (!preview) return "there is no preview to apply";
  const { id: planOf, projectId, scope, undoOf } = preview;
  const run = await asked(process, { companyId, projectId, mode: "apply", planOf, scope, undoOf });
  if (run) sometimes.reached(undoOf ? "preview of an undo applied" : "preview applied in the middle of it all");
  return `a person applies the preview ${planOf}${run ? "" : ", in vain"}`;
};

/** A person takes one of the latest runs back, or looks first at what that would do; undos can be taken back too. */
export const undoSomething: Act = async (process, company, random, sometimes) => {
  const { companyId } = company;
  const { runs } = await process.store.runs.list(companyId, { projectIds: null, after: null, limit: 10 });
  const run = random.pick(runs.filter(({ mode, finishedAt }) => mode === "apply" && finishedAt !== null));
  if (!run) return "there is nothing to take back";
  const mode = random.chance(0.7) ? ("apply" as const) : ("preview" as const);
  if (mode === "apply") {
    for (const { key } of await process.store.runs.changes(companyId, run.id)) company.deeds.takeBack(key);
  }
  const { projectId } = run;
  const taken = await asked(process, { ...WHOLE, companyId, projectId, mode, undoOf: run.id });
  if (!taken) return `a person may not take ${run.id} back`;
  sometimes.reached(mode === "preview" ? "run: undo previewed" : run.undoOf ? "run: undo undone" : "run: undone");
  return `a person asks for ${mode} of taking ${run.id} back`;
};

/** An admin changes some of what decides over every payment. */
export const changeSettings: Act = async (process, company, random, sometimes) => {
  const patch = random.pick([
    () => ({ voidPolicy: random.chance(0.5) ? ("zero" as const) : ("delete" as const) }),
    () => ({ drift: random.chance(0.5) ? ("restore" as const) : ("report" as const) }),
    () => ({ adoptTwins: random.chance(0.7) }),
    () => ({ schedule: random.pick(SCHEDULES) ?? "never" }),
    () => ({ timeZone: random.pick(TIME_ZONES) ?? null }),
    () => ({ startDate: random.chance(0.6) ? null : random.chance(0.5) ? "2026-03-03" : "2026-02-15" }),
    () => ({ methods: { check: random.chance(0.8), credit_card: random.chance(0.8), electronic: random.chance(0.8) } }),
    () => ({ methodOverrides: random.chance(0.5) ? {} : { VISA: "electronic" as const } }),
    () => ({ projectMap: company.projectMap(random.chance(0.6) ? company.projectIds : company.projectIds.slice(1)) }),
  ])?.();
  if (!patch) return "nothing is set";
  await process.store.settings.patch(company.companyId, patch);
  for (const name of Object.keys(patch)) sometimes.reached(`setting changed: ${name}`);
  return `an admin sets ${JSON.stringify(patch)}`;
};

/** A person settles one payment; what the app refuses in words did not happen. */
export const decideSomething: Act = async (process, company, random, sometimes) => {
  const projectId = random.pick(company.projectIds) ?? 0;
  const { applications } = await process.engine.report(company.companyId, projectId);
  const open = applications.filter(({ state }) => state === "needs_review" || state === "waiting_for_invoice");
  const one = random.pick(open.length > 0 && random.chance(0.7) ? open : applications);
  if (!one) return "there is nothing to decide";
  const wish = askedOf(one, random);
  const { runs } = await process.store.runs.list(company.companyId, { projectIds: null, after: null, limit: 10 });
  const during = runs.some(({ status }) => status === "running");
  // Before it is stored: a process killed in between leaves it decided, or not.
  const { unsure } = company.deeds;
  const wasUnsure = [one.key, one.bill.ref].filter((name) => !unsure.has(name));
  for (const name of wasUnsure) unsure.add(name);
  const settle = (): void => {
    for (const name of wasUnsure) unsure.delete(name);
  };
  try {
    await process.engine.decide(company.companyId, projectId, wish, PERSON);
  } catch (error) {
    if (!isSyncError(error)) throw error;
    settle();
    return `a person may not ${wish.decide} ${one.key}: ${error.message}`;
  }
  settle();
  company.said(wish, one, during);
  sometimes.reached(`decision: ${wish.decide}`);
  return `a person decides: ${wish.decide} ${one.key}`;
};

function askedOf({ key, candidates, decision }: ReportedApplication, random: Random): Asked {
  const none = { key, invoiceId: null, contractPaymentId: null };
  const invoice = random.pick(candidates.filter(({ kind }) => kind === "invoice"));
  const payment = random.pick(candidates.filter(({ kind }) => kind === "contract payment"));
  if (decision && random.chance(0.5)) return { ...none, decide: "reset" };
  if (payment && random.chance(0.6)) return { ...none, decide: "adopt", contractPaymentId: payment.id };
  if (invoice && random.chance(0.6)) return { ...none, decide: "link", invoiceId: invoice.id };
  return { ...none, decide: random.pick(["ignore", "accept", "restore", "unlink"] as const) ?? "ignore" };
}

/** One of the systems says that something changed, which may be true or not. */
export const hint: Act = async (process, { companyId, projectIds, procore }, random, sometimes) => {
  const from = random.pick(["Acumatica", "Procore", "Procore"] as const) ?? "Procore";
  const projectId = from === "Procore" ? (random.pick(projectIds) ?? 0) : null;
  const ids = from === "Procore" ? [...procore.world.payments.keys(), 1].filter(() => random.chance(0.3)) : [];
  const hints = [null, ...ids].map((contractPaymentId) => ({
    ...NAMELESS,
    event: process.newId(),
    from,
    projectId,
    contractPaymentId,
  }));
  await process.store.hints.add(companyId, hints, process.now().toISOString());
  sometimes.reached(`hint of ${from}`);
  return `${from} hints at ${ids.length} payments`;
};
