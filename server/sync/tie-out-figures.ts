import { add, ZERO, type Currency, type Minor } from "../domain/money.ts";
import type { Difference, Figures, Verdict } from "./report-types.ts";

/** Every figure that is a sum. */
export type Side = Exclude<keyof Figures, "currency" | "equal" | "verdict">;
export type Sums = { -readonly [K in Side | "currency"]: Figures[K] };

const PAID: readonly Side[] = ["synced", "pending", "waitingForInvoice", "needsReview", "failed", "excluded"];
const ISSUED: readonly Side[] = ["synced", "oursOutOfStep", "enteredByOthers"];

export function noFigures(currency: Currency): Sums {
  return {
    currency,
    paidInAcumatica: ZERO,
    synced: ZERO,
    pending: ZERO,
    waitingForInvoice: ZERO,
    needsReview: ZERO,
    failed: ZERO,
    excluded: ZERO,
    issuedInProcore: ZERO,
    oursOutOfStep: ZERO,
    enteredByOthers: ZERO,
  };
}

type Around = {
  readonly differences: readonly Difference[];
  readonly unreadable: number;
  readonly holds: boolean;
};

/** The sums with what they come to: the same amount on both sides, every difference explained, or neither. */
export function figuresOf(sums: Sums, { differences, unreadable, holds }: Around): Figures {
  const unexplained = differences.some(({ reason }) => reason.code === "unexplained");
  const open = !holds || unexplained || unreadable > 0 || !equationsHold(sums);
  const verdict: Verdict = open ? "open" : differences.length > 0 ? "explained" : "equal";
  return { ...sums, equal: sums.paidInAcumatica === sums.issuedInProcore, verdict };
}

export function equationsHold(sums: Sums): boolean {
  const total = (sides: readonly Side[]): Minor => sides.map((side) => sums[side]).reduce(add, ZERO);
  return total(PAID) === sums.paidInAcumatica && total(ISSUED) === sums.issuedInProcore;
}
