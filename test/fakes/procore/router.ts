import type { WireReply, WireRequest } from "../wire.ts";
import type { LoginHost, Principal } from "./auth.ts";
import type { HealthCount } from "./health.ts";
import { companyInHeader, isConnected } from "./identity.ts";
import { json, malformed, readCall, readId, Refusal, refusal, type Call } from "./message.ts";
import type { Context } from "./permissions.ts";
import type { RateLimiter } from "./rate-limit.ts";
import { DEPRECATED, DOCUMENTED_ONLY, findRoute, type Found, type Route } from "./routes.ts";
import type { Company, World } from "./state.ts";
import type { Webhooks } from "./webhooks.ts";

export type Parts = {
  readonly world: World;
  readonly login: LoginHost;
  readonly limiter: RateLimiter;
  readonly health: HealthCount;
  readonly webhooks: Webhooks;
};

/**
 * One port for both hosts: `/oauth/…` is the login host, everything else the API host. The order of an API request's
 * checks: known endpoint (404), token (401), company header (400), rate limits (429), company (403, 404), then the
 * route's own.
 */
export function answer(request: WireRequest, parts: Parts): WireReply {
  const call = readCall(request);
  try {
    if (call.path.startsWith("/oauth/")) return parts.login.answer(call);
    const reply = answerApi(call, parts);
    parts.health.noteStatus(reply.status);
    return reply;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (!call.path.startsWith("/oauth/")) parts.health.noteStatus(error.reply.status);
    return error.reply;
  }
}

function answerApi(call: Call, parts: Parts): WireReply {
  const found = findRoute(call) ?? refuseEndpoint(call, parts.health);
  const principal = parts.login.principalOf(call);
  if (!principal) throw refusal(401, "The access token is invalid");
  const companyId = companyHeader(call, found.route, principal, parts.health);
  const bucket = `${parts.login.clientId} ${companyId ?? "-"}`;
  const { headers, refused } = parts.limiter.take(bucket, parts.world.now());
  if (refused) return refused;
  const reply = handled(() => handle(call, { found, principal, companyId }, parts));
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

function handle(
  call: Call,
  { found, principal, companyId }: { found: Found; principal: Principal; companyId: number | null },
  parts: Parts,
): WireReply {
  const { world } = parts;
  const user = principal.kind === "user" ? principal.user : null;
  const company = companyId === null ? null : companyInHeader(world, companyId, user);
  if (company) requireConnection(company, found.route);
  const context: Context = { call, world, principal, company };
  return found.route.handle(context, found.ids, parts);
}

/** A refusal by a handler is a reply like another: it carries the rate-limit headers too. */
function handled(act: () => WireReply): WireReply {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}

function requireConnection(company: Company, route: Route): void {
  if (route.answersUnconnected || isConnected(company)) return;
  throw refusal(403, "App is not connected to this company");
}

/** Optional only for a person, and only on `/companies` and on `/me` without a company or project. */
function companyHeader(call: Call, route: Route, principal: Principal, health: HealthCount): number | null {
  const text = call.headers["procore-company-id"];
  if (text !== undefined && text !== "") {
    const id = readId(text);
    if (id === null) throw malformed("Invalid Procore-Company-Id header");
    return id;
  }
  const names = call.query.has("company_id") || call.query.has("project_id");
  if (route.headerOptional && principal.kind === "user" && !names) return null;
  health.note("missingCompanyHeader");
  throw malformed("Missing Procore-Company-Id header! Requests are routed to a company by this header.");
}

/** New applications are refused what is deprecated; what is not published does not exist. */
function refuseEndpoint(call: Call, health: HealthCount): never {
  if (DEPRECATED.some((pattern) => pattern.test(call.path))) {
    health.note("deprecatedEndpoint");
    throw refusal(403, "This endpoint is deprecated and not available to new applications");
  }
  if (DOCUMENTED_ONLY.some((pattern) => pattern.test(`${call.method} ${call.path}`))) {
    throw new Refusal(json(501, { message: "This endpoint exists, but this stand-in does not serve it" }));
  }
  health.note("privateEndpoint");
  throw refusal(404, "Not Found");
}
