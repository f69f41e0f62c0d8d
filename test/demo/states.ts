import type { ApplicationShape } from "../../server/contract/payments.ts";
import type { DemoCompany } from "./company.ts";
import type { DemoProject, Told } from "./told.ts";

/** Each application that the app shows otherwise than the story built it, in words. */
export function misread(
  company: DemoCompany,
  project: DemoProject,
  shown: readonly ApplicationShape[],
): readonly string[] {
  const { books, tenant } = company;
  const ledger = new Map(
    books.ledger.paid().map((paid) => {
      const { paymentType, paymentRef, billType, billRef } = paid;
      return [`acu:${tenant}:${paymentType}:${paymentRef}:${billType}:${billRef}`, paid];
    }),
  );
  const expected = (told: Told): string => {
    if (told.held) return `${told.held.state}, ${told.held.reason}`;
    const paid = ledger.get(told.key);
    if (paid?.state !== "ended") return "synced";
    return `removed, ${told.keptAtZero ? "zeroed" : String(paid.how)}`;
  };
  const byKey = new Map(shown.map((one) => [one.key, one]));
  const here = [...books.told.values()].filter(({ bill }) => bill.commitment.project.id === project.id);
  const differing = here.flatMap((told) => {
    const one = byKey.get(told.key);
    const is = one ? [one.state, one.reason?.code].filter(Boolean).join(", ") : "not shown";
    return is === expected(told) ? [] : [`${told.key}: the app says "${is}" and it is "${expected(told)}"`];
  });
  const keys = new Set(here.map(({ key }) => key));
  const strange = shown.filter(({ key }) => !keys.has(key));
  return [...differing, ...strange.map(({ key }) => `${key}: is shown on ${project.name} and has no place there`)];
}

/** The out of the ordinary, with what the app says of it. */
export function tales(company: DemoCompany, shown: readonly ApplicationShape[]): readonly (readonly string[])[] {
  return shown.flatMap((one) => {
    const tale = company.books.told.get(one.key)?.tale;
    if (!tale) return [];
    const where = one.commitment?.number ?? "-";
    return [[tale, where, one.payment.reference || "-", `${one.amount.amount} ${one.amount.currency}`, stateOf(one)]];
  });
}

function stateOf({ state, reason }: ApplicationShape): string {
  const words = state.replaceAll("_", " ");
  return reason === null ? words : `${words}: ${reason.code.replaceAll("_", " ")}`;
}
