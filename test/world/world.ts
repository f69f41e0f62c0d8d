import { expect } from "vitest";
import type { SyncRun } from "../../server/domain/change.ts";
import type { ReportedApplication } from "../../server/sync/report-types.ts";
import type { Settings } from "../../server/domain/settings.ts";
import type { NewApplication, NewPayment } from "../fakes/acumatica/payments.ts";
import type { FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import { writeDecimal } from "../fakes/procore/decimal.ts";
import type { FakeProcore } from "../fakes/procore/fake-procore.ts";
import { listen, type Listening } from "../fakes/wire.ts";
import { createVendors, httpTo, Process, type CompanyOptions } from "./company.ts";

export type WorldOptions = Pick<CompanyOptions, "acumatica" | "procore" | "pageRows" | "databaseUrl"> & {
  readonly settings?: Partial<Settings>;
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
  readonly #options: CompanyOptions;
  readonly #clock: { now: Date };
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
  }

  static async open({ settings, ...given }: WorldOptions = {}): Promise<World> {
    const clock = { now: new Date("2026-03-02T15:00:00Z") };
    const options: CompanyOptions = {
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
    const parts = { procore, acumatica, servers, options, clock, ...seeded };
    const process = await start(parts);
    const projectMap = { [seeded.projectId]: "PR-0001" };
    await process.connect(seeded.companyId, { projectMap, ...settings });
    return new World({ ...parts, process });
  }

  get ledger(): FakeAcumatica["ledger"] {
    return this.acumatica.ledger;
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
    const commitmentId = this.commitments[commitment as keyof World["commitments"]];
    const currentPaymentDue = (amount / 100).toFixed(2);
    return this.procore.admin.addRequisition({ commitmentId, currentPaymentDue, invoiceNumber: number }).id;
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

  /** The process dies and another starts on the same database. Only for a world with a database file. */
  async restart(): Promise<void> {
    await this.process.db.close();
    this.process = await start({ ...this.#parts(), options: this.#options });
  }

  /** Payments Issued of a commitment, as Procore holds them. */
  issued(commitment: keyof World["commitments"] = "SC-001"): readonly Issued[] {
    return this.procore.world.paymentsOf(this.commitments[commitment]).map((payment) => ({
      id: payment.id,
      amount: payment.amount === null ? null : Number(writeDecimal(payment.amount)).toFixed(2),
      date: payment.date,
      checkNumber: payment.checkNumber,
      originId: payment.originId,
      invoiceId: payment.requisitionId,
    }));
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
      acumatica: this.acumatica.wire.log.slice(before[1]).map(line),
    };
  }

  /** Both sides agree to the cent, nothing is unexplained, and Procore saw no bad manners. */
  async expectTiedOut(): Promise<void> {
    const { tieOut } = await this.process.engine.report(this.companyId, this.projectId);
    expect(tieOut).toMatchObject({ tiesOut: true, unexplained: 0 });
    expect(Object.values(this.procore.health()).reduce((sum, count) => sum + count, 0)).toBe(0);
  }

  async close(): Promise<void> {
    await this.process.db.close();
    for (const server of this.#servers) await server.close();
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
    };
  }
}

type Issued = {
  readonly id: number;
  readonly amount: string | null;
  readonly date: string | null;
  readonly checkNumber: string | null;
  readonly originId: string | null;
  readonly invoiceId: number | null;
};

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
};

function start({ servers, acumatica, options }: Omit<Parts, "process">): Promise<Process> {
  const [procoreAt, acumaticaAt] = servers;
  const at = { url: acumaticaAt?.url ?? "", fake: acumatica };
  return Process.start({ procoreUrl: procoreAt?.url ?? "", acumaticaOf: () => at, http: httpTo }, options);
}

function seed({ admin }: FakeProcore, { ledger }: FakeAcumatica) {
  const companyId = admin.addCompany().id;
  const projectId = admin.addProject({ companyId, name: "Harbor Tower" }).id;
  const steel = admin.addVendor({ companyId, name: "Acme Concrete, Inc.", originId: "V000001" }).id;
  const glass = admin.addVendor({ companyId, name: "Glass & Sons LLC" }).id;
  ledger.addVendor({ id: "V000001", name: "Acme Concrete" });
  ledger.addVendor({ id: "V000002", name: "Glass and Sons" });
  ledger.addProject({ id: "PR-0001" });
  for (const [number, vendor, type] of [
    ["SC-001", "V000001", "RS"],
    ["SC-002", "V000002", "RS"],
    ["PO-001", "V000001", "RO"],
  ] as const) {
    ledger.addOrder({ number, vendor, type, lines: [{ amount: 900_000_00, project: "PR-0001" }] });
  }
  const commitments = {
    "SC-001": admin.addCommitment({ projectId, vendorId: steel, number: "SC-001" }).id,
    "SC-002": admin.addCommitment({ projectId, vendorId: glass, number: "SC-002" }).id,
    "PO-001": admin.addCommitment({ projectId, vendorId: steel, number: "PO-001", type: "PurchaseOrderContract" }).id,
  };
  return { companyId, projectId, commitments };
}
