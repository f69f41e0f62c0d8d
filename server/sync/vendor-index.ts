import type { AcumaticaVendor } from "../domain/bill.ts";
import type { Commitment, ProcoreVendor, SubcontractorInvoice } from "../domain/contract-payment.ts";
import { isBlank } from "../domain/number.ts";
import { once } from "./groups.ts";
import { acumaticaVendorKeys, procoreVendorKey, sameKey, type SameVendor, type VendorKeys } from "./vendor.ts";

type Places = {
  /** The vendors that Acumatica's bills name. */
  readonly known: () => Iterable<AcumaticaVendor>;
  readonly vendors: readonly ProcoreVendor[];
  readonly commitments: readonly Commitment[];
  readonly invoices: readonly SubcontractorInvoice[];
};

type Known = AcumaticaVendor & { readonly keys: VendorKeys };

/** Whose a commitment or an invoice is. Names are folded once each: that is the dearest step of a plan. */
export class VendorIndex {
  readonly #byId: ReadonlyMap<number, string | null>;
  readonly #entries: () => ReadonlyMap<number, ProcoreVendor>;
  /** Numbers that are Acumatica's own: one of them in Procore names that vendor, and no other. */
  readonly #numbers: () => ReadonlySet<string>;
  readonly #vendorIds: ReadonlyMap<number, number | null>;
  readonly #billed: () => ReadonlyMap<number, string>;
  readonly #byName = new Map<string, string | null>();
  /** Of each Acumatica vendor by its id; a vendor of another name is met only while a renaming is being read. */
  readonly #acumatica = new Map<string, Known>();
  /** Asked for several times in a row for one vendor. */
  #last: Known | null = null;
  readonly #ofCommitment = new Map<number, string | null>();

  constructor({ known, vendors, commitments, invoices }: Places) {
    this.#entries = once(() => new Map(vendors.map((vendor) => [vendor.id, vendor])));
    this.#numbers = once(() => new Set([...known()].map((vendor) => this.keysOf(vendor).number)));
    this.#byId = new Map(vendors.map((vendor) => [vendor.id, procoreVendorKey(vendor)]));
    this.#vendorIds = new Map(commitments.map(({ id, vendorId }) => [id, vendorId]));
    this.#billed = once(() => namesOnInvoices(invoices));
  }

  sameOnCommitment(vendor: AcumaticaVendor, commitment: Commitment): SameVendor | null {
    return sameKey(this.keysOf(vendor), this.ofCommitment(commitment));
  }

  /** The vendor of an invoice: the directory's entry, else the name that the invoice itself shows. */
  sameOnInvoice(
    vendor: AcumaticaVendor,
    { vendorId, vendorName, commitmentId }: SubcontractorInvoice,
  ): SameVendor | null {
    const id = vendorId ?? this.#vendorIds.get(commitmentId) ?? null;
    return sameKey(this.keysOf(vendor), this.#known(id) ?? this.#named(vendorName));
  }

  /**
   * The invoice's vendor where it is another only by a number that is none of Acumatica's, and the names are equal: another
   * system's own id, or another company of that name. Nobody can tell which but a person.
   */
  alikeOnInvoice(vendor: AcumaticaVendor, { vendorId, commitmentId }: SubcontractorInvoice): ProcoreVendor | null {
    const entry = this.#entries().get(vendorId ?? this.#vendorIds.get(commitmentId) ?? 0);
    if (!entry || entry.originId === null || isBlank(entry.originId)) return null;
    const number = procoreVendorKey(entry);
    const { number: own, name } = this.keysOf(vendor);
    const byName = procoreVendorKey({ ...entry, originId: null });
    return number !== own && byName !== null && byName === name && !this.#numbers().has(number ?? "") ? entry : null;
  }

  /** The directory's entry, else the name that the commitment's first invoice shows. */
  ofCommitment({ id, vendorId }: Commitment): string | null {
    let key = this.#ofCommitment.get(id);
    if (key === undefined) {
      key = this.#known(vendorId) ?? this.#named(this.#billed().get(id) ?? "");
      this.#ofCommitment.set(id, key);
    }
    return key;
  }

  keysOf({ id, name }: AcumaticaVendor): VendorKeys {
    if (this.#last?.id === id && this.#last.name === name) return this.#last.keys;
    let known = this.#acumatica.get(id);
    if (known?.name !== name) {
      known = { id, name, keys: acumaticaVendorKeys({ id, name }) };
      this.#acumatica.set(id, known);
    }
    this.#last = known;
    return known.keys;
  }

  #known(vendorId: number | null): string | null {
    return vendorId === null ? null : (this.#byId.get(vendorId) ?? null);
  }

  #named(name: string): string | null {
    if (name === "") return null;
    let key = this.#byName.get(name);
    if (key === undefined) this.#byName.set(name, (key = procoreVendorKey({ id: 0, name, originId: null })));
    return key;
  }
}

/** Per commitment the vendor's name on the invoice with the lowest id that shows one. */
function namesOnInvoices(invoices: readonly SubcontractorInvoice[]): ReadonlyMap<number, string> {
  const first = new Map<number, SubcontractorInvoice>();
  for (const invoice of invoices) {
    const before = first.get(invoice.commitmentId);
    if (invoice.vendorName !== "" && (!before || invoice.id < before.id)) first.set(invoice.commitmentId, invoice);
  }
  return new Map([...first].map(([id, { vendorName }]) => [id, vendorName]));
}
