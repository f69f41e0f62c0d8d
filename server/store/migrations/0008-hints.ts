import { sql, type Kysely } from "kysely";

/**
 * Hints: stored before they are answered, so that none is lost with a process and none counts twice, whichever instance
 * it reaches. They are deleted by age. A hint marks the commitment of its payment (`hinted_at`), which the next Sync Run
 * then lists. And the webhook in Procore, which outlives its connection until Procore has confirmed that it is gone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table hint (
    company_id          bigint not null,
    source              text not null check (source in ('Acumatica', 'Procore')),
    event               text not null,
    project_id          bigint,
    contract_payment_id bigint,
    at                  text not null,
    followed_at         text,
    primary key (company_id, source, event)
  )`.execute(db);
  await sql`create index hint_waiting on hint (at) where followed_at is null`.execute(db);
  await sql`create index hint_at on hint (at)`.execute(db);
  await sql`create table procore_hook (
    company_id   bigint primary key,
    hook_id      text,
    user_id      bigint,
    status       text not null check (status in ('asked', 'live', 'refused', 'not offered')),
    says         text,
    checked_at   text not null,
    read_through text not null
  )`.execute(db);
  await sql`alter table commitment add column hinted_at text`.execute(db);
}
