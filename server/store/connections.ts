import type { AsItStood } from "../domain/as-it-stood.ts";
import type { Instant } from "../domain/payment.ts";
import { append, type AuditNote } from "./audit.ts";
import { fromJson, fromNullableJson } from "./batches.ts";
import type { Db, Queries } from "./db.ts";
import { enterLedger, leaveLedger, ledgersOf, type StoredLedger } from "./ledgers.ts";
import { dropAcumatica } from "./observations-acumatica.ts";
import { changePictures } from "./picture-version.ts";
import type { Schema } from "./schema.ts";
import { hashOf, type Sealer } from "./seal.ts";
import { endStanding, holdStanding } from "./standing-connection.ts";
import { acumaticaOwner, saveTokens, type StoredTokens } from "./tokens.ts";

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

/** With the epoch it stands in: what is asked on it is stored under that. */
export type StandingConnection = StoredConnection & AsItStood;

/** What one change does; all of it together with its entry in the audit log, or nothing. */
export type ConnectionChange = {
  readonly connection: StoredConnection;
  /** The tokens were for another address, tenant or client id. */
  readonly dropTokens: boolean;
  /** What was read belongs to another address or tenant. */
  readonly dropPicture: boolean;
  /** An admin said that the books of before have moved. */
  readonly moved: boolean;
  readonly note: AuditNote | null;
};

/** What goes with a patch, in its transaction. */
export type Beside = {
  /** null: dropped; what was asked with them is stored no more. */
  readonly tokens?: StoredTokens | null;
  /** When Procore said that the app was removed, unless it is known already; null: it is there again. */
  readonly departedAt?: Instant | null;
  readonly note?: AuditNote;
};

export type ConnectionStore = {
  get(companyId: number): Promise<StandingConnection | null>;
  /** `decide` is asked within the transaction: two who change it at once come one after the other. @throws as it does */
  change(
    companyId: number,
    decide: (before: StandingConnection | null, ledgers: readonly StoredLedger[]) => ConnectionChange,
  ): Promise<StoredConnection>;
  /** Stores it whole, over the one before. */
  put(connection: StoredConnection): Promise<void>;
  /**
   * Fields given are stored, the others stay. false, and nothing is stored: there is no connection, it stands otherwise by
   * now, or the departure is known.
   */
  patch(stood: AsItStood, patch: ConnectionPatch, beside?: Beside): Promise<boolean>;
  /** Removes the connection and its tokens; pictures, links and settings stay. `note` of what was there. */
  remove(companyId: number, note?: (before: StoredConnection) => AuditNote): Promise<void>;
  list(): Promise<readonly StoredConnection[]>;
  /** Who has one, without opening its secrets. */
  companies(): Promise<readonly number[]>;
  /** Whose webhook is this? */
  companyOfHook(system: HookSystem, token: string): Promise<number | null>;
};

type Row = Schema["connection"];

export function createConnections(db: Db, sealer: Sealer, now: () => Date): ConnectionStore {
  const change: ConnectionStore["change"] = (companyId, decide) =>
    changePictures(db, companyId, async (within) => {
      await holdStanding(within, companyId);
      const before = await connectionOf(within, companyId, sealer);
      const decided = decide(before, await ledgersOf(within, companyId));
      await storeChange(within, { before, decided, sealer });
      return decided.connection;
    });
  return {
    get: (companyId) => connectionOf(db, companyId, sealer),
    change,
    async put(connection) {
      const kept = { dropTokens: false, dropPicture: false, moved: false, note: null };
      await change(connection.companyId, () => ({ connection, ...kept }));
    },
    patch: (stood, patch, beside = {}) =>
      changePictures(db, stood.companyId, async (within) => {
        const { companyId, epoch } = stood;
        if ((await holdStanding(within, companyId)) !== epoch) return false;
        if (!(await storeDeparture(within, companyId, beside.departedAt))) return false;
        const { numUpdatedRows } = await within.query
          .updateTable("connection")
          .set({ ...columnsOf(patch, companyId, sealer), updated_at: now().toISOString() })
          .where("company_id", "=", companyId)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        if (beside.tokens) await saveTokens(within, sealer, acumaticaOwner(companyId), beside.tokens);
        if (beside.tokens === null) {
          await endStanding(within, companyId);
          await dropTokens(within, companyId);
        }
        if (beside.note) await append(within, beside.note);
        return true;
      }),
    remove: (companyId, note) =>
      changePictures(db, companyId, async (within) => {
        await holdStanding(within, companyId);
        const before = await connectionOf(within, companyId, sealer);
        if (!before) return;
        await endStanding(within, companyId);
        await leaveLedger(within, companyId, now().toISOString());
        await within.query.deleteFrom("token").where("owner", "=", acumaticaOwner(companyId)).execute();
        await within.query.deleteFrom("connection").where("company_id", "=", companyId).execute();
        if (note) await append(within, note(before));
      }),
    async list() {
      return (await db.query.selectFrom("connection").selectAll().orderBy("company_id").execute()).map((row) =>
        connectionIn(row, sealer),
      );
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

type Change = {
  readonly before: StandingConnection | null;
  readonly decided: ConnectionChange;
  readonly sealer: Sealer;
};

async function storeChange(within: Queries, { before, decided, sealer }: Change): Promise<void> {
  const { connection, dropPicture, moved, note } = decided;
  const { companyId, updatedAt } = connection;
  if (dropPicture || (before && isOther(before, connection))) await endStanding(within, companyId);
  if (decided.dropTokens) await dropTokens(within, companyId);
  if (dropPicture) await dropAcumatica(within, companyId);
  const columns = columnsOf(connection, companyId, sealer);
  const row = { ...columns, company_id: companyId, created_at: connection.createdAt, updated_at: updatedAt } as Row;
  await within.query
    .insertInto("connection")
    .values(row)
    .onConflict((conflict) => conflict.column("company_id").doUpdateSet(row))
    .execute();
  await enterLedger(within, companyId, { ledger: connection, moved, at: updatedAt });
  if (note) await append(within, note);
}

/** Was what is known asked at another place, or as another client, who may see other things? */
function isOther(before: StoredConnection, after: StoredConnection): boolean {
  return (["baseUrl", "tenant", "keyTenant", "clientId"] as const).some((name) => before[name] !== after[name]);
}

/** A lease on them stands. */
async function dropTokens({ query }: Queries, companyId: number): Promise<void> {
  await query.updateTable("token").set({ sealed: null }).where("owner", "=", acumaticaOwner(companyId)).execute();
}

/** false: it was known already. */
async function storeDeparture({ query }: Queries, companyId: number, at: Instant | null | undefined): Promise<boolean> {
  if (at === undefined) return true;
  if (at === null) {
    await query.deleteFrom("departure").where("company_id", "=", companyId).execute();
    return true;
  }
  const noted = await query
    .insertInto("departure")
    .values({ company_id: companyId, seen_at: at })
    .onConflict((conflict) => conflict.column("company_id").doNothing())
    .returning("company_id")
    .executeTakeFirst();
  return noted !== undefined;
}

async function connectionOf({ query }: Queries, companyId: number, sealer: Sealer): Promise<StandingConnection | null> {
  const row = await query
    .selectFrom("connection")
    .leftJoin("connection_epoch", "connection_epoch.company_id", "connection.company_id")
    .selectAll("connection")
    .select("connection_epoch.epoch")
    .where("connection.company_id", "=", companyId)
    .executeTakeFirst();
  return row ? { ...connectionIn(row, sealer), epoch: row.epoch ?? 0 } : null;
}

/**
 * The tenant of the company's keys, also after its connection was removed: what was synced stays ours. "" while it has
 * never been connected, when there are none.
 */
export async function keyTenantOf({ query }: Queries, companyId: number): Promise<string> {
  const connected = query.selectFrom("connection").select("key_tenant").where("company_id", "=", companyId);
  const last = query
    .selectFrom("ledger")
    .select("key_tenant")
    .where("company_id", "=", companyId)
    .orderBy("seq", "desc");
  const row = (await connected.executeTakeFirst()) ?? (await last.limit(1).executeTakeFirst());
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
