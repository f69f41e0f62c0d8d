import { sql, type Kysely } from "kysely";

/**
 * Companies, their connection to Acumatica, tokens and sessions.
 *
 * Everything belongs to a Procore company, and every table that holds something of one has `company_id`, so that a
 * purge can find it and no query need ever cross companies. Secrets are sealed before they come here; codes, bearers
 * and webhook tokens are looked up by hash, so a stolen copy of the database opens nothing.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table company (
    company_id   bigint primary key,
    name         text,
    currency     text,
    web_base_url text,
    has_erp_tool integer,
    erp_tool_at  text,
    settings     text not null
  )`.execute(db);
  await sql`create table connection (
    company_id          bigint primary key,
    base_url            text not null,
    tenant              text not null,
    key_tenant          text not null, -- the tenant as it stands in origin ids; outlives a moved ledger
    client_id           text not null,
    sealed_secret       text not null,
    status              text not null check (status in ('needs sign-in', 'ready')),
    held_because        text,
    checks              text not null,
    reader              text,
    probe               text,
    chain_expires_at    text,
    connected_by        text not null,
    sealed_hooks        text not null,
    procore_hook_hash   text not null unique,
    acumatica_hook_hash text not null unique,
    created_at          text not null,
    updated_at          text not null
  )`.execute(db);
  // The lease stands beside the tokens it guards: one refresh at a time, whichever instance asks.
  await sql`create table token (
    owner        text primary key,
    company_id   bigint,
    sealed       text,
    lease_holder text,
    lease_until  text
  )`.execute(db);
  for (const table of ["login_code", "session"]) {
    const user = table === "session" ? sql`user_id bigint not null,` : sql``;
    await sql`create table ${sql.table(table)} (
      hash       text primary key,
      company_id bigint,
      ${user}
      sealed     text not null,
      expires_at text not null
    )`.execute(db);
    await sql`create index ${sql.ref(`${table}_expires`)} on ${sql.table(table)} (expires_at)`.execute(db);
  }
}
