import type { Commitment, ContractPayment } from "../domain/contract-payment.ts";
import { add, subtract, ZERO, type Currency, type Minor } from "../domain/money.ts";
import type { Pictures } from "../domain/pictures.ts";
import { inWords } from "../domain/reasons.ts";
import type { State } from "../domain/reason-entry.ts";
import type { CommitmentRef, CommitmentTieOut, Difference, Figures, TieOut } from "./report-types.ts";
import type { Standing } from "./standing.ts";
import { TargetIndex } from "./target-index.ts";
import { commitmentsOf, groupIssued, vendorsOf } from "./tie-out-commitments.ts";

type Side = keyof Omit<Figures, "currency">;

/** Which figure of "paid in Acumatica" a state belongs to. Waiting ones have no commitment; removed ones no money. */
const FIGURE_OF: Readonly<Partial<Record<State, Side>>> = {
  synced: "synced",
  pending: "pending",
  waiting_for_invoice: "needsReview",
  needs_review: "needsReview",
  failed: "failed",
  excluded: "excluded",
};

/**
 * Both equations of product.md §5, per commitment and in total, from sums that are made apart from each other:
 * `paidInAcumatica = synced + pending + needsReview + failed + excluded` from the applications, and
 * `issuedInProcore = synced + oursOutOfStep + enteredByOthers` from the contract payments. The differences listed add up
 * to what separates the two sides, to the minor unit.
 */
export function tieOut(pictures: Pictures, standings: readonly Standing[]): TieOut {
  const target = new TargetIndex(pictures.issued, pictures.links, pictures.tenant);
  const byCommitment = groupStandings(standings);
  const issued = groupIssued(pictures.issued);
  const vendorOf = vendorsOf(pictures);
  const all = commitmentsOf(pictures, byCommitment, issued).map((commitment): Mine => {
    const { id } = commitment;
    return { commitment, standings: byCommitment.get(id) ?? [], issued: issued.get(id) ?? [] };
  });
  const ties = all.map((mine) => ({ ...tieOutOne(mine, target), vendor: vendorOf(mine.commitment) }));
  const commitments = ties.filter(hasAnything);
  const totals = totalsOf(commitments, all);
  const unexplained = withoutReason(standings, commitments);
  const holds = [...totals, ...ties].every(equationsHold) && ties.every(differencesAddUp);
  return { tiesOut: holds && unexplained === 0, unexplained: unexplained + (holds ? 0 : 1), totals, commitments };
}

/** Applications whose state or whose difference nobody could explain. */
function withoutReason(standings: readonly Standing[], commitments: readonly CommitmentTieOut[]): number {
  const states = standings.filter(({ state, reason }) => state !== "synced" && reason === null);
  const apart = commitments.flatMap(({ differences }) =>
    differences.filter(({ reason }) => reason.code === UNEXPLAINED.code),
  );
  return new Set([...states, ...apart].map(({ key }) => key)).size;
}

type Mine = {
  readonly commitment: Commitment;
  readonly standings: readonly Standing[];
  readonly issued: readonly ContractPayment[];
};

function tieOutOne(mine: Mine, target: TargetIndex): CommitmentTieOut {
  const { commitment } = mine;
  const figures = noFigures(commitment.currency);
  const differences: Difference[] = [];
  const standing = new Map<number, Standing>();
  for (const one of mine.standings) {
    if (one.contractPayment) standing.set(one.contractPayment.id, one);
    // Money in another currency has no place in this commitment's sums; the totals show it.
    const paid = one.application?.currency === commitment.currency ? paidBy(one) : ZERO;
    figures.paidInAcumatica = add(figures.paidInAcumatica, paid);
    const figure = FIGURE_OF[one.state];
    if (figure) figures[figure] = add(figures[figure], paid);
    const shown = shownFor(one, commitment, target);
    const apart = subtract(paid, shown);
    if (apart !== 0) differences.push(differenceOf(one, apart, commitment.currency));
    if (one.state === "synced") figures.oursOutOfStep = subtract(figures.oursOutOfStep, apart);
  }
  for (const payment of mine.issued) {
    figures.issuedInProcore = add(figures.issuedInProcore, payment.amount);
    const one = standing.get(payment.id);
    if (target.ownerOf(payment) === "ours") {
      if (one?.state !== "synced") figures.oursOutOfStep = add(figures.oursOutOfStep, payment.amount);
      if (!one) differences.push(spare(payment));
      continue;
    }
    figures.enteredByOthers = add(figures.enteredByOthers, payment.amount);
    if (payment.amount !== 0) differences.push(byOthers(payment, target));
  }
  return { commitment: refOf(commitment), vendor: "", ...figures, differences };
}

/** What Procore shows of it as ours. A twin that is still to be adopted is somebody else's until then. */
function shownFor({ contractPayment: shown }: Standing, { id }: Commitment, target: TargetIndex): Minor {
  return shown?.commitmentId === id && target.ownerOf(shown) === "ours" ? shown.amount : ZERO;
}

/** What Acumatica paid with one application now. */
export function paidBy({ application }: Pick<Standing, "application">): Minor {
  return application?.state === "active" ? application.amount : ZERO;
}

function differenceOf(one: Standing, amount: Minor, currency: Currency): Difference {
  const words = one.reason ? inWords(one.reason) : UNEXPLAINED;
  return { key: one.key, contractPaymentId: one.contractPayment?.id ?? null, reason: words, amount, currency };
}

const UNEXPLAINED = {
  code: "unexplained",
  says: "This difference has no reason.",
  effect: "The two sides differ.",
  nextStep: "Report it: this must not happen.",
  who: "company admin",
} as const;

function byOthers(payment: ContractPayment, target: TargetIndex): Difference {
  const foreign = target.ownerOf(payment) === "foreign";
  const reason = {
    code: foreign ? "written_by_another_integration" : "entered_by_hand",
    says: foreign ? "Written by another integration." : "Typed in by hand in Procore; not written by the sync.",
    effect: "Procore shows it besides what the sync wrote.",
    nextStep: "Check whether it is a payment that Acumatica does not have.",
    who: "project accountant",
  } as const;
  return {
    key: null,
    contractPaymentId: payment.id,
    reason,
    amount: negative(payment.amount),
    currency: payment.currency,
  };
}

/** A second payment in Procore with a key of ours that another one already stands for, or that is not of this list. */
function spare(payment: ContractPayment): Difference {
  const reason = {
    code: "left_behind",
    says: "A payment of ours that no application on this commitment accounts for.",
    effect: "Procore may show too much.",
    nextStep: "The next sync looks at it again; if it stays, delete it in Procore.",
    who: "project accountant",
  } as const;
  return {
    key: null,
    contractPaymentId: payment.id,
    reason,
    amount: negative(payment.amount),
    currency: payment.currency,
  };
}

// ---- Sums ----------------------------------------------------------------------------------------------------------

type Sums = { -readonly [K in keyof Figures]: Figures[K] };

function noFigures(currency: Currency): Sums {
  return {
    currency,
    paidInAcumatica: ZERO,
    synced: ZERO,
    pending: ZERO,
    needsReview: ZERO,
    failed: ZERO,
    excluded: ZERO,
    issuedInProcore: ZERO,
    oursOutOfStep: ZERO,
    enteredByOthers: ZERO,
  };
}

/** Per currency: the commitments' own, and what was paid in another currency than its commitment's. */
function totalsOf(commitments: readonly CommitmentTieOut[], all: readonly Mine[]): Figures[] {
  const totals = new Map<Currency, Sums>();
  const of = (currency: Currency): Sums => {
    const sums = totals.get(currency) ?? noFigures(currency);
    totals.set(currency, sums);
    return sums;
  };
  for (const commitment of commitments) {
    const sums = of(commitment.currency);
    for (const side of Object.keys(sums) as (keyof Sums)[]) {
      if (side !== "currency") sums[side] = add(sums[side], commitment[side]);
    }
  }
  for (const { commitment, standings } of all) {
    for (const one of standings) {
      const paid = paidBy(one);
      if (!one.application || one.application.currency === commitment.currency || paid === 0) continue;
      const sums = of(one.application.currency);
      const figure = FIGURE_OF[one.state];
      sums.paidInAcumatica = add(sums.paidInAcumatica, paid);
      if (figure) sums[figure] = add(sums[figure], paid);
    }
  }
  return [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function equationsHold(f: Figures): boolean {
  const paid = [f.synced, f.pending, f.needsReview, f.failed, f.excluded].reduce(add, ZERO);
  const issued = [f.synced, f.oursOutOfStep, f.enteredByOthers].reduce(add, ZERO);
  return paid === f.paidInAcumatica && issued === f.issuedInProcore;
}

function differencesAddUp({ differences, paidInAcumatica, issuedInProcore }: CommitmentTieOut): boolean {
  const listed = differences.map(({ amount }) => amount).reduce(add, ZERO);
  return listed === subtract(paidInAcumatica, issuedInProcore);
}

function hasAnything(tie: CommitmentTieOut): boolean {
  const { paidInAcumatica, issuedInProcore, differences } = tie;
  return paidInAcumatica !== 0 || issuedInProcore !== 0 || differences.length > 0;
}

function negative(amount: Minor): Minor {
  return subtract(ZERO, amount);
}

// ---- Grouping ------------------------------------------------------------------------------------------------------

/** The commitment an application's money belongs to: where it matches, else where it stands or was put. */
export function commitmentOf({ match, link, contractPayment }: Standing): number | null {
  if (match?.found) return match.commitment.id;
  return contractPayment?.commitmentId ?? (link && !link.removed ? link.commitmentId : null);
}

/** One whose match is in another project stands under a commitment of that project, and is left to it. */
function groupStandings(standings: readonly Standing[]): Map<number, Standing[]> {
  const groups = new Map<number, Standing[]>();
  const put = (commitmentId: number, one: Standing): void => {
    const group = groups.get(commitmentId);
    if (group) group.push(one);
    else groups.set(commitmentId, [one]);
  };
  for (const one of standings) {
    const home = commitmentOf(one);
    if (home === null) continue;
    put(home, one);
    // Still standing at its old place while it moves: there it is ours, out of step.
    const old = one.contractPayment;
    if (old && old.commitmentId !== home) put(old.commitmentId, { ...one, application: null });
  }
  return groups;
}

export function refOf({ id, number, title, type }: Commitment): CommitmentRef {
  return { id, number, title, type };
}
