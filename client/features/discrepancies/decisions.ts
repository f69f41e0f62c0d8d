import type { DecisionBodyShape } from "../../../server/contract/decisions.ts";
import type { ApplicationShape } from "../../../server/contract/payments.ts";
import { t } from "../../messages/text.ts";
import { formatMoney } from "../../ui/amount.tsx";

export type Decide = DecisionBodyShape["decide"];

const LINKING = ["link", "ignore"] as const;
const SAME_PAYMENT = ["adopt", "ignore"] as const;
const OURS_CHANGED = ["restore", "accept"] as const;
/** Reached from a payment's details: nothing is wrong, but a person may know better. */
const SETTLED = ["unlink", "ignore"] as const;

/** Which decisions make sense for which reason. The server has the last word; this only spares hopeless buttons. */
const BY_REASON: Readonly<Record<string, readonly Decide[]>> = {
  no_invoice: LINKING,
  other_vendor: LINKING,
  vendor_differs: LINKING,
  billed_over: LINKING,
  several_invoices: LINKING,
  several_commitments: LINKING,
  commitment_differs: LINKING,
  number_differs: LINKING,
  unlinked: LINKING,
  invoice_gone: LINKING,
  invoice_hidden: LINKING,
  two_claim_one: SAME_PAYMENT,
  several_twins: SAME_PAYMENT,
  twin_not_adopted: SAME_PAYMENT,
  close_payment: SAME_PAYMENT,
  shown_twice: ["ignore"],
  edited_in_procore: OURS_CHANGED,
  deleted_in_procore: OURS_CHANGED,
  zero_refused: ["accept"],
  reopened: ["adopt", "ignore"],
  not_seen: ["accept"],
};

export function decisionsFor(application: ApplicationShape): readonly Decide[] {
  const { reason, decision, candidates, state, link } = application;
  const listed = (reason && BY_REASON[reason.code]) ?? SETTLED;
  const possible = listed.filter((decide) => {
    if (decide === "adopt") return candidates.some(({ kind }) => kind === "contract payment");
    if (decide === "unlink") return link !== null;
    return decide !== "ignore" || (state !== "excluded" && state !== "removed");
  });
  return decision ? [...possible, "reset"] : possible;
}

/** What a decision does to the money that people see, before it is taken. */
export function effectOf(decide: Decide, { amount, contractPayment }: ApplicationShape): string {
  const ours = formatMoney(amount);
  const shown = contractPayment?.amount ? formatMoney(contractPayment.amount) : null;
  switch (decide) {
    case "link":
    case "adopt":
      return t(`effect.${decide}`, { amount: ours });
    case "ignore":
      return t(shown === null ? "effect.ignore" : "effect.ignore_shown", { amount: ours });
    case "restore":
      return shown === null
        ? t("effect.restore_gone", { amount: ours })
        : t("effect.restore", { amount: ours, procore: shown });
    case "accept":
      return shown === null
        ? t("effect.accept_gone", { amount: ours })
        : t("effect.accept", { amount: ours, procore: shown });
    case "unlink":
    case "reset":
      return t(`effect.${decide}`);
  }
}

export type Choice = {
  readonly decide: Decide;
  readonly invoiceId: number | null;
  readonly contractPaymentId: number | null;
};

/** The body to send, or null while a choice that the decision needs is missing. */
export function bodyOf(key: string, { decide, invoiceId, contractPaymentId }: Choice): DecisionBodyShape | null {
  switch (decide) {
    case "link":
      return invoiceId === null ? null : { key, decide, invoiceId };
    case "adopt":
      return contractPaymentId === null ? null : { key, decide, contractPaymentId };
    case "unlink":
    case "ignore":
    case "accept":
    case "restore":
    case "reset":
      return { key, decide };
  }
}

/** The only candidate of a kind, chosen beforehand; with two there is a choice to make, and nobody guesses. */
export function onlyCandidate(application: ApplicationShape, kind: "invoice" | "contract payment"): number | null {
  const [first, second] = application.candidates.filter((candidate) => candidate.kind === kind);
  return first && !second ? first.id : null;
}

/** The decisions that can be taken for all of these at once, without a choice for each. */
export function decisionsForAll(applications: readonly ApplicationShape[]): readonly Decide[] {
  const [first, ...rest] = applications.map((application) =>
    decisionsFor(application).filter((decide) => bulkBodyOf(application, decide) !== null),
  );
  return (first ?? []).filter((decide) => rest.every((decisions) => decisions.includes(decide)));
}

export function bulkBodyOf(application: ApplicationShape, decide: Decide): DecisionBodyShape | null {
  return bodyOf(application.key, {
    decide,
    invoiceId: onlyCandidate(application, "invoice"),
    contractPaymentId: onlyCandidate(application, "contract payment"),
  });
}
