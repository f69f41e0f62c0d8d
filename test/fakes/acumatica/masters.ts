import { LedgerError } from "./books.ts";
import type { Books } from "./books.ts";
import type { Means, OrderType } from "./codes.ts";
import type { CashAccount, Minor, Order, PaymentMethod, Project, Vendor } from "./rows.ts";

export type NewVendor = { readonly id?: string; readonly name: string; readonly currency?: string };
export type NewProject = {
  readonly id?: string;
  readonly description?: string;
  readonly externalRef?: string | null;
  readonly status?: string;
};
export type NewPaymentMethod = { readonly id: string; readonly means: Means; readonly description?: string };
export type NewOrderLine = {
  readonly amount: Minor;
  readonly project?: string | null;
  readonly task?: string | null;
  readonly costCode?: string | null;
  readonly description?: string;
};
export type NewOrder = {
  readonly number?: string;
  readonly vendor: string;
  readonly type?: OrderType;
  readonly vendorRef?: string | null;
  readonly currency?: string;
  readonly date?: string;
  readonly description?: string;
  readonly lines?: readonly NewOrderLine[];
};

export function addVendor(books: Books, given: NewVendor): Vendor {
  const number = books.next("vendor");
  const vendor: Vendor = {
    ...books.stamped(),
    id: given.id ?? `V${String(number).padStart(6, "0")}`,
    number: 6000 + number,
    name: given.name,
    legalName: given.name,
    currency: given.currency ?? books.baseCurrency,
    restricted: false,
  };
  return keep(books, books.vendors, vendor.id, vendor);
}

export function addProject(books: Books, given: NewProject): Project {
  const number = books.next("project");
  const id = given.id ?? `PR-${String(number).padStart(4, "0")}`;
  const project: Project = {
    ...books.stamped(),
    id,
    number: 300 + number,
    description: given.description ?? id,
    externalRef: given.externalRef ?? null,
    status: given.status ?? "Active",
  };
  return keep(books, books.projects, id, project);
}

export function addPaymentMethod(books: Books, given: NewPaymentMethod): PaymentMethod {
  const method: PaymentMethod = {
    ...books.stamped(),
    id: given.id,
    description: given.description ?? given.id,
    means: given.means,
    active: true,
  };
  return keep(books, books.methods, given.id, method);
}

/** Vendors are told anew wherever they stand; no stamp of a document moves. */
export function renameVendor(books: Books, id: string, name: string): void {
  const vendor = books.vendors.get(id);
  if (!vendor) throw new LedgerError(`There is no vendor ${id}.`);
  vendor.name = name;
  vendor.legalName = name;
  books.version += 1;
}

/** One vendor that stood twice: all that was its second entry's is the first one's from now on. */
export function mergeVendors(books: Books, { from, into }: { readonly from: string; readonly into: string }): void {
  if (!books.vendors.has(into) || !books.vendors.delete(from)) throw new LedgerError(`There is no vendor ${from}.`);
  const rows = [...books.documents.values(), ...[...books.adjustsByPayment.values()].flat()];
  for (const row of rows) if (row.vendor === from) row.vendor = into;
  books.version += 1;
}

/** A subcontract (type RS, the default) or a purchase order (RO). */
export function addOrder(books: Books, given: NewOrder): Order {
  if (!books.vendors.has(given.vendor)) throw new LedgerError(`There is no vendor ${given.vendor}.`);
  const type = given.type ?? "RS";
  const number =
    given.number ?? `${type === "RS" ? "SC-" : "PO"}${String(books.next(`order ${type}`)).padStart(6, "0")}`;
  const order: Order = {
    ...books.stamped(),
    type,
    number,
    vendor: given.vendor,
    vendorRef: given.vendorRef ?? null,
    currency: given.currency ?? books.baseCurrency,
    date: given.date ?? "2025-01-01",
    description: given.description ?? "",
    status: "Open",
    lines: (given.lines ?? []).map((line, index) => ({
      nbr: index + 1,
      project: line.project ?? null,
      task: line.task ?? null,
      costCode: line.costCode ?? null,
      amount: line.amount,
      description: line.description ?? "",
    })),
  };
  return keep(books, books.orders, `${type} ${number}`, order);
}

/** The cash account of a currency; made when first needed. */
export function cashAccountFor(books: Books, currency: string): CashAccount {
  const id = currency === books.baseCurrency ? "10200" : `10200${currency}`;
  const known = books.cashAccounts.get(id);
  if (known) return known;
  return keep(books, books.cashAccounts, id, { id, number: 100 + books.next("cash account"), currency });
}

function keep<T>(books: Books, table: Map<string, T>, id: string, row: T): T {
  if (table.has(id)) throw new LedgerError(`${id} exists already.`);
  table.set(id, row);
  books.version += 1;
  return row;
}
