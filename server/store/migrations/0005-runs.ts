import { sql, type Kysely } from "kysely";

/**
 * Sync Runs, and at most one unfinished run per project.
 *
 * Two runs that overlap would each plan against payments the other is about to change, and both would create the
 * missing ones. The database refuses the second; code alone cannot, because two instances may ask at the same moment.
 * A run that stops beating (its process died) is failed, so a crash never blocks a project for good.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table sync_run (
    id          text primary key,
    company_id  bigint not null,
    project_id  bigint not null,
    mode        text not null check (mode in ('preview', 'apply')),
    "trigger"   text not null,
    scope       text,
    plan_of     text,
    undo_of     text,
    asked_by    text,
    status      text not null check (status in ('queued', 'running', 'succeeded', 'partial', 'failed')),
    queued_at   text not null,
    started_at  text,
    finished_at text,
    holder      text,
    beat_at     text,
    counts      text not null,
    error       text,
    check ((finished_at is null) = (status in ('queued', 'running'))),
    check (status <> 'running' or (holder is not null and beat_at is not null))
  )`.execute(db);
  await sql`create unique index one_unfinished_run on sync_run (company_id, project_id)
    where finished_at is null`.execute(db);
  await sql`create index sync_run_newest on sync_run (company_id, queued_at, id)`.execute(db);
  await sql`create index sync_run_unfinished on sync_run (status) where finished_at is null`.execute(db);
  await sql`create table run_change (
    run_id     text not null references sync_run (id) on delete cascade,
    seq        integer not null,
    company_id bigint not null,
    key        text not null,
    body       text not null,
    outcome    text,
    error      text,
    primary key (run_id, seq)
  )`.execute(db);
  await sql`create index run_change_key on run_change (run_id, key)`.execute(db);
  await sql`create index run_change_company on run_change (company_id)`.execute(db);
}
