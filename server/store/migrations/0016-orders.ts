import { sql, type Kysely } from "kysely";

/**
 * Lines keep the order's type beside its number. What was read before lacks the type, and through contract REST perhaps
 * the number: it is unknown, which is not the same as none. So Acumatica is read from its beginning once more.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update bill set body = replace(body, '"commitment":', '"order":"unknown","commitment":')`.execute(db);
  await sql`update watermark set through = null`.execute(db);
  await sql`delete from seen_row`.execute(db);
}
