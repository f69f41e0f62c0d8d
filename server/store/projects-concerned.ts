import { sql } from "kysely";
import { settingsOf } from "./companies.ts";
import type { Queries } from "./db.ts";

/** Projects with a mapping, something read of Procore, or a link: those a schedule has to look at. In order. */
export async function projectsWithSomething(queries: Queries, companyId: number): Promise<readonly number[]> {
  const { projectMap } = await settingsOf(queries, companyId);
  const { rows } = await sql<{ project_id: number }>`
    select project_id from project_reading where company_id = ${companyId}
    union select project_id from link where company_id = ${companyId}
    union select project_id from bill_link where company_id = ${companyId}`.execute(queries.query);
  const ids = [...Object.keys(projectMap).map(Number), ...rows.map((row) => row.project_id)];
  return [...new Set(ids)].sort((a, b) => a - b);
}
