import type { DocType } from "./codes.ts";
import { docId } from "./rows.ts";
import type {
  Adjust,
  ApDocument,
  CashAccount,
  DocKey,
  Line,
  Oddity,
  Order,
  PaymentMethod,
  Project,
  Vendor,
} from "./rows.ts";

export class LedgerError extends Error {}

/** Numbering sequences: bills and adjustments share one, payments another, cash purchases a third. */
const SEQUENCE: Readonly<Record<DocType, "bill" | "payment" | "cash">> = {
  INV: "bill",
  ACR: "bill",
  ADR: "bill",
  CHK: "payment",
  VCK: "payment",
  PPM: "payment",
  REF: "payment",
  VRF: "payment",
  QCK: "cash",
  VQC: "cash",
};

/**
 * The tables of one tenant, and what every change to them needs: the clock, counters and stamps.
 * Nothing here knows a business rule; `bills.ts`, `payments.ts` and the rest do.
 */
export class Books {
  readonly vendors = new Map<string, Vendor>();
  readonly projects = new Map<string, Project>();
  readonly methods = new Map<string, PaymentMethod>();
  readonly cashAccounts = new Map<string, CashAccount>();
  readonly orders = new Map<string, Order>();
  readonly documents = new Map<string, ApDocument>();
  readonly lines = new Map<string, Line[]>();
  readonly adjustsByPayment = new Map<string, Adjust[]>();
  readonly adjustsByBill = new Map<string, Adjust[]>();
  /** Documents by the id of the document they were made from (OrigDocType, OrigRefNbr). */
  readonly childrenOf = new Map<string, ApDocument[]>();
  /** User-defined fields that were set up; read as Document.Attribute<id>. */
  readonly attributeIds = new Set<string>();
  /** By note id, what a row shows instead of what it holds. */
  readonly odd = new Map<string, Oddity>();
  /** How a check's grids in contract REST show what goes to a debit adjustment. Nobody knows. */
  creditsShown: "positive" | "negative" = "positive";
  readonly baseCurrency: string;
  readonly now: () => Date;
  /** Grows with every change, so that whoever caches a sorted or indexed view knows when it is stale. */
  version = 0;
  #stamp: number | null = null;
  #counters = new Map<string, number>();

  constructor(now: () => Date, baseCurrency: string) {
    this.now = now;
    this.baseCurrency = baseCurrency;
  }

  /** Stamps everything `act` changes with `at` instead of now: a transaction begun then, committed only now. */
  stampedAt<T>(at: Date, act: () => T): T {
    this.#stamp = at.getTime();
    try {
      return act();
    } finally {
      this.#stamp = null;
    }
  }

  instant(): number {
    return this.#stamp ?? this.now().getTime();
  }

  next(counter: string): number {
    const value = (this.#counters.get(counter) ?? 0) + 1;
    this.#counters.set(counter, value);
    return value;
  }

  /** The next free reference number of the type's own sequence. */
  nextRef(type: DocType): string {
    for (;;) {
      const ref = String(this.next(`ref ${SEQUENCE[type]}`)).padStart(6, "0");
      if (!this.documents.has(docId({ type, ref }))) return ref;
    }
  }

  stamped(): { noteId: string; createdAt: number; modifiedAt: number } {
    const at = this.instant();
    const noteId = `00000000-0000-4000-8000-${this.next("note").toString(16).padStart(12, "0")}`;
    return { noteId, createdAt: at, modifiedAt: at };
  }

  touch(row: { modifiedAt: number }): void {
    row.modifiedAt = this.instant();
    this.version += 1;
  }

  document(key: DocKey): ApDocument {
    const found = this.documents.get(docId(key));
    if (!found) throw new LedgerError(`There is no document ${docId(key)}.`);
    return found;
  }

  addDocument(document: ApDocument): ApDocument {
    if (this.documents.has(docId(document))) throw new LedgerError(`${docId(document)} exists already.`);
    if (!this.vendors.has(document.vendor)) throw new LedgerError(`There is no vendor ${document.vendor}.`);
    this.documents.set(docId(document), document);
    if (document.original) push(this.childrenOf, docId(document.original), document);
    this.version += 1;
    return document;
  }

  removeDocument(document: ApDocument): void {
    if (document.released) throw new LedgerError(`${docId(document)} is released and cannot be deleted.`);
    for (const adjust of [...this.appliedBy(document), ...this.appliedTo(document)]) this.removeAdjust(adjust);
    if (document.original) drop(this.childrenOf, docId(document.original), document);
    this.documents.delete(docId(document));
    this.lines.delete(docId(document));
    this.version += 1;
  }

  linesOf(key: DocKey): readonly Line[] {
    return this.lines.get(docId(key)) ?? [];
  }

  /** The applications a payment makes, oldest first. */
  appliedBy(key: DocKey): readonly Adjust[] {
    return this.adjustsByPayment.get(docId(key)) ?? [];
  }

  /** The applications made to a bill, oldest first. */
  appliedTo(key: DocKey): readonly Adjust[] {
    return this.adjustsByBill.get(docId(key)) ?? [];
  }

  addAdjust(adjust: Adjust): Adjust {
    const clash = this.appliedBy(adjust.adjg).find(
      (other) => docId(other.adjd) === docId(adjust.adjd) && other.line === adjust.line && other.nbr === adjust.nbr,
    );
    if (clash) throw new LedgerError(`${docId(adjust.adjg)} already has an application to ${docId(adjust.adjd)}.`);
    push(this.adjustsByPayment, docId(adjust.adjg), adjust);
    push(this.adjustsByBill, docId(adjust.adjd), adjust);
    this.version += 1;
    return adjust;
  }

  removeAdjust(adjust: Adjust): void {
    if (adjust.released) throw new LedgerError("A released application cannot be deleted.");
    drop(this.adjustsByPayment, docId(adjust.adjg), adjust);
    drop(this.adjustsByBill, docId(adjust.adjd), adjust);
    this.version += 1;
  }

  /** Whether the API user is kept from seeing a document: restricted, its vendor restricted, or archived. */
  hides(document: ApDocument, showArchived: boolean): boolean {
    if (document.restricted || (document.archived && !showArchived)) return true;
    return this.vendors.get(document.vendor)?.restricted ?? false;
  }
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function drop<T>(lists: Map<string, T[]>, key: string, value: T): void {
  lists.set(
    key,
    (lists.get(key) ?? []).filter((other) => other !== value),
  );
}
