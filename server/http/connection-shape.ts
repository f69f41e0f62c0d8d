import type { ConnectionShape } from "../contract/connection.ts";
import type { HookState } from "../domain/hint.ts";
import { authorizationOf, wantsHook } from "../jobs/hook-keeper.ts";
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
  const trouble = await store.pictures.trouble(companyId);
  const settings = await store.settings.get(companyId);
  const { schedule, timeZone: chosen } = settings;
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
    trouble: trouble && { kind: trouble.kind, says: trouble.says, since: trouble.since },
    nextScheduledAt: next?.toISOString() ?? null,
    procoreTells: stored && told(wantsHook(settings, publicUrl), await store.procoreHooks.get(companyId)),
    acumaticaPush:
      stored && canConfigure ? pushOf(stored, publicUrl, await store.hints.lastAt(companyId, "Acumatica")) : null,
  };
}

function pushOf({ webhookTokens }: StoredConnection, publicUrl: string, lastAt: string | null) {
  const { acumatica, secrets } = webhookTokens;
  if (!secrets) return null;
  const header = { name: "Authorization", value: authorizationOf(secrets.acumatica) };
  return { url: `${publicUrl}/hooks/acumatica/${acumatica}`, header, lastAt };
}

/** Why changes in Procore are seen later than at once; with a webhook that is wanted, what became of it. */
const UNWANTED: Readonly<Record<Exclude<ReturnType<typeof wantsHook>, "wanted">, string>> = {
  "no https":
    "This app has no public https address to which Procore could tell of changes: they are seen at the next sync.",
  never: "With the schedule Never, changes in Procore are seen when somebody syncs.",
  "no project": "Once a project is mapped, Procore is asked to tell of changes.",
};

function told(wish: ReturnType<typeof wantsHook>, state: HookState | null): { live: boolean; says: string } {
  const later = (says: string) => ({ live: false, says });
  if (wish !== "wanted") return later(UNWANTED[wish]);
  if (!state || state.status === "asked")
    return later("Procore is being asked to tell of changes. Until then they are seen at the next sync.");
  if (state.status === "live") return { live: true, says: "Changes in Procore are seen within seconds." };
  if (state.status === "refused") return later(`${state.says ?? ""} Changes in Procore are seen at the next sync.`);
  return later("Procore offers this company no webhook of payments: changes are seen at the next sync.");
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
