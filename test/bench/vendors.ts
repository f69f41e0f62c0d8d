import { listen, type Listening, type WireRequest } from "../fakes/wire.ts";
import type { FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import type { FakeProcore } from "../fakes/procore/fake-procore.ts";
import type { Behavior } from "../fakes/procore/behavior.ts";
import { leftUnlocked, paidInLedger, shownInProcore } from "../world/books.ts";
import { createVendors, TENANT } from "../world/company.ts";

/** Both vendors with one company that was billed and paid, as the bench's second process holds them. */
export type VendorsWish = {
  readonly payments: number;
  readonly commitments: number;
  /** Every answer takes so long. */
  readonly latencyMs: number;
  readonly procore?: Partial<Behavior>;
  /** Only Acumatica: no invoices in Procore. */
  readonly withoutInvoices?: boolean;
};

/** What the measured process is told. */
export type VendorsAt = {
  readonly procoreUrl: string;
  readonly acumaticaUrl: string;
  readonly acumatica: Pick<FakeAcumatica, "site" | "tenant" | "client">;
  readonly token: string;
  readonly companyId: number;
  readonly projectId: number;
};

export type Sent = Pick<WireRequest, "method" | "target" | "headers" | "body">;

/** Counts of one stretch of time, and whether both sides agree at its end. */
export type Tally = {
  readonly procore: number;
  readonly acumatica: number;
  readonly refused: number;
  readonly inStep: boolean;
  readonly unlocked: number;
};

export class Vendors {
  readonly procore: FakeProcore;
  readonly acumatica: FakeAcumatica;
  readonly companyId: number;
  readonly projectId: number;
  readonly commitments: readonly number[];
  readonly #servers: Listening[] = [];
  #numbers = 0;
  #from = { procore: 0, acumatica: 0 };

  private constructor({ procore, commitments }: VendorsWish) {
    const clock = { now: () => new Date(), sleep: () => Promise.resolve(), random: () => 0.5 };
    const vendors = createVendors({ ...clock, ...(procore && { procore }) });
    this.procore = vendors.procore;
    this.acumatica = vendors.acumatica;
    const { admin } = this.procore;
    const { ledger } = this.acumatica;
    this.companyId = admin.addCompany().id;
    this.projectId = admin.addProject({ companyId: this.companyId, name: "Harbor Tower" }).id;
    const { companyId, projectId } = this;
    const vendorId = admin.addVendor({ companyId, name: "Acme Concrete, Inc.", originId: "V000001" }).id;
    ledger.addVendor({ id: "V000001", name: "Acme Concrete" });
    ledger.addProject({ id: "PR-0001" });
    this.commitments = Array.from({ length: commitments }, (_, n) => {
      const lines = [{ amount: 900_000_000_00, project: "PR-0001" }];
      ledger.addOrder({ number: numberOf(n), vendor: "V000001", type: "RS", lines });
      return admin.addCommitment({ projectId, vendorId, number: numberOf(n) }).id;
    });
  }

  static async open(wish: VendorsWish): Promise<Vendors> {
    const vendors = new Vendors(wish);
    vendors.pays(wish.payments, wish.withoutInvoices);
    vendors.#servers.push(await listen(delayed(vendors.procore.wire, wish.latencyMs)));
    vendors.#servers.push(await listen(delayed(vendors.acumatica.wire, wish.latencyMs)));
    vendors.reset();
    return vendors;
  }

  /** Bills spread over the commitments, each exported from an invoice, each paid by its own check. */
  pays(count: number, withoutInvoices = false): void {
    const { admin } = this.procore;
    const { ledger } = this.acumatica;
    const date = new Date().toISOString().slice(0, 10);
    for (let done = 0; done < count; done += 1) {
      const n = (this.#numbers += 1);
      const amount = 100_00 + n;
      const commitment = n % this.commitments.length;
      const order = { type: "RS", number: numberOf(commitment), line: 1 } as const;
      const lines = [{ amount, project: "PR-0001", order }];
      const { ref } = ledger.addBill({ vendor: "V000001", date: "2026-02-01", vendorRef: `I-${n}`, lines });
      const commitmentId = this.commitments[commitment] ?? 0;
      const currentPaymentDue = (amount / 100).toFixed(2);
      if (!withoutInvoices) admin.addRequisition({ commitmentId, currentPaymentDue, invoiceNumber: `I-${n}` });
      ledger.addPayment({ vendor: "V000001", date, extRef: String(10_000 + n), applications: [{ bill: ref, amount }] });
    }
  }

  at(): VendorsAt {
    const { site, tenant, client } = this.acumatica;
    const [procore, acumatica] = this.#servers;
    return {
      procoreUrl: procore?.url ?? "",
      acumaticaUrl: acumatica?.url ?? "",
      acumatica: { site, tenant, client },
      token: this.acumatica.token(),
      companyId: this.companyId,
      projectId: this.projectId,
    };
  }

  /** The first `count` payments get another check number: an update each. */
  corrects(count: number): void {
    for (let n = 1; n <= count; n += 1)
      this.acumatica.ledger.editPayment(String(n).padStart(6, "0"), { extRef: `C-${n}` });
  }

  /** The first `count` payments are voided, and the voids released. */
  voids(count: number): void {
    for (let n = 1; n <= count; n += 1) this.acumatica.ledger.voidPayment(String(n).padStart(6, "0"));
  }

  /** Counting begins anew. */
  reset(): void {
    this.#from = { procore: this.procore.wire.log.length, acumatica: this.acumatica.wire.log.length };
  }

  tally(): Tally {
    const asked = this.#sentToProcore();
    const toAcumatica = this.acumatica.wire.log.slice(this.#from.acumatica);
    const paid = paidInLedger(this.acumatica.ledger, TENANT);
    const shown = shownInProcore(this.procore);
    return {
      procore: asked.length,
      acumatica: toAcumatica.filter(({ request }) => !request.target.includes("/identity/")).length,
      refused: this.procore.health().tooManyRequests,
      inStep: paid.length === shown.length && paid.every((line, n) => line === shown[n]),
      unlocked: leftUnlocked(this.procore).length,
    };
  }

  /** What was sent to Procore since counting began, to send it again from a bare loop. */
  sent(): readonly Sent[] {
    return this.#sentToProcore();
  }

  async close(): Promise<void> {
    for (const server of this.#servers) await server.close();
  }

  #sentToProcore(): readonly Sent[] {
    return this.procore.wire.log
      .slice(this.#from.procore)
      .map(({ request }) => request)
      .filter(({ target }) => !target.includes("/oauth/"));
  }
}

function numberOf(commitment: number): string {
  return `SC-${String(commitment + 1).padStart(3, "0")}`;
}

/** Every answer after the same while, without blocking the others. */
function delayed(wire: FakeProcore["wire"], ms: number): FakeProcore["wire"] {
  if (ms === 0) return wire;
  const exchange = wire.exchange.bind(wire);
  wire.exchange = async (request) => {
    const reply = await exchange(request);
    await new Promise((done) => setTimeout(done, ms));
    return reply;
  };
  return wire;
}
