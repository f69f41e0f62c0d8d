import { z } from "zod";
import { SyncError } from "../domain/errors.ts";
import type { Hint } from "../domain/hint.ts";
import type { ProcoreClient, ProcoreRequest } from "./client.ts";
import { DeliveryRow, HookEvent, HookResourceRow, HookRow, MeRow, TriggerRow } from "./schema.ts";
import { hookChanges, type FoundHook, type HookChange, type Trigger, type WantedHook } from "./webhook-plan.ts";

/** One hook of one company, as it should be. */
export type HookWish = {
  readonly url: string;
  /** The whole `Authorization` header that its deliveries carry. */
  readonly authorization: string;
  /** The id it had when we last looked; null where we know of none. */
  readonly knownId: string | null;
  /** What every address of this server begins with. */
  readonly urlPrefix: string;
};

/** What a delivery says, with who did what it tells of. */
export type ToldEvent = Hint & { readonly companyId: number | null; readonly userId: number | null };

/** One namespace for all companies (docs/plan_your_app/webhooks_api.md: small letters, digits and dashes). */
const NAMESPACE = "acumatica-payments";
/** The vendor's advice for new apps: every id a text (docs/plan_your_app/webhooks.md). */
const PAYLOAD_VERSION = "v4.0";
const PAYMENTS = "contract payments";
const COMMITMENTS = ["work order contracts", "purchase order contracts"];
/** What Procore's webhooks call subcontractor invoices. */
const INVOICES = "draw requests";
const RESOURCES = [PAYMENTS, ...COMMITMENTS, INVOICES];
const EVENTS = ["create", "update", "delete"];
/** Lists of version 2 have 10 rows a page, and at most 100. */
const MANY = 100;

/**
 * Makes the company's hook what it should be, and reads back whether it is.
 * @returns its id; null where Procore offers no webhook of payments to this company
 */
export async function ensureHook(client: ProcoreClient, companyId: number, wish: HookWish): Promise<string | null> {
  const triggers = await offeredTriggers(client, companyId);
  const wanted = triggers.length === 0 ? null : { url: wish.url, payloadVersion: PAYLOAD_VERSION, triggers };
  let knownId = wish.knownId;
  for (let turns = 2; ; turns -= 1) {
    const found = await readHooks(client, companyId);
    const changes = hookChanges(wanted, found, { id: knownId, urlPrefix: wish.urlPrefix });
    if (changes.length === 0) return wanted && knownId;
    if (turns === 0) throw new SyncError("rejected", "Procore", "Procore did not keep the webhook as it was asked to.");
    for (const change of changes) knownId = (await make(client, companyId, { change, wanted, wish })) ?? knownId;
  }
}

/** Deletes every hook of the company that leads to this server, and the one that is remembered. */
export async function removeHook(
  client: ProcoreClient,
  companyId: number,
  { knownId, urlPrefix }: Pick<HookWish, "knownId" | "urlPrefix">,
): Promise<void> {
  const rows = await listHooks(client, companyId);
  const found = rows.map((row) => ({ ...hookIn(row), triggers: [] }));
  for (const change of hookChanges(null, found, { id: knownId, urlPrefix })) {
    await make(client, companyId, { change, wanted: null, wish: null });
  }
}

/** Events of deliveries that did not reach us since that day: given up by Procore, or failed and still to come. */
export async function readMissed(
  client: ProcoreClient,
  companyId: number,
  { hookId, since }: { readonly hookId: string; readonly since: string },
): Promise<readonly ToldEvent[]> {
  const path = `/rest/v2.0/companies/${companyId}/webhooks/hooks/${encodeURIComponent(hookId)}/deliveries`;
  const missed: ToldEvent[] = [];
  for (const status of ["discarded", "failed"]) {
    const query = [
      ["filter[status]", status],
      ["filter[start]", since.slice(0, 10)],
    ] as const;
    const asked = { path, doing: "list the webhook's deliveries", companyId, query };
    const rows = await client.list(asked, DeliveryRow, MANY, "data");
    missed.push(...rows.flatMap(({ payload }) => (payload ? [toldIn(payload)] : [])));
  }
  return missed;
}

/** The Directory user that the app's own writes are told to be by. */
export async function readOwnUser(client: ProcoreClient, companyId: number): Promise<number> {
  const query = [["company_id", String(companyId)]] as const;
  const asked = { path: "/rest/v1.0/me", doing: "say who the app is", companyId, query };
  return (await client.read(asked, MeRow)).id;
}

/** The event in a delivery's body, of any payload version; null: not one. */
export function readEvent(body: unknown): ToldEvent | null {
  const { success, data } = HookEvent.safeParse(body);
  return success ? toldIn(data) : null;
}

function toldIn(event: z.output<typeof HookEvent>): ToldEvent {
  const resource = (event.resource_type ?? event.resource_name ?? "").toLowerCase();
  const number = Number(event.resource_id);
  const id = Number.isSafeInteger(number) && number > 0 ? number : null;
  const deleted = /^(delete|destroy)/i.test(event.reason ?? event.event_type ?? "");
  return {
    event: event.ulid ?? String(event.id),
    from: "Procore",
    companyId: event.company_id ?? null,
    projectId: event.project_id ?? null,
    userId: event.user_id ?? null,
    contractPaymentId: resource === PAYMENTS ? id : null,
    commitmentId: COMMITMENTS.includes(resource) ? id : null,
    // What is new or changed is in the next list; only what is no longer in any has to be remembered.
    invoiceId: resource === INVOICES && deleted ? id : null,
  };
}

/** Read instead of written down: the vendor's list of names changes. Nothing without payments. */
async function offeredTriggers(client: ProcoreClient, companyId: number): Promise<readonly Trigger[]> {
  const asked = {
    path: `/rest/v2.0/companies/${companyId}/webhooks/resources`,
    doing: "list what webhooks can tell of",
    companyId,
    query: [["payload_version", PAYLOAD_VERSION]] as const,
  };
  const rows = await client.list(asked, HookResourceRow, MANY, "data");
  const ours = rows.filter(({ id }) => RESOURCES.includes(id.toLowerCase()));
  if (!ours.some(({ id }) => id.toLowerCase() === PAYMENTS)) return [];
  return ours.flatMap(({ id, actions }) => {
    const offered = new Set(actions.map((action) => action.toLowerCase()));
    return EVENTS.filter((event) => offered.has(event)).map((event) => ({ resource: id, event }));
  });
}

function listHooks(client: ProcoreClient, companyId: number) {
  const asked = {
    path: `/rest/v2.0/companies/${companyId}/webhooks/hooks`,
    doing: "list the app's webhooks",
    companyId,
    query: [["namespace", NAMESPACE]] as const,
  };
  return client.list(asked, HookRow, MANY, "data");
}

async function readHooks(client: ProcoreClient, companyId: number): Promise<readonly FoundHook[]> {
  const found: FoundHook[] = [];
  for (const row of await listHooks(client, companyId)) {
    const path = `/rest/v2.0/companies/${companyId}/webhooks/hooks/${encodeURIComponent(row.id)}/triggers`;
    const rows = await client.list({ path, doing: "list the webhook's triggers", companyId }, TriggerRow, MANY, "data");
    const triggers = rows.map((one) => ({
      id: one.id,
      resource: one.resource_name ?? "",
      event: one.event_type ?? "",
    }));
    found.push({ ...hookIn(row), triggers });
  }
  return found;
}

function hookIn({ id, status, destination_url, payload_version }: z.output<typeof HookRow>) {
  return { id, url: destination_url ?? "", active: status === "active", payloadVersion: payload_version ?? "" };
}

type Making = {
  readonly change: HookChange;
  readonly wanted: WantedHook | null;
  readonly wish: HookWish | null;
};

/** One change; the id of the hook that is ours from then on, where it is another than before. */
async function make(
  client: ProcoreClient,
  companyId: number,
  { change, wanted, wish }: Making,
): Promise<string | null> {
  const asked = (method: ProcoreRequest["method"], path: string, json?: unknown): ProcoreRequest => ({
    method,
    path,
    companyId,
    doing: method === "DELETE" ? "delete the webhook" : "set up the webhook",
    ...(json !== undefined && { json }),
  });
  const fields = {
    payload_version: wanted?.payloadVersion,
    namespace: NAMESPACE,
    destination_url: wanted?.url,
    destination_headers: { Authorization: wish?.authorization },
  };
  if (change.kind === "create") {
    const path = `/rest/v2.0/companies/${companyId}/webhooks/hooks`;
    const { data } = await client.write(asked("POST", path, fields), z.object({ data: HookRow }));
    await make(client, companyId, { change: { ...change, kind: "add triggers", id: data.id }, wanted, wish });
    return data.id;
  }
  if (change.kind === "amend") {
    const path = `/rest/v2.0/companies/${companyId}/webhooks/hooks/${encodeURIComponent(change.id)}`;
    await client.send(asked("PATCH", path, { ...fields, status: "active" }));
    return change.id;
  }
  if (change.kind === "delete") {
    await client.send(
      asked("DELETE", `/rest/v2.0/companies/${companyId}/webhooks/hooks/${encodeURIComponent(change.id)}`),
    );
    return null;
  }
  const path = `/rest/v2.0/companies/${companyId}/webhooks/hooks/${encodeURIComponent(change.id)}/triggers/bulk`;
  if (change.kind === "remove triggers") await client.send(asked("DELETE", path, change.triggerIds));
  else {
    const triggers = change.triggers.map(({ resource, event }) => ({ resource_name: resource, event_type: event }));
    await client.send(asked("POST", path, triggers));
  }
  return null;
}
