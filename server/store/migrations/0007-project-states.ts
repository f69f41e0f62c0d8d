import { sql, type Kysely } from "kysely";

/**
 * How many applications of a project stood in which state when its last Sync Run ended, for the operator's metrics.
 * The pages never read it: they compute the states from the pictures.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table project_states (
    company_id bigint not null,
    project_id bigint not null,
    at         text not null,
    counts     text not null,
    primary key (company_id, project_id)
  )`.execute(db);
}
