import type { Reach } from "../../server/acumatica/source.ts";
import { applicationKey, type ApplicationKey } from "../../server/domain/payment.ts";
import { SCHEDULES, type Settings } from "../../server/domain/settings.ts";
import { createFakeAcumatica, type FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import type { Paid } from "../fakes/acumatica/oracle.ts";
import type { DocKey } from "../fakes/acumatica/rows.ts";
import type { FakeProcore } from "../fakes/procore/fake-procore.ts";
import type { Random } from "./random.ts";

/** Where companies are at home; null: where the server is. */
export const TIME_ZONES = ["America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", null] as const;

export type SimBill = {
  readonly ref: string;
  readonly amount: number;
  readonly commitment: SimCommitment;
  /** Vendor Ref. at first, and the invoice number in Procore. */
  readonly number: string;
  invoiceId: number | null;
  /** Somebody changed Vendor Ref., so that the ladder may rightly refuse to link it. */
  renumbered: boolean;
};

export type SimCommitment = {
  readonly id: number;
  readonly projectId: number;
  readonly number: string;
  readonly vendor: string;
  readonly type: "RS" | "RO";
};

/**
 * One random company: both fakes, what stands in them by construction, and what people did that rightly keeps a
 * payment from being synced. The oracle is the ledger itself, never the engine.
 */
export class SimCompany {
  readonly companyId: number;
  readonly tenant: string;
  readonly acumatica: FakeAcumatica;
  readonly procore: FakeProcore;
  /** What a probe would have found of it. */
  readonly reach: Partial<Reach>;
  readonly commitments: readonly SimCommitment[];
  readonly projectIds: readonly number[];
  readonly bills: SimBill[] = [];
  readonly payments: DocKey[] = [];
  /** Applications that a person's act allows to differ: edited, deleted or unlinked in Procore, ignored. */
  readonly excused = new Map<string, string>();
  /** Keys of payments whose lock a person took away in Procore. */
  readonly unlinked = new Set<string>();
  /** Bills that a person linked or unlinked: their payments follow the person, not the ladder. */
  readonly settledBills = new Set<string>();
  /** Commitments with payments of others: what resembles them may wait for a person. */
  readonly crowded = new Set<number>();
  /** Payments typed in by hand or by another integration, as they were put: untouched unless adopted. */
  readonly others = new Map<number, string>();
  /** Those of them that have carried our key at some time. */
  readonly adopted = new Set<number>();
  #numbers = 0;

  constructor(procore: FakeProcore, tenant: string, { now, random }: { now: () => Date; random: Random }) {
    this.procore = procore;
    this.tenant = tenant;
    const contract = random.chance(0.2);
    const labels = random.chance(0.5) ? ("new" as const) : ("old" as const);
    this.reach = { labels, ...(contract && { dacPath: null }) };
    this.acumatica = createFakeAcumatica({
      now,
      tenant,
      delay: () => Promise.resolve(),
      odata: contract ? "none" : "new",
      labels,
      ...(random.chance(0.5) && { withFields: ["APTran.ProjectID", "APRegister.IsRetainageDocument"] }),
    });
    this.companyId = procore.admin.addCompany().id;
    const vendors = this.#vendors();
    this.projectIds = ["PR-A", "PR-B"].slice(0, random.int(1, 2)).map((id) => {
      this.acumatica.ledger.addProject({ id });
      return procore.admin.addProject({ companyId: this.companyId, name: id }).id;
    });
    this.commitments = this.projectIds.flatMap((projectId, index) =>
      Array.from({ length: random.int(1, 2) }, (_, nth) => {
        const vendor = random.pick(vendors) ?? vendors[0];
        if (!vendor) throw new Error("No vendor");
        const type = random.chance(0.3) ? ("RO" as const) : ("RS" as const);
        const number = `${type === "RO" ? "PO" : "SC"}-${index}${nth}`;
        this.acumatica.ledger.addOrder({ number, vendor: vendor.acumatica, type, lines: [{ amount: 1e9 }] });
        const kind = type === "RO" ? ("PurchaseOrderContract" as const) : ("WorkOrderContract" as const);
        const { id } = procore.admin.addCommitment({ projectId, vendorId: vendor.procore, number, type: kind });
        return { id, projectId, number, vendor: vendor.acumatica, type };
      }),
    );
  }

  get isContractRead(): boolean {
    return this.acumatica.wire.log.some(({ request }) => request.target.startsWith("/entity/"));
  }

  /** As an admin maps these projects; the others stay unmapped. */
  projectMap(ids: readonly number[]): Settings["projectMap"] {
    return Object.fromEntries(ids.map((id) => [id, id === this.projectIds[0] ? "PR-A" : "PR-B"]));
  }

  settings(random: Random): Partial<Settings> {
    return {
      projectMap: this.projectMap(this.projectIds),
      schedule: random.pick(SCHEDULES) ?? "never",
      timeZone: random.pick(TIME_ZONES) ?? null,
      voidPolicy: random.chance(0.3) ? "zero" : "delete",
      drift: random.chance(0.4) ? "restore" : "report",
    };
  }

  /** What an admin sets before the books are compared: nothing is kept out of Procore on purpose. */
  settled(): Partial<Settings> {
    return {
      startDate: null,
      methods: { check: true, credit_card: true, electronic: true },
      methodOverrides: {},
      projectMap: this.projectMap(this.projectIds),
    };
  }

  projectOf(commitment: SimCommitment): string {
    return this.projectIds.indexOf(commitment.projectId) === 0 ? "PR-A" : "PR-B";
  }

  addBill(random: Random): SimBill | null {
    const commitment = random.pick(this.commitments);
    if (!commitment) return null;
    this.#numbers += 1;
    const number = String(this.#numbers);
    const amount = random.int(1, 5) * 100_00 + random.int(0, 99);
    const order = { type: commitment.type, number: commitment.number, line: 1 } as const;
    const { ref } = this.acumatica.ledger.addBill({
      vendor: commitment.vendor,
      date: "2026-02-01",
      vendorRef: number,
      lines: [{ amount, project: this.projectOf(commitment), order }],
    });
    const bill: SimBill = { ref, amount, commitment, number, invoiceId: null, renumbered: false };
    this.bills.push(bill);
    return bill;
  }

  /** `named`: the connector wrote the bill's number into the invoice. */
  addInvoice(bill: SimBill, named = false): void {
    const { commitment, number, amount } = bill;
    const currentPaymentDue = (amount / 100).toFixed(2);
    bill.invoiceId ??= this.procore.admin.addRequisition({
      commitmentId: commitment.id,
      currentPaymentDue,
      invoiceNumber: number,
    }).id;
    const invoice = this.procore.world.requisitions.get(bill.invoiceId);
    if (named && invoice) invoice.originId = bill.ref;
  }

  /** Remembers which payments of others have become ours; checked for being allowed elsewhere. */
  noteAdopted(): void {
    for (const id of this.others.keys()) {
      const payment = this.procore.world.payments.get(id);
      if (payment?.originId?.startsWith("acu:") || payment?.originData?.includes(`acu:${this.tenant}:`))
        this.adopted.add(id);
    }
  }

  keyOf(paid: Paid): ApplicationKey {
    const payment = { type: paid.paymentType, ref: paid.paymentRef };
    return applicationKey(this.tenant, payment, { type: paid.billType, ref: paid.billRef });
  }

  billOf(paid: Paid): SimBill | null {
    return this.bills.find(({ ref }) => paid.billType === "INV" && ref === paid.billRef) ?? null;
  }

  #vendors(): { acumatica: string; procore: number }[] {
    return ["Acme Concrete", "Glass & Sons"].map((name, index) => {
      const id = `V00000${index + 1}`;
      this.acumatica.ledger.addVendor({ id, name });
      const origin = index === 0 ? { originId: id } : {};
      const vendor = this.procore.admin.addVendor({ companyId: this.companyId, name: `${name}, Inc.`, ...origin });
      return { acumatica: id, procore: vendor.id };
    });
  }
}
