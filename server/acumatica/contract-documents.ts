import { isBill, reversedBy, type Bill, type BillLine } from "../domain/bill.ts";
import { isSyncError, SyncError } from "../domain/errors.ts";
import { PAYING_TYPES, VOIDING_TYPE, type DocKey, type Payment } from "../domain/payment.ts";
import { customNames, customValue, fieldInvoice, refuseAnother, RETAINAGE_FLAG } from "./bill-facts.ts";
import type { GridLine, ShownBill, ShownCheck } from "./check-history.ts";
import type { AcumaticaClient } from "./client.ts";
import { isReleased, labelOf, labelSetOf, labelsOf, statusCode, typeCode, type Combo, type LabelSet } from "./codes.ts";
import { amountOf, dated, dayOf, exactly, orderOf, projectOf } from "./normalize.ts";
import { recordPath } from "./key-path.ts";
import { invoiceInText, type ProcoreHosts } from "./note-link.ts";
import { BillDocument, CheckDocument, VendorDocument, type BillDetail } from "./schema.ts";
import { dateOf } from "./stamp.ts";

export type ContractDocumentsDeps = {
  readonly client: AcumaticaClient;
  readonly endpoint: string;
  readonly labels: LabelSet;
  readonly billField: string | null;
  readonly procoreHosts: ProcoreHosts;
  readonly now: () => Date;
  /** The form of vendors is closed to the connection's user. */
  readonly onVendorsClosed?: () => void;
};

const VENDORS_CLOSED_MS = 15 * 60_000;

const DOC_DATE = "CurrentDocument.DocDate";
const LINE_DATE = "History/APPost.ApplicationDate";
const LINE_WITHHELD = "History/APPost.CuryWhTaxAmt";
const ORIGINAL = ["CurrentDocument.OrigDocType", "CurrentDocument.OrigRefNbr"] as const;
const MASTER = "CurrentDocument.MasterRefNbr";
const SUBCONTRACT = "Transactions.SubcontractNbr";
const MIGRATED = "CurrentDocument.IsMigratedRecord";

export type CheckRead = { readonly payment: Payment; readonly shown: ShownCheck };
export type BillRead = { readonly bill: Bill; readonly shown: ShownBill };

/** Checks and bills by key through contract REST, endpoints 20 to 26: the read that never fails for its views. */
export class ContractDocuments {
  readonly #deps: ContractDocumentsDeps;
  readonly #vendors = new Map<string, Promise<string>>();
  readonly #names = new Map<string, Promise<Set<string>>>();
  #labels: LabelSet;
  #vendorsClosedUntil = 0;

  constructor(deps: ContractDocumentsDeps) {
    this.#deps = deps;
    this.#labels = deps.labels;
  }

  prefer(labels: LabelSet): void {
    this.#labels = labels;
  }

  /** A check with its applications; null when it is not there or hidden. `type` is a code, or a label we do not know. */
  async check(key: DocKey): Promise<CheckRead | null> {
    const custom = await this.#offered("Check", [DOC_DATE, LINE_DATE, LINE_WITHHELD]);
    if (!custom.includes(DOC_DATE)) {
      throw new SyncError("forbidden", "Acumatica", "Acumatica hides the payments' document date from its user.");
    }
    const query = [
      ["$expand", "History,Details"],
      ["$custom", custom.join(",")],
    ] as const;
    const found = await this.#byKey("Check", key, (path) => this.#deps.client.read(path, query, CheckDocument));
    if (!found) return null;
    const status = found.Status === null ? null : statusCode(found.Status);
    const voided = status === "V";
    const known = status !== null && (PAYING_TYPES.has(key.type) || key.type === VOIDING_TYPE);
    const released = known ? isReleased(status) : null;
    const odd = known ? null : status === null ? oddStatus(found.Status) : oddType(key.type);
    const payment: Payment = {
      ...key,
      released: released ?? false,
      voided,
      ...dated(textOf(customValue(found.custom, DOC_DATE))),
      ...amountOf(found.PaymentAmount ?? "", found.CurrencyID),
      reference: found.PaymentRef,
      methodId: found.PaymentMethod,
      currency: found.CurrencyID,
      vendorId: found.Vendor,
      cashAccount: found.CashAccount || null,
      jointPayee: null,
    };
    const voidedAt = voided && PAYING_TYPES.has(key.type) ? await this.#voidDate(key) : null;
    const lines = { history: gridLines(found.History ?? []), details: gridLines(found.Details ?? []) };
    return { payment, shown: { key, currency: found.CurrencyID, released, odd, voided, voidedAt, ...lines } };
  }

  /** A bill with its lines, its parents' keys and the payments on it; null when it is not there or hidden. */
  async bill(key: DocKey): Promise<BillRead | null> {
    const subcontracts = `Details/${SUBCONTRACT}`;
    const wanted = [RETAINAGE_FLAG, ...ORIGINAL, MASTER, MIGRATED, subcontracts, this.#deps.billField ?? ""];
    const custom = await this.#offered("Bill", wanted);
    const query = [
      ["$expand", "Details,Applications"],
      ...(custom.length > 0 ? ([["$custom", custom.join(",")]] as const) : []),
    ] as const;
    const found = await this.#byKey("Bill", key, (path) => this.#deps.client.read(path, query, BillDocument));
    if (!found) return null;
    const vendorName = await this.#vendorName(found.Vendor);
    const applications = (found.Applications ?? []).flatMap(({ DocType, ReferenceNbr, AmountPaid }) =>
      DocType === null ? [] : [{ payment: keyOf(DocType, ReferenceNbr), amount: AmountPaid ?? "0" }],
    );
    const shows = { vendorName, subcontracts: custom.includes(subcontracts) };
    return { bill: this.#normalized(key, found, shows), shown: { currency: found.CurrencyID, applications } };
  }

  /** The Procore invoice that a URL in the bill's note names; null for none, and for a bill that is not there. */
  async noteInvoice(key: DocKey): Promise<number | null> {
    const found = await this.#byKey("Bill", key, (path) => this.#deps.client.read(path, [], BillDocument));
    return found && invoiceInText(found.note, this.#deps.procoreHosts);
  }

  #normalized(key: DocKey, found: BillDocument, { vendorName, subcontracts }: Shows): Bill {
    const missing = typeCode(key.type) === null ? [oddType(key.type)] : [];
    const status = found.Status === null ? null : statusCode(found.Status);
    if (status === null) missing.push(oddStatus(found.Status));
    const original = originalOf(found);
    const flag = customValue(found.custom, RETAINAGE_FLAG);
    if (isBill(key) && original && typeof flag !== "boolean") missing.push("whether it is a retainage bill");
    if (original && original.type === "") missing.push("the type of the bill it comes from");
    const master = textOf(customValue(found.custom, MASTER));
    const money = (text: string | null) => exactly(text ?? "0", found.CurrencyID, missing);
    return {
      ...key,
      vendorRef: found.VendorRef,
      vendor: { id: found.Vendor, name: vendorName },
      date: dayOf(found.Date ?? "", missing),
      currency: found.CurrencyID,
      amount: money(found.Amount),
      released: status !== null && isReleased(status),
      migrated: customValue(found.custom, MIGRATED) === true,
      lines: (found.Details ?? []).map((line) => ({
        order: orderOfLine(line, subcontracts),
        project: projectOf(line.Project),
        amount: money(line.Amount),
      })),
      retainageOf: flag === true ? original : null,
      reverses: flag === true ? null : reversedBy(key, original),
      instalmentOf: master ? { type: key.type, ref: master } : null,
      procoreInvoiceId: fieldInvoice(found, this.#deps),
      noteInvoiceId: invoiceInText(found.note, this.#deps.procoreHosts),
      unreadable: missing.length > 0 ? [...new Set(missing)].join(", ") : null,
    };
  }

  /** Reads by each label the type may have, the build's own first. The vendor answers 500 where there is none. */
  async #byKey<T extends { readonly ReferenceNbr: string }>(
    entity: "Check" | "Bill",
    key: DocKey,
    read: (path: string) => Promise<T>,
  ): Promise<T | null> {
    for (const label of labelsOf(key.type, this.#labels)) {
      try {
        const path = await recordPath(this.#deps.client, this.#deps.endpoint, entity, [label, key.ref]);
        if (path === null) continue;
        const found = await read(path);
        refuseAnother(found.ReferenceNbr, key.ref);
        this.#labels = labelSetOf(label) ?? this.#labels;
        return found;
      } catch (error) {
        // a status of 404 means that the whole endpoint is not there
        if (!isSyncError(error, "not found") || error.extra.status === 404) throw error;
      }
    }
    return null;
  }

  async #voidDate(key: DocKey): Promise<string | null> {
    const query = [["$custom", DOC_DATE]] as const;
    const voiding = { type: VOIDING_TYPE, ref: key.ref };
    const found = await this.#byKey("Check", voiding, (path) => this.#deps.client.read(path, query, CheckDocument));
    return found && dateOf(textOf(customValue(found.custom, DOC_DATE)));
  }

  /** Which of these `$custom` names the tenant offers: feature-dependent ones come and go. */
  async #offered(entity: string, wanted: readonly string[]): Promise<readonly string[]> {
    let names = this.#names.get(entity);
    if (!names) {
      names = customNames(this.#deps.client, this.#deps.endpoint, entity);
      this.#names.set(entity, names);
      names.catch(() => this.#names.delete(entity));
    }
    const offered = await names;
    return wanted.filter((name) => offered.has(name));
  }

  async #readVendorName(id: string): Promise<string> {
    const { client, endpoint } = this.#deps;
    const path = await recordPath(client, endpoint, "Vendor", [id]);
    if (path === null) return "";
    return (await client.read(path, [["$select", "VendorID,VendorName"]], VendorDocument)).VendorName;
  }

  /** Where the vendor may not be read, the name stays empty: the id identifies. */
  #vendorName(id: string): Promise<string> {
    let name = this.#vendors.get(id);
    if (!name && this.#deps.now().getTime() < this.#vendorsClosedUntil) return Promise.resolve("");
    if (!name) {
      name = this.#readVendorName(id).catch((error: unknown) => {
        this.#vendors.delete(id);
        if (isSyncError(error, "not found")) return "";
        if (!isSyncError(error, "forbidden")) throw error;
        // the form is closed to us, for every vendor: asked again in a while, and told where the connection is shown
        this.#vendorsClosedUntil = this.#deps.now().getTime() + VENDORS_CLOSED_MS;
        this.#deps.onVendorsClosed?.();
        return "";
      });
      this.#vendors.set(id, name);
    }
    return name;
  }
}

type Shows = { readonly vendorName: string; readonly subcontracts: boolean };

/**
 * Of a line on a subcontract this interface shows nothing among the fields of orders; its number stands only in a field of
 * the Construction feature. Where that is not offered, a line that shows no order may well have one.
 */
function orderOfLine(line: BillDetail, subcontracts: boolean): BillLine["order"] {
  const subcontract = textOf(customValue(line.custom, SUBCONTRACT));
  if (subcontract !== "") return { kind: "subcontract", number: subcontract };
  if (line.POOrderNbr !== "") return orderOf(line.POOrderType, line.POOrderNbr);
  return subcontracts ? null : "unknown";
}

function oddType(type: string): string {
  return `what its type "${type}" means`;
}

function oddStatus(status: Combo | null): string {
  return `what its status "${status === null ? "" : labelOf(status)}" means`;
}

export function keyOf(label: Combo, ref: string): DocKey {
  return { type: typeCode(label) ?? labelOf(label), ref };
}

function originalOf({ custom }: BillDocument): DocKey | null {
  const [type, ref] = ORIGINAL.map((name) => textOf(customValue(custom, name)));
  return ref ? { type: type ? (typeCode(type) ?? "") : "INV", ref } : null;
}

function gridLines(lines: NonNullable<CheckDocument["History"]> | NonNullable<CheckDocument["Details"]>): GridLine[] {
  return lines.flatMap((line) => {
    if (line.DocType === null) return [];
    const shown = "custom" in line ? line.custom : {};
    const date = customValue(shown, "APPost.ApplicationDate");
    const withheld = customValue(shown, "APPost.CuryWhTaxAmt");
    return [
      {
        bill: keyOf(line.DocType, line.ReferenceNbr),
        amount: line.AmountPaid ?? "0",
        discount: ("CashDiscountTaken" in line && line.CashDiscountTaken) || "0",
        withheld: typeof withheld === "number" ? String(withheld) : "0",
        date: typeof date === "string" ? dateOf(date) : null,
      },
    ];
  });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
