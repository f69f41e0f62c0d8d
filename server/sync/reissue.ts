import type { ApplicationKey, BillApplication, DocKey, LocalDate, Payment } from "../domain/payment.ts";
import { docId } from "../domain/payment.ts";
import { dateOf } from "./draft.ts";
import type { Standing } from "./standing.ts";

/** A payment that stands in for another one, or was stood in for: what a person needs to find it. */
export type Sibling = DocKey & { readonly reference: string; readonly date: LocalDate };

/** The neighbors of one application in a story of void and reissue. */
export type Story = { readonly replaces: Sibling | null; readonly replacedBy: Sibling | null };

export const NO_STORY: Story = { replaces: null, replacedBy: null };

/**
 * Which check was written in place of which voided one: the first payment of the same amount put to the same bill on
 * or after the day of the void. Each replaces one, and is replaced by one. Acumatica stores no such tie (a reissued
 * check is a new document), so this tells a story and decides nothing. Pure; whatever the order of the standings.
 */
export function reissues(standings: readonly Standing[]): ReadonlyMap<ApplicationKey, Story> {
  const stories = new Map<ApplicationKey, Story>();
  for (const paid of byBill(standings)) {
    const free = new Set(paid);
    for (const voided of paid.filter(({ application }) => application.ended?.how === "voided")) {
      const next = paid.find((one) => free.has(one) && mayReplace(one, voided));
      if (!next) continue;
      free.delete(next);
      stories.set(voided.key, { ...(stories.get(voided.key) ?? NO_STORY), replacedBy: siblingOf(next) });
      stories.set(next.key, { ...(stories.get(next.key) ?? NO_STORY), replaces: siblingOf(voided) });
    }
  }
  return stories;
}

type Paid = { readonly key: ApplicationKey; readonly application: BillApplication; readonly payment: Payment };

/** The released applications of each bill, by date. */
function byBill(standings: readonly Standing[]): readonly (readonly Paid[])[] {
  const bills = new Map<string, Paid[]>();
  for (const { key, application, payment } of standings) {
    if (!application || !payment || application.state === "unreleased") continue;
    const id = docId(application.bill);
    const paid = bills.get(id);
    if (paid) paid.push({ key, application, payment });
    else bills.set(id, [{ key, application, payment }]);
  }
  return [...bills.values()].map((paid) => paid.sort(inTime));
}

function inTime(a: Paid, b: Paid): number {
  const [one, other] = [`${dateOf(a)} ${a.key}`, `${dateOf(b)} ${b.key}`];
  return one < other ? -1 : 1;
}

function mayReplace(one: Paid, voided: Paid): boolean {
  if (one.application.amount !== voided.application.amount) return false;
  if (one.application.ended?.how === "reversed") return false;
  const since = voided.application.ended?.at ?? dateOf(voided);
  return dateOf(one) >= since && inTime(voided, one) < 0;
}

function siblingOf({ application, payment }: Paid): Sibling {
  return { type: payment.type, ref: payment.ref, reference: payment.reference, date: dateOf({ application, payment }) };
}
