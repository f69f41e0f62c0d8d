import type { AcumaticaVendor, Bill } from "../domain/bill.ts";
import type { Commitment, ProcoreVendor, SubcontractorInvoice } from "../domain/contract-payment.ts";
import type { BillLink } from "../domain/link.ts";
import { applicationKey, docId, type DocKey } from "../domain/payment.ts";
import type { Pictures } from "../domain/pictures.ts";
import { billNamedBy, sameText } from "./bill-reference.ts";
import { sameVendor, type SameVendor } from "./vendor.ts";

type NamedCommitment = { readonly commitment: Commitment; readonly vendor: SameVendor };

/** The pictures, laid out for the questions that matching asks. Built once per plan; asks nothing of anybody. */
export class MatchIndex {
  readonly tenant: string;
  readonly #bills: ReadonlyMap<string, Bill>;
  readonly #billLinks: ReadonlyMap<string, BillLink>;
  readonly #invoices: ReadonlyMap<number, SubcontractorInvoice>;
  readonly #commitments: ReadonlyMap<number, Commitment>;
  readonly #vendors: ReadonlyMap<number, ProcoreVendor>;
  readonly #byNumber: ReadonlyMap<string, readonly SubcontractorInvoice[]>;
  readonly #byBill: ReadonlyMap<string, readonly SubcontractorInvoice[]>;
  readonly #byCommitmentNumber: ReadonlyMap<string, readonly Commitment[]>;
  readonly #byCommitment: ReadonlyMap<number, readonly SubcontractorInvoice[]>;
  readonly #procoreProjects: ReadonlyMap<string, readonly number[]>;
  readonly #unlinked: ReadonlySet<string>;
  readonly #byVendor = new Map<string, readonly SubcontractorInvoice[]>();
  readonly #sameVendor = new Map<string, SameVendor | null>();

  constructor(pictures: Pictures) {
    this.tenant = pictures.tenant;
    this.#bills = new Map(pictures.bills.map((bill) => [docId(bill), bill]));
    this.#billLinks = new Map(pictures.billLinks.map((link) => [docId(link.bill), link]));
    // Sorted by id, so that the order in which anything was stored never shows in a result.
    const invoices = [...pictures.invoices].sort((a, b) => a.id - b.id);
    const commitments = [...pictures.commitments].sort((a, b) => a.id - b.id);
    this.#invoices = new Map(invoices.map((invoice) => [invoice.id, invoice]));
    this.#commitments = new Map(commitments.map((commitment) => [commitment.id, commitment]));
    this.#vendors = new Map(pictures.vendors.map((vendor) => [vendor.id, vendor]));
    this.#byNumber = groupBy(invoices, ({ number }) => [sameText(number)]);
    this.#byBill = groupBy(invoices, ({ originId }) => {
      const named = billNamedBy(originId, pictures.tenant);
      return named ? [billText(named)] : [];
    });
    this.#byCommitment = groupBy(invoices, ({ commitmentId }) => [commitmentId]);
    this.#byCommitmentNumber = groupBy(commitments, ({ number, originId }) => [
      ...new Set([sameText(number), ...(originId === null ? [] : [sameText(originId)])]),
    ]);
    this.#procoreProjects = groupBy(
      Object.entries(pictures.settings.projectMap),
      ([, acumatica]) => [sameText(acumatica)],
      ([procore]) => Number(procore),
    );
    const unlinkedKeys = new Set(pictures.decisions.filter((d) => d.decide === "unlink").map(({ key }) => key));
    this.#unlinked = new Set(
      pictures.applications
        .filter(({ payment, bill }) => unlinkedKeys.has(applicationKey(pictures.tenant, payment, bill)))
        .map(({ bill }) => docId(bill)),
    );
  }

  bill(doc: DocKey): Bill | null {
    return this.#bills.get(docId(doc)) ?? null;
  }

  billLink(bill: DocKey): BillLink | null {
    return this.#billLinks.get(docId(bill)) ?? null;
  }

  invoice(id: number): SubcontractorInvoice | null {
    return this.#invoices.get(id) ?? null;
  }

  commitment(id: number): Commitment | null {
    return this.#commitments.get(id) ?? null;
  }

  /** A person took the bill's link away, on any of its applications. */
  isUnlinked(bill: DocKey): boolean {
    return this.#unlinked.has(docId(bill));
  }

  invoicesNaming(bill: DocKey): readonly SubcontractorInvoice[] {
    return this.#byBill.get(billText(bill)) ?? [];
  }

  invoicesNumbered(number: string): readonly SubcontractorInvoice[] {
    return this.#byNumber.get(sameText(number)) ?? [];
  }

  /** The vendor of an invoice: the directory's entry, else the name that the invoice itself shows. */
  vendorOfInvoice(invoice: SubcontractorInvoice): ProcoreVendor | null {
    const id = invoice.vendorId ?? this.commitment(invoice.commitmentId)?.vendorId ?? null;
    const known = id === null ? undefined : this.#vendors.get(id);
    return known ?? (invoice.vendorName === "" ? null : { id: id ?? 0, name: invoice.vendorName, originId: null });
  }

  /**
   * Commitments with this number and the bill's vendor. Procore numbers commitments per project, so where the bill's
   * own projects hold such a commitment, those of other projects are not meant.
   */
  commitmentsOf(bill: Bill, number: string): readonly NamedCommitment[] {
    const named = (this.#byCommitmentNumber.get(sameText(number)) ?? []).flatMap((commitment) => {
      const vendor = this.same(bill.vendor, this.#vendorOfCommitment(commitment));
      return vendor ? [{ commitment, vendor }] : [];
    });
    const mapped = this.mappedProjects(bill);
    const inside = named.filter(({ commitment }) => mapped.has(commitment.projectId));
    return inside.length > 0 ? inside : named;
  }

  /** Procore projects mapped to the Acumatica projects of the bill's lines. */
  mappedProjects(bill: Bill): ReadonlySet<number> {
    return new Set(bill.lines.flatMap(({ project }) => this.#procoreProjects.get(sameText(project ?? "")) ?? []));
  }

  /** All Procore projects that the bill concerns: mapped, or those whose commitment or invoice it names. */
  projectsOf(bill: Bill): ReadonlySet<number> {
    const numbers = new Set(bill.lines.flatMap(({ commitment }) => (commitment === null ? [] : [commitment])));
    const link = this.billLink(bill);
    const named = bill.procoreInvoiceId ?? bill.noteInvoiceId ?? null;
    const invoice = named === null ? null : this.invoice(named);
    const source = bill.retainageOf ?? bill.instalmentOf;
    const from = source && docId(source) !== docId(bill) ? this.bill(source) : null;
    return new Set([
      ...this.mappedProjects(bill),
      ...[...numbers].flatMap((number) => this.commitmentsOf(bill, number).map((n) => n.commitment.projectId)),
      ...this.invoicesNaming(bill).map(({ projectId }) => projectId),
      ...(invoice ? [invoice.projectId] : []),
      ...(link ? [link.projectId] : []),
      ...(from && !from.retainageOf && !from.instalmentOf ? this.projectsOf(from) : []),
    ]);
  }

  /** What a person could choose from: invoices of the bill's vendor in the bill's projects. */
  invoicesOfVendor(bill: Bill): readonly SubcontractorInvoice[] {
    const projects = this.projectsOf(bill);
    let invoices = this.#byVendor.get(bill.vendor.id);
    if (!invoices) {
      invoices = [...this.#commitments.values()]
        .filter((commitment) => this.same(bill.vendor, this.#vendorOfCommitment(commitment)) !== null)
        .flatMap(({ id }) => this.#byCommitment.get(id) ?? []);
      this.#byVendor.set(bill.vendor.id, invoices);
    }
    return invoices.filter(({ projectId }) => projects.has(projectId));
  }

  /** `sameVendor`, asked once for each pair: folding names is the dearest step of a plan. */
  same(acumatica: AcumaticaVendor, procore: ProcoreVendor | null): SameVendor | null {
    if (!procore) return null;
    const pair = JSON.stringify([acumatica, procore.id, procore.name]);
    let answer = this.#sameVendor.get(pair);
    if (answer === undefined) {
      answer = sameVendor(acumatica, procore);
      this.#sameVendor.set(pair, answer);
    }
    return answer;
  }

  #vendorOfCommitment({ id, vendorId }: Commitment): ProcoreVendor | null {
    const known = vendorId === null ? undefined : this.#vendors.get(vendorId);
    if (known) return known;
    const billed = this.#byCommitment.get(id)?.find(({ vendorName }) => vendorName !== "");
    return billed ? { id: vendorId ?? 0, name: billed.vendorName, originId: null } : null;
  }
}

function billText(doc: DocKey): string {
  return `${doc.type}:${sameText(doc.ref)}`;
}

function groupBy<T, K, V = T>(
  items: readonly T[],
  keys: (item: T) => readonly K[],
  value?: (item: T) => V,
): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const item of items) {
    const kept = value ? value(item) : (item as unknown as V);
    for (const key of keys(item)) {
      const group = groups.get(key);
      if (group) group.push(kept);
      else groups.set(key, [kept]);
    }
  }
  return groups;
}
