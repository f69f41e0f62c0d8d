import type { SyncRun } from "../../server/domain/change.ts";
import { migrate, openDb, transact, type Db } from "../../server/store/db.ts";
import { picturesOf } from "../../server/store/pictures.ts";
import { reportOf } from "../../server/sync/report.ts";
import type { ProjectReport } from "../../server/sync/report-types.ts";
import { createFakeProcore, type FakeProcore } from "../fakes/procore/fake-procore.ts";
import type { Wire } from "../fakes/wire.ts";
import { NO_TROUBLE, type Trouble } from "./chaos.ts";
import { ASKED, changeConnection, connect, MEDDLED, settleConnection } from "./admin.ts";
import { alwaysBroken, beingAdopted, leftBehind, pagesBroken } from "./invariants.ts";
import { quietBroken } from "./oracle.ts";
import { changeSettings, decideSomething, type Act } from "./people.ts";
import { previewedAndApplied } from "./previewed.ts";
import { Random } from "./random.ts";
import { SimCompany } from "./sim-company.ts";
import { someHabits } from "./habits.ts";
import { Servers } from "./servers.ts";
import type { SimProcess, Write } from "./sim-process.ts";
import { Sometimes } from "./sometimes.ts";
import { STEPS } from "./steps.ts";
import { requestsOf, traceOf } from "./trace.ts";
import { writeBroken } from "./written.ts";

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
const HOUR_MS = 3_600_000;

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
  readonly #servers: Servers;

  private constructor(seed: number, db: Db) {
    this.#seed = seed;
    this.#random = new Random(seed);
    this.#db = db;
    this.#procore = createFakeProcore({ now: this.#now, behavior: someHabits(this.#random) });
    this.#skewMs = (this.#random.pick(SKEWS) ?? 0) * 1_000;
    if (this.#skewMs !== 0) this.#sometimes.reached("fault: clock skew");
    const count = this.#random.chance(0.25) ? 2 : 1;
    if (count === 2) this.#sometimes.reached("two companies");
    this.#companies = Array.from(
      { length: count },
      (_, index) => new SimCompany(this.#procore, index, { now: this.#now, random: this.#random }),
    );
    const acumaticas = Object.assign({}, ...this.#companies.map(({ wires }) => wires)) as Record<string, Wire>;
    this.#wires = { [PROCORE]: this.#procore.wire, ...acumaticas };
    this.#servers = new Servers({
      random: this.#random,
      sometimes: this.#sometimes,
      db,
      now: this.#now,
      appNow: this.#appNow,
      pass: (ms) => this.#pass(ms),
      tell: (line) => this.#tell(line),
      meddle: () => this.#meddle(),
      meanwhile: () => this.#step(),
      procoreUrl: PROCORE,
      acumaticaOf: (companyId, url) => this.#acumaticaOf(companyId, url),
      wires: this.#wires,
      began: ({ run, schedule }) => {
        if (run.trigger === "schedule") this.#sometimes.reached(`schedule: ${schedule} starts a run`);
      },
      wrote: (write) => this.#wrote(write),
      failed: (says) => void this.broken.push(`a bug: ${says}`),
    });
  }

  #acumaticaOf(companyId: number, url: string) {
    const company = this.#companies.find((one) => one.companyId === companyId);
    if (!company) throw new Error("No such company");
    return { url, fake: company.booksAt(url).acumatica, reach: company.reach };
  }

  static async open(seed: number): Promise<SimWorld> {
    const db = openDb(":memory:");
    await migrate(db);
    const world = new SimWorld(seed, db);
    await world.#servers.start();
    for (const company of world.#companies) {
      const { process } = world.#servers.running;
      await connect(process, company, company.url);
      await process.store.settings.patch(company.companyId, company.settings(world.#random));
    }
    return world;
  }

  readonly #now = (): Date => new Date(this.#clock.now);

  /** What the app's own clock says. */
  readonly #appNow = (): Date => new Date(this.#clock.now.getTime() + this.#skewMs);

  #pass(ms: number): void {
    this.#clock.now = new Date(this.#clock.now.getTime() + ms);
  }

  // ---- Life --------------------------------------------------------------------------------------------------------

  async live(): Promise<void> {
    const steps = this.#random.int(6, 24);
    for (let step = 0; step < steps && this.broken.length === 0; step += 1) await this.#step();
  }

  async #step(): Promise<void> {
    this.#pass(this.#random.chance(0.1) ? this.#random.int(3, 30) * HOUR_MS : this.#random.int(1, 90) * 60_000);
    const company = this.#random.pick(this.#companies);
    if (!company) return;
    this.#people(company);
    await this.#settleThings(company);
    this.#servers.running.chaos.trouble = this.#trouble();
    if (this.#random.chance(0.04)) this.#servers.running.chaos.takeDown(this.#random.int(1, 240));
    await this.#clockAndPeople(company);
    await this.#check();
    await this.#look(company);
  }

  #trouble(): Trouble {
    return {
      rate: this.#random.pick(RATES) ?? 0,
      mayKill: this.#random.chance(0.5),
      maySleep: this.#servers.maySleep && this.#random.chance(0.7),
      meddling: this.#random.pick([0, 0.01, 0.04]) ?? 0,
    };
  }

  /** Whatever just failed or died, the pictures explain every application and every cent. */
  async #look(company: SimCompany): Promise<void> {
    if (company.purged) return;
    const { companyId, projectIds } = company;
    for (const projectId of projectIds) {
      const pictures = await transact(this.#db, (within) => picturesOf(within, companyId, projectId), "snapshot");
      const report = reportOf(pictures, { acumatica: null, procore: null });
      this.#reached(report);
      this.broken.push(...pagesBroken(company, projectId, report));
    }
  }

  #reached({ applications }: ProjectReport): void {
    for (const { state, reason } of applications) {
      this.#sometimes.reached(`state: ${state}`);
      if (reason) this.#sometimes.reached(`reason: ${reason.code}`);
    }
  }

  #people(company: SimCompany, most = this.#random.int(0, 5)): void {
    for (let count = most; count > 0; count -= 1) {
      const step = this.#random.pick(STEPS);
      const later = (minutes: number): void => this.#pass(minutes * 60_000);
      const said = step?.(company, this.#random, { now: this.#now, later, sometimes: this.#sometimes });
      company.noteKnown();
      if (said) this.#tell(`${company.tenant}: ${said}`);
    }
  }

  /** The schedule and hints start what is due; most of the time somebody asks for something too. */
  async #clockAndPeople(company: SimCompany): Promise<void> {
    const before = requestsOf(this.#wires);
    await this.#servers.inProcess(async (running) => {
      const ask = this.#random.chance(0.75) ? this.#random.pick(ASKED) : undefined;
      if (ask) await this.#does(ask, running, company);
      await running.tick();
      this.#told(await running.work());
    });
    if (requestsOf(this.#wires) - before > MOST_REQUESTS) this.broken.push("one sync sent requests without an end");
  }

  /** People decide about payments, and an admin changes settings; the process may be killed at it. */
  async #settleThings(company: SimCompany): Promise<void> {
    for (const [chance, settle] of [[0.1, changeSettings] as const, [0.3, decideSomething] as const]) {
      if (this.#random.chance(chance)) await this.#servers.inProcess((running) => this.#does(settle, running, company));
    }
  }

  async #does(act: Act, { process }: SimProcess, company: SimCompany): Promise<void> {
    if (company.purged && act !== changeConnection) return;
    this.#tell(`${company.tenant}: ${await act(process, company, this.#random, this.#sometimes)}`);
  }

  /** While a run is under way: in the ledger, in Procore or in the app. */
  async #meddle(): Promise<void> {
    const running = this.#servers.running;
    const by = running.performing;
    const company = this.#companies.find(({ companyId }) => companyId === by?.run.companyId) ?? this.#companies[0];
    if (!company) return;
    this.#sometimes.reached("somebody acts while a run is under way");
    await running.apart(async () => {
      this.#tell("meanwhile");
      if (this.#random.chance(0.5)) return this.#people(company, 1);
      const act = this.#random.pick(MEDDLED);
      if (act) await this.#does(act, running, company);
    });
  }

  #wrote(write: Write): void {
    this.broken.push(...writeBroken(write, this.#procore));
  }

  #told(runs: readonly SyncRun[]): void {
    for (const { trigger, mode, status, counts, error } of runs) {
      if (error?.kind === "bug") this.broken.push("a run ended as a bug");
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
        company.projectIds.map((projectId) =>
          this.#servers.running.process.engine.report(company.companyId, projectId),
        ),
      );
      this.broken.push(...quietBroken(company, reports));
      for (const report of reports) this.#reached(report);
    }
  }

  async #settleOne(company: SimCompany): Promise<void> {
    const { companyId, projectIds, commitments } = company;
    for (const { id } of commitments) this.#procore.admin.setAllowPayments(id, true);
    const { settings } = this.#servers.running.process.store;
    await settleConnection(this.#servers.running.process, company, this.#random);
    const { schedule } = await settings.get(companyId);
    await settings.patch(companyId, { ...company.settled(), ...(schedule === "never" && { schedule: "hourly" }) });
    let resting = false;
    for (let round = 0; round < QUIET_ROUNDS && !resting; round += 1) {
      this.#servers.running.chaos.trouble = NO_TROUBLE;
      this.#pass(26 * HOUR_MS);
      let changes = 0;
      await this.#servers.inProcess(async (running) => {
        await running.work(); // what a killed process left queued
        const previewing = round === 0 ? projectIds : [];
        for (const projectId of previewing) changes += await this.#previewed(running, companyId, projectId);
        // What changed is read when the sweep falls due, and looked at again after it.
        for (let ticks = 0; ticks < 2; ticks += 1) {
          await running.tick();
          changes += await this.#outcomes(running, await running.work());
        }
      });
      await this.#check();
      resting = changes === 0 && round > 0;
    }
    if (!resting) this.broken.push("it never comes to rest");
    if (company.isContractRead) this.#sometimes.reached("contract reader");
  }

  async #previewed(running: SimProcess, companyId: number, projectId: number): Promise<number> {
    const { broken, done } = await previewedAndApplied(running, companyId, projectId);
    this.broken.push(...broken);
    this.#sometimes.reached("preview applied as shown");
    return this.#outcomes(running, done);
  }

  /** How many changes these runs made. */
  async #outcomes({ process }: SimProcess, runs: readonly SyncRun[]): Promise<number> {
    this.#told(runs);
    let made = 0;
    for (const run of runs) {
      const changes = await process.store.runs.changes(run.companyId, run.id);
      made += changes.filter(({ outcome }) => outcome === "applied" || outcome === "found").length;
    }
    return made;
  }

  // ---- Keeping the books -------------------------------------------------------------------------------------------

  async #check(): Promise<void> {
    for (const company of this.#companies) {
      company.noteAdopted();
      if (company.purged) this.broken.push(...(await leftBehind(this.#db, company.companyId)));
      this.broken.push(...alwaysBroken(company, await beingAdopted(this.#db, company.companyId)));
    }
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
    const trace = traceOf(this.#story, Object.values(this.#wires));
    const reached = Object.fromEntries(this.#sometimes.counts);
    return { seed: this.#seed, broken: this.broken, trace, story: this.#story, reached };
  }
}
