import type { ConnectionShape } from "../contract/connection.ts";
import { nextAt } from "../jobs/schedule.ts";
import type { StoredConnection } from "../store/connections.ts";
import { STREAMS, type Watermark } from "../sync/ports.ts";
import type { Caller } from "./access.ts";
import type { RouteDeps } from "./deps.ts";

/** The connection as its page shows it to this caller, without secrets; also where there is none. */
export async function connectionShape(
  { store, gate, timeZone, now, publicUrl }: Pick<RouteDeps, "store" | "gate" | "timeZone" | "now" | "publicUrl">,
  companyId: number,
  caller: Caller,
): Promise<ConnectionShape> {
  const { canConfigure } = await gate.accessOf(caller, companyId, null);
  const stored = await store.connections.get(companyId);
  const marks = await Promise.all(STREAMS.map((stream) => store.pictures.watermark(companyId, stream)));
  const { schedule, timeZone: chosen } = await store.settings.get(companyId);
  const next = stored?.status === "ready" ? nextAt({ schedule, companyId, timeZone: chosen ?? timeZone }, now()) : null;
  return {
    ...standing(stored),
    baseUrl: stored?.baseUrl ?? null,
    tenant: stored?.tenant ?? null,
    clientId: stored?.clientId ?? null,
    hasClientSecret: stored !== null,
    signInExpiresAt: stored?.chainExpiresAt ?? null,
    reader: stored?.reader ?? null,
    checks: stored?.checks.map((check) => ({ ...check })) ?? [],
    checkedAt: stored && stored.checks.length > 0 ? stored.updatedAt : null,
    backfillComplete: marks.every(({ complete }) => complete),
    readThrough: earliest(marks.map(({ through }) => through)),
    lastObservedAt: earliest(marks.map(({ at }) => at)),
    nextScheduledAt: next?.toISOString() ?? null,
    pushUrls: stored && canConfigure ? pushUrls(stored, publicUrl) : null,
  };
}

function pushUrls({ webhookTokens }: StoredConnection, publicUrl: string) {
  return {
    procore: `${publicUrl}/hooks/procore/${webhookTokens.procore}`,
    acumatica: `${publicUrl}/hooks/acumatica/${webhookTokens.acumatica}`,
  };
}

function standing(stored: StoredConnection | null): Pick<ConnectionShape, "status" | "says"> {
  if (!stored) return { status: "not connected", says: "Enter where Acumatica is, and sign in to it." };
  if (stored.status === "needs sign-in")
    return { status: "needs sign-in", says: stored.heldBecause ?? "Sign in to Acumatica." };
  if (stored.heldBecause !== null) return { status: "held", says: stored.heldBecause };
  return { status: "connected", says: "Connected." };
}

function earliest(instants: readonly Watermark["at"][]): string | null {
  return instants.reduce((a, b) => (a === null || b === null ? null : a < b ? a : b), instants[0] ?? null);
}
