import type { Instant } from "../domain/payment.ts";
import { fromJson, fromNullableJson } from "./batches.ts";
import type { Db, Queries } from "./db.ts";
import { changePictures } from "./picture-version.ts";
import type { Schema } from "./schema.ts";
import { hashOf, type Sealer } from "./seal.ts";
import { acumaticaOwner } from "./tokens.ts";

/** One thing the probe looked at. `ok` null: could not be told. `fix`: what to do about it, in words. */
export type Check = {
  readonly id: string;
  readonly label: string;
  readonly ok: boolean | null;
  readonly says: string;
  readonly fix: string | null;
};

/** Parts of the addresses at which each system may say that something changed, and what its header must carry. */
export type HookTokens = {
  readonly procore: string;
  readonly acumatica: string;
  /** A connection from before these has none until it is next looked at, and takes no hint. */
  readonly secrets?: { readonly procore: string; readonly acumatica: string };
};

/** The systems that have an address of their own here. */
export type HookSystem = "procore" | "acumatica";

/** A Procore company joined to an Acumatica tenant. */
export type StoredConnection = {
  readonly companyId: number;
  readonly baseUrl: string;
  readonly tenant: string;
  /** The tenant as it stands in origin ids; fixed at the first connection. */
  readonly keyTenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly status: "needs sign-in" | "ready";
  /** Why all writing is held (a changed ledger); null when it is not. */
  readonly heldBecause: string | null;
  readonly checks: readonly Check[];
  readonly reader: "dac" | "contract" | null;
  /** What the probe found, as the adapter wrote it. */
  readonly probe: Readonly<Record<string, unknown>> | null;
  readonly chainExpiresAt: Instant | null;
  /** Login of the admin who connected. */
  readonly connectedBy: string;
  /** Random, given by the caller. */
  readonly webhookTokens: HookTokens;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

export type ConnectionPatch = Partial<Omit<StoredConnection, "companyId" | "createdAt" | "updatedAt">>;

export type ConnectionStore = {
  get(companyId: number): Promise<StoredConnection | null>;
  /** Stores it whole, over the one before. */
  put(connection: StoredConnection): Promise<void>;
  /** Fields given are stored, the others stay. false: there is no connection. */
  patch(companyId: number, patch: ConnectionPatch): Promise<boolean>;
  /** Removes the connection and its tokens; pictures, links and settings stay. */
  remove(companyId: number): Promise<void>;
  list(): Promise<readonly StoredConnection[]>;
  /** Who has one, without opening its secrets. */
  companies(): Promise<readonly number[]>;
  /** Whose webhook is this? */
  companyOfHook(system: HookSystem, token: string): Promise<number | null>;
};

type Row = Schema["connection"];

export function createConnections(db: Db, sealer: Sealer, now: () => Date): ConnectionStore {
  const read = (row: Row) => connectionIn(row, sealer);
  return {
    async get(companyId) {
      const row = await db.query
        .selectFrom("connection")
        .selectAll()
        .where("company_id", "=", companyId)
        .executeTakeFirst();
      return row ? read(row) : null;
    },
    put: (connection) =>
      changePictures(db, connection.companyId, async ({ query }) => {
        const columns = columnsOf(connection, connection.companyId, sealer);
        const row = { ...columns, company_id: connection.companyId, created_at: connection.createdAt } as Row;
        const stored = { ...row, updated_at: connection.updatedAt };
        await query
          .insertInto("connection")
          .values(stored)
          .onConflict((conflict) => conflict.column("company_id").doUpdateSet(stored))
          .execute();
      }),
    patch: (companyId, patch) =>
      changePictures(db, companyId, async ({ query }) => {
        const { numUpdatedRows } = await query
          .updateTable("connection")
          .set({ ...columnsOf(patch, companyId, sealer), updated_at: now().toISOString() })
          .where("company_id", "=", companyId)
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),
    remove: (companyId) =>
      changePictures(db, companyId, async ({ query }) => {
        await query.deleteFrom("token").where("owner", "=", acumaticaOwner(companyId)).execute();
        await query.deleteFrom("connection").where("company_id", "=", companyId).execute();
      }),
    async list() {
      return (await db.query.selectFrom("connection").selectAll().orderBy("company_id").execute()).map(read);
    },
    async companies() {
      const rows = await db.query.selectFrom("connection").select("company_id").orderBy("company_id").execute();
      return rows.map(({ company_id }) => company_id);
    },
    async companyOfHook(system, token) {
      const row = await db.query
        .selectFrom("connection")
        .select("company_id")
        .where(`${system}_hook_hash`, "=", hashOf(token))
        .executeTakeFirst();
      return row?.company_id ?? null;
    },
  };
}

/** The tenant of the company's keys; "" while it has never been connected, when there are none. */
export async function keyTenantOf({ query }: Queries, companyId: number): Promise<string> {
  const row = await query
    .selectFrom("connection")
    .select("key_tenant")
    .where("company_id", "=", companyId)
    .executeTakeFirst();
  return row?.key_tenant ?? "";
}

/** What a connection's secrets are sealed for. */
export function connectionOwner(companyId: number): string {
  return `connection:${companyId}`;
}

function connectionIn(row: Row, sealer: Sealer): StoredConnection {
  const owner = connectionOwner(row.company_id);
  return {
    companyId: row.company_id,
    baseUrl: row.base_url,
    tenant: row.tenant,
    keyTenant: row.key_tenant,
    clientId: row.client_id,
    clientSecret: sealer.open(row.sealed_secret, owner),
    status: row.status as StoredConnection["status"],
    heldBecause: row.held_because,
    checks: fromJson(row.checks),
    reader: row.reader as StoredConnection["reader"],
    probe: fromNullableJson(row.probe),
    chainExpiresAt: row.chain_expires_at,
    connectedBy: row.connected_by,
    webhookTokens: fromJson(sealer.open(row.sealed_hooks, owner)),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function columnsOf(patch: ConnectionPatch, companyId: number, sealer: Sealer): Partial<Row> {
  const { clientSecret, checks, probe, webhookTokens } = patch;
  const owner = connectionOwner(companyId);
  return given({
    base_url: patch.baseUrl,
    tenant: patch.tenant,
    key_tenant: patch.keyTenant,
    client_id: patch.clientId,
    sealed_secret: clientSecret === undefined ? undefined : sealer.seal(clientSecret, owner),
    status: patch.status,
    held_because: patch.heldBecause,
    checks: checks && JSON.stringify(checks),
    reader: patch.reader,
    probe: probe && JSON.stringify(probe),
    chain_expires_at: patch.chainExpiresAt,
    connected_by: patch.connectedBy,
    sealed_hooks: webhookTokens && sealer.seal(JSON.stringify(webhookTokens), owner),
    procore_hook_hash: webhookTokens && hashOf(webhookTokens.procore),
    acumatica_hook_hash: webhookTokens && hashOf(webhookTokens.acumatica),
  });
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function given<T extends object>(columns: T): Given<T> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as Given<T>;
}
