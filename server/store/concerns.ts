import { sql } from "kysely";
import { isOneOf, type Queries } from "./db.ts";
import { nameWithoutTenant, nameWithTenant, type Reference, type ReferenceKind } from "./references.ts";

/**
 * Which bills concern which projects (product.md §3): by the mapped project of a line, a commitment number on a line,
 * the bill an invoice says it became, the invoice a bill names, or a link or decision that joins them; and a retainage
 * bill or instalment wherever the bill it comes from does. Both directions ask the same, so that a bill left out of
 * every project is exactly a bill that no project's picture holds.
 *
 * Each question is one look by one index. Written as one large join, both engines' planners chose to walk through the
 * whole company instead: without statistics they cannot know that a project is a small part of it.
 */
export type Ledger = { readonly companyId: number; readonly keyTenant: string };

/** Ids (`docId`) of the bills that concern the project. */
export async function billsConcerning(
  within: Queries,
  ledger: Ledger,
  projectId: number,
): Promise<ReadonlySet<string>> {
  const concerning = new Set<string>();
  const names = await within.query
    .selectFrom("project_reference")
    .select(["kind", "value"])
    .where("company_id", "=", ledger.companyId)
    .where("project_id", "=", projectId)
    .execute();
  for (const [kind, values] of byKind(names)) {
    const asBillsSay = kind === "bill" ? values.map((name) => nameWithoutTenant(name, ledger.keyTenant)) : values;
    for (const { bill } of await billsNaming(within, ledger, kind, asBillsSay)) concerning.add(bill);
  }
  for (const bill of await billsJoined(within, ledger, projectId)) concerning.add(bill);
  for (let parents = [...concerning]; parents.length > 0;) {
    const children = await billsNaming(within, ledger, "parent", parents);
    parents = children.map(({ bill }) => bill).filter((bill) => !concerning.has(bill));
    for (const bill of parents) concerning.add(bill);
  }
  return concerning;
}

type Place = { readonly bill: string; readonly projectId: number };

/** Every project that one of these bills concerns by itself; what it inherits from its parent is not among them. */
export async function projectsConcernedBy(
  within: Queries,
  ledger: Ledger,
  bills: readonly string[],
): Promise<readonly Place[]> {
  const names = await within.query
    .selectFrom("bill_reference")
    .select(["kind", "value", "bill"])
    .where("company_id", "=", ledger.companyId)
    .where("kind", "<>", "parent")
    .where(isOneOf(within, "bill", bills))
    .execute();
  const places: Place[] = [];
  for (const [kind, values] of byKind(names)) {
    const alsoAs = kind === "bill" ? values.map((ref) => nameWithTenant(ref, ledger.keyTenant)) : [];
    const projects = await projectsNamed(within, ledger, kind, [...values, ...alsoAs]);
    for (const { bill, value } of names.filter((name) => name.kind === kind)) {
      for (const projectId of projects.get(value) ?? []) places.push({ bill, projectId });
    }
  }
  return [...places, ...(await placesJoined(within, ledger, bills))];
}

/** Child and parent of every descent that starts at one of these bills. */
export async function descentOf(
  within: Queries,
  companyId: number,
  bills: Iterable<string>,
): Promise<readonly { readonly child: string; readonly parent: string }[]> {
  const descent: { readonly child: string; readonly parent: string }[] = [];
  const known = new Set(bills);
  for (let children = [...known]; children.length > 0;) {
    const rows = await within.query
      .selectFrom("bill_reference")
      .select(["bill", "value"])
      .where("company_id", "=", companyId)
      .where("kind", "=", "parent")
      .where(isOneOf(within, "bill", children))
      .execute();
    descent.push(...rows.map(({ bill, value }) => ({ child: bill, parent: value })));
    children = [...new Set(rows.map(({ value }) => value))].filter((parent) => !known.has(parent));
    for (const bill of children) known.add(bill);
  }
  return descent;
}

function byKind(names: readonly { readonly kind: string; readonly value: string }[]) {
  const values = new Map<ReferenceKind, Set<string>>();
  for (const { kind, value } of names as readonly Reference[]) {
    values.set(kind, (values.get(kind) ?? new Set()).add(value));
  }
  return [...values].map(([kind, named]) => [kind, [...named]] as const);
}

function billsNaming(within: Queries, { companyId }: Ledger, kind: ReferenceKind, values: readonly string[]) {
  return within.query
    .selectFrom("bill_reference")
    .select("bill")
    .where("company_id", "=", companyId)
    .where("kind", "=", kind)
    .where(isOneOf(within, "value", values))
    .execute();
}

async function projectsNamed(
  within: Queries,
  { companyId, keyTenant }: Ledger,
  kind: ReferenceKind,
  values: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const rows = await within.query
    .selectFrom("project_reference")
    .select(["value", "project_id"])
    .where("company_id", "=", companyId)
    .where("kind", "=", kind)
    .where(isOneOf(within, "value", values))
    .execute();
  const projects = new Map<string, Set<number>>();
  for (const row of rows) {
    const value = kind === "bill" ? nameWithoutTenant(row.value, keyTenant) : row.value;
    projects.set(value, (projects.get(value) ?? new Set()).add(row.project_id));
  }
  return projects;
}

/** Bills that links and decisions join to the project. */
async function billsJoined(within: Queries, ledger: Ledger, projectId: number): Promise<readonly string[]> {
  const joined = (table: "link" | "bill_link" | "bill_decision") =>
    within.query
      .selectFrom(table)
      .select("bill")
      .where("company_id", "=", ledger.companyId)
      .where("project_id", "=", projectId)
      .where("tenant", "=", ledger.keyTenant)
      .execute();
  const decided = (await placesDecided(within, ledger)).filter((place) => place.projectId === projectId);
  const said = (await joined("bill_decision")).map(({ bill }) => bill);
  const linked = (await joined("bill_link")).map(({ bill }) => bill);
  const heeded = linked.length === 0 ? linked : await withoutDecided(within, ledger, linked);
  return [...[...(await joined("link")), ...decided].map(({ bill }) => bill), ...said, ...heeded];
}

async function placesJoined(within: Queries, ledger: Ledger, bills: readonly string[]): Promise<readonly Place[]> {
  const joined = (table: "link" | "bill_link" | "bill_decision") =>
    within.query
      .selectFrom(table)
      .select(["bill", "project_id as projectId"])
      .where("company_id", "=", ledger.companyId)
      .where("tenant", "=", ledger.keyTenant)
      .where(isOneOf(within, "bill", bills))
      .execute();
  const asked = new Set(bills);
  const decided = (await placesDecided(within, ledger)).filter(({ bill }) => asked.has(bill));
  const said = await joined("bill_decision");
  const spoken = new Set(said.map(({ bill }) => bill));
  const linked = (await joined("bill_link")).filter(({ bill }) => !spoken.has(bill));
  const places = [...(await joined("link")), ...linked, ...said, ...decided];
  return places.flatMap(({ bill, projectId }) => (projectId === null ? [] : [{ bill, projectId }]));
}

/** What a rule found says nothing any more where a person spoke, even if it was stored after that. */
async function withoutDecided(within: Queries, ledger: Ledger, bills: readonly string[]): Promise<readonly string[]> {
  const rows = await within.query
    .selectFrom("bill_decision")
    .select("bill")
    .where("company_id", "=", ledger.companyId)
    .where("tenant", "=", ledger.keyTenant)
    .where(isOneOf(within, "bill", bills))
    .execute();
  const spoken = new Set(rows.map(({ bill }) => bill));
  return bills.filter((bill) => !spoken.has(bill));
}

/** Where decisions that name a contract payment point. People make few of them. */
async function placesDecided({ query }: Queries, { companyId, keyTenant }: Ledger): Promise<readonly Place[]> {
  const { rows } = await sql<{ bill: string; project_id: number }>`
    select d.bill, c.project_id from decision d
      join contract_payment c on c.company_id = d.company_id and c.id = d.contract_payment_id
      where d.company_id = ${companyId} and d.tenant = ${keyTenant}`.execute(query);
  return rows.map((row) => ({ bill: row.bill, projectId: row.project_id }));
}
