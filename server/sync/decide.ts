import { fingerprint, shownOf, type ContractPayment, type SubcontractorInvoice } from "../domain/contract-payment.ts";
import { SyncError } from "../domain/errors.ts";
import type { BillDecision, Decision, Settlement } from "../domain/link.ts";
import { docId, documentsOf, type ApplicationKey, type DocKey, type Instant } from "../domain/payment.ts";
import type { Pictures } from "../domain/pictures.ts";
import { draftOf, methodOf } from "./draft.ts";
import { plan } from "./plan.ts";
import type { Standing } from "./standing.ts";
import { TargetIndex } from "./target-index.ts";
import { paidBy } from "./tie-out.ts";

/** What a person asks for; `reset` forgets what was decided before. */
export type Asked = {
  readonly key: ApplicationKey;
  readonly decide: BillDecision["decide"] | Exclude<Decision["decide"], "taken back"> | "reset";
  readonly invoiceId: number | null;
  readonly contractPaymentId: number | null;
};

type By = { readonly who: string; readonly at: Instant };

/**
 * Checks a decision against the pictures and says what to store. It takes effect in the next run.
 * @throws SyncError "not found" for an unknown application; "invalid" with a pointer where it does not fit.
 */
export function settle(asked: Asked, pictures: Pictures, by: By): Settlement {
  const standing = plan(pictures).standings.find(({ key }) => key === asked.key);
  if (!standing) throw new SyncError("not found", "This app", "This project has no such payment.");
  const context = { standing, pictures, by };
  switch (asked.decide) {
    case "reset":
      return reset(context);
    case "link":
      return { billDecision: billDecisionOf(context, chosenInvoice(asked, pictures)) };
    case "unlink":
      return { billDecision: billDecisionOf(context, null) };
    case "adopt":
      return { decision: adopt(asked, context) };
    case "ignore":
      return { decision: decisionOf(asked.decide, context) };
    case "accept":
      requireOurs(context);
      return { decision: decisionOf(asked.decide, context) };
    case "restore":
      requireOurs(context);
      return { decision: inStep(standing) ? null : decisionOf(asked.decide, context) };
  }
}

type Context = { readonly standing: Standing; readonly pictures: Pictures; readonly by: By };

/**
 * The innermost is forgotten: what was decided about this payment; only where nothing was, what was said of its bill.
 * Whoever wants one payment back has not said that its bill's other payments may go to the invoice they rejected.
 */
function reset({ standing: { key }, pictures }: Context): Settlement {
  if (pictures.decisions.some((one) => one.key === key)) return { decision: null };
  const { bill } = documentsOf(key);
  const isIts = (one: { readonly bill: DocKey }) => docId(one.bill) === docId(bill);
  const linked = pictures.billLinks.some((one) => isIts(one) && one.evidence.rule === "person");
  return linked || pictures.billDecisions.some(isIts) ? { billDecision: null } : { decision: null };
}

/** An invoice of this very project: a decision never reaches into another one. */
function chosenInvoice({ invoiceId }: Asked, { invoices, projectId }: Pictures): SubcontractorInvoice {
  const invoice = invoices.find((one) => one.id === invoiceId && one.absence !== "gone");
  if (invoice?.projectId !== projectId) throw wrong("/invoiceId", "Choose a subcontractor invoice of this project.");
  return invoice;
}

function billDecisionOf({ standing, pictures, by }: Context, invoice: SubcontractorInvoice | null): BillDecision {
  const { bill } = documentsOf(standing.key);
  const said = { bill, projectId: pictures.projectId, by: by.who, at: by.at };
  if (!invoice) return { ...said, decide: "unlink", link: null };
  const { projectId, commitmentId, id: invoiceId } = invoice;
  const evidence = { rule: "person", says: `Linked to invoice ${invoice.number} by ${by.who}.` } as const;
  return { ...said, decide: "link", link: { bill, projectId, commitmentId, invoiceId, evidence } };
}

function adopt(asked: Asked, context: Context): Decision {
  const { pictures, standing } = context;
  const payment = pictures.issued.find(({ id }) => id === asked.contractPaymentId);
  const owner = payment && new TargetIndex(pictures.issued, pictures.links, pictures.tenant).ownerOf(payment);
  if (!payment || owner !== "entered by hand") {
    throw wrong("/contractPaymentId", "Choose a payment that was typed in by hand on the invoice's commitment.");
  }
  if (payment.oddAmount !== undefined) {
    throw wrong("/contractPaymentId", "That payment's amount cannot be read. Correct it in Procore first.");
  }
  if (!standing.match?.found || standing.match.commitment.id !== payment.commitmentId) {
    throw wrong("/contractPaymentId", "That payment is on another commitment than the bill's invoice.");
  }
  return decisionOf("adopt", context, payment);
}

/** Only what we wrote once can be accepted as it stands, or be restored. */
function requireOurs(context: Context): void {
  if (!context.standing.link && !oursIn(context))
    throw wrong("/decide", "This payment was never synced: there is nothing to settle.");
}

/** What is as it shall be has nothing to restore: a decision kept for it would silently settle a later difference. */
function inStep({ state, reason }: Standing): boolean {
  return state === "synced" && reason === null;
}

/** What stands of ours in Procore: not a payment that a person typed in and that only shall be taken over. */
function oursIn({ standing, pictures }: Context): ContractPayment | null {
  return new TargetIndex(pictures.issued, pictures.links, pictures.tenant).ours(standing.key);
}

/** `chosen`: the payment that it is about, where that is not the one that stands for the key. */
function decisionOf(decide: Decision["decide"], context: Context, chosen: ContractPayment | null = null): Decision {
  const { standing, pictures, by } = context;
  const shown = chosen ?? oursIn(context);
  return {
    key: standing.key,
    decide,
    contractPaymentId: chosen && chosen.id,
    seen: { acumatica: paidBy(standing), procore: shown?.amount ?? null },
    baseline: {
      shown: shown && shownOf(shown),
      fingerprint: wantedNow(standing, pictures),
    },
    by: by.who,
    at: by.at,
  };
}

/** What Acumatica wanted when it was decided: an accepted difference holds until that changes. */
function wantedNow(standing: Standing, { methods, settings }: Pictures): string | null {
  const { application, bill, payment, match, key, link } = standing;
  if (!application || !bill || !payment || !match?.found) return null;
  const method = methodOf(payment, new Map(methods.map((one) => [one.id, one])), settings);
  return method && fingerprint(draftOf({ key, application, bill, payment }, match, { method, link }));
}

function wrong(pointer: string, says: string): SyncError {
  return new SyncError("invalid", "This app", says, { pointer });
}
