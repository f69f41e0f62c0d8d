import fc from "fast-check";
import { changeText } from "../../server/domain/change.ts";
import { isSyncError } from "../../server/domain/errors.ts";
import type { ContractPayment } from "../../server/domain/contract-payment.ts";
import type { BillDecision, Link, Settlement } from "../../server/domain/link.ts";
import { applicationKey, docId, documentsOf, type ApplicationKey, type DocKey } from "../../server/domain/payment.ts";
import { settle, type Asked } from "../../server/sync/decide.ts";
import { plan } from "../../server/sync/plan.ts";
import { paidBy } from "../../server/sync/tie-out.ts";
import { amount, PROJECTS, seenBy, type Company } from "./company.ts";
import { at, changed, event, without, type At } from "./event.ts";
import { anAttempt, aDecision } from "./memory.ts";

const toIssued = (company: Company, where: At, change: (one: ContractPayment) => ContractPayment): Company => ({
  ...company,
  issued: changed(company.issued, where, change),
});

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
  const doc = { type: bill.type, ref: bill.ref };
  const link = {
    bill: doc,
    projectId: invoice.projectId,
    commitmentId: invoice.commitmentId,
    invoiceId: invoice.id,
    evidence: { rule: "person", says: "Linked by kim." },
  } as const;
  const decision: BillDecision = {
    bill: doc,
    decide: "link",
    link,
    projectId: link.projectId,
    by: "kim",
    at: SINCE,
  };
  return {
    ...company,
    billDecisions: [...company.billDecisions.filter((one) => docId(one.bill) !== docId(bill)), decision],
    billLinks: company.billLinks.filter((one) => docId(one.bill) !== docId(bill)),
  };
}

/** What the store keeps of it. */
function said(company: Company, key: ApplicationKey, { decision, billDecision }: Settlement): Company {
  const { bill } = documentsOf(key);
  const ofBill = (one: { readonly bill: DocKey }) => docId(one.bill) === docId(bill);
  const others = company.decisions.filter((before) => before.key !== key);
  const ofBills = company.billDecisions.filter((before) => !ofBill(before));
  return {
    ...company,
    ...(decision !== undefined && { decisions: [...others, ...(decision ? [decision] : [])] }),
    ...(billDecision !== undefined && {
      billDecisions: [...ofBills, ...(billDecision ? [billDecision] : [])],
      billLinks: company.billLinks.filter((link) => !ofBill(link)),
    }),
  };
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
    const settlement = settle(request, seenBy(projectId ?? 7, company), { who: "kim", at: SINCE });
    return said(company, key, settlement);
  } catch (error) {
    if (isSyncError(error)) return company;
    throw error;
  }
}

const DECISIONS = ["link", "unlink", "ignore", "adopt", "accept", "restore", "reset"] as const;

/** What people say, and what becomes of our memory. */
export const byPeople = [
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
  event("an adoption is taken back", { amount }, (company, { at, amount: typed }) => {
    const adopted = company.links.filter((one) => one.adopted && !one.removed && !one.unfinished);
    const link = adopted[at % Math.max(1, adopted.length)];
    const shown = company.issued.find(({ id }) => id === link?.contractPaymentId);
    const one = company.applications.find(
      ({ payment, bill }) => applicationKey(company.tenant, payment, bill) === link?.key,
    );
    if (!link || !one || !shown) return company;
    const given = { ...shown, amount: typed, invoiceId: null, originId: null, originData: null };
    const hold = aDecision({
      key: link.key,
      decide: "taken back",
      seen: { acumatica: paidBy({ application: one }), procore: null },
      undo: { of: "a run", done: true },
    });
    return {
      ...company,
      issued: company.issued.map((other) => (other === shown ? given : other)),
      links: company.links.map((other) =>
        other === link ? { ...link, contractPaymentId: null, removed: true, zeroed: false } : other,
      ),
      decisions: [...company.decisions.filter(({ key }) => key !== link.key), hold],
    };
  }),
  event("an undo is wished for and not carried out", {}, (company, { at }) => {
    const link = company.links[at % Math.max(1, company.links.length)];
    if (!link || link.removed) return company;
    const hold = aDecision({
      key: link.key,
      decide: "taken back",
      seen: { acumatica: link.draft.amount, procore: link.draft.amount },
      baseline: { shown: link.reply && { ...link.reply, checkNumber: "earlier" }, fingerprint: null },
      undo: { of: "a run", done: false },
    });
    return { ...company, decisions: [...company.decisions.filter(({ key }) => key !== link.key), hold] };
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
