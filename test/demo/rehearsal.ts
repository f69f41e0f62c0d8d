import type { ApplicationShape } from "../../server/contract/payments.ts";
import type { RunShape } from "../../server/contract/runs.ts";
import { checkPayments, paymentsBefore, type Before } from "./check.ts";
import type { Demo } from "./demo.ts";
import { Driver } from "./drive.ts";
import { daysLater } from "./later.ts";
import { allowanceOf, counting, isList, isWrite, type Requests } from "./requests.ts";
import { misplaced, misread, tales } from "./states.ts";
import { dollars, say, tableOf } from "./table.ts";
import type { DemoProject } from "./told.ts";

type Drivers = { readonly admin: Driver; readonly accountant: Driver };
type Synced = { readonly project: DemoProject; readonly run: RunShape; readonly requests: Requests };

/**
 * The demo's story from the first sign-in on: connect, sync, a few days pass, sync again, and once more with nothing
 * changed. Prints what the app did, and everything that is not as it has to be.
 * @returns what is wrong, in words; nothing where Procore equals the ledger to the cent
 */
export async function rehearse(demo: Demo): Promise<readonly string[]> {
  const { company, origins, acumatica } = demo;
  const admin = new Driver(origins);
  await admin.signIn(company.users.admin, company.companyId);
  await admin.configure(company);
  const connection = await admin.connect(company.companyId, acumatica, origins.acumatica);
  say(
    tableOf(
      ["Connected to Acumatica", ""],
      connection.checks.map(({ label, says }) => [label, says]),
    ),
  );
  const accountant = new Driver(origins);
  await accountant.signIn(company.users.accountant, company.companyId);
  const before = paymentsBefore(company);

  const first = await syncAll(demo, accountant, "The first sync");
  const wrongAtFirst = judge(demo, before, "after the first sync");
  say("\nA few days pass:");
  for (const { what, where } of daysLater(company)) say(`  ${what} (${where}).`);
  const second = await syncAll(demo, accountant, "The sync after that");
  const third = await syncAll(demo, accountant, "Once more, with nothing changed");
  return [
    ...wrongAtFirst,
    ...judge(demo, before, "in the end"),
    ...[...first, ...second, ...third].flatMap(failedRun),
    ...third.flatMap((synced) => idle(demo, synced)),
    ...(await judgeApp(demo, { admin, accountant })),
    ...(await judgeRights(demo, { admin, accountant })),
    ...Object.entries(demo.procore.health()).flatMap(([what, count]) =>
      count === 0 ? [] : [`Integration Health counts ${count} of "${what}"`],
    ),
  ];
}

async function syncAll(demo: Demo, driver: Driver, title: string): Promise<readonly Synced[]> {
  const { companyId, projects } = demo.company;
  const all: Synced[] = [];
  for (const project of Object.values(projects)) {
    const [run, requests] = await counting(demo, () => driver.sync(companyId, project.id));
    all.push({ project, run, requests });
  }
  const heads = [title, "created", "adopted", "updated", "removed", "unchanged", "to review", "failed", "requests"];
  const rows = all.map(({ project, run, requests }) => {
    const { create, adopt, update, remove, unchanged, discrepancy, failed, conflict } = run.counts;
    const counts = [create, adopt, update, remove, unchanged, discrepancy, failed + conflict];
    return [project.name, ...counts.map(String), `${requests.acumatica.length} + ${requests.procore.length}`];
  });
  say(`\n${tableOf(heads, rows)}\n  Requests: to Acumatica + to Procore.`);
  return all;
}

// ---- Judgement -----------------------------------------------------------------------------------------------------

function judge({ company }: Demo, before: Before, when: string): readonly string[] {
  const { wrong, due, untouched, total } = checkPayments(company, before);
  const verdict = wrong.length === 0 ? "agrees with the ledger to the cent" : "does NOT agree with the ledger";
  say(`\nPayments Issued ${verdict} ${when}:`);
  say(`  ${due} payments of ours, $${dollars(total)}; ${untouched} of others, left alone.`);
  return wrong.map((text) => `${text} (${when})`);
}

function failedRun({ project, run }: Synced): readonly string[] {
  const broken = run.changes.filter(({ outcome }) => outcome !== "applied" && outcome !== "found");
  const changes = broken.map(({ key, outcome, error }) => `${key}: ${outcome ?? "not reached"}, ${error ?? ""}`);
  return run.status === "succeeded"
    ? changes
    : [`A run of ${project.name} ended ${run.status}: ${run.error?.says ?? ""}`];
}

/** Nothing had changed: nothing is written, and no more is asked than the product allows. */
function idle({ company }: Demo, { project, requests }: Synced): readonly string[] {
  const allowed = allowanceOf(company, project);
  const writes = requests.procore.filter(isWrite);
  const lists = requests.procore.filter(isList).length;
  const reads = requests.procore.length - writes.length - lists;
  const over = (what: string, count: number, most: number) =>
    count <= most ? [] : [`${project.name}: ${count} ${what} where nothing had changed, and ${most} are allowed`];
  return [
    ...writes.map((line) => `${project.name}: ${line} was sent although nothing had changed`),
    ...over("requests to Procore", reads, allowed.procore),
    ...over("lists of payments", lists, allowed.lists),
    ...over("requests to Acumatica", requests.acumatica.length, allowed.acumatica),
  ];
}

/** What the app itself says: every application in the state that the story built, and books that tie out. */
async function judgeApp({ company }: Demo, { admin, accountant }: Drivers): Promise<readonly string[]> {
  const wrong: string[] = [];
  const shown: ApplicationShape[] = [];
  for (const project of Object.values(company.projects)) {
    const applications = await accountant.applications(company.companyId, project.id);
    const { tiesOut, unexplained } = await accountant.tieOut(company.companyId, project.id);
    shown.push(...applications);
    wrong.push(...misread(company, project, applications));
    if (!tiesOut) wrong.push(`${project.name} does not tie out: ${unexplained} unexplained`);
  }
  const heads = ["Out of the ordinary", "how many", "amount", "in the app"];
  say(`\n${tableOf(heads, tales(company, shown))}`);
  const states = new Map<string, number>();
  for (const { state } of shown) states.set(state, (states.get(state) ?? 0) + 1);
  const counts = [...states].map(([state, count]) => `${count} ${state.replaceAll("_", " ")}`).join(", ");
  const unplaced = await admin.unplaced(company.companyId);
  wrong.push(...misplaced(company, unplaced));
  say(`\n${shown.length} bill applications: ${counts}; and ${unplaced.length} of projects that are not mapped.`);
  return wrong;
}

async function judgeRights({ company, origins }: Demo, { admin, accountant }: Drivers): Promise<readonly string[]> {
  const { companyId, projects, users } = company;
  const manager = new Driver(origins);
  await manager.signIn(users.projectManager, companyId);
  const expected = [
    ["the admin", admin, { canView: true, canSync: true, canConfigure: true }],
    ["the accountant", accountant, { canView: true, canSync: true, canConfigure: false }],
    ["the project manager", manager, { canView: true, canSync: false, canConfigure: false }],
  ] as const;
  const wrong: string[] = [];
  for (const [who, driver, rights] of expected) {
    const { canView, canSync, canConfigure, because } = await driver.access(companyId, projects.tower.id);
    if (JSON.stringify({ canView, canSync, canConfigure }) === JSON.stringify(rights)) continue;
    wrong.push(`${who} may not do what was expected: ${because}`);
  }
  return wrong;
}
