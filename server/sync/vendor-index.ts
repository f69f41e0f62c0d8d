import type { AcumaticaVendor } from "../domain/bill.ts";
import type { Commitment, ProcoreVendor, SubcontractorInvoice } from "../domain/contract-payment.ts";
import { acumaticaVendorKeys, procoreVendorKey, sameKey, type SameVendor, type VendorKeys } from "./vendor.ts";

type Places = {
  readonly vendors: readonly ProcoreVendor[];
  /** By id, so that the order of storage never shows. */
  readonly commitments: readonly Commitment[];
  readonly invoices: readonly SubcontractorInvoice[];
};

/** Whose a commitment or an invoice is. Names are folded once each: that is the dearest step of a plan. */
export class VendorIndex {
  readonly #byId: ReadonlyMap<number, string | null>;
  readonly #vendorIds: ReadonlyMap<number, number | null>;
  readonly #byName = new Map<string, string | null>();
  readonly #acumatica = new Map<string, VendorKeys>();
  readonly #ofCommitment = new Map<number, string | null>();

  constructor({ vendors, commitments, invoices }: Places) {
    this.#byId = new Map(vendors.map((vendor) => [vendor.id, procoreVendorKey(vendor)]));
    this.#vendorIds = new Map(commitments.map(({ id, vendorId }) => [id, vendorId]));
    const billed = new Map<number, string>();
    for (const { commitmentId, vendorName } of invoices) {
      if (vendorName !== "" && !billed.has(commitmentId)) billed.set(commitmentId, vendorName);
    }
    for (const { id, vendorId } of commitments) {
      this.#ofCommitment.set(id, this.#keyOf(vendorId, billed.get(id) ?? ""));
    }
  }

  sameOnCommitment(vendor: AcumaticaVendor, { id }: Commitment): SameVendor | null {
    return sameKey(this.keysOf(vendor), this.ofCommitment(id));
  }

  /** The vendor of an invoice: the directory's entry, else the name that the invoice itself shows. */
  sameOnInvoice(
    vendor: AcumaticaVendor,
    { vendorId, vendorName, commitmentId }: SubcontractorInvoice,
  ): SameVendor | null {
    const id = vendorId ?? this.#vendorIds.get(commitmentId) ?? null;
    return sameKey(this.keysOf(vendor), this.#keyOf(id, vendorName));
  }

  ofCommitment(id: number): string | null {
    return this.#ofCommitment.get(id) ?? null;
  }

  keysOf(vendor: AcumaticaVendor): VendorKeys {
    const name = `${vendor.id}\n${vendor.name}`;
    let keys = this.#acumatica.get(name);
    if (!keys) this.#acumatica.set(name, (keys = acumaticaVendorKeys(vendor)));
    return keys;
  }

  #keyOf(vendorId: number | null, name: string): string | null {
    const known = vendorId === null ? undefined : this.#byId.get(vendorId);
    if (known !== undefined || name === "") return known ?? null;
    let key = this.#byName.get(name);
    if (key === undefined) this.#byName.set(name, (key = procoreVendorKey({ id: 0, name, originId: null })));
    return key;
  }
}
