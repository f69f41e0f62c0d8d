import type { TieOutShape } from "../../../server/contract/tie-out.ts";
import { addMoney, compareMoney, subtractMoney } from "../../ui/amounts.ts";
import type { Money } from "../../ui/amounts.ts";

export type Figures = TieOutShape["totals"][number];
export type CommitmentFigures = TieOutShape["commitments"][number];

/** Where paid money stands; together it is what was paid in Acumatica. */
export const PAID_PARTS = ["synced", "pending", "waitingForInvoice", "needsReview", "failed", "excluded"] as const;
/** What Procore shows is made of. */
export const ISSUED_PARTS = ["synced", "oursOutOfStep", "enteredByOthers"] as const;

type Part = (typeof PAID_PARTS | typeof ISSUED_PARTS)[number];

function sum(figures: Figures, parts: readonly Part[]): Money {
  const none: Money = { amount: "0", currency: figures.currency };
  return parts.reduce((total, part) => addMoney(total, figures[part]), none);
}

/** Do both equations hold? Checked here again, so that the page never claims what it did not add up. */
export function addsUp(figures: Figures): boolean {
  return (
    compareMoney(figures.paidInAcumatica, sum(figures, PAID_PARTS)) === 0 &&
    compareMoney(figures.issuedInProcore, sum(figures, ISSUED_PARTS)) === 0
  );
}

/** How far the two sides are apart, whichever shows more. */
export function apartOf(figures: Figures): Money {
  const difference = differenceOf(figures);
  return { ...difference, amount: difference.amount.replace("-", "") };
}

/** Paid less issued: 0.00 where Procore shows exactly what was paid. */
export function differenceOf({ paidInAcumatica, issuedInProcore }: Figures): Money {
  return subtractMoney(paidInAcumatica, issuedInProcore);
}

/** Is the row in the currency of its commitment? What is not has a row of its own there. */
export function isForeign({ commitment, currency }: CommitmentFigures, rows: readonly CommitmentFigures[]): boolean {
  const first = rows.find((row) => commitment !== null && row.commitment?.id === commitment.id);
  return first !== undefined && first.currency !== currency;
}

export function countDifferences({ commitments }: TieOutShape): number {
  return commitments.reduce((n, { differences }) => n + differences.length, 0);
}
