import { sql, type Kysely } from "kysely";
import { asRead, folded } from "../../domain/number.ts";

/** How numbers of each kind are compared from now on; bills keep their zeros, they are keys of Acumatica's. */
const COMPARED = { project: asRead, commitment: asRead, bill: folded } as const;

/**
 * Numbers compare as people read them: one dash for all, no invisible characters, leading zeros of digits alone do not
 * count. What bills and projects name each other by is brought into that form.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [kind, compared] of Object.entries(COMPARED)) {
    await compareAnew(db, { table: "bill_reference", rest: "bill", kind, compared });
    await compareAnew(db, { table: "project_reference", rest: "project_id, source", kind, compared });
  }
}

type Names = {
  readonly table: string;
  /** Columns beside company, kind and value. */
  readonly rest: string;
  readonly kind: string;
  readonly compared: (text: string) => string;
};

async function compareAnew(db: Kysely<unknown>, { table, rest, kind, compared }: Names): Promise<void> {
  const names = sql.table(table);
  const { rows } = await sql<{ company_id: number; value: string }>`
    select distinct company_id, value from ${names} where kind = ${kind}`.execute(db);
  for (const { company_id: company, value } of rows) {
    const read = compared(value);
    if (read === value) continue;
    const old = sql`company_id = ${company} and kind = ${kind} and value = ${value}`;
    if (read !== "") {
      await sql`insert into ${names} (company_id, kind, value, ${sql.raw(rest)})
        select company_id, kind, ${read}, ${sql.raw(rest)} from ${names} where ${old} on conflict do nothing`.execute(
        db,
      );
    }
    await sql`delete from ${names} where ${old}`.execute(db);
  }
}
