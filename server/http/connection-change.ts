import type { BodyOf } from "../contract/endpoint.ts";
import type { PutConnection } from "../contract/connection.ts";
import type { ConnectionChange, StoredConnection } from "../store/connections.ts";
import type { Ledger } from "../store/ledgers.ts";
import { InvalidRequest } from "./problem.ts";

type Entered = BodyOf<typeof PutConnection>;

export type Change = Omit<ConnectionChange, "note">;

type New = Pick<StoredConnection, "companyId" | "connectedBy" | "webhookTokens" | "createdAt" | "updatedAt">;

/**
 * What an entered connection makes of the stored one. Another address or tenant is either the same ledger, moved (the
 * keys in Procore stay ours), or another one (new keys; nothing of the old is touched): only an admin can know.
 * @param ledgers every one the company was ever connected to, latest last; also while it is disconnected.
 * @throws InvalidRequest pointer /ledger or /clientSecret
 */
export function changeTo(
  entered: Entered,
  before: StoredConnection | null,
  { ledgers, fresh }: { readonly ledgers: readonly Ledger[]; readonly fresh: New },
): Change {
  const { baseUrl, tenant, clientId } = entered;
  const moved = isElsewhere(entered, before ?? ledgers.at(-1) ?? null);
  if (moved && entered.ledger === undefined) throw wrong("/ledger", WHICH_LEDGER);
  const kept = before && !moved && before.clientId === clientId ? before : null;
  const clientSecret = entered.clientSecret ?? kept?.clientSecret;
  if (clientSecret === undefined) throw wrong("/clientSecret", "Enter the client secret.");
  return {
    connection: {
      ...fresh,
      ...(before && { webhookTokens: before.webhookTokens, createdAt: before.createdAt }),
      baseUrl,
      tenant,
      keyTenant: keyTenantOf(entered, before ? [...ledgers, before] : ledgers, moved),
      clientId,
      clientSecret,
      status: kept?.status ?? "needs sign-in",
      heldBecause: null,
      checks: kept?.checks ?? [],
      reader: kept?.reader ?? null,
      probe: kept?.probe ?? null,
      chainExpiresAt: kept?.chainExpiresAt ?? null,
    },
    dropTokens: kept === null,
    dropPicture: moved,
    moved: moved && entered.ledger === "moved",
  };
}

const WHICH_LEDGER =
  "The address or tenant is another than before. Say whether the same books have moved, or these are other books.";

function isElsewhere(entered: Pick<Ledger, "baseUrl" | "tenant">, last: Ledger | null): boolean {
  return last !== null && !sameBooks(entered, last);
}

/** Acumatica tells tenants apart without case. */
function sameBooks(a: Pick<Ledger, "baseUrl" | "tenant">, b: Pick<Ledger, "baseUrl" | "tenant">): boolean {
  return a.baseUrl === b.baseUrl && a.tenant.toLowerCase() === b.tenant.toLowerCase();
}

/** Other books get a name that none before them had; those the company comes back to, the name they had. */
function keyTenantOf(entered: Entered, ledgers: readonly Ledger[], moved: boolean): string {
  const last = ledgers.at(-1);
  if (!last) return entered.tenant;
  if (!moved || entered.ledger === "moved") return last.keyTenant;
  const again = ledgers.findLast((ledger) => sameBooks(entered, ledger));
  if (again) return again.keyTenant;
  const used = new Set(ledgers.map(({ keyTenant }) => keyTenant.toLowerCase()));
  const { host, pathname } = new URL(entered.baseUrl);
  const names = [entered.tenant, `${entered.tenant}@${host}`, `${entered.tenant}@${host}${pathname}`];
  return names.find((name) => !used.has(name.toLowerCase())) ?? `${entered.tenant}@${host}${pathname}~${used.size}`;
}

function wrong(pointer: string, detail: string): InvalidRequest {
  return new InvalidRequest([{ pointer, detail }]);
}
