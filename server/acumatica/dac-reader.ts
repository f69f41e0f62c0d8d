import type { z } from "zod";
import { isBill, type Bill } from "../domain/bill.ts";
import { NO_CURRENCY } from "../domain/money.ts";
import {
  docId,
  PAYING_TYPES,
  VOIDING_TYPE,
  type BillApplication,
  type DocKey,
  type Instant,
  type Payment,
} from "../domain/payment.ts";
import type { ChangePage, Observed, Stream } from "../sync/ports.ts";
import { applicationsOf, paidOf, payingOf } from "./applications.ts";
import type { BillFactsReader } from "./bill-facts.ts";
import { dacChanges } from "./dac-changes.ts";
import { listAll, type ListDeps } from "./dac-list.ts";
import { anyOf, keyFilters, refFilters } from "./dac-query.ts";
import { NEEDED, readMetadata, selection, SETS, type Metadata } from "./metadata.ts";
import { billOf, hiddenBill, hiddenPayment, hiddenWords, paymentOf } from "./normalize.ts";
import { AdjustRow, BillRow, PaymentRow, TranRow } from "./schema.ts";
import { dateOf } from "./stamp.ts";

/** Keeps the reduced $metadata, so that several megabytes are read once per connection, not once per process. */
export type MetadataCache = {
  load(): Promise<Metadata | null>;
  save(metadata: Metadata): Promise<void>;
};

export type DacReaderDeps = ListDeps & { readonly facts: BillFactsReader; readonly metadata: MetadataCache | null };

/** Documents that applications can name as paying; what else they name is paid. */
const PAYING_SIDE: ReadonlySet<string> = new Set([...PAYING_TYPES, VOIDING_TYPE]);
const ADJUST_KEYS = ["AdjdDocType", "AdjdLineNbr", "AdjdRefNbr", "AdjgDocType", "AdjgRefNbr", "AdjNbr"];
const VENDOR = { VendorByVendorID: ["AcctCD", "AcctName"] };
/** A retainage bill's original may itself be an instalment; deeper than this nothing is known to go. */
const GENERATIONS = 3;

/** Reads documents whole through DAC-based OData v4: codes, released and voided flags, dates of each application. */
export class DacReader {
  readonly #deps: DacReaderDeps;
  #metadata: Promise<Metadata> | null = null;

  constructor(deps: DacReaderDeps) {
    this.#deps = deps;
  }

  changes(stream: Stream, since: Instant | null, next: string | null): Promise<ChangePage> {
    return dacChanges(stream, since, next, this.#deps);
  }

  /**
   * Every application of these documents, complete over its rows: all rows of a touched payment and its void, and all
   * rows of a touched bill. Then both documents of each, and the documents that bills come from.
   */
  async read(docs: readonly DocKey[]): Promise<Observed> {
    if (docs.length === 0) return { payments: [], bills: [], applications: [] };
    const metadata = await this.metadata();
    const rows = await this.#adjustments(metadata, docs);
    const paying = new Map<string, AdjustRow | null>();
    const paid = new Map<string, AdjustRow | null>();
    for (const doc of docs) {
      for (const type of doc.type === VOIDING_TYPE ? PAYING_TYPES : [doc.type]) {
        const key = { type, ref: doc.ref };
        (PAYING_TYPES.has(type) ? paying : paid).set(docId(key), null);
      }
    }
    for (const row of rows) {
      paid.set(docId(paidOf(row)), row);
      if (row.AdjgDocType !== VOIDING_TYPE) paying.set(docId(payingOf(row)), row);
    }
    const payments = await this.#payments(metadata, [...paying.keys()].map(keyOf));
    const bills = await this.#bills(metadata, [...paid.keys()].map(keyOf));
    return observed(rows, { paying, paid, payments, bills });
  }

  /** @throws SyncError when the interface, or a set we need, is not there. */
  metadata(): Promise<Metadata> {
    this.#metadata ??= this.#loadMetadata().catch((error: unknown) => {
      this.#metadata = null;
      throw error;
    });
    return this.#metadata;
  }

  async #loadMetadata(): Promise<Metadata> {
    const kept = await this.#deps.metadata?.load();
    if (kept) return kept;
    const { client, root } = this.#deps;
    const read = readMetadata((await client.get(`${root}/$metadata`)).text);
    await this.#deps.metadata?.save(read);
    return read;
  }

  async #adjustments(metadata: Metadata, docs: readonly DocKey[]): Promise<readonly AdjustRow[]> {
    const side = anyOf("AdjgDocType", PAYING_SIDE);
    const refs = docs.filter(({ type }) => PAYING_SIDE.has(type)).map(({ ref }) => ref);
    // a prepayment request is paid by a check before it pays bills itself
    const bills = docs.filter(({ type }) => !PAYING_TYPES.has(type) || type === "PPM");
    const filters = [
      ...keyFilters(bills, { type: "AdjdDocType", ref: "AdjdRefNbr" }).map((keys) => `${side} and ${keys}`),
      ...refFilters(refs, "AdjgRefNbr").map((keys) => `${side} and (${keys})`),
    ];
    const request = {
      set: SETS.adjust,
      selection: selection(metadata, SETS.adjust, {
        needed: NEEDED.adjust.properties,
        wanted:
          "CuryAdjdPPDAmt CuryAdjdWhTaxAmt AdjdDocDate PaymentMethodID IsMigratedRecord IsInitialApplication".split(
            " ",
          ),
      }),
      orderBy: ADJUST_KEYS,
      row: AdjustRow,
    };
    const [wantedRefs, wantedBills] = [new Set(refs), new Set(bills.map(docId))];
    const rows = new Map<string, AdjustRow>();
    for (const row of await this.#lists(filters, request)) {
      // a range of numbers may hold documents that were not asked for, and of those perhaps not all rows
      if (!wantedRefs.has(row.AdjgRefNbr) && !wantedBills.has(docId(paidOf(row)))) continue;
      rows.set(ADJUST_KEYS.map((name) => row[name as keyof AdjustRow]).join(" "), row);
    }
    return [...rows.values()];
  }

  async #payments(metadata: Metadata, keys: readonly DocKey[]): Promise<readonly Payment[]> {
    const request = {
      set: SETS.payment,
      selection: selection(metadata, SETS.payment, {
        needed: NEEDED.payment.properties,
        wanted: ["CuryOrigDocAmt"],
        expand: { ...VENDOR, CashAccountByCashAccountID: ["CashAccountCD"] },
      }),
      orderBy: ["DocType", "RefNbr"],
      row: PaymentRow,
    };
    const asked = new Set(keys.map(docId));
    const rows = await this.#lists(keyFilters(keys, { type: "DocType", ref: "RefNbr" }), request);
    return rows.map(paymentOf).filter((payment) => asked.has(docId(payment)));
  }

  /** Bills and, generation by generation, those they come from. */
  async #bills(metadata: Metadata, keys: readonly DocKey[]): Promise<readonly Bill[]> {
    const bills = new Map<string, Bill>();
    let wanted = keys;
    for (let generation = 0; wanted.length > 0 && generation <= GENERATIONS; generation += 1) {
      const parents = new Map<string, DocKey>();
      for (const bill of await this.#generation(metadata, wanted)) {
        bills.set(docId(bill), bill);
        for (const parent of [bill.retainageOf, bill.instalmentOf]) {
          if (parent && isBill(parent)) parents.set(docId(parent), parent);
        }
      }
      wanted = [...parents.values()].filter((parent) => !bills.has(docId(parent)));
    }
    return [...bills.values()];
  }

  async #generation(metadata: Metadata, keys: readonly DocKey[]): Promise<readonly Bill[]> {
    const asked = new Set(keys.map(docId));
    const rows = (
      await this.#lists(keyFilters(keys, { type: "DocType", ref: "RefNbr" }), billRequest(metadata))
    ).filter((row) => asked.has(docId({ type: row.DocType, ref: row.RefNbr })));
    const found = rows.map((row) => ({ type: row.DocType, ref: row.RefNbr }));
    const lines = new Map<string, TranRow[]>(found.map((key) => [docId(key), []]));
    for (const line of await this.#lists(
      keyFilters(found, { type: "TranType", ref: "RefNbr" }),
      lineRequest(metadata),
    )) {
      lines.get(docId({ type: line.TranType, ref: line.RefNbr }))?.push(line);
    }
    const hidden = {
      retainage: !metadata[SETS.invoice]?.properties.includes("IsRetainageDocument"),
      projects: !metadata[SETS.tran]?.navigations.includes("PMProjectByProjectID"),
    };
    return Promise.all(
      rows.map(async (row) => {
        const own = lines.get(docId({ type: row.DocType, ref: row.RefNbr })) ?? [];
        return billOf(row, own, await this.#deps.facts.factsOf(row, own.length, hidden));
      }),
    );
  }

  async #lists<Row extends z.ZodType>(
    filters: readonly string[],
    request: Omit<Parameters<typeof listAll<Row>>[0], "filter">,
  ): Promise<readonly z.output<Row>[]> {
    const lists = await Promise.all(filters.map((filter) => listAll<Row>({ ...request, filter }, this.#deps)));
    return lists.flat();
  }
}

function billRequest(metadata: Metadata) {
  return {
    set: SETS.invoice,
    selection: selection(metadata, SETS.invoice, {
      needed: NEEDED.invoice.properties,
      wanted: "IsMigratedRecord OrigDocType OrigRefNbr MasterRefNbr IsRetainageDocument".split(" "),
      expand: VENDOR,
    }),
    orderBy: ["DocType", "RefNbr"],
    row: BillRow,
  };
}

function lineRequest(metadata: Metadata) {
  return {
    set: SETS.tran,
    selection: selection(metadata, SETS.tran, {
      needed: NEEDED.tran.properties,
      wanted: NEEDED.tran.better,
      expand: { PMProjectByProjectID: ["ContractCD"] },
    }),
    orderBy: ["TranType", "RefNbr", "LineNbr"],
    row: TranRow,
  };
}

type Parts = {
  readonly paying: ReadonlyMap<string, AdjustRow | null>;
  readonly paid: ReadonlyMap<string, AdjustRow | null>;
  readonly payments: readonly Payment[];
  readonly bills: readonly Bill[];
};

/** Puts the pieces together. A document that an application names and we may not see is told, never left out. */
function observed(rows: readonly AdjustRow[], { paying, paid, payments, bills }: Parts): Observed {
  const paymentById = new Map(payments.map((payment) => [docId(payment), payment]));
  const billById = new Map(bills.map((bill) => [docId(bill), bill]));
  const unseen = new Set<string>();
  for (const [id, row] of paid) {
    if (!row || billById.has(id)) continue;
    const date = dateOf(row.AdjdDocDate || row.AdjgDocDate) ?? "";
    billById.set(id, hiddenBill(paidOf(row), date, paymentById.get(docId(payingOf(row)))));
  }
  for (const [id, row] of paying) {
    if (!row || paymentById.has(id)) continue;
    const date = dateOf(row.AdjgDocDate) ?? "";
    const shown = { released: row.Released, date, methodId: row.PaymentMethodID };
    paymentById.set(id, hiddenPayment(payingOf(row), shown, billById.get(docId(paidOf(row)))));
    unseen.add(id);
  }
  const applications = applicationsOf(rows, {
    currencyOf: (bill) => billById.get(docId(bill))?.currency ?? NO_CURRENCY,
    isVoided: (payment) => paymentById.get(docId(payment))?.voided ?? false,
  });
  return {
    payments: [...paymentById.values()],
    bills: [...billById.values()],
    applications: applications.map((one) => (unseen.has(docId(one.payment)) ? withoutPayment(one) : one)),
  };
}

function withoutPayment(application: BillApplication): BillApplication {
  return { ...application, nets: false, hidden: hiddenWords(application.payment) };
}

function keyOf(id: string): DocKey {
  const at = id.indexOf(":");
  return { type: id.slice(0, at), ref: id.slice(at + 1) };
}
