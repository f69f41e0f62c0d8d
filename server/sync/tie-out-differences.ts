import { oddAmountOf, type ContractPayment } from "../domain/contract-payment.ts";
import { subtract, ZERO } from "../domain/money.ts";
import { documentsOf } from "../domain/payment.ts";
import type { Pictures } from "../domain/pictures.ts";
import { inWords, reason } from "../domain/reasons.ts";
import { methodOf, shownDateOf } from "./draft.ts";
import { mapBy } from "./groups.ts";
import type { Difference, Identity } from "./report-types.ts";
import type { Standing } from "./standing.ts";
import type { TargetIndex } from "./target-index.ts";

/** An application of which the two sides show different amounts, or one that nobody can read. */
export function differenceOf(
  one: Standing,
  apart: Pick<Difference, "amount" | "currency">,
  payment: Identity,
): Difference {
  const words = one.reason ? inWords(one.reason) : UNEXPLAINED;
  return { key: one.key, contractPaymentId: one.contractPayment?.id ?? null, payment, reason: words, ...apart };
}

/** How people know the payment of an application, in Acumatica's words. */
export function identifying({ methods, settings }: Pictures): (one: Standing) => Identity {
  const byId = mapBy(methods, ({ id }) => id);
  return ({ key, application, payment, contractPayment }) => ({
    ...documentsOf(key).payment,
    date: shownDateOf(application, payment, contractPayment),
    method: payment && methodOf(payment, byId, settings),
    reference: payment?.reference ?? contractPayment?.checkNumber ?? "",
  });
}

export const UNEXPLAINED = {
  code: "unexplained",
  says: "This difference has no reason.",
  effect: "The two sides differ.",
  nextStep: "Report it: this must not happen.",
  who: "company admin",
} as const;

/** A payment that others entered in Procore. */
export function byOthers(payment: ContractPayment, target: TargetIndex): Difference {
  const foreign = target.ownerOf(payment) === "foreign";
  return inProcore(payment, {
    code: foreign ? "written_by_another_integration" : "entered_by_hand",
    says: foreign ? "Written by another integration." : "Typed in by hand in Procore; not written by the sync.",
    effect: "Procore shows it besides what the sync wrote.",
    nextStep: "Check whether it is a payment that Acumatica does not have.",
    who: "project accountant",
  });
}

/** A second payment in Procore with a key of ours that another one already stands for, or that is not of this list. */
export function spare(payment: ContractPayment): Difference {
  return inProcore(payment, {
    code: "left_behind",
    says: "A payment of ours that no application on this commitment accounts for.",
    effect: "Procore may show too much.",
    nextStep: "The next sync looks at it again; if it stays, delete it in Procore.",
    who: "project accountant",
  });
}

/** What cannot be read comes before whose it is: until it is corrected, nobody knows what it adds. */
function inProcore(payment: ContractPayment, why: Difference["reason"]): Difference {
  const odd = oddAmountOf(payment);
  return {
    key: null,
    contractPaymentId: payment.id,
    payment: { type: null, ref: null, date: payment.date, method: null, reference: payment.checkNumber },
    reason: odd === null ? why : inWords(reason("odd_in_procore", odd)),
    amount: subtract(ZERO, payment.amount),
    currency: payment.currency,
  };
}
