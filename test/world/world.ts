import { expect } from "vitest";
import type { SyncRun } from "../../server/domain/change.ts";
import type { ReportedApplication } from "../../server/sync/report-types.ts";
import type { Settings } from "../../server/domain/settings.ts";
import type { Asked } from "../../server/sync/decide.ts";
import type { NewApplication, NewPayment } from "../fakes/acumatica/payments.ts";
import type { FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import type { FakeProcore } from "../fakes/procore/fake-procore.ts";
import type { Health } from "../fakes/procore/health.ts";
import type { ContractPayment } from "../fakes/procore/state.ts";
import { listen, type Listening } from "../fakes/wire.ts";
import { createVendors, httpTo, Process, TENANT, type CompanyOptions } from "./company.ts";
import { leftUnlocked, onThePage, paidInLedger, shownInProcore, type Issued } from "./books.ts";
import { ownDatabase, type OwnDatabase } from "./database.ts";
import { Life, type Death } from "./life.ts";
import { seed } from "./seed.ts";

export type WorldOptions = Pick<
  CompanyOptions,
  "acumatica" | "procore" | "pageRows" | "databaseUrl" | "db" | "signsIn"
> & {
  readonly settings?: Partial<Settings>;
  /** The database outlives the process, so that it can die and another take over. */
  readonly durable?: boolean;
};

export type BillWish = {
  readonly amount: number;
  readonly number?: string;
  readonly commitment?: string;
  readonly vendor?: string;
  readonly currency?: string;
  /** No subcontractor invoice in Procore for it. */
  readonly withoutInvoice?: boolean;
};

/** One company with one project, one subcontract and one purchase order, connected; nobody has billed or paid yet. */
export class World {
  readonly procore: FakeProcore;
  readonly acumatica: FakeAcumatica;
  process: Process;
  readonly companyId: number;
  readonly projectId: number;
  readonly commitments: Readonly<Record<"SC-001" | "SC-002" | "PO-001", number>>;
  readonly #servers: readonly Listening[];
  #options: CompanyOptions;
  readonly #clock: { now: Date };
  #database: OwnDatabase;
  readonly #durable: boolean;
  readonly #more = new Map<string, number>();
  #life: Life;
  #lives = 1;
  #bills = 0;

  private constructor(parts: Parts) {
    this.procore = parts.procore;
    this.acumatica = parts.acumatica;
    this.process = parts.process;
    this.companyId = parts.companyId;
    this.projectId = parts.projectId;
    this.commitments = parts.commitments;
    this.#servers = parts.servers;
    this.#options = parts.options;
    this.#clock = parts.clock;
    this.#database = parts.database;
    this.#durable = parts.durable;
    this.#life = parts.life;
  }

  static async open({ settings, durable = false, ...given }: WorldOptions = {}): Promise<World> {
    const clock = { now: new Date("2026-03-02T15:00:00Z") };
    const database = await ownDatabase({ durable });
    const options: CompanyOptions = {
      databaseUrl: database.url,
      ...given,
      now: () => new Date(clock.now),
      sleep: (ms) => {
        clock.now = new Date(clock.now.getTime() + ms);
        return Promise.resolve();
      },
      random: () => 0.5,
    };
    const { procore, acumatica } = createVendors(options);
    const servers = [await listen(procore.wire), await listen(acumatica.wire)];
    const seeded = seed(procore, acumatica);
    const parts = { procore, acumatica, servers, options, clock, database, durable, life: new Life(), ...seeded };
    const process = await start(parts);
    const projectMap = { [seeded.projectId]: "PR-0001" };
    await process.connect(seeded.companyId, { projectMap, schedule: "hourly", ...settings });
    if (options.signsIn) await process.signIn(seeded.companyId, acumatica);
    return new World({ ...parts, process });
  }

  get ledger(): FakeAcumatica["ledger"] {
    return this.acumatica.ledger;
  }

  get now(): Date {
    return new Date(this.#clock.now);
  }

  /** Today's business date. */
  get today(): string {
    return this.#clock.now.toISOString().slice(0, 10);
  }

  later(minutes: number): void {
    this.#clock.now = new Date(this.#clock.now.getTime() + minutes * 60_000);
  }

  /** A bill in Acumatica and, unless wished otherwise, the subcontractor invoice in Procore that it was exported from. */
  bill(wish: BillWish): { ref: string; invoiceId: number } {
    this.#bills += 1;
    const { amount, number = String(this.#bills), commitment = "SC-001", vendor = "V000001", currency } = wish;
    const isOrder = commitment.startsWith("PO");
    const { ref } = this.ledger.addBill({
      vendor,
      date: "2026-02-01",
      vendorRef: number,
      lines: [{ amount, project: "PR-0001", order: { type: isOrder ? "RO" : "RS", number: commitment, line: 1 } }],
      ...(currency && { currency }),
    });
    if (wish.withoutInvoice) return { ref, invoiceId: 0 };
    return { ref, invoiceId: this.invoice({ amount, number, commitment }) };
  }

  invoice({ amount, number, commitment }: { amount: number; number: string; commitment: string }): number {
    const commitmentId = this.commitmentId(commitment);
    const currentPaymentDue = (amount / 100).toFixed(2);
    return this.procore.admin.addRequisition({ commitmentId, currentPaymentDue, invoiceNumber: number }).id;
  }

  /** One more subcontract, in both systems, with the vendor of SC-001. */
  subcontract(number: string, currency = "USD"): number {
    const { projectId } = this;
    const vendorId = this.procore.admin.commitment(this.commitments["SC-001"]).vendorId;
    const { id } = this.procore.admin.addCommitment({ projectId, vendorId, number, currency });
    const lines = [{ amount: 900_000_00, project: "PR-0001" }];
    this.ledger.addOrder({ number, vendor: "V000001", type: "RS", currency, lines });
    this.#more.set(number, id);
    return id;
  }

  commitmentId(number: string): number {
    const id = this.commitments[number as keyof World["commitments"]] ?? this.#more.get(number);
    if (id === undefined) throw new Error(`There is no commitment ${number} in this world`);
    return id;
  }

  /** A released check that pays these bills; `amount` of each in cents. */
  pay(applications: readonly NewApplication[], payment: Partial<NewPayment> = {}): string {
    const date = this.#clock.now.toISOString().slice(0, 10);
    return this.ledger.addPayment({ vendor: "V000001", date, extRef: "5501", applications, ...payment }).ref;
  }

  /** A person's run, from request to end. */
  async sync(request: Partial<Pick<SyncRun, "mode" | "scope" | "planOf" | "undoOf">> = {}): Promise<SyncRun> {
    const { companyId, projectId } = this;
    const askedBy = { id: 1, login: "pat@example.com" };
    const base = { mode: "apply", scope: null, planOf: null, undoOf: null } as const;
    const { id } = await this.process.engine.requestRun({ companyId, projectId, askedBy, ...base, ...request });
    const done = await this.process.work();
    const run = done.find((one) => one.id === id);
    if (!run) throw new Error("The run was not performed");
    return run;
  }

  /** What the schedule does: observe once, start runs where something is due, perform them. */
  async scheduled(): Promise<readonly SyncRun[]> {
    await this.process.engine.scheduled(this.companyId);
    return this.process.work();
  }

  /** The process dies and another starts on the same database. Only for a durable world. */
  async restart(): Promise<void> {
    await this.process.db.close();
    this.#life = new Life();
    this.#lives += 1;
    const options = { ...this.#options, name: `p${this.#lives}` };
    this.process = await start({ ...this.#parts(), options });
  }

  /** As `restart`, on another database: a restored or a moved one. */
  async movesTo(databaseUrl: string): Promise<void> {
    this.#options = { ...this.#options, databaseUrl };
    await this.restart();
  }

  /** The database is gone and nothing was kept: the next process starts on an empty one, connected anew. */
  async loseDatabase(): Promise<void> {
    const settings = await this.process.store.settings.get(this.companyId);
    await this.process.db.close();
    await this.#database.drop();
    this.#database = await ownDatabase({ durable: this.#durable });
    this.#options = { ...this.#options, databaseUrl: this.#database.url };
    this.later(1);
    this.process = await start({ ...this.#parts(), options: this.#options });
    await this.process.connect(this.companyId, settings);
  }

  /** The process dies while `act` sends: nothing tidies up. false: it did not send so many. */
  diesIn(death: Death, act: () => Promise<unknown>): Promise<boolean> {
    return this.#life.diesIn(death, act);
  }

  /** What the next process does about a dead one: its run stops beating, is failed, and its project is looked at again. */
  async recover(): Promise<readonly SyncRun[]> {
    await this.restart();
    this.later(2);
    const expired = await this.process.passOn();
    await this.process.work(`worker ${this.#lives}`);
    return expired;
  }

  /** What a person settles about an application; the only one, unless its key is given. */
  async decide(decide: Asked["decide"], what: Partial<Omit<Asked, "decide">> = {}): Promise<void> {
    const { companyId, projectId, process } = this;
    const key = what.key ?? (await this.applications())[0]?.key;
    if (!key) throw new Error("There is nothing to decide");
    const asked = { invoiceId: null, contractPaymentId: null, ...what, key, decide };
    await process.engine.decide(companyId, projectId, asked, { login: "pat@example.com" });
  }

  async configure(settings: Partial<Settings>): Promise<void> {
    await this.process.store.settings.patch(this.companyId, settings);
  }

  /** The live payments of a commitment, with what Procore never shows. */
  held(commitment = "SC-001"): readonly ContractPayment[] {
    return this.procore.world.paymentsOf(this.commitmentId(commitment));
  }

  /** The only payment of a commitment. */
  heldOne(commitment = "SC-001"): ContractPayment {
    const [payment, ...more] = this.held(commitment);
    if (!payment || more.length > 0) throw new Error(`There are ${more.length + (payment ? 1 : 0)} payments`);
    return payment;
  }

  /** Amounts of Payments Issued of a commitment. */
  amounts(commitment = "SC-001"): readonly (string | null)[] {
    return this.issued(commitment).map(({ amount }) => amount);
  }

  /** Payments Issued of a commitment, as Procore holds them. */
  issued(commitment = "SC-001"): readonly Issued[] {
    return this.held(commitment).map(onThePage);
  }

  async applications(): Promise<readonly ReportedApplication[]> {
    return (await this.process.engine.report(this.companyId, this.projectId)).applications;
  }

  /** State and reason of every application: "synced", "needs_review close_payment". */
  async states(): Promise<readonly string[]> {
    return (await this.applications()).map(({ state, reason }) => (reason ? `${state} ${reason.code}` : state));
  }

  async changes(run: SyncRun): Promise<readonly string[]> {
    const changes = await this.process.store.runs.changes(this.companyId, run.id);
    return changes.map(({ kind, outcome }) => `${kind} ${outcome ?? "not reached"}`);
  }

  /** How many requests of each method each vendor got while `act` ran. */
  async counting(act: () => Promise<unknown>): Promise<{ procore: readonly string[]; acumatica: readonly string[] }> {
    const before = [this.procore.log.length, this.acumatica.wire.log.length] as const;
    await act();
    const line = ({ request }: { request: { method: string; target: string } }) =>
      `${request.method} ${request.target.split("?")[0] ?? ""}`;
    return {
      procore: this.procore.log
        .slice(before[0])
        .map(line)
        .filter((text) => !text.includes("/oauth/")),
      acumatica: this.acumatica.wire.log
        .slice(before[1])
        .map(line)
        .filter((text) => !text.includes("/identity/")),
    };
  }

  /**
   * Both equations hold to the cent, nothing is unexplained, nothing of ours stands unlocked, and Procore saw no bad
   * manners but those the story provoked.
   */
  async expectTiedOut(provoked: readonly (keyof Health)[] = []): Promise<void> {
    const { tieOut } = await this.process.engine.report(this.companyId, this.projectId);
    expect(tieOut).toMatchObject({ tiesOut: true, unexplained: 0 });
    const manners = Object.entries(this.procore.health()).filter(([, count]) => count > 0);
    expect(manners.map(([what]) => what).filter((what) => !provoked.includes(what as keyof Health))).toEqual([]);
    this.expectLocked();
  }

  /** As `expectTiedOut`, and Procore shows exactly what the ledger itself says was paid: each application once. */
  async expectInStep(provoked: readonly (keyof Health)[] = []): Promise<void> {
    await this.expectTiedOut(provoked);
    expect(shownInProcore(this.procore)).toEqual(paidInLedger(this.ledger, TENANT));
  }

  /** A payment that names our key is locked with it: nobody may change it by accident. */
  expectLocked(): void {
    expect(leftUnlocked(this.procore)).toEqual([]);
  }

  async close(): Promise<void> {
    await this.process.db.close();
    for (const server of this.#servers) await server.close();
    await this.#database.drop();
  }

  #parts(): Omit<Parts, "process"> {
    const { procore, acumatica, companyId, projectId, commitments } = this;
    return {
      procore,
      acumatica,
      companyId,
      projectId,
      commitments,
      servers: this.#servers,
      options: this.#options,
      clock: this.#clock,
      database: this.#database,
      durable: this.#durable,
      life: this.#life,
    };
  }
}

type Parts = {
  readonly procore: FakeProcore;
  readonly acumatica: FakeAcumatica;
  readonly process: Process;
  readonly companyId: number;
  readonly projectId: number;
  readonly commitments: World["commitments"];
  readonly servers: readonly Listening[];
  readonly options: CompanyOptions;
  readonly clock: { now: Date };
  readonly database: OwnDatabase;
  readonly durable: boolean;
  readonly life: Life;
};

function start({ servers, acumatica, options, life }: Omit<Parts, "process">): Promise<Process> {
  const [procoreAt, acumaticaAt] = servers;
  const at = { url: acumaticaAt?.url ?? "", fake: acumatica };
  const http = (system: "Procore" | "Acumatica") => life.around(httpTo(system));
  return Process.start({ procoreUrl: procoreAt?.url ?? "", acumaticaOf: () => at, http }, options);
}
