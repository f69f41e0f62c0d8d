import type { UnplacedShape } from "../../server/contract/mappings.ts";
import type { ApplicationShape } from "../../server/contract/payments.ts";
import type { DemoCompany } from "./company.ts";
import { dollars } from "./table.ts";
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

/** The applications of a project that Procore does not know: each has to be listed as such, and no other. */
export function misplaced({ books, projects }: DemoCompany, unplaced: readonly UnplacedShape[]): readonly string[] {
  const known = new Set(Object.values(projects).map(({ id }) => id));
  const expected = [...books.told.values()].filter(({ bill }) => !known.has(bill.commitment.project.id));
  const listed = new Map(unplaced.map(({ key, reason }) => [key, reason.code]));
  const missing = expected.filter(({ key, held }) => listed.get(key) !== held?.reason);
  const keys = new Set(expected.map(({ key }) => key));
  return [
    ...missing.map(({ key }) => `${key}: is not listed as an application of an unmapped project`),
    ...[...listed.keys()]
      .filter((key) => !keys.has(key))
      .map((key) => `${key}: has a project, and is listed as unmapped`),
  ];
}

/** The out of the ordinary: how many of each, what they add up to, and what the app says of them. */
export function tales(company: DemoCompany, shown: readonly ApplicationShape[]): readonly (readonly string[])[] {
  const groups = new Map<string, { tale: string; says: string; currency: string; count: number; cents: number }>();
  for (const one of shown) {
    const tale = company.books.told.get(one.key)?.tale;
    if (!tale) continue;
    const { amount, currency } = one.amount;
    const says = stateOf(one);
    const name = JSON.stringify([tale, says, currency]);
    const group = groups.get(name) ?? { tale, says, currency, count: 0, cents: 0 };
    groups.set(name, group);
    group.count += 1;
    group.cents += Number(amount.replace(".", ""));
  }
  const text = (cents: number, currency: string) => `${dollars(cents)} ${currency}`;
  return [...groups.values()]
    .sort((a, b) => (a.says < b.says ? -1 : a.says > b.says ? 1 : 0))
    .map(({ tale, says, currency, count, cents }) => [tale, String(count), text(cents, currency), says]);
}

function stateOf({ state, reason }: ApplicationShape): string {
  const words = state.replaceAll("_", " ");
  return reason === null ? words : `${words}: ${reason.code.replaceAll("_", " ")}`;
}
