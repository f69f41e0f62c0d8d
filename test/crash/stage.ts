import type { ProjectReport } from "../../server/sync/report-types.ts";
import type { Settings } from "../../server/domain/settings.ts";
import type { FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import type { FakeProcore } from "../fakes/procore/fake-procore.ts";
import type { ContractPayment } from "../fakes/procore/state.ts";
import { listen, type Listening } from "../fakes/wire.ts";
import { leftUnlocked, paidInLedger, shownInProcore } from "../world/books.ts";
import { createVendors, TENANT } from "../world/company.ts";
import { seed } from "../world/seed.ts";
import { Actor, type Briefing } from "./actor.ts";

export type CommitmentNumber = "SC-001" | "SC-002" | "PO-001";

/** One company whose two vendors live here, on real ports, while processes come and die around its database. */
export class Stage {
  readonly procore: FakeProcore;
  readonly acumatica: FakeAcumatica;
  readonly #seeded: ReturnType<typeof seed>;
  readonly #servers: readonly Listening[];
  readonly #databaseUrl: string;
  readonly #clock: { now: Date };
  #bills = 0;
  #actors = 0;

  private constructor(parts: Parts) {
    this.procore = parts.procore;
    this.acumatica = parts.acumatica;
    this.#seeded = seed(parts.procore, parts.acumatica);
    this.#servers = parts.servers;
    this.#databaseUrl = parts.databaseUrl;
    this.#clock = parts.clock;
  }

  static async open(databaseUrl: string, settings: Partial<Settings>): Promise<Stage> {
    const clock = { now: new Date("2026-03-02T15:00:00Z") };
    const still = { now: () => new Date(clock.now), sleep: () => Promise.resolve(), random: () => 0.5 };
    const vendors = createVendors(still);
    const servers = [await listen(vendors.procore.wire), await listen(vendors.acumatica.wire)];
    const stage = new Stage({ ...vendors, servers, databaseUrl, clock });
    const projectMap = { [stage.#seeded.projectId]: "PR-0001" };
    await stage.here(({ process }) =>
      process.connect(stage.#seeded.companyId, { projectMap, schedule: "hourly", ...settings }),
    );
    return stage;
  }

  commitmentId(number: CommitmentNumber): number {
    return this.#seeded.commitments[number];
  }

  get ledger(): FakeAcumatica["ledger"] {
    return this.acumatica.ledger;
  }

  later(minutes: number): void {
    this.#clock.now = new Date(this.#clock.now.getTime() + minutes * 60_000);
  }

  /** A bill and the subcontractor invoice it was exported from; returns the bill's number. */
  bill(commitment: CommitmentNumber, amount: number): string {
    this.#bills += 1;
    const vendorRef = String(this.#bills);
    const order = { type: commitment.startsWith("PO") ? "RO" : "RS", number: commitment, line: 1 } as const;
    const lines = [{ amount, project: "PR-0001", order }];
    const { ref } = this.ledger.addBill({ vendor: "V000001", date: "2026-02-01", vendorRef, lines });
    this.invoice(commitment, amount, vendorRef);
    return ref;
  }

  invoice(commitment: CommitmentNumber, amount: number, number: string): number {
    const currentPaymentDue = (amount / 100).toFixed(2);
    const commitmentId = this.commitmentId(commitment);
    return this.procore.admin.addRequisition({ commitmentId, currentPaymentDue, invoiceNumber: number }).id;
  }

  /** A released check over one bill. */
  pay(bill: string, amount: number, extRef: string): string {
    const date = this.#clock.now.toISOString().slice(0, 10);
    return this.ledger.addPayment({ vendor: "V000001", date, extRef, applications: [{ bill, amount }] }).ref;
  }

  held(commitment: CommitmentNumber): readonly ContractPayment[] {
    return this.procore.world.paymentsOf(this.commitmentId(commitment));
  }

  briefing(): Briefing {
    const { site, tenant, client } = this.acumatica;
    const [procoreAt, acumaticaAt] = this.#servers;
    return {
      name: `p${(this.#actors += 1)}`,
      databaseUrl: this.#databaseUrl,
      procoreUrl: procoreAt?.url ?? "",
      acumaticaUrl: acumaticaAt?.url ?? "",
      acumatica: { site, tenant, client },
      token: this.acumatica.token(),
      companyId: this.#seeded.companyId,
      projectId: this.#seeded.projectId,
      at: this.#clock.now.toISOString(),
    };
  }

  /** Does something with a new engine that knows only the database, in this process. */
  async here<T>(act: (actor: Actor, briefing: Briefing) => Promise<T>): Promise<T> {
    const briefing = this.briefing();
    const actor = await Actor.start(briefing);
    try {
      return await act(actor, briefing);
    } finally {
      await actor.process.db.close();
    }
  }

  /** What must hold at any moment, right after a death too. In words; empty: it holds. */
  alwaysWrong(): string[] {
    const keys = [...this.procore.world.payments.values()].flatMap(({ originId }) => originId ?? []);
    return keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${key} stands twice`);
  }

  /** What must hold once somebody has recovered. */
  async restWrong({ tieOut }: ProjectReport): Promise<string[]> {
    const shown = shownInProcore(this.procore);
    const paid = paidInLedger(this.ledger, TENANT);
    const manners = Object.entries(this.procore.health()).filter(([, count]) => count > 0);
    const unfinished = await this.here(async ({ process }, { companyId }) => {
      const { runs } = await process.store.runs.list(companyId, { projectIds: null, after: null, limit: 100 });
      return runs.filter(({ finishedAt }) => finishedAt === null);
    });
    return [
      ...this.alwaysWrong(),
      ...(shown.join("\n") === paid.join("\n") ? [] : [`paid: ${paid.join(", ")}; but shown: ${shown.join(", ")}`]),
      ...leftUnlocked(this.procore).map(({ id }) => `payment ${id} is left unlocked`),
      ...(tieOut.tiesOut && tieOut.unexplained === 0 ? [] : ["it does not tie out"]),
      ...unfinished.map(({ id, status }) => `run ${id} is ${status} for ever`),
      ...manners.map(([what, count]) => `Procore counts ${count} of ${what}`),
    ];
  }

  async close(): Promise<void> {
    for (const server of this.#servers) await server.close();
  }
}

type Parts = {
  readonly procore: FakeProcore;
  readonly acumatica: FakeAcumatica;
  readonly servers: readonly Listening[];
  readonly databaseUrl: string;
  readonly clock: { now: Date };
};
