import fc from "fast-check";
import { subtract, ZERO } from "../../server/domain/money.ts";
import type { BillApplication } from "../../server/domain/payment.ts";
import { docId } from "../../server/domain/payment.ts";
import type { ContractPayment } from "../../server/domain/contract-payment.ts";
import { plan } from "../../server/sync/plan.ts";
import { aReversedApplication, aVoidedApplication } from "./acumatica.ts";
import { applied } from "./applied.ts";
import { amount, checkNumber, date, seenBy, type Company } from "./company.ts";
import { changed, event, without, type At, type Event } from "./event.ts";
import { byPeople } from "./events-of-people.ts";
import { withInvoices } from "./invoice-events.ts";
import { aContractPayment } from "./procore.ts";

// ---- In Acumatica --------------------------------------------------------------------------------------------------

const toApplication = (company: Company, where: At, change: (one: BillApplication) => BillApplication): Company => ({
  ...company,
  applications: changed(company.applications, where, change),
});

const inAcumatica = [
  event("an application gets another amount", { amount }, (company, { at, amount: applied }) =>
    toApplication(company, { at }, ({ odd, ...one }) => ({
      ...one,
      nets: odd === undefined && one.nets,
      amount: one.bill.type === "ADR" ? subtract(ZERO, applied) : applied,
    })),
  ),
  event("an application's amount can no longer be read", {}, (company, where) =>
    toApplication(company, where, (one) => ({ ...one, amount: ZERO, nets: false, odd: "the amount 33.3333 in USD" })),
  ),
  event("of an application only a discount is left", { amount }, (company, { at, amount: discount }) =>
    toApplication(company, { at }, ({ odd: _, ...one }) => ({ ...one, amount: ZERO, discount, nets: true })),
  ),
  event("an application ends by a void", {}, (company, where) =>
    toApplication(company, where, (one) => ({ ...one, state: "ended", ended: aVoidedApplication().ended })),
  ),
  event("an application is reversed", {}, (company, where) =>
    toApplication(company, where, (one) => ({ ...one, state: "ended", ended: aReversedApplication().ended })),
  ),
  event("an application is applied again", {}, (company, where) =>
    toApplication(company, where, (one) => ({ ...one, state: "active", ended: null })),
  ),
  event("an application is not released", {}, (company, where) =>
    toApplication(company, where, (one) => ({ ...one, state: "unreleased" })),
  ),
  event("the rows of an application do not add up", {}, (company, where) =>
    toApplication(company, where, (one) => ({ ...one, nets: false })),
  ),
  event("the reader no longer tells an application's date", {}, (company, where) =>
    toApplication(company, where, (one) => ({ ...one, date: null })),
  ),
  event("a payment gets another number", { number: checkNumber }, (company, { at, number }) => ({
    ...company,
    payments: changed(company.payments, { at }, (one) => ({ ...one, reference: number })),
  })),
  event("a bill's Vendor Ref. is corrected", {}, (company, where) => ({
    ...company,
    bills: changed(company.bills, where, (one) => ({ ...one, vendorRef: one.vendorRef === "17" ? "2" : "17" })),
  })),
  event("an application is not shown", {}, (company, where) => ({
    ...company,
    applications: without(company.applications, where),
  })),
  event("a bill is not shown", {}, (company, where) => ({ ...company, bills: without(company.bills, where) })),
  event("a payment is not shown", {}, (company, where) => ({ ...company, payments: without(company.payments, where) })),
];

/** Near to one of the amounts, and near to none. */
const oddAmount = fc.constantFrom("33.3333", "100.10000000000001", "1000.0001", "a lot");

// ---- In Procore ----------------------------------------------------------------------------------------------------

const toIssued = (company: Company, where: At, change: (one: ContractPayment) => ContractPayment): Company => ({
  ...company,
  issued: changed(company.issued, where, change),
});

/** Never used before, not even by a payment that was deleted and is only remembered. */
function nextId({ issued, links }: Company): number {
  const used = [...issued.map(({ id }) => id), ...links.map(({ contractPaymentId }) => contractPaymentId ?? 0)];
  return 1 + Math.max(6000, ...used.filter((id) => id < 1_000_000));
}

/** What people would type in for an application, more or less. */
function typedIn(company: Company, { at: index, over }: At & { readonly over: Partial<ContractPayment> }): Company {
  const one = company.applications[index % company.applications.length];
  const bill = one && company.bills.find((candidate) => docId(candidate) === docId(one.bill));
  const payment = one && company.payments.find((candidate) => docId(candidate) === docId(one.payment));
  const invoice = company.invoices.find(({ number }) => number === bill?.vendorRef) ?? company.invoices[0];
  const commitment = company.commitments.find(({ id }) => id === invoice?.commitmentId);
  if (!one || !payment || !commitment) return company;
  const typed = aContractPayment({
    id: nextId(company),
    projectId: commitment.projectId,
    commitmentId: commitment.id,
    currency: commitment.currency,
    amount: one.amount,
    checkNumber: payment.reference,
    date: payment.date,
    ...over,
  });
  return { ...company, issued: [...company.issued, typed] };
}

/** Another check of the same number and amount on the same bill. */
function paidTwice(company: Company, { at: index }: At): Company {
  const one = company.applications[index % company.applications.length];
  const payment = one && company.payments.find((candidate) => docId(candidate) === docId(one.payment));
  const ref = `${payment?.ref}B`;
  const known = [...company.payments, ...company.applications.map((application) => application.payment)];
  if (!one || !payment || known.some((other) => other.ref === ref)) return company;
  return {
    ...company,
    payments: [...company.payments, { ...payment, ref }],
    applications: [...company.applications, { ...one, payment: { type: payment.type, ref } }],
  };
}

const inProcore = [
  event("a payment is edited", { amount }, (company, { at, amount: other }) =>
    toIssued(company, { at }, ({ oddAmount: _, ...one }) => ({ ...one, amount: other })),
  ),
  event("an amount is shown that nobody can read", { shown: oddAmount }, (company, { at, shown }) =>
    toIssued(company, { at }, (one) => ({ ...one, amount: ZERO, oddAmount: shown })),
  ),
  event("a payment is dated anew", { date }, (company, { at, date: other }) =>
    toIssued(company, { at }, (one) => ({ ...one, date: other })),
  ),
  event("a payment is unlocked", {}, (company, where) =>
    toIssued(company, where, (one) => ({ ...one, originId: null })),
  ),
  event("a payment loses all that was ours", {}, (company, where) =>
    toIssued(company, where, (one) => ({ ...one, originId: null, originData: null })),
  ),
  event("another integration takes a payment over", {}, (company, where) =>
    toIssued(company, where, (one) => ({ ...one, originId: "5501" })),
  ),
  event("a payment gets an attachment", {}, (company, where) =>
    toIssued(company, where, (one) => ({ ...one, attachments: 1 })),
  ),
  event("a payment of ours is there a second time, unlocked", {}, (company, { at }) => {
    const ours = company.issued[at % Math.max(1, company.issued.length)];
    return !ours?.originData
      ? company
      : { ...company, issued: [...company.issued, { ...ours, id: nextId(company), originId: null }] };
  }),
  event("a payment is deleted", {}, (company, where) => ({ ...company, issued: without(company.issued, where) })),
  event("a twin is typed in", {}, (company, where) => typedIn(company, { ...where, over: {} })),
  event("two twins are typed in", {}, (company, where) =>
    typedIn(typedIn(company, { ...where, over: {} }), { ...where, over: {} }),
  ),
  event("a second check reads alike, and one of them is typed in", {}, (company, where) =>
    typedIn(paidTwice(company, where), { ...where, over: {} }),
  ),
  event("something close is typed in", { amount, date }, (company, { at, amount: other, date: day }) =>
    typedIn(company, { at, over: { amount: other, date: day } }),
  ),
  event("another integration writes a twin", {}, (company, where) =>
    typedIn(company, { ...where, over: { originId: "5502" } }),
  ),
  event("Procore Pay pays", {}, (company, where) =>
    typedIn(company, { ...where, over: { externalPaymentId: "2169c3f0" } }),
  ),
  ...withInvoices,
  event("Payments Issued is switched", {}, (company, where) => ({
    ...company,
    commitments: changed(company.commitments, where, (one) => ({ ...one, allowPayments: one.allowPayments !== true })),
  })),
];

const inSettings = [
  event("the void policy changes", {}, (company) =>
    withSettings(company, { voidPolicy: company.settings.voidPolicy === "zero" ? "delete" : "zero" }),
  ),
  event("the drift policy changes", {}, (company) =>
    withSettings(company, { drift: company.settings.drift === "restore" ? "report" : "restore" }),
  ),
  event("taking over is switched", {}, (company) =>
    withSettings(company, { adoptTwins: !company.settings.adoptTwins }),
  ),
  event("a start date is set", { date }, (company, { date: startDate }) => withSettings(company, { startDate })),
  event("checks are switched off", {}, (company) =>
    withSettings(company, { methods: { ...company.settings.methods, check: false } }),
  ),
  event("the map is emptied", {}, (company) => withSettings(company, { projectMap: {} })),
  event("the backfill begins anew", {}, (company) => ({ ...company, backfillComplete: false })),
];

function withSettings(company: Company, settings: Partial<Company["settings"]>): Company {
  return { ...company, settings: { ...company.settings, ...settings } };
}

/** A run of one project that succeeds in all it planned. */
export function synced(company: Company, projectId: number): Company {
  const before = seenBy(projectId, company);
  const { issued, links, billLinks, attempts, decisions } = applied(before, plan(before));
  const elsewhere = company.issued.filter((one) => one.projectId !== projectId);
  return { ...company, links, billLinks, attempts, decisions, issued: [...elsewhere, ...issued] };
}

const run = event(
  "a run succeeds",
  { project: fc.constantFrom(7, 7, 8) },
  (company, { project }: At & { project: number }) => synced(company, project),
);

/** Anything that happens to a company, a run every third time or so. */
export const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: run },
  { weight: 5, arbitrary: fc.oneof(...inAcumatica) },
  { weight: 5, arbitrary: fc.oneof(...inProcore) },
  { weight: 4, arbitrary: fc.oneof(...byPeople) },
  { weight: 1, arbitrary: fc.oneof(...inSettings) },
);
