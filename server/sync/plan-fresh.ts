import { oddAmountOf, showsAmount, type ContractPayment, type Draft } from "../domain/contract-payment.ts";
import { checkNumber } from "../domain/number.ts";
import { reason, type Reason } from "../domain/reasons.ts";
import type { Settings } from "../domain/settings.ts";
import { reopened } from "./decided.ts";
import type { Found } from "./draft.ts";
import { because, changing, type Case, type Standing } from "./standing.ts";
import { closeInTime, type TargetIndex } from "./target-index.ts";

/** An application that Procore lacks, and what we would write. */
export type Fresh = {
  readonly at: Case;
  readonly draft: Draft;
  readonly match: Found;
  readonly because: Reason;
};

/**
 * Before anything is created, it is held against what others entered on the commitment: the same payment is taken
 * over, each once; what is merely close, or another integration's, waits for a person. Nothing is created beside it.
 */
export function resolveFresh(all: readonly Fresh[], target: TargetIndex, settings: Settings): Standing[] {
  const claims = claimsOf(all, target);
  const claimants = new Map<number, number>();
  for (const claimed of claims) {
    for (const { id } of claimed) claimants.set(id, (claimants.get(id) ?? 0) + 1);
  }
  const decided = all.map((fresh, n) => claimOf(fresh, { mine: claims[n] ?? NONE, claimants, settings }));
  const adopted = new Set<number>();
  for (const claim of decided) if (claim && "adopt" in claim) adopted.add(claim.adopt.id);
  return all.map((fresh, n) => {
    const claim = decided[n];
    if (!claim) return createUnlessClose(fresh, target, adopted);
    return "standing" in claim ? claim.standing : adopt(fresh, claim.adopt);
  });
}

/** As `resolveFresh`, for one on whose commitment nobody else entered anything. */
export function enterAlone(fresh: Fresh): Standing {
  return paymentsOff(fresh) ?? create(fresh);
}

function paymentsOff({ at, match: { commitment } }: Fresh): Standing | null {
  return commitment.allowPayments === false ? because(at, "payments_off", commitment.number) : null;
}

function create({ at, draft, because: why }: Fresh): Standing {
  return changing(at, { kind: "create", because: why, after: draft });
}

const NONE: readonly ContractPayment[] = [];

/** The payments each application fits. What a person chose is nobody else's any more. */
function claimsOf(all: readonly Fresh[], target: TargetIndex): readonly (readonly ContractPayment[])[] {
  const chosen = all.map((fresh) => chosenBy(fresh, target));
  const taken = new Set<number>();
  for (const payment of chosen) if (payment) taken.add(payment.id);
  return all.map((fresh, n) => {
    const own = chosen[n];
    return own ? [own] : twinsOf(fresh, target).filter(({ id }) => !taken.has(id));
  });
}

type Context = {
  readonly mine: readonly ContractPayment[];
  /** How many applications each claimed payment fits. */
  readonly claimants: ReadonlyMap<number, number>;
  readonly settings: Settings;
};
type Claim = { readonly adopt: ContractPayment } | { readonly standing: Standing };

/** What becomes of the twins of one application; null where it has none. */
function claimOf(fresh: Fresh, { mine, claimants, settings }: Context): Claim | null {
  const { at } = fresh;
  const off = paymentsOff(fresh);
  if (off) return { standing: off };
  const [twin, second] = mine;
  if (!twin) return null;
  const asked = at.decision?.decide === "adopt";
  const contested = (claimants.get(twin.id) ?? 0) > 1;
  if (second) return { standing: withPayments(because(at, "several_twins"), mine) };
  if (contested) return { standing: withPayments(because(at, "two_claim_one"), mine) };
  if (settings.adoptTwins || asked) return { adopt: twin };
  return { standing: withPayments(because(at, "twin_not_adopted", described(twin)), mine) };
}

/** What others entered that is so like the draft that writing it would show one payment twice, in words. */
export function beside(draft: Draft, target: TargetIndex): string | null {
  const near = target.othersLike(draft).find((payment) => isTwin(draft, payment) || isClose(draft, payment));
  return near ? described(near) : null;
}

/** `adopted`: what another application of this plan takes over is that one's part of the check, not this one's. */
function createUnlessClose(fresh: Fresh, target: TargetIndex, adopted: ReadonlySet<number>): Standing {
  const { at, draft } = fresh;
  const near = target
    .othersLike(draft)
    .filter((payment) => !adopted.has(payment.id) && (isTwin(draft, payment) || isClose(draft, payment)));
  const foreign = near.find((payment) => target.ownerOf(payment) === "foreign");
  if (foreign) return withPayments(because(at, "foreign_payment", described(foreign)), [foreign]);
  if (near[0]) return withPayments(because(at, "close_payment", described(near[0])), near);
  return create(fresh);
}

/** A person said which payment it is. */
function chosenBy({ at, draft }: Fresh, target: TargetIndex): ContractPayment | null {
  if (at.decision?.decide !== "adopt" || reopened(at)) return null;
  const chosen = at.about;
  if (chosen?.commitmentId !== draft.commitmentId) return null;
  if (chosen.oddAmount !== undefined) return null;
  return target.ownerOf(chosen) === "entered by hand" ? chosen : null;
}

function adopt({ at, draft }: Fresh, twin: ContractPayment): Standing {
  return changing(at, { kind: "adopt", because: reason("to_adopt", described(twin)), after: draft, on: twin });
}

export function withPayments(standing: Standing, contractPayments: readonly ContractPayment[]): Standing {
  return { ...standing, candidates: { ...standing.candidates, contractPayments } };
}

function twinsOf({ draft }: Fresh, target: TargetIndex): readonly ContractPayment[] {
  return target
    .othersLike(draft)
    .filter((payment) => target.ownerOf(payment) === "entered by hand" && isTwin(draft, payment));
}

/** The same payment, typed in: same amount and check number (same date where neither has one), no other invoice. */
function isTwin(draft: Draft, payment: ContractPayment): boolean {
  if (!showsAmount(payment, draft.amount)) return false;
  if (payment.invoiceId !== null && payment.invoiceId !== draft.invoiceId) return false;
  const [ours, theirs] = [checkNumber(draft.checkNumber), checkNumber(payment.checkNumber)];
  return ours === theirs && (ours !== "" || payment.date === draft.date);
}

/** Of those with its amount or its number: so near that creating beside it could show one payment twice. */
function isClose(draft: Draft, payment: ContractPayment): boolean {
  const number = checkNumber(draft.checkNumber);
  if (number !== "" && number === checkNumber(payment.checkNumber)) return true;
  return closeInTime(payment.date, draft.date) || payment.invoiceId === draft.invoiceId;
}

/** A payment in Procore, as a person finds it there. */
export function described(payment: ContractPayment): string {
  const { checkNumber: number, date, originId } = payment;
  const named = [number === "" ? null : `check ${number}`, date, oddAmountOf(payment)].filter(Boolean).join(", ");
  return `${named || "without number or date"}${originId === null ? "" : ", written by another integration"}`;
}
