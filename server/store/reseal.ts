import { sql } from "kysely";
import { connectionOwner } from "./connections.ts";
import type { Queries } from "./db.ts";
import type { Sealer } from "./seal.ts";
import { codeOwner, sessionOwner } from "./sessions.ts";

/**
 * Seals again, with the current key, what an earlier key sealed; returns how many texts. After that the earlier key
 * can go. Each is replaced only while it still reads as it did, so a token refreshed meanwhile is not set back.
 */
export async function resealAll(db: Queries, sealer: Sealer): Promise<number> {
  let resealed = 0;
  const again = (sealed: string, owner: string) => sealer.seal(sealer.open(sealed, owner), owner);
  for (const { column, rows } of await sealedTexts(db)) {
    for (const { id, sealed, owner } of rows) {
      if (sealer.isCurrent(sealed)) continue;
      resealed += await column.replace(id, sealed, again(sealed, owner));
    }
  }
  return resealed;
}

type SealedText = { readonly id: string | number; readonly sealed: string; readonly owner: string };
type Column = { replace(id: string | number, from: string, to: string): Promise<number> };

async function sealedTexts(db: Queries): Promise<readonly { column: Column; rows: readonly SealedText[] }[]> {
  const { query } = db;
  const connections = await query
    .selectFrom("connection")
    .select(["company_id", "sealed_secret", "sealed_hooks"])
    .execute();
  const tokens = await query.selectFrom("token").select(["owner", "sealed"]).execute();
  const sessions = await query.selectFrom("session").select(["hash", "user_id", "sealed"]).execute();
  const codes = await query.selectFrom("login_code").select(["hash", "sealed"]).execute();
  const ofConnection = (column: "sealed_secret" | "sealed_hooks") => ({
    column: replacing(db, "connection", "company_id", column),
    rows: connections.map((row) => ({
      id: row.company_id,
      sealed: row[column],
      owner: connectionOwner(row.company_id),
    })),
  });
  return [
    ofConnection("sealed_secret"),
    ofConnection("sealed_hooks"),
    {
      column: replacing(db, "token", "owner", "sealed"),
      rows: tokens.flatMap(({ owner, sealed }) => (sealed === null ? [] : [{ id: owner, sealed, owner }])),
    },
    {
      column: replacing(db, "session", "hash", "sealed"),
      rows: sessions.map((row) => ({ id: row.hash, sealed: row.sealed, owner: sessionOwner(row.user_id) })),
    },
    {
      column: replacing(db, "login_code", "hash", "sealed"),
      rows: codes.map((row) => ({ id: row.hash, sealed: row.sealed, owner: codeOwner(row.hash) })),
    },
  ];
}

function replacing({ query }: Queries, table: string, key: string, column: string): Column {
  return {
    async replace(id, from, to) {
      const { numAffectedRows } = await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${to}
        where ${sql.ref(key)} = ${id} and ${sql.ref(column)} = ${from}`.execute(query);
      return Number(numAffectedRows ?? 0n);
    },
  };
}
