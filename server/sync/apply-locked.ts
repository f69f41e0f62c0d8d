import {
  differing,
  keyInOriginData,
  originDataOf,
  showsAmount,
  shownOf,
  type ContractPayment,
  type Shown,
} from "../domain/contract-payment.ts";
import type { Link, Unfinished } from "../domain/link.ts";
import { ZERO } from "../domain/money.ts";
import { drafted, linkTo, look, written, type ApplyDeps, type Done, type Task } from "./task.ts";
import { isComplete } from "./draft.ts";
import { changeLocked, removeLocked, step, type Hand } from "./lock.ts";

/** Takes over a payment: one that a person typed in, or one of ours whose memory was lost. */
export async function applyAdopt(task: Task, deps: ApplyDeps): Promise<Done> {
  const draft = drafted(task.change);
  const payment = standing(task);
  const originData = originDataOf(draft);
  if (isComplete(payment, draft, originData)) {
    return { outcome: "found", link: written(task, payment, draft), issued: payment };
  }
  const byHand = isByHand(task, payment);
  const patch = byHand ? { values: { ...differing(draft, payment), invoiceId: draft.invoiceId } } : { draft };
  const adopted = await changeLocked(handOn(task, payment, deps), payment, { patch, originData });
  const typed = byHand ? typedIn(task, payment) : null;
  return { outcome: "applied", link: { ...written(task, adopted, draft), adopted: byHand, typed }, issued: adopted };
}

/** What the person had entered: as it stood before the first step, which may be another run's. */
function typedIn({ link }: Task, payment: ContractPayment): Shown {
  return (link && !link.removed && link.typed) || shownOf(payment);
}

/** Typed in by a person: it carries nothing of ours. */
function isByHand({ change }: Task, { originId, originData }: ContractPayment): boolean {
  return change.kind === "adopt" && originId === null && keyInOriginData(originData) !== change.key;
}

export async function applyUpdate(task: Task, deps: ApplyDeps): Promise<Done> {
  if (!task.change.after) return release(task, deps);
  const draft = drafted(task.change);
  const payment = standing(task);
  const originData = originDataOf(draft);
  if (isComplete(payment, draft, originData) && task.link?.unfinished) {
    return { outcome: "found", link: written(task, payment, draft), issued: payment };
  }
  const patch = task.link?.adopted === true && !task.link.removed ? { values: differing(draft, payment) } : { draft };
  const updated = await changeLocked(handOn(task, payment, deps), payment, { patch, originData });
  return { outcome: "applied", link: written(task, updated, draft), issued: updated };
}

/** Takes an adoption back: our origin id and data go, the person's values come back. */
async function release(task: Task, deps: ApplyDeps): Promise<Done> {
  const payment = standing(task);
  const values = task.change.givesBack ? differing(task.change.givesBack, payment) : {};
  const hand = handOn(task, payment, deps);
  const released =
    Object.keys(values).length === 0
      ? await step(hand, "unlock", { patch: { originId: null, originData: null }, before: payment })
      : await changeLocked(hand, payment, { patch: { values, originData: null }, originData: null });
  return { outcome: "applied", link: ended(task), issued: released };
}

/** Deletes, or by policy sets to zero, what an ended application left in Procore. */
export async function applyRemove(task: Task, deps: ApplyDeps): Promise<Done> {
  const { change, payment } = task;
  if (!payment) return { outcome: "found", link: ended(task) };
  const hand = handOn(task, payment, deps);
  if (!change.after) {
    await removeLocked(hand, payment);
    return { outcome: "applied", link: ended(task), goneId: payment.id };
  }
  const moving = change.because.code === "moving";
  // Cut short after the change, it says so already.
  const noted = showsAmount(payment, ZERO) && task.link?.unfinished?.doing === "remove";
  const notes = [payment.notes, noted ? "" : noteOnZero(task, deps)].filter(Boolean).join("\n");
  const zeroed = await changeLocked(hand, payment, {
    patch: { amount: change.after.amount, notes, ...(moving && { originData: null }) },
    originData: moving ? null : originDataOf(change.after),
  });
  const link: Link = moving
    ? ended(task)
    : { ...written(task, zeroed, { ...change.after, date: zeroed.date ?? change.after.date }), zeroed: true };
  return { outcome: "applied", link: { ...link, reply: shownOf(zeroed) }, issued: zeroed };
}

function noteOnZero({ change }: Task, deps: ApplyDeps): string {
  const what = { to_remove_voided: "voided", to_remove_reversed: "moved off this bill", moving: "moved" };
  const happened = what[change.because.code as keyof typeof what];
  const by = change.because.detail === null ? "" : ` (${change.because.detail})`;
  return `${deps.now().slice(0, 10)}: ${happened} in Acumatica${by}; set to 0.`;
}

function standing({ change, payment }: Task): ContractPayment {
  if (!payment) throw new Error(`No payment to touch for ${change.key}`);
  return payment;
}

/** Our memory of a payment that no longer stands in Procore. */
function ended({ change, link, payment, dated, commitment }: Task): Link {
  const memory = link ?? (change.written && linkTo(change.written, { dated, unfinished: null }));
  const base = memory ?? shadow(change.key, { payment, commitment, dated });
  return { ...base, contractPaymentId: null, unfinished: null, removed: true, zeroed: false };
}

type Rest = Pick<Task, "payment" | "commitment" | "dated">;

/** A link made of what Procore showed, where our own memory was lost. */
function shadow(key: Link["key"], { payment, commitment, dated }: Rest): Link {
  const draft = {
    key,
    projectId: commitment.projectId,
    commitmentId: commitment.id,
    invoiceId: payment?.invoiceId ?? 0,
    amount: payment?.amount ?? (0 as ContractPayment["amount"]),
    currency: commitment.currency,
    date: payment?.date ?? "1970-01-01",
    checkNumber: payment?.checkNumber ?? "",
    method: "check" as const,
    invoiceNumber: payment?.invoiceNumber ?? "",
    invoiceDate: payment?.date ?? "1970-01-01",
    notes: payment?.notes ?? "",
  };
  return linkTo(draft, { dated, unfinished: null });
}

/** What the lock works with: each step is stored before it is sent. */
function handOn(task: Task, payment: ContractPayment, deps: ApplyDeps): Hand {
  const { change, link, dated } = task;
  const place = {
    projectId: payment.projectId,
    commitmentId: payment.commitmentId,
    contractPaymentId: payment.id,
  };
  const since = deps.now();
  const memory = link && !link.removed ? link : null;
  const base: Link = {
    ...(memory ??
      (change.after ? linkTo(change.after, { dated, unfinished: null }) : shadow(change.key, { ...task, payment }))),
    projectId: payment.projectId,
    commitmentId: payment.commitmentId,
    contractPaymentId: payment.id,
    reply: memory?.reply ?? shownOf(payment),
    // Remembered from the first step on: what a person typed in is zeroed when it ends, never deleted.
    adopted: memory?.adopted === true || isByHand(task, payment),
    typed: memory?.typed ?? (isByHand(task, payment) ? shownOf(payment) : null),
  };
  return {
    key: change.key,
    doing: change.kind,
    leftOpen: Boolean(memory?.unfinished) && memory?.unfinished?.doing !== "adopt",
    place,
    currency: payment.currency,
    target: deps.target,
    allowed: deps.allowed,
    mark: (name: Unfinished["step"]) => {
      const unfinished = { doing: change.kind, step: name, since };
      const { companyId, runId } = deps;
      return deps.links.record([{ companyId, runId, key: change.key, link: { ...base, unfinished } }]);
    },
    look: () => look(task, deps, ({ id }) => id === payment.id),
  };
}
