import type { Change } from "../../server/domain/change.ts";
import { originDataOf, shownOf, type ContractPayment, type Draft } from "../../server/domain/contract-payment.ts";
import type { BillLink, Decision, Link } from "../../server/domain/link.ts";
import { docId, documentsOf } from "../../server/domain/payment.ts";
import type { Pictures } from "../../server/domain/pictures.ts";
import type { Plan } from "../../server/sync/plan.ts";
import type { Standing } from "../../server/sync/standing.ts";

/** What the pictures would hold once every change of the plan had been carried out, without any request. */
export function applied(pictures: Pictures, { changes, standings }: Plan): Pictures {
  const byKey = new Map(standings.map((one) => [one.key, one]));
  return changes.reduce((before, change) => appliedOne(before, change, byKey.get(change.key)), pictures);
}

function appliedOne(pictures: Pictures, change: Change, standing: Standing | undefined): Pictures {
  const payment = pictures.issued.find(({ id }) => id === change.contractPaymentId) ?? null;
  const link = pictures.links.find(({ key }) => key === change.key) ?? null;
  const dated = typeof standing?.application?.date === "string";
  const taken = new Set(pictures.issued.map(({ id }) => id));
  const left = leaves(change, { payment, link, dated, taken });
  const others = pictures.issued.filter(({ id }) => id !== payment?.id);
  const billLink = billLinkOf(change);
  const carriedOut = (decide: Decision["decide"]): boolean =>
    change.after !== null &&
    change.kind !== "remove" &&
    decide !== "ignore" &&
    (decide !== "accept" || change.because.code === "changed_in_acumatica");
  return {
    ...pictures,
    issued: left.issued ? [...others, left.issued] : others,
    links: [...pictures.links.filter(({ key }) => key !== change.key), left.link],
    billLinks: billLink
      ? [...pictures.billLinks.filter(({ bill }) => docId(bill) !== docId(billLink.bill)), billLink]
      : pictures.billLinks,
    attempts: pictures.attempts.filter(({ key }) => key !== change.key),
    decisions: pictures.decisions.filter(({ key, decide }) => key !== change.key || !carriedOut(decide)),
  };
}

type Before = {
  readonly payment: ContractPayment | null;
  readonly link: Link | null;
  readonly dated: boolean;
  /** Ids that stand in Procore already. */
  readonly taken: ReadonlySet<number>;
};
type Left = { readonly issued: ContractPayment | null; readonly link: Link };

function leaves(change: Change, before: Before): Left {
  const { payment } = before;
  if (change.kind === "remove") return removed(change, before);
  const draft = change.after;
  if (!draft) throw new Error(`Nothing to write for ${change.key}`);
  const shown = payment ? overwritten(payment, draft) : created(draft, before.taken);
  const byHand = change.kind === "adopt" && payment?.originId === null && payment.originData === null;
  const adopted = byHand || (before.link?.adopted === true && !before.link.removed);
  return { issued: shown, link: linkTo(draft, shown, { adopted, dated: before.dated }) };
}

function removed({ key, after, because }: Change, { payment, link, dated }: Before): Left {
  const draft = link?.draft ?? after ?? draftFrom(key, payment);
  const gone: Link = {
    ...(link ?? linkTo(draft, null, { adopted: false, dated })),
    contractPaymentId: null,
    unfinished: null,
    removed: true,
    zeroed: false,
  };
  if (!payment || !after) return { issued: null, link: gone };
  const notes = [payment.notes, "Set to 0."].filter(Boolean).join("\n");
  if (because.code === "moving") {
    return {
      issued: { ...readable(payment), amount: after.amount, notes, originId: null, originData: null },
      link: gone,
    };
  }
  const shown = { ...readable(payment), amount: after.amount, notes, originId: key, originData: originDataOf(after) };
  const kept = linkTo(after, shown, { adopted: link?.adopted === true && !link.removed, dated });
  return { issued: shown, link: { ...kept, zeroed: true } };
}

/** What was written can be read, whatever stood there. */
function readable({ oddAmount: _, ...payment }: ContractPayment): ContractPayment {
  return payment;
}

/** Only what we own changes; notes, number and attachments are the user's. */
function overwritten(payment: ContractPayment, draft: Draft): ContractPayment {
  const { amount, date, checkNumber, invoiceNumber, invoiceId, key } = draft;
  return {
    ...readable(payment),
    amount,
    date,
    checkNumber,
    invoiceNumber,
    invoiceId,
    originId: key,
    originData: originDataOf(draft),
  };
}

function created(draft: Draft, taken: ReadonlySet<number>): ContractPayment {
  const { key, projectId, commitmentId, currency, notes } = draft;
  const place = { id: newIdOf(key, projectId, taken), projectId, commitmentId, currency, notes };
  const nobodys = { externalPaymentId: null, attachments: 0, originId: null, originData: null };
  const empty = { amount: draft.amount, date: null, checkNumber: "", invoiceNumber: "", invoiceId: null };
  return overwritten({ ...place, ...nobodys, ...empty }, draft);
}

/**
 * Ids are unique in the whole company, but a project sees only its own: each key has one of its own (FNV-1a), and
 * another where that one is taken, by what a move left behind at 0.00.
 */
function newIdOf(key: string, projectId: number, taken: ReadonlySet<number>): number {
  let hash = 0x811c9dc5;
  for (const letter of key) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  let id = projectId * 10_000_000 + (hash % 9_999_991);
  while (taken.has(id)) id += 1;
  return id;
}

type Memory = Pick<Link, "adopted" | "dated">;

function linkTo(draft: Draft, shown: ContractPayment | null, { adopted, dated }: Memory): Link {
  const { key, projectId, commitmentId } = draft;
  const reply = shown && shownOf(shown);
  const place = { key, projectId, commitmentId, contractPaymentId: shown?.id ?? null };
  return { ...place, draft, reply, dated, adopted, zeroed: false, removed: false, unfinished: null };
}

function draftFrom(key: Change["key"], payment: ContractPayment | null): Draft {
  if (!payment) throw new Error(`Nothing is known of ${key}`);
  const { projectId, commitmentId, amount, currency, checkNumber, invoiceNumber, notes } = payment;
  const dates = { date: payment.date ?? "1970-01-01", invoiceDate: payment.date ?? "1970-01-01" };
  const owned = { projectId, commitmentId, amount, currency, checkNumber, invoiceNumber, notes };
  return { ...owned, ...dates, key, invoiceId: payment.invoiceId ?? 0, method: "check" };
}

function billLinkOf({ key, kind, after, evidence }: Change): BillLink | null {
  if (!after || !evidence || kind === "remove" || evidence.rule === "person") return null;
  const { projectId, commitmentId, invoiceId } = after;
  return { bill: documentsOf(key).bill, projectId, commitmentId, invoiceId, evidence };
}
