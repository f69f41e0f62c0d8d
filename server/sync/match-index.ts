import type { Bill, Order } from "../domain/bill.ts";
import type { Commitment, ProcoreVendor, SubcontractorInvoice } from "../domain/contract-payment.ts";
import type { BillDecision, BillLink } from "../domain/link.ts";
import { asRead, folded, isBlank } from "../domain/number.ts";
import { docId, type DocKey } from "../domain/payment.ts";
import type { Pictures } from "../domain/pictures.ts";
import { billsNamedBy } from "./bill-reference.ts";
import { nearestBilled, sortedByBilled, type ByBilled } from "./nearest.ts";
import { byId, DocMap, groupBy, groupsOf, groupTwice, InOrder, mapBy, once, type Groups } from "./groups.ts";
import { ordersNamedBy, otherKind } from "./orders.ts";
import { VendorIndex } from "./vendor-index.ts";
import type { SameVendor, VendorKeys } from "./vendor.ts";

type NamedCommitment = { readonly commitment: Commitment; readonly vendor: SameVendor };

type MappedProject = { readonly id: number; readonly acumatica: string };
/** Invoices by the id of a place and their number there. */
type Numbered = ReadonlyMap<number, Groups<string, SubcontractorInvoice>>;

/** As many as a person can look through. */
export const CANDIDATES = 20;
/** So many are looked through faster than grouped. */
const FEW = 20;

/** The pictures, laid out for the questions that matching asks. Built once per plan; asks nothing of anybody. */
export class MatchIndex {
  readonly tenant: string;
  /** The planned one. What a person is shown to choose from, and told by name, lies in it. */
  readonly projectId: number;
  /** Projects whose commitments are in the pictures; the planned one's always are. */
  readonly #read: ReadonlySet<number>;
  readonly #bills: InOrder<DocKey, Bill>;
  readonly #billLinks: InOrder<DocKey, BillLink>;
  /** What a person said of the bill outranks what was found or remembered. */
  readonly #said = new DocMap<BillDecision>();
  readonly #invoices: ReadonlyMap<number, SubcontractorInvoice>;
  readonly #commitments: ReadonlyMap<number, Commitment>;
  readonly #vendors: VendorIndex;
  readonly #byBill: () => ReadonlyMap<string, readonly SubcontractorInvoice[]>;
  // By each place where a number is looked for: a common number ("1") must not be searched through a whole company.
  readonly #onCommitment: () => Numbered;
  readonly #inProject: () => Numbered;
  readonly #billed: () => Groups<number, SubcontractorInvoice>;
  readonly #billedOften = new Map<number, Groups<string, SubcontractorInvoice>>();
  readonly #byCommitment: () => ReadonlyMap<number, readonly SubcontractorInvoice[]>;
  readonly #byCommitmentNumber: ReadonlyMap<string, readonly Commitment[]>;
  readonly #byVendor: () => ReadonlyMap<string, readonly Commitment[]>;
  readonly #procoreProjects: ReadonlyMap<string, readonly MappedProject[]>;
  readonly #mapped = new Map<string, ReadonlySet<number>>();
  /** Asked for several times in a row for one bill. */
  #projectsOfLast: { readonly bill: Bill; readonly projects: ReadonlySet<number> } | null = null;
  readonly #choices = new Map<VendorKeys, ByBilled>();

  constructor({ tenant, projectId, settings, bills, billLinks, billDecisions, invoices, ...pictures }: Pictures) {
    this.tenant = tenant;
    this.projectId = projectId;
    this.#read = new Set([projectId, ...pictures.commitments.map((one) => one.projectId)]);
    this.#bills = InOrder.byDoc(bills, (bill) => bill);
    this.#billLinks = InOrder.byDoc(billLinks, ({ bill }) => bill);
    for (const said of billDecisions) this.#said.set(said.bill, said);
    const commitments = byId(pictures.commitments);
    const vendors = new VendorIndex({
      known: () => bills.map(({ vendor }) => vendor),
      vendors: pictures.vendors,
      commitments,
      invoices,
    });
    this.#vendors = vendors;
    this.#invoices = mapBy(invoices, ({ id }) => id);
    this.#commitments = mapBy(commitments, ({ id }) => id);
    const sorted = once(() => byId(invoices));
    this.#byBill = once(() => groupBy(sorted(), ({ originId }) => billsNamedBy(originId, tenant).map(billText)));
    this.#onCommitment = once(() => groupTwice(sorted(), ({ commitmentId }) => commitmentId, numberText));
    this.#inProject = once(() => groupTwice(sorted(), (invoice) => invoice.projectId, numberText));
    this.#billed = once(() => groupsOf(sorted(), ({ billed }) => billed ?? NaN));
    this.#byCommitment = once(() => groupBy(sorted(), ({ commitmentId }) => [commitmentId]));
    this.#byCommitmentNumber = groupBy(commitments, ({ number, originId }) => [
      ...new Set([asRead(number), ...(originId === null ? [] : [asRead(originId)])]),
    ]);
    this.#byVendor = once(() =>
      groupBy(commitments, (one) => [vendors.ofCommitment(one)].filter((key) => key !== null)),
    );
    const map = Object.entries(settings.projectMap).map(([procore, acumatica]) => ({ id: Number(procore), acumatica }));
    this.#procoreProjects = groupBy(map, ({ acumatica }) => [asRead(acumatica)]);
  }

  bill(doc: DocKey): Bill | null {
    return this.#bills.get(doc) ?? null;
  }

  /** What a person said; else the link made earlier. */
  billLink(bill: DocKey): BillLink | null {
    const said = this.#said.get(bill);
    return said ? said.link : (this.#billLinks.get(bill) ?? null);
  }

  /** The project that a person's word or an earlier link joins the bill to. */
  joinedTo(bill: DocKey): number | null {
    return this.#said.get(bill)?.projectId ?? this.billLink(bill)?.projectId ?? null;
  }

  invoice(id: number): SubcontractorInvoice | null {
    return this.#invoices.get(id) ?? null;
  }

  commitment(id: number): Commitment | null {
    return this.#commitments.get(id) ?? null;
  }

  /** A person took the bill's link away, and gave it no other since. */
  isUnlinked(bill: DocKey): boolean {
    return this.#said.get(bill)?.decide === "unlink";
  }

  invoicesNaming(bill: DocKey): readonly SubcontractorInvoice[] {
    const byBill = this.#byBill();
    return byBill.size === 0 ? NONE : (byBill.get(billText(bill)) ?? NONE);
  }

  /** The one invoice that Procore shows under the number of a deleted one, on its commitment. */
  madeAnew({ commitmentId, number }: SubcontractorInvoice): SubcontractorInvoice | null {
    const numbered = isBlank(number) ? NONE : (this.#onCommitment().get(commitmentId)?.get(asRead(number)) ?? NONE);
    const [anew, ...more] = numbered.filter(isThere);
    return anew && more.length === 0 ? anew : null;
  }

  invoicesOn({ id }: Commitment, number: string): readonly SubcontractorInvoice[] {
    return this.#onCommitment().get(id)?.get(asRead(number)) ?? NONE;
  }

  /** Invoices with the bill's number, currency and amount, whoever's and wherever. */
  invoicesFor({ vendorRef, currency, amount }: Bill): readonly SubcontractorInvoice[] {
    const number = asRead(vendorRef);
    const billed = this.#billed().get(amount);
    const numbered =
      billed.length > FEW
        ? this.#billedOftenAs(amount, billed).get(number)
        : billed.filter((invoice) => numberText(invoice) === number);
    return numbered.filter((invoice) => invoice.currency === currency);
  }

  /** Where many have one amount, as every month's rent, they are not searched one by one. */
  #billedOftenAs(amount: number, billed: readonly SubcontractorInvoice[]): Groups<string, SubcontractorInvoice> {
    let numbered = this.#billedOften.get(amount);
    if (!numbered) this.#billedOften.set(amount, (numbered = groupsOf(billed, numberText)));
    return numbered;
  }

  /** Invoices with this number in the projects that the bill concerns, whoever's. */
  invoicesNearby(bill: Bill, number: string): readonly SubcontractorInvoice[] {
    const projects = [...this.projectsOf(bill)].sort((a, b) => a - b);
    return projects.flatMap((id) => this.#inProject().get(id)?.get(asRead(number)) ?? []).filter(isThere);
  }

  sameVendor(bill: Bill, invoice: SubcontractorInvoice): SameVendor | null {
    return this.#vendors.sameOnInvoice(bill.vendor, invoice);
  }

  alikeVendor(bill: Bill, invoice: SubcontractorInvoice): ProcoreVendor | null {
    return this.#vendors.alikeOnInvoice(bill.vendor, invoice);
  }

  /**
   * Commitments of this kind and number, and the bill's vendor. Procore numbers commitments per project, so where the bill's
   * own projects hold such a commitment, those of other projects are not meant; nor while one of its own was never read,
   * or the bill would be paid on a neighbor.
   */
  commitmentsOf(bill: Bill, order: Order): readonly NamedCommitment[] {
    const named: NamedCommitment[] = [];
    for (const commitment of this.#numbered(order.number)) {
      if (commitment.type !== order.kind) continue;
      const vendor = this.#vendors.sameOnCommitment(bill.vendor, commitment);
      if (vendor) named.push({ commitment, vendor });
    }
    if (named.length === 0) return named;
    const mapped = this.mappedProjects(bill);
    if (named.every(({ commitment }) => mapped.has(commitment.projectId))) return named;
    const inside = named.filter(({ commitment }) => mapped.has(commitment.projectId));
    return inside.length > 0 || ![...mapped].every((project) => this.#read.has(project)) ? inside : named;
  }

  /** Procore projects mapped to the Acumatica projects of the bill's lines. */
  mappedProjects({ lines }: Bill): ReadonlySet<number> {
    const first = lines[0]?.project ?? "";
    if (lines.every(({ project }) => (project ?? "") === first)) return this.#mappedTo(first);
    return new Set(lines.flatMap(({ project }) => [...this.#mappedTo(project ?? "")]));
  }

  #mappedTo(project: string): ReadonlySet<number> {
    let mapped = this.#mapped.get(project);
    if (!mapped) {
      mapped = new Set(this.#procoreProjects.get(asRead(project))?.map(({ id }) => id));
      this.#mapped.set(project, mapped);
    }
    return mapped;
  }

  /** All Procore projects that the bill concerns: mapped, or those whose commitment or invoice it names. */
  projectsOf(bill: Bill): ReadonlySet<number> {
    if (this.#projectsOfLast?.bill === bill) return this.#projectsOfLast.projects;
    const projects = this.#projectsThrough(bill, new Set());
    this.#projectsOfLast = { bill, projects };
    return projects;
  }

  #projectsThrough(bill: Bill, passed: Set<string>): ReadonlySet<number> {
    const joined = this.joinedTo(bill);
    const source = bill.retainageOf ?? bill.instalmentOf;
    if (source) passed.add(docId(bill));
    const from = source && !passed.has(docId(source)) ? this.bill(source) : null;
    const mapped = this.mappedProjects(bill);
    const others = new Set<number>();
    for (const order of ordersNamedBy(bill)) {
      const meant = this.commitmentsOf(bill, order);
      for (const { commitment } of meant.length > 0 ? meant : this.commitmentsOf(bill, otherKind(order)))
        others.add(commitment.projectId);
    }
    for (const { projectId } of this.#invoicesNamed(bill)) others.add(projectId);
    if (joined !== null) others.add(joined);
    for (const id of from ? this.#projectsThrough(from, passed) : []) others.add(id);
    // Mostly the bill names nothing beyond its mapped project: then no set of its own is made.
    return [...others].every((id) => mapped.has(id)) ? mapped : new Set([...mapped, ...others]);
  }

  /**
   * Does the bill name the project in a weaker way: a commitment's number, though its vendor is another? Such a bill
   * concerns no project by itself, but has to be shown somewhere.
   */
  namesProject(bill: Bill, projectId: number): boolean {
    return ordersNamedBy(bill).some(({ number }) => this.#numbered(number).some((one) => one.projectId === projectId));
  }

  /** What a person could choose from: of the bill's vendor's invoices in the planned project, those nearest to its amount. */
  invoicesOfVendor(bill: Bill): readonly SubcontractorInvoice[] {
    if (!this.projectsOf(bill).has(this.projectId)) return NONE;
    const vendor = this.#vendors.keysOf(bill.vendor);
    let invoices = this.#choices.get(vendor);
    if (!invoices) {
      const commitments = this.#commitmentsOfVendor(vendor).filter(({ projectId }) => projectId === this.projectId);
      invoices = sortedByBilled(commitments.flatMap(({ id }) => this.#byCommitment().get(id) ?? []).filter(isThere));
      this.#choices.set(vendor, invoices);
    }
    return nearestBilled(invoices, bill.amount, CANDIDATES);
  }

  /** Of the invoices on these commitments those with the bill's number; where none has it, the nearest to its amount. */
  invoicesAmong(commitments: readonly Commitment[], bill: Bill): readonly SubcontractorInvoice[] {
    const numbered = commitments.flatMap((one) => this.invoicesOn(one, bill.vendorRef));
    if (numbered.length > 0 && !isBlank(bill.vendorRef)) return numbered.filter(isThere);
    const all = commitments.flatMap(({ id }) => this.#byCommitment().get(id) ?? []);
    return nearestBilled(sortedByBilled(all.filter(isThere)), bill.amount, CANDIDATES);
  }

  #commitmentsOfVendor({ number, name }: VendorKeys): readonly Commitment[] {
    return [number, name].flatMap((key) => this.#byVendor().get(key ?? "") ?? []);
  }

  #numbered(number: string): readonly Commitment[] {
    return this.#byCommitmentNumber.get(asRead(number)) ?? [];
  }

  #invoicesNamed(bill: Bill): readonly SubcontractorInvoice[] {
    const byOrigin = this.invoicesNaming(bill);
    if (!bill.procoreInvoiceId && !bill.noteInvoiceId) return byOrigin;
    const named = [bill.procoreInvoiceId, bill.noteInvoiceId].flatMap((id) => this.invoice(id ?? 0) ?? []);
    return [...byOrigin, ...named];
  }
}

const NONE: readonly SubcontractorInvoice[] = [];

function isThere({ absence }: SubcontractorInvoice): boolean {
  return absence !== "gone";
}

function billText(doc: DocKey): string {
  return `${doc.type}:${folded(doc.ref)}`;
}

function numberText({ number }: SubcontractorInvoice): string {
  return asRead(number);
}
