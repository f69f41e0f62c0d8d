import fc from "fast-check";
import { changeText } from "../../server/domain/change.ts";
import { isSyncError } from "../../server/domain/errors.ts";
import type { BillApplication } from "../../server/domain/payment.ts";
import { applicationKey, docId } from "../../server/domain/payment.ts";
import type { ContractPayment } from "../../server/domain/contract-payment.ts";
import type { BillLink, Link } from "../../server/domain/link.ts";
import { settle, type Asked } from "../../server/sync/decide.ts";
import { plan } from "../../server/sync/plan.ts";
import { aReversedApplication, aVoidedApplication } from "./acumatica.ts";
import { applied } from "./applied.ts";
import { amount, checkNumber, date, PROJECTS, seenBy, type Company } from "./company.ts";
import { at, changed, event, without, type At, type Event } from "./event.ts";
import { withInvoices } from "./invoice-events.ts";
import { anAttempt, aDecision } from "./memory.ts";
import { aContractPayment } from "./procore.ts";

// ---- In Acumatica --------------------------------------------------------------------------------------------------

const toApplication = (company: Company, where: At, change: (one: BillApplication) => BillApplication): Company => ({
  ...company,
  applications: changed(company.applications, where, change),
});

const inAcumatica = [
  event("an application gets another amount", { amount }, (company, { at, amount: applied }) =>
    toApplication(company, { at }, (one) => ({ ...one, amount: applied })),
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
    toIssued(company, { at }, (one) => ({ ...one, amount: other })),
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

// ---- In our memory, and by people ------------------------------------------------------------------------------------

const toLink = (company: Company, where: At, change: (one: Link) => Link): Company => ({
  ...company,
  links: changed(company.links, where, change),
});

const SINCE = "2026-02-12T09:00:00.000Z";

/** A person joins a bill to some invoice: what was written for it may have to move. */
function linked(company: Company, { at: index, to }: At & { readonly to: number }): Company {
  const bill = company.bills[index % company.bills.length];
  const invoice = company.invoices[to % company.invoices.length];
  if (!bill || !invoice) return company;
  const link: BillLink = {
    bill: { type: bill.type, ref: bill.ref },
    projectId: invoice.projectId,
    commitmentId: invoice.commitmentId,
    invoiceId: invoice.id,
    evidence: { rule: "person", says: "Linked by kim." },
  };
  return { ...company, billLinks: [...company.billLinks.filter((one) => docId(one.bill) !== docId(bill)), link] };
}

/** A decision as the page makes it; one that does not fit is refused and leaves everything as it was. */
function decided(company: Company, asked: At & { readonly decide: Asked["decide"]; readonly to: number }): Company {
  const one = company.applications[asked.at % company.applications.length];
  if (!one) return company;
  const key = applicationKey(company.tenant, one.payment, one.bill);
  const invoiceId = company.invoices[asked.to % company.invoices.length]?.id ?? null;
  const contractPaymentId = company.issued[asked.to % Math.max(1, company.issued.length)]?.id ?? null;
  const projectId = PROJECTS.find((id) => plan(seenBy(id, company)).standings.some((standing) => standing.key === key));
  try {
    const request = { key, decide: asked.decide, invoiceId, contractPaymentId };
    const { decision, putBillLink, dropBillLink } = settle(request, seenBy(projectId ?? 7, company), {
      who: "kim",
      at: SINCE,
    });
    const others = company.billLinks.filter((link) => docId(link.bill) !== docId(one.bill));
    return {
      ...company,
      decisions: [...company.decisions.filter((before) => before.key !== key), ...(decision ? [decision] : [])],
      billLinks: putBillLink ? [...others, putBillLink] : dropBillLink ? others : company.billLinks,
    };
  } catch (error) {
    if (isSyncError(error)) return company;
    throw error;
  }
}

const DECISIONS = ["link", "unlink", "ignore", "adopt", "accept", "restore", "reset"] as const;

const byPeople = [
  event("a link is lost", {}, (company, where) => ({ ...company, links: without(company.links, where) })),
  event("a bill's link is lost", {}, (company, where) => ({
    ...company,
    billLinks: without(company.billLinks, where),
  })),
  event(
    "a change is cut short",
    { doing: fc.constantFrom("create", "update", "remove", "adopt") },
    (company, { at, doing }: At & { doing: "create" | "update" | "remove" | "adopt" }) =>
      toLink(company, { at }, (one) => ({ ...one, unfinished: { doing, step: "unlock", since: SINCE } })),
  ),
  event("a link points at another's payment", { to: at }, (company, { at, to }: At & { to: number }) =>
    toLink(company, { at }, (one) => ({
      ...one,
      contractPaymentId: company.issued[to % Math.max(1, company.issued.length)]?.id ?? null,
    })),
  ),
  event("the vendor stored another date", {}, (company, where) => {
    const link = company.links[where.at % Math.max(1, company.links.length)];
    return {
      ...toLink(company, where, (one) => ({ ...one, reply: one.reply && { ...one.reply, date: null } })),
      issued: company.issued.map((one) => (one.id === link?.contractPaymentId ? { ...one, date: null } : one)),
    };
  }),
  event("a person links a bill", { to: at }, linked),
  event("a person decides", { decide: fc.constantFrom(...DECISIONS), to: at }, decided),
  event("somebody edits a payment, and a person accepts it", { amount }, (company, { at, amount: other }) => {
    const shown = company.issued[at % Math.max(1, company.issued.length)];
    const of = company.applications.findIndex(
      (one) => applicationKey(company.tenant, one.payment, one.bill) === shown?.originId,
    );
    const edited = toIssued(company, { at }, (one) => ({ ...one, amount: other }));
    return of < 0 ? edited : decided(edited, { at: of, to: 0, decide: "accept" });
  }),
  event("a person takes a run back", {}, (company, where) => {
    const one = company.applications[where.at % company.applications.length];
    if (!one) return company;
    const key = applicationKey(company.tenant, one.payment, one.bill);
    const hold = aDecision({ key, decide: "taken back", seen: { acumatica: one.amount, procore: null } });
    return { ...company, decisions: [...company.decisions.filter((before) => before.key !== key), hold] };
  }),
  event(
    "a change is refused",
    { project: fc.constantFrom(...PROJECTS) },
    (company, { at, project }: At & { project: 7 | 8 }) => {
      const { changes } = plan(seenBy(project, company));
      const change = changes[at % Math.max(1, changes.length)];
      if (!change) return company;
      const attempt = anAttempt({ key: change.key, change: changeText(change) });
      return { ...company, attempts: [...company.attempts.filter(({ key }) => key !== change.key), attempt] };
    },
  ),
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
