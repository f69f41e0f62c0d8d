import type { WireReply } from "../wire.ts";
import { empty, isObject, json, jsonBody, parseJson, Refusal } from "./message.ts";
import { dataPage } from "./pagination.ts";
import { companyOf, projectById, requireCompanyTool, type Context } from "./permissions.ts";
import { timestamp } from "./state.ts";
import { hookRow, RESOURCES, type Delivery, type Hook, type Trigger, type Webhooks } from "./webhooks.ts";

/** Where hooks live: a company, or a project of it. Version 2.0 writes ids as text. */
export type HookScope = { readonly companyId: number; readonly projectId: number | null };

const VERSIONS = ["v4.0", "v3.0", "v2.0"];
const EVENTS = new Set(["create", "update", "delete"]);
const LOOPBACK = /^(localhost|127\.|10\.|192\.168\.|\[::1\])/;

/** @throws Refusal 404 for another company or project, 403 below Standard on the "Webhooks API" tool. */
export function requireHooks(context: Context, scope: HookScope): void {
  if (companyOf(context).id !== scope.companyId) throw v2Error(404, "NOT_FOUND", "Company not found");
  if (scope.projectId !== null) projectById(context, scope.projectId);
  requireCompanyTool(context, "Webhooks API", "Standard");
}

export function listHooks(context: Context, webhooks: Webhooks, scope: HookScope): WireReply {
  const namespace = context.call.query.get("namespace");
  if (scope.projectId === null && namespace === null) throw v2Error(400, "BAD_REQUEST", "namespace is required");
  const rows = hooksOf(webhooks, scope).filter((hook) => namespace === null || hook.namespace === namespace);
  return dataPage(context.call, rows.map(hookRow), context.world.behavior);
}

export function createHook(context: Context, webhooks: Webhooks, scope: HookScope): WireReply {
  const { world, call } = context;
  const body = jsonBody(call);
  const now = world.now();
  const hook: Hook = {
    id: String(world.newId()),
    ...scope,
    payloadVersion: text(body, "payload_version"),
    namespace: text(body, "namespace"),
    destinationUrl: destination(context, text(body, "destination_url")),
    authorization: authorizationOf(body),
    status: "active",
    triggers: [],
    createdAt: now,
    updatedAt: now,
  };
  webhooks.hooks.set(hook.id, hook);
  return json(201, { data: hookRow(hook) });
}

export function showHook(webhooks: Webhooks, scope: HookScope, id: string): WireReply {
  return json(200, { data: hookRow(hookById(webhooks, scope, id)) });
}

export function updateHook(context: Context, webhooks: Webhooks, scope: HookScope, id: string): WireReply {
  const hook = hookById(webhooks, scope, id);
  const body = jsonBody(context.call);
  if ("payload_version" in body) hook.payloadVersion = text(body, "payload_version");
  if ("namespace" in body) hook.namespace = text(body, "namespace");
  if ("destination_url" in body) hook.destinationUrl = destination(context, text(body, "destination_url"));
  if ("destination_headers" in body) hook.authorization = authorizationOf(body);
  if ("status" in body) hook.status = text(body, "status") === "disabled" ? "disabled" : "active";
  hook.updatedAt = context.world.now();
  return json(200, { data: hookRow(hook) });
}

export function deleteHook(webhooks: Webhooks, scope: HookScope, id: string): WireReply {
  webhooks.hooks.delete(hookById(webhooks, scope, id).id);
  return empty(204);
}

export function listTriggers(context: Context, webhooks: Webhooks, scope: HookScope, hookId: string): WireReply {
  const hook = hookById(webhooks, scope, hookId);
  return dataPage(
    context.call,
    hook.triggers.map((trigger) => triggerRow(hook, trigger)),
    context.world.behavior,
  );
}

/** One trigger from an object, several from an array (the `bulk` route): one reply shape each. */
export function createTriggers(context: Context, webhooks: Webhooks, scope: HookScope, hookId: string): WireReply {
  const hook = hookById(webhooks, scope, hookId);
  const body = parseJson(context.call.body);
  const created = (Array.isArray(body) ? body : [body]).map((one: unknown) => addTrigger(context, hook, one));
  const rows = created.map((trigger) => triggerRow(hook, trigger));
  return json(201, { data: Array.isArray(body) ? rows : rows[0] });
}

export function deleteTrigger(webhooks: Webhooks, scope: HookScope, hookId: string, id: string): WireReply {
  if (removeTriggers(hookById(webhooks, scope, hookId), [id]).length === 0) {
    throw v2Error(404, "NOT_FOUND", "Trigger not found");
  }
  return empty(204);
}

export function deleteTriggers(context: Context, webhooks: Webhooks, scope: HookScope, hookId: string): WireReply {
  const body = parseJson(context.call.body);
  if (!Array.isArray(body)) throw v2Error(400, "BAD_REQUEST", "An array of trigger ids is expected");
  return json(200, { data: { succeeded: removeTriggers(hookById(webhooks, scope, hookId), body.map(String)) } });
}

/** Filters by `filter[…]`, singular; the status asked for as `succeeded` is shown as `delivered`. */
export function listDeliveries(context: Context, webhooks: Webhooks, scope: HookScope, hookId: string): WireReply {
  const { call, world } = context;
  const hook = hookById(webhooks, scope, hookId);
  const asked = call.query.get("filter[status]");
  const status = asked === "succeeded" ? "delivered" : asked;
  const resource = call.query.get("filter[resource_name]");
  const [start, end] = [call.query.get("filter[start]"), call.query.get("filter[end]")];
  const rows = webhooks.deliveries.filter((delivery) => {
    const day = delivery.at.toISOString().slice(0, 10);
    return (
      delivery.hookId === hook.id &&
      (status === null || delivery.status === status) &&
      (resource === null || delivery.happening.resource === resource) &&
      (start === null || day >= start) &&
      (end === null || day <= end)
    );
  });
  return dataPage(call, rows.map(deliveryRow), world.behavior);
}

export function listResources(context: Context, scope: HookScope): WireReply {
  const version = context.call.query.get("payload_version") ?? "";
  if (!VERSIONS.includes(version)) throw v2Error(400, "BAD_REQUEST", "payload_version is required");
  const category = scope.projectId === null ? "company" : "project";
  const offered = RESOURCES.filter(({ name }) => context.world.behavior.drawRequestHooks || name !== "Draw Requests");
  const rows = offered
    .filter((resource) => category === "company" || resource.category === category)
    .map((resource) => ({ ...resource, payload_version: version, actions: ["create", "update", "delete"] }));
  return dataPage(context.call, rows, context.world.behavior);
}

function hooksOf(webhooks: Webhooks, { companyId, projectId }: HookScope): Hook[] {
  return [...webhooks.hooks.values()].filter((hook) => hook.companyId === companyId && hook.projectId === projectId);
}

function hookById(webhooks: Webhooks, scope: HookScope, id: string): Hook {
  const hook = hooksOf(webhooks, scope).find((one) => one.id === id);
  if (!hook) throw v2Error(404, "NOT_FOUND", "Hook not found");
  return hook;
}

function addTrigger({ world }: Context, hook: Hook, asked: unknown): Trigger {
  if (!isObject(asked)) throw v2Error(400, "BAD_REQUEST", "resource_name and event_type are required");
  const [resource, event] = [text(asked, "resource_name"), text(asked, "event_type")];
  if (!RESOURCES.some(({ name }) => name === resource)) throw v2Error(400, "BAD_REQUEST", "Unknown resource_name");
  if (!EVENTS.has(event)) throw v2Error(400, "BAD_REQUEST", "Unknown event_type");
  const trigger = { id: String(world.newId()), resource, event };
  hook.triggers.push(trigger);
  return trigger;
}

function removeTriggers(hook: Hook, ids: readonly string[]): string[] {
  const gone = hook.triggers.filter(({ id }) => ids.includes(id));
  for (const trigger of gone) hook.triggers.splice(hook.triggers.indexOf(trigger), 1);
  return gone.map(({ id }) => id);
}

function triggerRow(hook: Hook, { id, resource, event }: Trigger) {
  return {
    id,
    webhook_hook_id: hook.id,
    resource_name: resource,
    event_type: `${event.toUpperCase()}D`,
    company_id: String(hook.companyId),
    project_id: hook.projectId === null ? null : String(hook.projectId),
  };
}

function deliveryRow(delivery: Delivery) {
  const delivered = delivery.status === "delivered";
  const attempt = {
    id: delivery.id,
    success: delivered,
    response_status: delivered ? "200" : null,
    started_at: timestamp(delivery.at),
    completed_at: timestamp(delivery.at),
  };
  return {
    id: delivery.id,
    status: delivery.status,
    payload: delivery.payload,
    delivery_attempts: delivery.status === "enqueued" ? [] : [attempt],
  };
}

function destination({ world }: Context, address: string): string {
  if (!URL.canParse(address)) throw v2Error(400, "BAD_REQUEST", "destination_url is not a URL");
  const url = new URL(address);
  const isPublic = url.protocol === "https:" && !LOOPBACK.test(url.hostname);
  if (isPublic || world.behavior.hooksMayBePrivate) return address;
  throw v2Error(400, "BAD_REQUEST", "destination_url must be a public https address");
}

function authorizationOf(body: Readonly<Record<string, unknown>>): string | null {
  const headers = body["destination_headers"];
  const value = isObject(headers) ? headers["Authorization"] : undefined;
  return typeof value === "string" ? value : null;
}

function text(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (typeof value === "string" && value !== "") return value;
  throw v2Error(400, "BAD_REQUEST", `${name} is required`);
}

function v2Error(status: number, code: string, message: string): Refusal {
  return new Refusal(json(status, { error: { code, message, details: [{ reason_code: code, message }] } }));
}
