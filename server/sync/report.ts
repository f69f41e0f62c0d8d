import type { Commitment, ContractPayment, SubcontractorInvoice } from "../domain/contract-payment.ts";
import { add, subtract, ZERO, type Minor, type Money } from "../domain/money.ts";
import { docId, documentsOf, type ApplicationKey } from "../domain/payment.ts";
import type { Pictures } from "../domain/pictures.ts";
import type { State } from "../domain/reason-entry.ts";
import { inWords } from "../domain/reasons.ts";
import { methodOf, shownDateOf } from "./draft.ts";
import { homesOf } from "./home.ts";
import { plan } from "./plan.ts";
import { NO_STORY, reissues, type Story } from "./reissue.ts";
import type {
  AsOf,
  Candidate,
  ProjectReport,
  ReportedApplication,
  ReportedContractPayment,
  ReportedInvoice,
} from "./report-types.ts";
import type { Standing } from "./standing.ts";
import { paidBy, refOf, tieOut } from "./tie-out.ts";

/** The least settled first: an invoice shows the state of the application that needs people most. */
const URGENCY: readonly State[] = [
  "failed",
  "needs_review",
  "waiting_for_invoice",
  "pending",
  "synced",
  "excluded",
  "removed",
];

/** Everything a project's pages show, from the pictures alone: no request, no stored state that could be stale. */
export function reportOf(pictures: Pictures, asOf: AsOf): ProjectReport {
  const { standings } = plan(pictures);
  const book = bookOf(pictures);
  const stories = reissues(standings);
  const ties = tieOut(pictures, standings);
  return {
    applications: standings.map((one) => applicationOf(one, book, stories.get(one.key) ?? NO_STORY)),
    invoices: invoicesOf(standings, book),
    tieOut: ties,
    asOf,
    unexplained: ties.unexplained,
  };
}

type Book = {
  readonly pictures: Pictures;
  readonly commitments: ReadonlyMap<number, Commitment>;
  readonly invoices: ReadonlyMap<number, SubcontractorInvoice>;
  readonly vendors: ReadonlyMap<number, string>;
  readonly methods: Parameters<typeof methodOf>[1];
  readonly decisions: ReadonlyMap<ApplicationKey, Pictures["decisions"][number]>;
  readonly saidOfBills: ReadonlyMap<string, Pictures["billDecisions"][number]>;
  readonly homeOf: ReturnType<typeof homesOf>;
};

function bookOf(pictures: Pictures): Book {
  return {
    pictures,
    commitments: new Map(pictures.commitments.map((one) => [one.id, one])),
    invoices: new Map(pictures.invoices.map((one) => [one.id, one])),
    vendors: new Map(pictures.vendors.map(({ id, name }) => [id, name])),
    methods: new Map(pictures.methods.map((one) => [one.id, one])),
    decisions: new Map(pictures.decisions.map((one) => [one.key, one])),
    saidOfBills: new Map(pictures.billDecisions.map((one) => [docId(one.bill), one])),
    homeOf: homesOf(pictures),
  };
}

function applicationOf(one: Standing, book: Book, story: Story): ReportedApplication {
  const { key, application, bill, payment, match, contractPayment } = one;
  const documents = documentsOf(key);
  const commitment = book.commitments.get(book.homeOf(one) ?? -1);
  const invoiceId = match?.found ? match.invoice.id : (one.link?.draft.invoiceId ?? contractPayment?.invoiceId);
  const invoice = book.invoices.get(invoiceId ?? -1);
  const decision = book.decisions.get(key) ?? book.saidOfBills.get(docId(documents.bill));
  return {
    key,
    state: one.state,
    reason: one.reason && inWords(one.reason),
    amount: application?.amount ?? contractPayment?.amount ?? ZERO,
    currency: application?.currency ?? contractPayment?.currency ?? "USD",
    payment: {
      ...documents.payment,
      date: shownDateOf(application, payment, contractPayment),
      method: payment && methodOf(payment, book.methods, book.pictures.settings),
      reference: payment?.reference ?? contractPayment?.checkNumber ?? "",
      voided: payment?.voided ?? false,
      amount: payment?.amount === undefined ? null : { minor: payment.amount, currency: payment.currency },
      ...story,
    },
    bill: {
      ...documents.bill,
      vendor: bill?.vendor.name ?? invoice?.vendorName ?? "",
      vendorRef: bill?.vendorRef ?? contractPayment?.invoiceNumber ?? "",
      date: bill?.date || null,
    },
    commitment: commitment ? refOf(commitment) : null,
    invoice: invoice ? { id: invoice.id, number: invoice.number } : null,
    contractPayment: contractPayment && paymentOf(contractPayment),
    link: match?.found ? match.evidence : null,
    candidates: candidatesOf(one, book),
    decision: decision ? { decide: decision.decide, by: decision.by, at: decision.at } : null,
  };
}

function paymentOf(payment: ContractPayment): ReportedContractPayment {
  const { id, oddAmount = null, date, checkNumber, invoiceNumber } = payment;
  return { id, amount: readableOf(payment), oddAmount, date, checkNumber, invoiceNumber };
}

function readableOf({ amount, oddAmount, currency }: ContractPayment): Money | null {
  return oddAmount === undefined ? { minor: amount, currency } : null;
}

function candidatesOf({ candidates, reason }: Standing, book: Book): Candidate[] {
  const why = reason ? inWords(reason).says : "";
  // Whose choice is it? An invoice of another project is another project's, and cannot be chosen here.
  const own = candidates.invoices.filter(({ projectId }) => projectId === book.pictures.projectId);
  const invoices = own.map((invoice): Candidate => ({
    kind: "invoice",
    id: invoice.id,
    number: invoice.number,
    commitment: commitmentRef(invoice.commitmentId, book),
    vendor: vendorOf(invoice, book),
    amount: invoice.billed === null ? null : { minor: invoice.billed, currency: invoice.currency },
    date: invoice.billingDate,
    because: why,
  }));
  const payments = candidates.contractPayments.map((payment): Candidate => ({
    kind: "contract payment",
    id: payment.id,
    number: payment.checkNumber,
    commitment: commitmentRef(payment.commitmentId, book),
    vendor: null,
    amount: readableOf(payment),
    date: payment.date,
    because: why,
  }));
  return [...invoices, ...payments];
}

function commitmentRef(id: number, book: Book): Candidate["commitment"] {
  const commitment = book.commitments.get(id);
  return commitment ? refOf(commitment) : null;
}

function vendorOf(invoice: SubcontractorInvoice, book: Book): string {
  const id = invoice.vendorId ?? book.commitments.get(invoice.commitmentId)?.vendorId ?? -1;
  return book.vendors.get(id) ?? invoice.vendorName;
}

function invoicesOf(standings: readonly Standing[], book: Book): ReportedInvoice[] {
  const byInvoice = new Map<number, Standing[]>();
  for (const one of standings) {
    if (!one.match?.found) continue;
    const group = byInvoice.get(one.match.invoice.id);
    if (group) group.push(one);
    else byInvoice.set(one.match.invoice.id, [one]);
  }
  return book.pictures.invoices
    .filter(({ projectId }) => projectId === book.pictures.projectId)
    .sort((a, b) => a.id - b.id)
    .map((invoice) => invoiceOf(invoice, byInvoice.get(invoice.id) ?? [], book));
}

/** `paid` is what Acumatica paid, in the invoice's currency: the state says whether Procore shows it yet. */
function invoiceOf(invoice: SubcontractorInvoice, standings: readonly Standing[], book: Book): ReportedInvoice {
  const { id, number, status, currency, billed, commitmentId } = invoice;
  const same = standings.filter(({ application }) => application?.currency === currency);
  const sumOf = (some: readonly Standing[]): Minor => some.map(paidBy).reduce(add, ZERO);
  const paid = sumOf(same);
  const state = URGENCY.find((urgent) => standings.some((one) => one.state === urgent)) ?? null;
  return {
    id,
    number,
    commitment: commitmentRef(commitmentId, book) ?? {
      id: commitmentId,
      number: String(commitmentId),
      title: "",
      type: "subcontract",
    },
    vendor: vendorOf(invoice, book),
    status,
    currency,
    billed,
    paid,
    retainagePaid: sumOf(same.filter(({ bill }) => bill?.retainageOf)),
    balance: billed === null ? null : subtract(billed, paid),
    state,
    applications: standings.map(({ key }) => key),
  };
}
