import type { Money } from "./amounts.ts";
import { subtractMoney, totalsOf, unitsOf } from "./amounts.ts";
import type { ReasonWords } from "./reason-card.tsx";

export type ChangeKind = "create" | "adopt" | "update" | "remove";
export type Outcome = "planned" | "applied" | "found" | "failed" | "conflict";

/** One line of a plan, as the API tells it. */
export type ChangeView = {
  readonly key: string;
  readonly kind: ChangeKind;
  readonly because: ReasonWords;
  readonly commitmentId: number;
  readonly before: {
    readonly amount: Money | null;
    readonly date: string | null;
    readonly checkNumber: string;
    readonly invoiceNumber: string;
  } | null;
  readonly after: {
    readonly amount: Money;
    readonly date: string;
    readonly checkNumber: string;
    readonly invoiceNumber: string;
  } | null;
  readonly outcome: Outcome | null;
  readonly error: string | null;
};

/** What a change does to the sum that the commitment's Payments Issued tab shows. */
export function effectOf({ before, after }: ChangeView): Money | null {
  const was = before?.amount ?? null;
  if (after) return was ? subtractMoney(after.amount, was) : after.amount;
  return was ? subtractMoney({ ...was, amount: "0" }, was) : null;
}

/** Was it written? What is planned, failed or moved meanwhile changed nothing in Procore. */
export function isDone({ outcome }: Pick<ChangeView, "outcome">): boolean {
  return outcome === "applied" || outcome === "found";
}

/** The effect of several changes together, per currency. */
export function effectOfAll(changes: readonly ChangeView[]): readonly Money[] {
  return totalsOf(changes.map(effectOf).filter((effect) => effect !== null));
}

/** Adds a plus where money is added, so that the direction does not hang on a minus alone. */
export function isIncrease(money: Money): boolean {
  return unitsOf(money) > 0n;
}

export type ChangeGroup<Change extends ChangeView> = {
  readonly commitmentId: number;
  readonly changes: readonly Change[];
};

export function byCommitment<Change extends ChangeView>(changes: readonly Change[]): readonly ChangeGroup<Change>[] {
  const groups = new Map<number, Change[]>();
  for (const change of changes) {
    const list = groups.get(change.commitmentId);
    if (list) list.push(change);
    else groups.set(change.commitmentId, [change]);
  }
  return [...groups].map(([commitmentId, list]) => ({ commitmentId, changes: list }));
}

/** The two documents that a key names, where nothing better is known of them: "CHK 000123 · INV 000456". */
export function keyInWords(key: string): string {
  const [, , paymentType = "", paymentRef = "", billType = "", billRef = ""] = key.split(":");
  return `${paymentType} ${decodeKey(paymentRef)} · ${billType} ${decodeKey(billRef)}`;
}

function decodeKey(text: string): string {
  return text.replaceAll("%3A", ":").replaceAll("%25", "%");
}
