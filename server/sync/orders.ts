import type { Bill, Order } from "../domain/bill.ts";
import type { Commitment } from "../domain/contract-payment.ts";
import { asRead } from "../domain/number.ts";

const NONE: readonly Order[] = [];

/** The orders that the bill's lines name, each once: all lines are read, not the first. */
export function ordersNamedBy({ lines }: Bill): readonly Order[] {
  const first = lines[0]?.order ?? null;
  if (lines.every(({ order }) => isSame(order, first))) return first === null || first === "unknown" ? NONE : [first];
  const named = lines.flatMap(({ order }) => (order === null || order === "unknown" ? [] : [order]));
  const each = new Map(named.sort(byWriting).map((order) => [`${order.kind} ${asRead(order.number)}`, order]));
  return [...each.values()];
}

type Named = Bill["lines"][number]["order"];

function isSame(a: Named, b: Named): boolean {
  if (a === b) return true;
  if (a === null || b === null || a === "unknown" || b === "unknown") return false;
  return a.kind === b.kind && a.number === b.number;
}

function byWriting(a: Order, b: Order): number {
  const [one, other] = [`${a.number} ${a.kind}`, `${b.number} ${b.kind}`];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Is there a line whose order the reader cannot see? Then nobody knows what else the bill names. */
export function hidesOrders({ lines }: Bill): boolean {
  return lines.some(({ order }) => order === "unknown");
}

/** An order is its type and number: a subcontract is no purchase order, whatever its number. */
export function isOrder({ kind, number }: Order, { type, number: its, originId }: Commitment): boolean {
  if (kind !== type) return false;
  const named = asRead(number);
  return named === asRead(its) || (originId !== null && named === asRead(originId));
}

/** The same number as an order of the other kind. */
export function otherKind({ kind, number }: Order): Order {
  return { kind: kind === "subcontract" ? "purchase order" : "subcontract", number };
}

/** Their numbers; with their kinds where numbers alone would not tell them apart. */
export function ordersInWords(orders: readonly Order[]): string {
  const numbers = new Set(orders.map(({ number }) => asRead(number)));
  const alike = numbers.size < orders.length;
  return orders.map(({ kind, number }) => (alike ? `${kind} ${number}` : number)).join(", ");
}
