import type { Commitment, ContractPayment } from "../domain/contract-payment.ts";
import { add, subtract, ZERO, type Currency, type Minor } from "../domain/money.ts";
import type { Pictures } from "../domain/pictures.ts";
import type { State } from "../domain/reason-entry.ts";
import { homesOf } from "./home.ts";
import type { CommitmentRef, CommitmentTieOut, Difference, Figures, Identity, TieOut } from "./report-types.ts";
import type { Standing } from "./standing.ts";
import { TargetIndex } from "./target-index.ts";
import { commitmentsOf, vendorsOf } from "./tie-out-commitments.ts";
import { byOthers, differenceOf, identifying, spare, UNEXPLAINED } from "./tie-out-differences.ts";
import { equationsHold, figuresOf, noFigures, type Side, type Sums } from "./tie-out-figures.ts";

/** Which figure of "paid in Acumatica" a state belongs to. What was removed is no money any more. */
const FIGURE_OF: Readonly<Record<State, Side | null>> = {
  synced: "synced",
  pending: "pending",
  waiting_for_invoice: "waitingForInvoice",
  needs_review: "needsReview",
  failed: "failed",
  excluded: "excluded",
  removed: null,
};

/**
 * Both equations of product.md §5 over all that concerns the project, per commitment and in total, from sums that are made
 * apart from each other: `paidInAcumatica` and where it stands from the applications, `issuedInProcore` and whose it is
 * from the contract payments. The differences listed add up to what separates the two sides, to the minor unit.
 *
 * Money in another currency than its commitment's has a row of its own there; what no commitment can be named for stands
 * in the row without one. An amount that cannot be read is in no sum: it is listed, and nothing ties out while it stands.
 */
export function tieOut(pictures: Pictures, standings: readonly Standing[]): TieOut {
  const target = new TargetIndex(pictures.issued, pictures.links, pictures.tenant);
  const rows = new Rows(commitmentsOf(pictures, standings));
  const homeOf = homesOf(pictures);
  const book: Book = { rows, target, named: identifying(pictures) };
  const standing = new Map<number, Standing>();
  for (const one of standings) {
    if (one.contractPayment) standing.set(one.contractPayment.id, one);
    enterPaid(one, homeOf(one), book);
  }
  for (const payment of pictures.issued) enterIssued(payment, standing.get(payment.id) ?? null, book);
  const commitments = rows.finished(vendorsOf(pictures)).filter(hasAnything);
  return verdictOn(commitments, standings);
}

type Book = { readonly rows: Rows; readonly target: TargetIndex; readonly named: (one: Standing) => Identity };

function enterPaid(one: Standing, home: number | null, { rows, target, named }: Book): void {
  const shown = one.contractPayment && target.ownerOf(one.contractPayment) === "ours" ? one.contractPayment : null;
  const { application } = one;
  const here = application && rows.has(home) ? rows.at(home, application.currency) : null;
  if (here && application) {
    const paid = paidBy(one);
    const same = shown?.commitmentId === home && shown.currency === application.currency ? shown : null;
    const apart = subtract(paid, same?.amount ?? ZERO);
    const figure = FIGURE_OF[one.state];
    here.sums.paidInAcumatica = add(here.sums.paidInAcumatica, paid);
    if (figure) here.sums[figure] = add(here.sums[figure], paid);
    if (one.state === "synced") here.sums.oursOutOfStep = subtract(here.sums.oursOutOfStep, apart);
    const unread = Number(isUnread(one)) + Number(same?.oddAmount !== undefined);
    here.unreadable += unread;
    if (apart !== 0 || unread > 0) {
      here.differences.push(differenceOf(one, { amount: apart, currency: application.currency }, named(one)));
    }
    if (same) return;
  }
  // Ours stands somewhere else: where it moves away from, in another currency, or without an application.
  if (!shown || !rows.has(shown.commitmentId)) return;
  const there = rows.at(shown.commitmentId, shown.currency);
  there.unreadable += Number(shown.oddAmount !== undefined);
  if (one.state === "synced") there.sums.oursOutOfStep = add(there.sums.oursOutOfStep, shown.amount);
  if (shown.amount === 0 && shown.oddAmount === undefined) return;
  const amount = subtract(ZERO, shown.amount);
  there.differences.push(differenceOf(one, { amount, currency: shown.currency }, named(one)));
}

function enterIssued(payment: ContractPayment, standing: Standing | null, { rows, target }: Book): void {
  const row = rows.at(payment.commitmentId, payment.currency);
  row.sums.issuedInProcore = add(row.sums.issuedInProcore, payment.amount);
  if (target.ownerOf(payment) === "ours") {
    if (standing?.state !== "synced") row.sums.oursOutOfStep = add(row.sums.oursOutOfStep, payment.amount);
    if (standing) return;
    row.unreadable += Number(payment.oddAmount !== undefined);
    row.differences.push(spare(payment));
    return;
  }
  row.sums.enteredByOthers = add(row.sums.enteredByOthers, payment.amount);
  row.unreadable += Number(payment.oddAmount !== undefined);
  if (payment.amount !== 0 || payment.oddAmount !== undefined) row.differences.push(byOthers(payment, target));
}

/** Was money paid of which nobody can say how much? */
function isUnread({ application }: Standing): boolean {
  return application?.state === "active" && application.odd !== undefined;
}

/** What Acumatica paid with one application now; below zero where a check took a credit along. */
export function paidBy({ application }: Pick<Standing, "application">): Minor {
  return application?.state === "active" ? application.amount : ZERO;
}

// ---- Rows ----------------------------------------------------------------------------------------------------------

type Row = {
  readonly commitment: Commitment | null;
  readonly sums: Sums;
  readonly differences: Difference[];
  unreadable: number;
};

/** One row for each commitment and currency, and for each currency of what stands on none. */
class Rows {
  readonly #commitments: ReadonlyMap<number | null, Commitment | null>;
  readonly #rows = new Map<string, Row>();

  constructor(commitments: readonly Commitment[]) {
    this.#commitments = new Map<number | null, Commitment | null>([
      ...commitments.map((one) => [one.id, one] as const),
      [null, null],
    ]);
  }

  /** false: another project's commitment, in whose tie-out it stands. */
  has(commitmentId: number | null): boolean {
    return this.#commitments.has(commitmentId);
  }

  at(commitmentId: number | null, currency: Currency): Row {
    const id = `${commitmentId ?? ""} ${currency}`;
    let row = this.#rows.get(id);
    if (!row) {
      const commitment = this.#commitments.get(commitmentId) ?? null;
      row = { commitment, sums: noFigures(currency), differences: [], unreadable: 0 };
      this.#rows.set(id, row);
    }
    return row;
  }

  /** In the order of the commitments, each in its own currency first; what stands on none comes last. */
  finished(vendorOf: (commitment: Commitment) => string): readonly CommitmentTieOut[] {
    const order = new Map([...this.#commitments.keys()].map((id, at) => [id, at]));
    const placeOf = ({ commitment }: Row): number => order.get(commitment?.id ?? null) ?? 0;
    const foreign = ({ commitment, sums }: Row): number => Number(sums.currency !== commitment?.currency);
    const sorted = [...this.#rows.values()].sort(
      (a, b) => placeOf(a) - placeOf(b) || foreign(a) - foreign(b) || (a.sums.currency < b.sums.currency ? -1 : 1),
    );
    return sorted.map(({ commitment, sums, differences, unreadable }) => ({
      commitment: commitment && refOf(commitment),
      vendor: commitment ? vendorOf(commitment) : "",
      ...figuresOf(sums, { differences, unreadable, holds: addsUp(sums, differences) }),
      differences: differences.toSorted(inOrder),
      unreadable,
    }));
  }
}

/** By application, then by what stands in Procore: whatever order the pictures came in. */
function inOrder(a: Difference, b: Difference): number {
  if (a.key !== b.key) return (a.key ?? "~") < (b.key ?? "~") ? -1 : 1;
  return (a.contractPaymentId ?? 0) - (b.contractPaymentId ?? 0);
}

function addsUp(sums: Sums, differences: readonly Difference[]): boolean {
  const listed = differences.map(({ amount }) => amount).reduce(add, ZERO);
  return listed === subtract(sums.paidInAcumatica, sums.issuedInProcore);
}

function hasAnything({ paidInAcumatica, issuedInProcore, differences, ...tie }: CommitmentTieOut): boolean {
  const moved = tie.pending !== 0 || tie.excluded !== 0 || tie.needsReview !== 0 || tie.enteredByOthers !== 0;
  return paidInAcumatica !== 0 || issuedInProcore !== 0 || differences.length > 0 || moved;
}

// ---- The whole -----------------------------------------------------------------------------------------------------

function verdictOn(commitments: readonly CommitmentTieOut[], standings: readonly Standing[]): TieOut {
  const unreadable = commitments.reduce((sum, one) => sum + one.unreadable, 0);
  const reasonless = withoutReason(standings, commitments);
  const totals = totalsOf(commitments, reasonless === 0);
  const holds =
    [...totals, ...commitments].every(equationsHold) && commitments.every((one) => addsUp(one, one.differences));
  const tiesOut = holds && reasonless === 0 && unreadable === 0;
  return {
    tiesOut,
    equal: totals.every(({ equal }) => equal),
    verdict: !tiesOut ? "open" : commitments.some(({ differences }) => differences.length > 0) ? "explained" : "equal",
    unexplained: reasonless + (holds ? 0 : 1),
    unreadable,
    totals,
    commitments,
  };
}

/** Applications whose state or whose difference nobody could explain. */
function withoutReason(standings: readonly Standing[], commitments: readonly CommitmentTieOut[]): number {
  const states = standings.filter(({ state, reason }) => state !== "synced" && reason === null);
  const apart = commitments.flatMap(({ differences }) =>
    differences.filter(({ reason }) => reason.code === UNEXPLAINED.code),
  );
  return new Set([...states, ...apart].map(({ key }) => key)).size;
}

function totalsOf(commitments: readonly CommitmentTieOut[], explained: boolean): Figures[] {
  const currencies = [...new Set(commitments.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const rows = commitments.filter((one) => one.currency === currency);
    const sums = noFigures(currency);
    for (const row of rows) {
      for (const side of Object.keys(sums) as (keyof Sums)[]) {
        if (side !== "currency") sums[side] = add(sums[side], row[side]);
      }
    }
    const differences = rows.flatMap((row) => row.differences);
    const unreadable = rows.reduce((sum, row) => sum + row.unreadable, 0);
    return figuresOf(sums, {
      differences,
      unreadable,
      holds: explained && rows.every(({ verdict }) => verdict !== "open"),
    });
  });
}

export function refOf({ id, number, title, type }: Commitment): CommitmentRef {
  return { id, number, title, type };
}
