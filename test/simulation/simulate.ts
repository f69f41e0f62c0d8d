import { createHash } from "node:crypto";
import type { SyncRun } from "../../server/domain/change.ts";
import { createHttp } from "../../server/net/http.ts";
import { migrate, openDb, transact, type Db } from "../../server/store/db.ts";
import { picturesOf } from "../../server/store/pictures.ts";
import { reportOf } from "../../server/sync/report.ts";
import type { Behavior } from "../fakes/procore/behavior.ts";
import { createFakeProcore, type FakeProcore } from "../fakes/procore/fake-procore.ts";
import { axiosAdapter, type Wire } from "../fakes/wire.ts";
import { Process, type CompanyOptions } from "../world/company.ts";
import { Chaos } from "./chaos.ts";
import { alwaysBroken, beingAdopted, quietBroken } from "./invariants.ts";
import { applyLatestPreview, changeSettings, decideSomething, requestSync, undoSomething } from "./people.ts";
import { Random } from "./random.ts";
import { SimCompany } from "./sim-company.ts";
import { Sometimes } from "./sometimes.ts";
import { STEPS } from "./steps.ts";
import { followHint, WAYS } from "./ways.ts";

export type Result = {
  readonly seed: number;
  /** What does not hold, in words; empty: everything does. */
  readonly broken: readonly string[];
  /** The same seed gives the same trace, byte for byte. */
  readonly trace: string;
  readonly story: readonly string[];
  readonly reached: Readonly<Record<string, number>>;
};

const PROCORE = "https://procore.test";
const RATES = [0, 0.02, 0.06, 0.15];
/** How far the app's clock may be from the vendors', in seconds. */
const SKEWS = [0, 0, -90, 90, 240];
const QUIET_ROUNDS = 10;
/** More requests than this in one run of so small a company is a retry without an end. */
const MOST_REQUESTS = 1_500;

/** One world from a seed: random companies, people and faults; then quiet; and what was broken. */
export async function simulate(seed: number): Promise<Result> {
  const world = await SimWorld.open(seed);
  try {
    await world.live();
    await world.settle();
  } catch (error) {
    world.broken.push(`it threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  } finally {
    await world.close();
  }
  return world.result();
}

class SimWorld {
  readonly broken: string[] = [];
  readonly #story: string[] = [];
  readonly #sometimes = new Sometimes();
  readonly #seed: number;
  readonly #random: Random;
  readonly #clock = { now: new Date("2026-03-02T15:00:00.000Z") };
  readonly #procore: FakeProcore;
  readonly #companies: readonly SimCompany[];
  readonly #skewMs: number;
  readonly #db: Db;
  readonly #wires: Readonly<Record<string, Wire>>;
  #process: Process | null = null;
  #chaos: Chaos;
  #starts = 0;

  private constructor(seed: number, db: Db) {
    this.#seed = seed;
    this.#random = new Random(seed);
    this.#db = db;
    this.#procore = createFakeProcore({ now: this.#now, behavior: this.#variant() });
    this.#skewMs = (this.#random.pick(SKEWS) ?? 0) * 1_000;
    if (this.#skewMs !== 0) this.#sometimes.reached("fault: clock skew");
    const count = this.#random.chance(0.25) ? 2 : 1;
    if (count === 2) this.#sometimes.reached("two companies");
    this.#companies = Array.from(
      { length: count },
      (_, index) => new SimCompany(this.#procore, `Tenant${index}`, { now: this.#now, random: this.#random }),
    );
    const acumaticas = this.#companies.map(({ acumatica }, index) => [
      `https://acumatica${index}.test`,
      acumatica.wire,
    ]);
    this.#wires = { [PROCORE]: this.#procore.wire, ...(Object.fromEntries(acumaticas) as Record<string, Wire>) };
    this.#chaos = this.#newChaos();
  }

  static async open(seed: number): Promise<SimWorld> {
    const db = openDb(":memory:");
    await migrate(db);
    const world = new SimWorld(seed, db);
    await world.#start();
    for (const company of world.#companies) {
      await world.#running.connect(company.companyId, company.settings(world.#random), company.tenant);
    }
    return world;
  }

  readonly #now = (): Date => new Date(this.#clock.now);

  /** What the app's own clock says. */
  readonly #appNow = (): Date => new Date(this.#clock.now.getTime() + this.#skewMs);

  get #running(): Process {
    if (!this.#process) throw new Error("No process");
    return this.#process;
  }

  /** The vendor's unconfirmed habits: any of them may be the true one. */
  #variant(): Partial<Behavior> {
    const pick = <T>(items: readonly [T, ...T[]]): T => this.#random.pick(items) ?? items[0];
    return {
      clearsOriginId: pick(["null or empty", "null", "empty"]),
      deleteLocked: pick(["refused", "allowed"]),
      unlockWithChange: pick(["refused", "allowed"]),
      lockWithChange: pick(["allowed", "refused"]),
      duplicateOriginId: pick([422, 409]),
    };
  }

  // ---- Processes ---------------------------------------------------------------------------------------------------

  #newChaos(): Chaos {
    return new Chaos(this.#random, this.#sometimes, this.#now);
  }

  async #start(): Promise<void> {
    this.#starts += 1;
    this.#chaos = this.#newChaos();
    const chaos = this.#chaos;
    const adapter = chaos.adapter(axiosAdapter(this.#wires));
    const options: CompanyOptions = {
      now: this.#appNow,
      sleep: (ms) => Promise.resolve(this.#pass(ms)),
      random: () => this.#random.next(),
      db: this.#db,
      around: (store) => chaos.around(store),
      name: `p${this.#starts}`,
      pageRows: this.#random.pick([8, 2_000]) ?? 2_000,
    };
    const acumaticaOf = (companyId: number) => {
      const index = this.#companies.findIndex((company) => company.companyId === companyId);
      const company = this.#companies[index];
      if (!company) throw new Error("No such company");
      return { url: `https://acumatica${index}.test`, fake: company.acumatica, reach: company.reach };
    };
    const http = (system: "Procore" | "Acumatica") => createHttp({ system, timeoutMs: 30_000, adapter });
    this.#process = await Process.start({ procoreUrl: PROCORE, acumaticaOf, http }, options);
  }

  #pass(ms: number): void {
    this.#clock.now = new Date(this.#clock.now.getTime() + ms);
  }

  /** Does something in the process; should it be killed meanwhile, another takes its place after the lease. */
  async #inProcess(act: (process: Process) => Promise<unknown>): Promise<void> {
    await Promise.race([act(this.#running), this.#chaos.death]);
    if (!this.#chaos.dead) return;
    this.#tell("the process is killed");
    await this.#start();
    this.#pass(100_000);
    const dead = await this.#running.passOn();
    if (dead.length > 0) this.#sometimes.reached("run: resumed after a death");
  }

  // ---- Life --------------------------------------------------------------------------------------------------------

  async live(): Promise<void> {
    const steps = this.#random.int(8, 30);
    for (let step = 0; step < steps && this.broken.length === 0; step += 1) {
      this.#pass(this.#random.int(1, 90) * 60_000);
      const company = this.#random.pick(this.#companies);
      if (!company) return;
      this.#people(company);
      await this.#settleThings(company);
      const rate = this.#random.pick(RATES) ?? 0;
      this.#chaos.trouble = { rate, mayKill: this.#random.chance(0.5) };
      if (this.#random.chance(0.04)) this.#chaos.takeDown(this.#random.int(1, 240));
      await this.#sync(company);
      await this.#check();
      await this.#look(company);
    }
  }

  /** Whatever just failed or died, the pictures explain every application and every cent. */
  async #look({ companyId, projectIds }: SimCompany): Promise<void> {
    for (const projectId of projectIds) {
      const pictures = await transact(this.#db, (within) => picturesOf(within, companyId, projectId), "snapshot");
      const { applications, tieOut } = reportOf(pictures, { acumatica: null, procore: null });
      for (const { state } of applications) this.#sometimes.reached(`state: ${state}`);
      if (!tieOut.tiesOut) this.broken.push(`a project does not tie out, ${tieOut.unexplained} unexplained`);
    }
  }

  #people(company: SimCompany): void {
    for (let count = this.#random.int(0, 5); count > 0; count -= 1) {
      const step = this.#random.pick(STEPS);
      const later = (minutes: number): void => this.#pass(minutes * 60_000);
      const said = step?.(company, this.#random, { now: this.#now, later, sometimes: this.#sometimes });
      if (said) this.#tell(`${company.tenant}: ${said}`);
    }
  }

  async #sync(company: SimCompany): Promise<void> {
    const before = this.#requests();
    const how = this.#random.chance(0.06) ? "undo" : this.#random.pick(WAYS);
    const { companyId } = company;
    await this.#inProcess(async (process) => {
      if (how === "schedule") await process.engine.scheduled(companyId);
      else if (how === "sweep") await process.engine.sweep(companyId);
      else if (how === "hint") this.#tell(await followHint(process, company, this.#random, this.#now()));
      else if (how === "undo") this.#tell(await undoSomething(process, company, this.#random, this.#sometimes));
      else await requestSync(process, company, this.#random, how?.startsWith("preview") ? "preview" : "apply");
      this.#told(await process.work());
      if (how === "preview, then apply" && (await applyLatestPreview(process, company))) {
        this.#sometimes.reached("preview applied in the middle of it all");
        this.#told(await process.work());
      }
    });
    if (this.#requests() - before > MOST_REQUESTS) this.broken.push("one sync sent requests without an end");
  }

  /** People decide about payments, and an admin changes settings; the process may be killed at it. */
  async #settleThings(company: SimCompany): Promise<void> {
    for (const [chance, settle] of [[0.1, changeSettings] as const, [0.3, decideSomething] as const]) {
      if (!this.#random.chance(chance)) continue;
      await this.#inProcess(async (process) =>
        this.#tell(await settle(process, company, this.#random, this.#sometimes)),
      );
    }
  }

  #told(runs: readonly SyncRun[]): void {
    for (const { trigger, mode, status, counts, error } of runs) {
      this.#sometimes.reached(`run: ${status}`);
      this.#sometimes.reached(`started by: ${trigger}`);
      this.#tell(
        `${trigger} ${mode} ${status} ${JSON.stringify(counts)}${error ? ` ${error.kind}: ${error.says}` : ""}`,
      );
    }
  }

  // ---- Quiet -------------------------------------------------------------------------------------------------------

  /** No faults any more, payments allowed, everybody waits: then both sides have to agree. */
  async settle(): Promise<void> {
    if (this.broken.length > 0) return;
    this.#tell("quiet");
    for (const company of this.#companies) await this.#settleOne(company);
    for (const company of this.#companies) {
      const reports = await Promise.all(
        company.projectIds.map((projectId) => this.#running.engine.report(company.companyId, projectId)),
      );
      this.broken.push(...quietBroken(company, reports));
      for (const { state } of reports.flatMap(({ applications }) => applications))
        this.#sometimes.reached(`state: ${state}`);
    }
  }

  async #settleOne(company: SimCompany): Promise<void> {
    const { companyId, projectIds, commitments } = company;
    for (const { id } of commitments) this.#procore.admin.setAllowPayments(id, true);
    let resting = false;
    for (let round = 0; round < QUIET_ROUNDS && !resting; round += 1) {
      this.#chaos.trouble = { rate: 0, mayKill: false };
      this.#pass(26 * 3_600_000);
      let changes = 0;
      await this.#inProcess(async (process) => {
        await process.work(); // what a killed process left queued
        const previewing = round === 0 ? projectIds : [];
        for (const projectId of previewing) changes += await this.#previewed(process, companyId, projectId);
        await process.engine.sweep(companyId);
        for (const run of await process.work()) changes += await this.#outcomes(process, run);
      });
      await this.#check();
      resting = changes === 0 && round > 0;
    }
    if (!resting) this.broken.push("it never comes to rest");
    if (company.isContractRead) this.#sometimes.reached("contract reader");
  }

  /** While the world stands still, what a preview shows is what its application does. */
  async #previewed(process: Process, companyId: number, projectId: number): Promise<number> {
    const askedBy = { id: 1, login: "pat@example.com" };
    const base = { companyId, projectId, scope: null, undoOf: null, askedBy };
    const preview = await process.engine.requestRun({ ...base, mode: "preview", planOf: null });
    await process.work();
    const shown = await process.store.runs.changes(companyId, preview.id);
    const apply = await process.engine.requestRun({ ...base, mode: "apply", planOf: preview.id });
    const done = await process.work();
    const applied = await process.store.runs.changes(companyId, apply.id);
    const kinds = (changes: typeof shown): string => changes.map(({ key, kind }) => `${kind} ${key}`).join(", ");
    if (kinds(shown) !== kinds(applied) || applied.some(({ outcome }) => outcome === "conflict")) {
      this.broken.push(`a preview showed [${kinds(shown)}] and [${kinds(applied)}] was done`);
    }
    this.#sometimes.reached("preview applied as shown");
    let changes = 0;
    for (const run of done) changes += await this.#outcomes(process, run);
    return changes;
  }

  async #outcomes(process: Process, run: SyncRun): Promise<number> {
    this.#told([run]);
    const changes = await process.store.runs.changes(run.companyId, run.id);
    return changes.filter(({ outcome }) => outcome === "applied" || outcome === "found").length;
  }

  // ---- Keeping the books -------------------------------------------------------------------------------------------

  async #check(): Promise<void> {
    for (const company of this.#companies) {
      company.noteAdopted();
      this.broken.push(...alwaysBroken(company, await beingAdopted(this.#db, company.companyId)));
    }
  }

  #requests(): number {
    return Object.values(this.#wires).reduce((sum, { log }) => sum + log.length, 0);
  }

  #tell(line: string): void {
    this.#story.push(`${this.#now().toISOString()} ${line}`);
  }

  async close(): Promise<void> {
    const rows = await this.#db.query.selectFrom("run_change").select(["body", "outcome"]).execute();
    for (const { body, outcome } of rows) {
      const { kind } = JSON.parse(body) as { kind: string };
      if (outcome === "failed") this.#sometimes.reached("change: failed");
      else if (outcome === "applied" || outcome === "found") this.#sometimes.reached(`change: ${kind} ${outcome}`);
    }
    await this.#db.close();
  }

  result(): Result {
    const requests = Object.values(this.#wires).flatMap(({ log }) =>
      log.map(
        ({ request, reply }) => `${request.method} ${request.target} ${request.body} -> ${reply?.status ?? "lost"}`,
      ),
    );
    const trace = createHash("sha256")
      .update([...this.#story, ...requests].join("\n"))
      .digest("hex");
    const reached = Object.fromEntries(this.#sometimes.counts);
    return { seed: this.#seed, broken: this.broken, trace, story: this.#story, reached };
  }
}
