import { isBill, type Bill } from "../domain/bill.ts";
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
import { applicationsOfCheck, hiddenApplication } from "./check-history.ts";
import { contractChanges, type ContractListDeps } from "./contract-changes.ts";
import type { ContractDocuments, BillRead, CheckRead } from "./contract-documents.ts";
import { typeCode } from "./codes.ts";
import { hiddenBill, hiddenPayment } from "./normalize.ts";

export type ContractReaderDeps = Omit<ContractListDeps, "onLabels"> & { readonly documents: ContractDocuments };

/** Reads documents whole through contract REST by key: works with every release and needs no OData. */
export class ContractReader {
  readonly #deps: ContractReaderDeps;

  constructor(deps: ContractReaderDeps) {
    this.#deps = deps;
  }

  changes(stream: Stream, since: Instant | null, next: string | null): Promise<ChangePage> {
    const onLabels = (labels: Parameters<ContractDocuments["prefer"]>[0]) => this.#deps.documents.prefer(labels);
    return contractChanges(stream, since, next, { ...this.#deps, onLabels });
  }

  /** Touched bills name their payments, payments their bills; each document is read once. */
  async read(docs: readonly DocKey[]): Promise<Observed> {
    const { documents } = this.#deps;
    const bills = new Map<string, BillRead | null>();
    const checks = new Map<string, CheckRead | null>();
    await readInto(bills, docs.filter(mayBeBill), (key) => documents.bill(key));
    const paying = [...docs, ...namedPayments(bills)].filter(mayPay).flatMap(originals);
    await readInto(checks, paying, (key) => documents.check(key));
    const paid = [...checks.values()].flatMap((check) => linesOf(check).map(({ bill }) => bill));
    await readInto(bills, paid, (key) => documents.bill(key));
    for (let parents = parentsOf(bills); parents.length > 0; parents = parentsOf(bills)) {
      await readInto(bills, parents, (key) => documents.bill(key));
    }
    return observed(present(bills), present(checks), paying);
  }
}

/** A label we do not know is tried as a bill and as a payment: whichever it is, it is then told to be unreadable. */
function mayBeBill({ type }: DocKey): boolean {
  return !PAYING_TYPES.has(type) && type !== VOIDING_TYPE;
}

function mayPay(key: DocKey): boolean {
  return !mayBeBill(key) || typeCode(key.type) === null;
}

/** A void says nothing by itself; the check or prepayment of its number does, by its status. */
function originals(key: DocKey): readonly DocKey[] {
  if (key.type !== VOIDING_TYPE) return [key];
  return [...PAYING_TYPES].map((type) => ({ type, ref: key.ref }));
}

async function readInto<T>(
  into: Map<string, T | null>,
  keys: readonly DocKey[],
  read: (key: DocKey) => Promise<T | null>,
): Promise<void> {
  const wanted = new Map(keys.map((key) => [docId(key), key]));
  const unread = [...wanted].filter(([id]) => !into.has(id));
  await Promise.all(unread.map(async ([id, key]) => into.set(id, await read(key))));
}

function present<T>(read: ReadonlyMap<string, T | null>): ReadonlyMap<string, T> {
  return new Map([...read].flatMap(([id, one]) => (one === null ? [] : [[id, one] as const])));
}

/** Debit adjustments and other documents of known types that are applied to a bill are no payments. */
function namedPayments(bills: ReadonlyMap<string, BillRead | null>): readonly DocKey[] {
  const named = [...bills.values()].flatMap((read) => read?.shown.applications ?? []);
  return named.map(({ payment }) => payment).filter(mayPay);
}

function linesOf(check: CheckRead | null) {
  return check ? [...check.shown.history, ...check.shown.details] : [];
}

function parentsOf(bills: ReadonlyMap<string, BillRead | null>): readonly DocKey[] {
  const parents = [...bills.values()].flatMap((read) => (read ? [read.bill.retainageOf, read.bill.instalmentOf] : []));
  return parents.filter((key) => key !== null).filter((key) => isBill(key) && !bills.has(docId(key)));
}

function observed(
  bills: ReadonlyMap<string, BillRead>,
  checks: ReadonlyMap<string, CheckRead>,
  asked: readonly DocKey[],
): Observed {
  const applications = [...checks.values()].flatMap(({ shown }) =>
    applicationsOfCheck(shown, (bill) => bills.get(docId(bill))?.shown ?? null),
  );
  const hiddenBills = new Map<string, Bill>();
  for (const { payment, bill } of applications) {
    const check = checks.get(docId(payment));
    if (check && !bills.has(docId(bill)))
      hiddenBills.set(docId(bill), hiddenBill(bill, check.payment.date, check.payment));
  }
  const hidden = asked.filter((key) => !checks.has(docId(key))).flatMap((key) => hiddenApplications(key, bills));
  return {
    payments: [...[...checks.values()].map(({ payment }) => payment), ...hidden.map(({ payment }) => payment)],
    bills: [...[...bills.values()].map(({ bill }) => bill), ...hiddenBills.values()],
    applications: [...applications, ...hidden.flatMap((one) => one.applications)],
  };
}

/** A bill shows an application of a payment that its user may not see: told as one that nobody may write. */
function hiddenApplications(
  key: DocKey,
  bills: ReadonlyMap<string, BillRead>,
): readonly { readonly payment: Payment; readonly applications: readonly BillApplication[] }[] {
  const applications: BillApplication[] = [];
  let payment: Payment | null = null;
  for (const { bill, shown } of bills.values()) {
    if (!shown.applications.some((line) => docId(line.payment) === docId(key))) continue;
    payment ??= hiddenPayment(key, { released: true, date: bill.date, methodId: "" }, bill);
    applications.push(hiddenApplication(key, bill, shown));
  }
  return payment ? [{ payment, applications }] : [];
}
