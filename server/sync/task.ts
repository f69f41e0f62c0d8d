import type { AsItStood } from "../domain/as-it-stood.ts";
import type { Change, Outcome } from "../domain/change.ts";
import { shownOf, type Commitment, type ContractPayment, type Draft } from "../domain/contract-payment.ts";
import type { SyncError } from "../domain/errors.ts";
import type { Attempt, Decision, Link, Unfinished } from "../domain/link.ts";
import type { Instant } from "../domain/payment.ts";
import type { Held, LinkStore, PaymentTarget, PictureStore } from "./ports.ts";

/** One change with what the plan knew of it. */
export type Task = {
  readonly change: Change;
  readonly commitment: Commitment;
  /** The payment to touch, as listed just before. */
  readonly payment: ContractPayment | null;
  readonly link: Link | null;
  readonly attempt: Attempt | null;
  /** What a person had decided when it was planned. */
  readonly decision: Decision | null;
  readonly dated: boolean;
};

export type ApplyDeps = {
  readonly companyId: number;
  readonly stood: AsItStood;
  readonly runId: string;
  readonly target: PaymentTarget;
  readonly links: Held<LinkStore>;
  readonly pictures: Held<Pick<PictureStore, "storeIssued" | "storeAllowsPayments" | "markMissing">>;
  readonly now: () => Instant;
  /** Is the run still ours, and its last stored beat young enough to send? Throws when not. */
  readonly allowed: () => Promise<void>;
};

/**
 * What came of one change, once the vendor has answered. `stop` ends the run: a system is gone or refuses us altogether.
 * `stored` is fulfilled when the outcome is in the database; with null where nothing was learned: then the journal stands
 * as it is, and the next run looks.
 */
export type Applied = {
  readonly stop: SyncError | null;
  readonly stored: Promise<Outcome | null>;
};

/** What a change leaves behind when it succeeds. */
export type Done = {
  readonly outcome: "applied" | "found";
  readonly link: Link;
  readonly issued?: ContractPayment;
  readonly goneId?: number;
};

/** Lists the commitment, keeps the picture current, and picks one payment. */
export async function look(
  { commitment }: Task,
  deps: ApplyDeps,
  pick: (payment: ContractPayment) => boolean,
): Promise<ContractPayment | null> {
  await deps.allowed();
  const issued = await deps.target.payments(commitment);
  // Its sum was read before the run wrote anything.
  await deps.pictures.storeIssued(deps.stood, { ...commitment, totalPayments: null }, issued, deps.now());
  return issued.find(pick) ?? null;
}

export function drafted({ after, key }: Change): Draft {
  if (!after) throw new Error(`Nothing to write for ${key}`);
  return after;
}

type LinkState = { readonly dated: boolean; readonly unfinished: Unfinished | null };

export function linkTo(draft: Draft, { dated, unfinished }: LinkState): Link {
  return {
    key: draft.key,
    projectId: draft.projectId,
    commitmentId: draft.commitmentId,
    contractPaymentId: null,
    draft,
    reply: null,
    dated,
    adopted: false,
    zeroed: false,
    removed: false,
    unfinished,
  };
}

/** The link after the echo showed what we wrote. */
export function written(task: Task, payment: ContractPayment, draft: Draft): Link {
  // What is created anew is our own, though a person had typed in what stood there before.
  const adopted = task.change.kind !== "create" && task.link?.adopted === true && !task.link.removed;
  return {
    ...linkTo(draft, { dated: task.dated, unfinished: null }),
    contractPaymentId: payment.id,
    reply: shownOf(payment),
    adopted,
    typed: adopted ? (task.link?.typed ?? null) : null,
  };
}
