import { migrate, openDb } from "../../server/store/db.ts";
import { startPostgres } from "../battery/engines.ts";

/** One PostgreSQL for all files of a test project, with a migrated database that each world's own is made from. */
export default async function onPostgres(): Promise<() => Promise<void>> {
  const server = await startPostgres();
  const template = openDb(server.url);
  await migrate(template);
  await template.close();
  process.env["TEST_POSTGRES"] = server.url;
  return () => server.stop();
}
