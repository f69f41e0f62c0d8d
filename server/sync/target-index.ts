import type { ContractPayment, Draft } from "../domain/contract-payment.ts";
import { keyInOriginData, showsAmount } from "../domain/contract-payment.ts";
import type { Link } from "../domain/link.ts";
import { couldMean, ZERO, type Minor } from "../domain/money.ts";
import { checkNumber } from "../domain/number.ts";
import { isOurs, type ApplicationKey } from "../domain/payment.ts";
import { byId, mapBy, once, put } from "./groups.ts";

/** Days that two payments of one amount may lie apart and still be taken for the same one. */
const CLOSE_DAYS = 7;

/** Whose a contract payment is. Origin id first, then our key in `origin_data`, then our memory. */
export type Owner = "ours" | "foreign" | "entered by hand";

/** The payments issued of one project, by owner. A payment with our key is never a twin of another application. */
export class TargetIndex {
  readonly #ours = new Map<ApplicationKey, ContractPayment>();
  /** What has a weaker claim to a key than the payment that stands for it. */
  readonly #spares = new Map<ApplicationKey, ContractPayment[]>();
  readonly #byId: () => ReadonlyMap<number, ContractPayment>;
  readonly #linked: () => ReadonlyMap<number, Link>;
  readonly #tenant: string;
  /** Payments that are not ours, on each commitment by the two things that make one look like another. */
  readonly #others = new Map<number, Alike>();

  constructor(issued: readonly ContractPayment[], links: readonly Link[], tenant: string) {
    this.#tenant = tenant;
    this.#byId = once(() => mapBy(issued, ({ id }) => id));
    this.#linked = once(() => linkedOnce(links));
    for (const payment of issued) {
      const claim = this.#claimOn(payment);
      if (!claim) {
        this.#keepApart(payment);
        continue;
      }
      // A stronger claim to a key replaces a weaker one; of two alike the lower id, whatever the order of the list.
      const before = this.#ours.get(claim.key);
      const claimed = before ? this.#claimOn(before) : null;
      const wins = !claimed || outranks(claim, claimed);
      if (before) put(this.#spares, claim.key, wins ? before : payment);
      if (wins) this.#ours.set(claim.key, payment);
    }
  }

  ours(key: ApplicationKey): ContractPayment | null {
    return this.#ours.size === 0 ? null : (this.#ours.get(key) ?? null);
  }

  /** Payments with money that have this key too, besides the one that `ours` gives, by id. */
  spares(key: ApplicationKey): readonly ContractPayment[] {
    if (this.#spares.size === 0) return NONE;
    return byId((this.#spares.get(key) ?? NONE).filter((payment) => !showsAmount(payment, ZERO)));
  }

  /** How many of our keys stand in Procore. */
  get size(): number {
    return this.#ours.size;
  }

  /** Payments that carry one of our keys, each with its key. */
  allOurs(): readonly { readonly key: ApplicationKey; readonly payment: ContractPayment }[] {
    return Array.from(this.#ours, ([key, payment]) => ({ key, payment }));
  }

  ownerOf(payment: ContractPayment): Owner {
    if (this.#claimOn(payment)) return "ours";
    return isForeign(payment) ? "foreign" : "entered by hand";
  }

  /** The payment that this link remembers as ours, if another integration has taken it over since. */
  takenFrom({ contractPaymentId, removed }: Link): ContractPayment | null {
    const payment = removed ? undefined : this.#byId().get(contractPaymentId ?? 0);
    return payment && this.ownerOf(payment) === "foreign" ? payment : null;
  }

  payment(id: number): ContractPayment | null {
    return this.#byId().get(id) ?? null;
  }

  /** Does the commitment hold payments that are not ours? */
  hasOthersOn(commitmentId: number): boolean {
    return this.#others.has(commitmentId);
  }

  /**
   * Payments on the draft's commitment that are not ours and have its amount or its check number, by id; also those
   * whose amount cannot be read and could be its amount.
   */
  othersLike({ commitmentId, amount, currency, checkNumber: number }: Draft): readonly ContractPayment[] {
    const others = this.#others.get(commitmentId);
    if (!others) return NONE;
    const sameAmount = others.byAmount.get(amount) ?? NONE;
    const sameNumber = others.byNumber.get(checkNumber(number)) ?? NONE;
    const unread = others.unread.filter(({ oddAmount = "" }) => couldMean(oddAmount, amount, currency));
    if (sameNumber.length === 0 && unread.length === 0) return byId(sameAmount);
    return byId([...new Set([...sameAmount, ...sameNumber, ...unread])]);
  }

  #claimOn(payment: ContractPayment): Claim | null {
    if (payment.externalPaymentId !== null) return null;
    if (isOurs(payment.originId, this.#tenant)) return { payment, key: payment.originId, strength: 3 };
    if (isForeign(payment)) return null;
    const named = keyInOriginData(payment.originData);
    if (isOurs(named, this.#tenant)) return { payment, key: named, strength: 2 };
    const remembered = this.#linked().get(payment.id);
    // No payment ever leaves its commitment: what is remembered of another one is not about this payment.
    if (remembered?.commitmentId !== payment.commitmentId) return null;
    return { payment, key: remembered.key, strength: 1 };
  }

  #keepApart(payment: ContractPayment): void {
    let others = this.#others.get(payment.commitmentId);
    if (!others)
      this.#others.set(payment.commitmentId, (others = { byAmount: new Map(), byNumber: new Map(), unread: [] }));
    if (payment.oddAmount === undefined) put(others.byAmount, payment.amount, payment);
    else others.unread.push(payment);
    const number = checkNumber(payment.checkNumber);
    if (number !== "") put(others.byNumber, number, payment);
  }
}

type Alike = {
  readonly byAmount: Map<Minor, ContractPayment[]>;
  readonly byNumber: Map<string, ContractPayment[]>;
  /** Whose amount cannot be read. */
  readonly unread: ContractPayment[];
};

/** By the payment that each link remembers. What two links remember is known by memory to neither. */
function linkedOnce(links: readonly Link[]): ReadonlyMap<number, Link> {
  const linked = new Map<number, Link>();
  const contested = new Set<number>();
  for (const link of links) {
    const { contractPaymentId, removed } = link;
    if (removed) continue;
    if (contractPaymentId === null) continue;
    if (linked.has(contractPaymentId)) contested.add(contractPaymentId);
    linked.set(contractPaymentId, link);
  }
  for (const id of contested) linked.delete(id);
  return linked;
}

const NONE: readonly ContractPayment[] = [];

type Claim = { readonly payment: ContractPayment; readonly key: ApplicationKey; readonly strength: number };

function outranks(one: Claim, other: Claim): boolean {
  return one.strength === other.strength ? one.payment.id < other.payment.id : one.strength > other.strength;
}

/** Somebody else's origin id (the native connector, another integration, another tenant of ours), or Procore Pay. */
function isForeign({ originId, externalPaymentId }: ContractPayment): boolean {
  return originId !== null || externalPaymentId !== null;
}

/** Whole days between two business dates. */
function daysApart(a: string, b: string): number {
  return Math.abs(Date.parse(`${a}T00:00:00Z`) - Date.parse(`${b}T00:00:00Z`)) / 86_400_000;
}

/** Are these two dates near enough for one payment? Dates that Procore lost say nothing. */
export function closeInTime(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b || daysApart(a, b) <= CLOSE_DAYS;
}
