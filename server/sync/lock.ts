import { differing, showsAmount, type ContractPayment, type Values } from "../domain/contract-payment.ts";
import { isSyncError, SyncError } from "../domain/errors.ts";
import type { Unfinished } from "../domain/link.ts";
import type { ApplicationKey } from "../domain/payment.ts";
import { showsDraft } from "./draft.ts";
import type { Patch, PaymentTarget, Place } from "./ports.ts";

/** What a change of one payment acts through. `mark` stores the step before it is sent; `look` lists again. */
export type Hand = {
  readonly key: ApplicationKey;
  readonly doing: Unfinished["doing"];
  /** An earlier run opened it and ended before it could lock it again: a refusal now locks it too. */
  readonly leftOpen: boolean;
  readonly place: Place;
  readonly currency: string;
  readonly target: PaymentTarget;
  /** Still our run? Throws when it is not. */
  readonly allowed: () => Promise<void>;
  readonly mark: (step: Unfinished["step"]) => Promise<void>;
  readonly look: () => Promise<ContractPayment | null>;
};

/** The payment is no longer there: somebody deleted it meanwhile. */
export class Gone extends Error {}

/**
 * Clears our origin id, so that Procore lets the payment be changed (procore.md §3.1 "Locking": a payment with an
 * origin id is immutable but for attachments and origin fields). Does nothing where the lock is open already.
 */
export async function unlock(hand: Hand, payment: ContractPayment): Promise<ContractPayment> {
  if (payment.originId === null) return payment;
  const open = await step(hand, "unlock", { patch: { originId: null }, before: payment });
  if (open.originId !== null) {
    throw new SyncError("rejected", "Procore", "Procore kept the payment locked.", { notSent: true });
  }
  return open;
}

/** Sets our origin id and the fingerprint again. The journal of a change ends only when the echo shows it. */
export async function relock(hand: Hand, open: ContractPayment, originData: string): Promise<ContractPayment> {
  const locked = await step(hand, "relock", { patch: { originId: hand.key, originData }, before: open });
  if (locked.originId !== hand.key) {
    throw new SyncError("rejected", "Procore", "Procore did not keep the payment's origin id.", { notSent: true });
  }
  return locked;
}

/**
 * Unlock, change, relock. A refusal of the change relocks at once with the values that stand.
 * @throws Gone, SyncError; `StaysOpen` when the relock failed too.
 */
export async function changeLocked(
  hand: Hand,
  payment: ContractPayment,
  /** `originData` null: the payment is released, not locked again (it moves elsewhere and leaves 0.00 behind). */
  change: { readonly patch: Patch; readonly originData: string | null },
): Promise<ContractPayment> {
  const open = await unlock(hand, payment);
  const changed = await attempt(hand, payment, () => step(hand, "change", { patch: change.patch, before: open }));
  return change.originData === null ? changed : lockAgain(hand, changed, change.originData);
}

/** Unlock, delete. A refusal relocks at once. Gone already is as good as deleted. */
export async function removeLocked(hand: Hand, payment: ContractPayment): Promise<void> {
  await unlock(hand, payment);
  await attempt(hand, payment, () => remove(hand));
}

/** What an unlocked payment is opened for. A refusal locks it again, with the values that stand. */
async function attempt<T>(hand: Hand, before: ContractPayment, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (isRefusal(error)) await putBack(hand, before);
    throw error;
  }
}

/** The change was refused and the payment could not be locked again: people can edit it until it is. */
export class StaysOpen extends Error {}

async function putBack(hand: Hand, before: ContractPayment): Promise<void> {
  if (before.originId === null && !hand.leftOpen) return;
  await lockAgain(hand, before, before.originData ?? JSON.stringify({ key: hand.key }));
}

async function lockAgain(hand: Hand, open: ContractPayment, originData: string): Promise<ContractPayment> {
  try {
    return await relock(hand, open, originData);
  } catch (error) {
    if (isRefusal(error)) throw new StaysOpen(error.message, { cause: error });
    throw error;
  }
}

/**
 * One journalled PATCH. After a lost reply only a look can tell what happened; what the look already shows is not sent
 * again, what it does not show is: a PATCH of the same values may be repeated.
 */
export async function step(
  hand: Hand,
  name: Unfinished["step"],
  { patch, before }: { readonly patch: Patch; readonly before: ContractPayment },
): Promise<ContractPayment> {
  await hand.mark(name);
  await hand.allowed();
  try {
    return await hand.target.patch(hand.place, patch, hand.currency);
  } catch (error) {
    if (isSyncError(error, "not found")) return goneOr(hand, error);
    if (!isSyncError(error, "unavailable") || error.extra.notSent === true) throw error;
    const seen = await hand.look();
    if (!seen) throw new Gone(hand.key);
    if (wasCarriedOut(patch, before, seen)) return seen;
    await hand.allowed();
    return hand.target.patch(hand.place, patch, hand.currency);
  }
}

async function remove(hand: Hand): Promise<void> {
  await hand.mark("delete");
  await hand.allowed();
  try {
    await hand.target.remove(hand.place);
  } catch (error) {
    const lost = isSyncError(error, "unavailable") && error.extra.notSent !== true;
    if (!lost && !isSyncError(error, "not found")) throw error;
    // 404 may also mean "no read access" (procore.md §4): only a list without it says that it is gone.
    if (await hand.look()) {
      if (!lost) throw error;
      await hand.allowed();
      await hand.target.remove(hand.place);
    }
  }
}

async function goneOr(hand: Hand, error: SyncError): Promise<never> {
  if (await hand.look()) throw error;
  throw new Gone(hand.key);
}

/** Did Procore understand and say no? Then the payment stands as before and must be locked again. */
export function isRefusal(error: unknown): error is SyncError {
  return isSyncError(error) && ["rejected", "conflict", "forbidden", "not found"].includes(error.kind);
}

/**
 * Was the patch carried out, by what the payment shows now and showed before? A PATCH is carried out whole or not at
 * all; payment method and invoice date are never shown, so a patch that shows no difference has to be sent again.
 */
function wasCarriedOut(patch: Patch, before: ContractPayment, now: ContractPayment): boolean {
  if (patch.originId !== undefined) return now.originId === patch.originId;
  if (patch.draft) return showsDraft(now, patch.draft) && !showsDraft(before, patch.draft);
  if (patch.values) return showsValues(now, patch.values) && !showsValues(before, patch.values);
  const wanted = patch.amount;
  return wanted !== undefined && showsAmount(now, wanted) && !showsAmount(before, wanted);
}

function showsValues(payment: ContractPayment, values: Partial<Values>): boolean {
  return Object.keys(differing({ ...payment, ...values }, payment)).every((field) => !(field in values));
}
