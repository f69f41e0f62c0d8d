import { isCredit } from "../domain/bill.ts";
import type { Pictures } from "../domain/pictures.ts";
import { once } from "./groups.ts";
import { MatchIndex } from "./match-index.ts";
import { hidesOrders, ordersNamedBy } from "./orders.ts";
import type { Standing } from "./standing.ts";

/** The commitment an application's money belongs to: where it matches, else where it stands or was put. */
export function commitmentOf({ match, link, contractPayment }: Standing): number | null {
  if (match?.found) return match.commitment.id;
  return contractPayment?.commitmentId ?? (link && !link.removed ? link.commitmentId : null);
}

/**
 * The commitment on which an application's money stands in the tie-out: where it matches, stands or was put; else the one
 * that its bill's lines name, if that is exactly one. A credit matches no invoice, so only its lines can say. null: none
 * can be named.
 */
export function homesOf(pictures: Pictures): (standing: Standing) => number | null {
  const index = once(() => new MatchIndex(pictures));
  return (standing) => {
    const { bill } = standing;
    if (!bill || !isCredit(bill)) {
      const home = commitmentOf(standing);
      if (home !== null) return home;
    }
    if (!bill || hidesOrders(bill)) return null;
    const [order, ...more] = ordersNamedBy(bill);
    if (order === undefined || more.length > 0) return null;
    const [named, ...others] = index().commitmentsOf(bill, order);
    return named && others.length === 0 && named.commitment.projectId === pictures.projectId
      ? named.commitment.id
      : null;
  };
}
