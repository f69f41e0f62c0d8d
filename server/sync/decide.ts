import { fingerprint, shownOf, type ContractPayment } from "../domain/contract-payment.ts";
import { SyncError } from "../domain/errors.ts";
import type { BillLink, Decision } from "../domain/link.ts";
import { documentsOf, type ApplicationKey, type Instant } from "../domain/payment.ts";
import type { Pictures } from "../domain/pictures.ts";
import { draftOf, methodOf } from "./draft.ts";
import { plan } from "./plan.ts";
import type { Standing } from "./standing.ts";
import { TargetIndex } from "./target-index.ts";
import { paidBy } from "./tie-out.ts";

/** What a person asks for; `reset` forgets what was decided before. */
export type Asked = {
  readonly key: ApplicationKey;
  readonly decide: Exclude<Decision["decide"], "taken back"> | "reset";
  readonly invoiceId: number | null;
  readonly contractPaymentId: number | null;
};

/** What has to be stored for it. */
export type Settlement = {
  readonly decision: Decision | null;
  readonly putBillLink: BillLink | null;
  readonly dropBillLink: boolean;
};

type By = { readonly who: string; readonly at: Instant };

/**
 * Checks a decision against the pictures and says what to store. It takes effect in the next run.
 * @throws SyncError "not found" for an unknown application; "invalid" with a pointer where it does not fit.
 */
export function settle(asked: Asked, pictures: Pictures, by: By): Settlement {
  const standing = plan(pictures).standings.find(({ key }) => key === asked.key);
  if (!standing) throw new SyncError("not found", "This app", "This project has no such payment.");
  switch (asked.decide) {
    case "reset":
      return { decision: null, putBillLink: null, dropBillLink: linkedByPerson(standing, pictures) };
    case "link":
      return link(asked, { standing, pictures, by });
    case "unlink":
      return { ...nothing, decision: decisionOf(asked, { standing, pictures, by }), dropBillLink: true };
    case "adopt":
      return { ...nothing, decision: adopt(asked, { standing, pictures, by }) };
    case "ignore":
      return { ...nothing, decision: decisionOf(asked, { standing, pictures, by }) };
    case "accept":
    case "restore":
      return { ...nothing, decision: overDrift(asked, { standing, pictures, by }) };
  }
}

type Context = { readonly standing: Standing; readonly pictures: Pictures; readonly by: By };

const nothing = { decision: null, putBillLink: null, dropBillLink: false } as const;

function link(asked: Asked, context: Context): Settlement {
  const { pictures, by } = context;
  const invoice = pictures.invoices.find(({ id }) => id === asked.invoiceId);
  if (!invoice) throw wrong("/invoiceId", "Choose a subcontractor invoice of this project.");
  const says = `Linked to invoice ${invoice.number} by ${by.who}.`;
  const putBillLink: BillLink = {
    bill: documentsOf(asked.key).bill,
    projectId: invoice.projectId,
    commitmentId: invoice.commitmentId,
    invoiceId: invoice.id,
    evidence: { rule: "person", says },
  };
  return { decision: decisionOf(asked, context), putBillLink, dropBillLink: false };
}

function adopt(asked: Asked, context: Context): Decision {
  const { pictures, standing } = context;
  const payment = pictures.issued.find(({ id }) => id === asked.contractPaymentId);
  const owner = payment && new TargetIndex(pictures.issued, pictures.links, pictures.tenant).ownerOf(payment);
  if (!payment || owner !== "entered by hand") {
    throw wrong("/contractPaymentId", "Choose a payment that was typed in by hand on the invoice's commitment.");
  }
  if (!standing.match?.found || standing.match.commitment.id !== payment.commitmentId) {
    throw wrong("/contractPaymentId", "That payment is on another commitment than the bill's invoice.");
  }
  return decisionOf(asked, context, payment);
}

/** Only what we wrote once can be accepted as it stands, or be restored. */
function overDrift(asked: Asked, context: Context): Decision {
  if (!context.standing.link && !oursIn(context))
    throw wrong("/decide", "This payment was never synced: there is nothing to settle.");
  return decisionOf(asked, context);
}

/** What stands of ours in Procore: not a payment that a person typed in and that only shall be taken over. */
function oursIn({ standing, pictures }: Context): ContractPayment | null {
  return new TargetIndex(pictures.issued, pictures.links, pictures.tenant).ours(standing.key);
}

/** `shown`: the payment that the decision is about; what stands of ours unless a person chose another. */
function decisionOf(
  { key, decide, invoiceId, contractPaymentId }: Asked,
  context: Context,
  shown: ContractPayment | null = oursIn(context),
): Decision {
  if (decide === "reset") throw new Error("A reset is no decision");
  const { standing, pictures, by } = context;
  return {
    key,
    decide,
    invoiceId,
    contractPaymentId,
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

function linkedByPerson({ key }: Standing, { billLinks }: Pictures): boolean {
  const { bill } = documentsOf(key);
  return billLinks.some(
    (one) => one.bill.type === bill.type && one.bill.ref === bill.ref && one.evidence.rule === "person",
  );
}

function wrong(pointer: string, says: string): SyncError {
  return new SyncError("invalid", "This app", says, { pointer });
}
