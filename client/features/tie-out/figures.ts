import type { TieOutShape } from "../../../server/contract/tie-out.ts";
import { addMoney, compareMoney, isZero, subtractMoney } from "../../ui/amounts.ts";
import type { Money } from "../../ui/amounts.ts";

export type Figures = TieOutShape["totals"][number];
export type CommitmentFigures = TieOutShape["commitments"][number];

/** Where paid money stands; together it is what was paid in Acumatica. */
export const PAID_PARTS = ["synced", "pending", "needsReview", "failed", "excluded"] as const;
/** What Procore shows is made of. */
export const ISSUED_PARTS = ["synced", "oursOutOfStep", "enteredByOthers"] as const;

function sum(figures: Figures, parts: readonly (keyof Omit<Figures, "currency">)[]): Money {
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

/** Paid less issued: 0.00 where Procore shows exactly what was paid. */
export function differenceOf({ paidInAcumatica, issuedInProcore }: Figures): Money {
  return subtractMoney(paidInAcumatica, issuedInProcore);
}

export function isInStep(figures: CommitmentFigures): boolean {
  return isZero(differenceOf(figures)) && figures.differences.length === 0;
}

export function countDifferences({ commitments }: TieOutShape): number {
  return commitments.reduce((n, { differences }) => n + differences.length, 0);
}
