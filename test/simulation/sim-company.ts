import { keyInOriginData } from "../../server/domain/contract-payment.ts";
import type { Reach } from "../../server/acumatica/source.ts";
import { applicationKey, documentsOf, type ApplicationKey } from "../../server/domain/payment.ts";
import { SCHEDULES, type Settings } from "../../server/domain/settings.ts";
import { createFakeAcumatica, type FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import type { Paid } from "../fakes/acumatica/oracle.ts";
import type { DocKey } from "../fakes/acumatica/rows.ts";
import type { FakeProcore } from "../fakes/procore/fake-procore.ts";
import type { Wire } from "../fakes/wire.ts";
import type { ReportedApplication } from "../../server/sync/report-types.ts";
import type { Books } from "./books.ts";
import { Deeds } from "./deeds.ts";
import { look, oursIn } from "./looks.ts";
import type { Asked } from "../../server/sync/decide.ts";
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
  /** As it stands in the keys of the present books. */
  tenant: string;
  /** Every tenant that keys of ours may name. */
  readonly tenants = new Set<string>();
  connected = false;
  /** Nothing may be stored of it until it is connected again. */
  purged = false;
  #url: string;
  #isNew = false;
  readonly #lastAt = new Map<Books, string>();
  readonly #books: readonly Books[];
  /** May it come to other books? */
  readonly #mayLeave: boolean;
  readonly procore: FakeProcore;
  /** What a probe would have found of it. */
  readonly reach: Partial<Reach>;
  readonly commitments: readonly SimCommitment[];
  readonly projectIds: readonly number[];
  readonly #deeds = new Map<string, Deeds>();
  /** Payments typed in by hand or by another integration, as they were put: untouched unless adopted. */
  readonly others = new Map<number, string>();
  /** Those of them that have carried our key at some time. */
  readonly adopted = new Set<number>();
  #numbers = 0;

  constructor(procore: FakeProcore, index: number, { now, random }: { now: () => Date; random: Random }) {
    this.procore = procore;
    this.tenant = `Tenant${index}`;
    const contract = random.chance(0.2);
    const labels = random.chance(0.5) ? ("new" as const) : ("old" as const);
    this.reach = { labels, ...(contract && { dacPath: null }) };
    const withFields = random.chance(0.5) ? ["APTran.ProjectID", "APRegister.IsRetainageDocument"] : [];
    const booksOf = (tenant: string, urls: readonly string[]): Books => {
      const delay = (): Promise<void> => Promise.resolve();
      const odata = contract ? ("none" as const) : ("new" as const);
      const acumatica = createFakeAcumatica({ now, tenant, delay, odata, labels, withFields });
      return { acumatica, urls, bills: [], payments: [], known: new Set() };
    };
    this.#mayLeave = random.chance(0.4);
    // Other books may go by the same name, at another place.
    const other = random.chance(0.5) ? this.tenant : `Other${index}`;
    this.#books = [
      booksOf(this.tenant, [`https://acumatica${index}.test`, `https://moved${index}.test`]),
      booksOf(other, [`https://other${index}.test`]),
    ];
    this.#url = `https://acumatica${index}.test`;
    this.companyId = procore.admin.addCompany().id;
    const vendors = this.#vendors();
    this.projectIds = ["PR-A", "PR-B"].slice(0, random.int(1, 2)).map((id) => {
      for (const { acumatica } of this.#books) acumatica.ledger.addProject({ id });
      return procore.admin.addProject({ companyId: this.companyId, name: id }).id;
    });
    this.commitments = this.projectIds.flatMap((projectId, index) =>
      Array.from({ length: random.int(1, 2) }, (_, nth) => {
        const vendor = random.pick(vendors) ?? vendors[0];
        if (!vendor) throw new Error("No vendor");
        const type = random.chance(0.3) ? ("RO" as const) : ("RS" as const);
        const number = `${type === "RO" ? "PO" : "SC"}-${index}${nth}`;
        for (const { acumatica } of this.#books)
          acumatica.ledger.addOrder({ number, vendor: vendor.acumatica, type, lines: [{ amount: 1e9 }] });
        const kind = type === "RO" ? ("PurchaseOrderContract" as const) : ("WorkOrderContract" as const);
        const { id } = procore.admin.addCommitment({ projectId, vendorId: vendor.procore, number, type: kind });
        return { id, projectId, number, vendor: vendor.acumatica, type };
      }),
    );
  }

  get wires(): Readonly<Record<string, Wire>> {
    const all = this.#books.flatMap(({ urls, acumatica }) => urls.map((url) => [url, acumatica.wire] as const));
    return Object.fromEntries(all);
  }

  /** What people did that makes Procore differ from the present books. */
  get deeds(): Deeds {
    const deeds = this.#deeds.get(this.tenant) ?? new Deeds();
    this.#deeds.set(this.tenant, deeds);
    return deeds;
  }

  /** Where the app finds the present books. */
  get url(): string {
    return this.#url;
  }

  get acumatica(): FakeAcumatica {
    return this.booksAt(this.#url).acumatica;
  }

  get bills(): SimBill[] {
    return this.booksAt(this.#url).bills;
  }

  get payments(): DocKey[] {
    return this.booksAt(this.#url).payments;
  }

  booksAt(url: string): Books {
    const books = this.#books.find(({ urls }) => urls.includes(url));
    if (!books) throw new Error(`There are no books at ${url}`);
    return books;
  }

  /** Another address of the same books. */
  movesTo(random: Random): string {
    return random.pick(this.booksAt(this.#url).urls) ?? this.#url;
  }

  /** Where the other books were last: at a new address they would be the same books, moved, and not others. */
  get otherUrl(): string {
    const other = this.#mayLeave && this.#books.find(({ urls }) => !urls.includes(this.#url));
    return other ? (this.#lastAt.get(other) ?? other.urls[0] ?? this.#url) : this.#url;
  }

  /** From now on these are the books. What stands of others in Procore is others' money, and not ours to touch. */
  connectedTo(url: string, keyTenant: string): void {
    this.#url = url;
    this.#lastAt.set(this.booksAt(url), url);
    this.connected = true;
    this.tenant = keyTenant;
    this.tenants.add(keyTenant);
    // A run that is under way may end the change it is at: noted with the next check.
    this.#isNew = true;
  }

  #noteOthers(): void {
    if (!this.#isNew) return;
    this.#isNew = false;
    for (const { id, key } of oursIn(this)) {
      this.adopted.delete(id);
      if (this.isOurs(key)) this.others.delete(id);
      else this.others.set(id, look(this, id));
    }
  }

  wasPurged(): void {
    this.connected = false;
    this.purged = true;
    this.#deeds.clear();
  }

  /** Of the present books. */
  isOurs(key: string): boolean {
    return key.startsWith(`acu:${this.tenant}:`);
  }

  get isContractRead(): boolean {
    return this.#books.some(({ acumatica }) =>
      acumatica.wire.log.some(({ request }) => request.target.startsWith("/entity/")),
    );
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
    // Bills of other books may have the same number: only where there are none may it stand alone.
    if (named && invoice) invoice.originId = this.#mayLeave ? `acu:${this.tenant}:INV:${bill.ref}` : bill.ref;
  }

  /** Remembers which payments of others have become ours; checked for being allowed elsewhere. */
  noteAdopted(): void {
    this.#noteOthers();
    for (const id of this.others.keys()) {
      const payment = this.procore.world.payments.get(id);
      const key = payment?.originId ?? keyInOriginData(payment?.originData ?? null);
      if (key && this.isOurs(key)) this.adopted.add(id);
    }
    this.noteKnown();
  }

  /** A person's decision was stored. */
  said({ key, decide, invoiceId }: Asked, page: ReportedApplication, during: boolean): void {
    const billRef = page.bill.ref;
    const { said, saidOfBill } = this.deeds;
    const ours = new Map(oursIn(this).map((one) => [one.key, one.id]));
    if (decide === "reset") {
      this.#forget(key, billRef);
    } else if (decide === "link" || decide === "unlink") {
      if (invoiceId !== null) this.deeds.everLinked.add(invoiceId);
      saidOfBill.set(billRef, { decide, turn: this.deeds.next(), invoiceId, standing: new Set(ours.keys()), during });
    } else {
      const paid = this.acumatica.ledger.paid().find((one) => this.keyOf(one) === key);
      const shown = ours.get(key);
      said.set(key, {
        decide,
        turn: this.deeds.next(),
        paid: paid?.amount ?? 0,
        shown: shown === undefined ? "gone" : look(this, shown),
        asShown: !during && paid?.state === "active" && page.amount === paid.amount && this.#shows(page, shown),
      });
    }
  }

  #shows({ contractPayment }: ReportedApplication, id: number | undefined): boolean {
    const amount = this.procore.world.payments.get(id ?? 0)?.amount ?? 0n;
    return contractPayment?.id === id && BigInt(contractPayment?.amount?.minor ?? 0) * 100n === amount;
  }

  /** The innermost word is forgotten: that about the payment; only where there is none, that about its bill. */
  #forget(key: string, billRef: string): void {
    const { said, saidOfBill, takenBack, unsure } = this.deeds;
    // Whether an undo came to anything, or there was something to restore, only the app knows.
    const unclear = takenBack.has(key) || said.get(key)?.decide === "restore";
    if (unclear && saidOfBill.has(billRef)) unsure.add(billRef);
    if (!said.delete(key) && !unclear) saidOfBill.delete(billRef);
    takenBack.delete(key);
  }

  /** Was there ever such an application in the present books? */
  knows(key: ApplicationKey): boolean {
    const { payment, bill } = documentsOf(key);
    const paid = { paymentType: payment.type, paymentRef: payment.ref, billType: bill.type, billRef: bill.ref };
    return this.booksAt(this.#url).known.has(nameOf(paid));
  }

  /** Remembers which applications there were, for an unreleased one may be gone tomorrow. */
  noteKnown(): void {
    const { known } = this.booksAt(this.#url);
    for (const paid of this.acumatica.ledger.paid()) known.add(nameOf(paid));
  }

  /** After that nobody knows any more under which names the books before went: other books by the same name are ours. */
  get mayBePurged(): boolean {
    return !this.#mayLeave || new Set(this.#books.map(({ acumatica }) => acumatica.tenant)).size > 1;
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
      for (const { acumatica } of this.#books) acumatica.ledger.addVendor({ id, name });
      const origin = index === 0 ? { originId: id } : {};
      const vendor = this.procore.admin.addVendor({ companyId: this.companyId, name: `${name}, Inc.`, ...origin });
      return { acumatica: id, procore: vendor.id };
    });
  }
}

function nameOf(paid: Pick<Paid, "paymentType" | "paymentRef" | "billType" | "billRef">): string {
  return [paid.paymentType, paid.paymentRef, paid.billType, paid.billRef].join(":");
}
