import { sql, type Kysely } from "kysely";

/**
 * The books a company is or was connected to, each with the name that its keys carry, and a number that moves whenever
 * the connection is changed, ended or purged: what was asked of either vendor before is stored no more.
 *
 * Until now earlier books were known only by sentences of the audit log, which was written after the change itself; with
 * one entry lost, two books would have shared their keys. They are read from it here, once. The number outlives a purge:
 * an answer that arrives after it must not pass for one that was asked later.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table connection_epoch (
    company_id bigint not null primary key,
    epoch      bigint not null
  )`.execute(db);
  await sql`create table ledger (
    company_id bigint not null,
    seq        bigint not null,
    base_url   text not null,
    tenant     text not null,
    key_tenant text not null,
    how        text not null,
    from_at    text not null,
    until_at   text,
    primary key (company_id, seq)
  )`.execute(db);
  for (const row of await ledgersToldOf(db)) {
    await sql`insert into ledger (company_id, seq, base_url, tenant, key_tenant, how, from_at, until_at) values
      (${row.company}, ${row.seq}, ${row.baseUrl}, ${row.tenant}, ${row.keyTenant}, ${row.how}, ${row.from}, ${row.until})`.execute(
      db,
    );
  }
}

type Told = { baseUrl: string; tenant: string; keyTenant: string };
type Row = Told & { company: number; seq: number; how: string; from: string; until: string | null };

async function ledgersToldOf(db: Kysely<unknown>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const lastOf = (company: number): Row | undefined => rows.findLast((row) => row.company === company);
  const begin = (company: number, told: Told, from: string): void => {
    const last = lastOf(company);
    if (last && last.until === null && same(last, told)) return;
    if (last) last.until ??= from;
    const how = !last ? "first" : same(last, told) ? "again" : last.keyTenant === told.keyTenant ? "moved" : "another";
    rows.push({ ...told, company, seq: (last?.seq ?? 0) + 1, how, from, until: null });
  };
  const entries = await sql<{ company_id: number; at: string; body: string }>`
    select company_id, at, body from audit_entry order by company_id, seq`.execute(db);
  for (const { company_id, at, body } of entries.rows) {
    const { what, after } = JSON.parse(body) as { what?: unknown; after?: Partial<Told> | null };
    const last = lastOf(company_id);
    if (what === "removed the connection" && last) last.until ??= at;
    if (what === "changed the connection" && isTold(after)) begin(company_id, toldIn(after), at);
  }
  const now = await sql<{ company_id: number; base_url: string; tenant: string; key_tenant: string; at: string }>`
    select company_id, base_url, tenant, key_tenant, updated_at as at from connection order by company_id`.execute(db);
  for (const { company_id, base_url, tenant, key_tenant, at } of now.rows) {
    begin(company_id, { baseUrl: base_url, tenant, keyTenant: key_tenant }, at);
  }
  return rows;
}

function isTold(after: Partial<Told> | null | undefined): after is Told {
  const parts: readonly unknown[] = [after?.baseUrl, after?.tenant, after?.keyTenant];
  return parts.every((part) => typeof part === "string");
}

function toldIn({ baseUrl, tenant, keyTenant }: Told): Told {
  return { baseUrl, tenant, keyTenant };
}

function same(a: Told, b: Told): boolean {
  return a.baseUrl === b.baseUrl && a.tenant === b.tenant && a.keyTenant === b.keyTenant;
}
