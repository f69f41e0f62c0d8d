import type { WireReply } from "../wire.ts";
import * as commitments from "./commitments.ts";
import * as payments from "./contract-payments.ts";
import * as identity from "./identity.ts";
import { readId, type Call } from "./message.ts";
import { permissionManifest, projectTools, toolsByQuery, type Context } from "./permissions.ts";
import * as projects from "./projects.ts";
import * as requisitions from "./requisitions.ts";
import type { Parts } from "./router.ts";
import * as hooks from "./webhook-endpoints.ts";

type Handler = (context: Context, ids: readonly number[], parts: Parts) => WireReply;
export type Route = {
  readonly method: string;
  readonly pattern: RegExp;
  readonly handle: Handler;
  /** A person may leave out `Procore-Company-Id`. */
  readonly headerOptional: boolean;
  /** Answered although the app is not (or no longer) connected to the company. */
  readonly answersUnconnected: boolean;
};
export type Found = { readonly route: Route; readonly ids: readonly number[] };

const WOC = "WorkOrderContract";
const PO = "PurchaseOrderContract";
const PAYMENT = "/rest/v1.0/contract_payments/{}";

const ROUTES: readonly Route[] = [
  route("GET /rest/v1.0/me", identity.me, { headerOptional: true }),
  route("GET /rest/v1.0/companies", identity.companies, { headerOptional: true }),
  ...["v1.0", "v1.1", "v1.2", "v1.3"].map((version) =>
    route(`GET /rest/${version}/companies/{}/me`, (context, ids) => identity.companyUser(context, first(ids))),
  ),
  route("GET /rest/v1.0/company_base_url", identity.companyBaseUrl),
  route(
    "GET /rest/v1.0/app_installations",
    (context, _ids, { login }) => identity.appInstallations(context, login.clientId),
    { answersUnconnected: true },
  ),
  route(
    "GET /rest/v1.0/app_installations/{}",
    (context, ids, { login }) => identity.appInstallation(context, first(ids), login.clientId),
    { answersUnconnected: true },
  ),
  route("GET /rest/v1.0/settings/permissions", permissionManifest),
  route("GET /rest/v1.0/tools", toolsByQuery),
  route("GET /rest/v1.0/projects/{}/tools", (context, ids) => projectTools(context, first(ids), false)),
  route("GET /rest/v1.1/projects", projects.listProjects),
  route("GET /rest/v1.0/projects/{}", (context, ids) => projects.showProject(context, first(ids))),
  route("GET /rest/v1.0/vendors", projects.listVendors),
  route("GET /rest/v1.0/vendors/{}", (context, ids) => projects.showVendor(context, first(ids))),
  route("GET /rest/v1.0/commitments", commitments.listCommitments),
  route("GET /rest/v1.0/commitments/{}", (context, ids) => commitments.showCommitment(context, first(ids))),
  route("GET /rest/v1.0/work_order_contracts", (context) => commitments.listContracts(context, WOC)),
  route("GET /rest/v1.0/work_order_contracts/{}", (context, ids) => commitments.showContract(context, WOC, first(ids))),
  route("GET /rest/v1.0/purchase_order_contracts", (context) => commitments.listContracts(context, PO)),
  route("GET /rest/v1.0/purchase_order_contracts/{}", (context, ids) =>
    commitments.showContract(context, PO, first(ids)),
  ),
  route(
    "GET /rest/v2.0/companies/{}/projects/{}/commitment_contracts/{}/summary",
    (context, [, projectId = 0, id = 0]) => commitments.contractSummary(context, projectId, id),
  ),
  route("GET /rest/v1.1/requisitions", requisitions.listRequisitions),
  route("GET /rest/v1.1/requisitions/{}", (context, ids) => requisitions.showRequisition(context, first(ids))),
  route("GET /rest/v1.0/contract_payments", payments.listPayments),
  route("POST /rest/v1.0/contract_payments", (context, _ids, { webhooks }) =>
    payments.createPayment(context, webhooks),
  ),
  route(`GET ${PAYMENT}`, (context, ids) => payments.showPayment(context, first(ids))),
  route(`PATCH ${PAYMENT}`, (context, ids, { webhooks }) => payments.updatePayment(context, first(ids), webhooks)),
  route(`DELETE ${PAYMENT}`, (context, ids, { webhooks }) => payments.deletePayment(context, first(ids), webhooks)),
  ...hookRoutes("/rest/v2.0/companies/{}/webhooks", 1),
  ...hookRoutes("/rest/v2.0/companies/{}/projects/{}/webhooks", 2),
];

/** Published, but older than what a new application is given. */
export const DEPRECATED: readonly RegExp[] = [
  /^\/vapid\//,
  /^\/rest\/v1\.0\/webhooks\//,
  /^\/rest\/v1\.0\/requisitions(\/\d+)?$/,
  /^\/rest\/v1\.0\/projects$/,
];

/** In the contract, but nothing a payment sync needs: answered 501, and not counted as private. */
export const DOCUMENTED_ONLY: readonly RegExp[] = [
  /^POST \/rest\/v1\.0\/(app_installations|purchase_order_contracts|work_order_contracts|vendors)$/,
  /^(PATCH|DELETE) \/rest\/v1\.0\/(purchase_order_contracts|work_order_contracts)\/\d+$/,
  /^PATCH \/rest\/v1\.0\/(app_installations|vendors|projects)\/\d+$/,
  /^PATCH \/rest\/v1\.0\/projects\/\d+\/tools$/,
  /^POST \/rest\/v1\.1\/(requisitions|projects\/\d+\/uploads)$/,
  /^(PATCH|DELETE) \/rest\/v1\.1\/requisitions\/\d+$/,
];

/** The route for a method and path; a `{}` is an id of up to 15 digits. */
export function findRoute({ method, path }: Call): Found | null {
  for (const route of ROUTES) {
    if (route.method !== method) continue;
    const parts = route.pattern.exec(path);
    if (parts) return { route, ids: parts.slice(1).map((part) => readId(part) ?? 0) };
  }
  return null;
}

function hookRoutes(base: string, scopes: 1 | 2): Route[] {
  const at = (
    methodAndTail: string,
    act: (scope: hooks.HookScope, ids: string[], given: Parameters<Handler>) => WireReply,
  ) => {
    const [method = "", tail = ""] = methodAndTail.split(" ");
    return route(`${method} ${base}${tail}`, (context, ids, parts) => {
      const scope = { companyId: first(ids), projectId: scopes === 2 ? (ids[1] ?? 0) : null };
      hooks.requireHooks(context, scope);
      return act(scope, ids.slice(scopes).map(String), [context, ids, parts]);
    });
  };
  return [
    at("GET /hooks", (scope, _ids, [context, , { webhooks }]) => hooks.listHooks(context, webhooks, scope)),
    at("POST /hooks", (scope, _ids, [context, , { webhooks }]) => hooks.createHook(context, webhooks, scope)),
    at("GET /hooks/{}", (scope, [id = ""], [, , { webhooks }]) => hooks.showHook(webhooks, scope, id)),
    at("PATCH /hooks/{}", (scope, [id = ""], [context, , { webhooks }]) =>
      hooks.updateHook(context, webhooks, scope, id),
    ),
    at("DELETE /hooks/{}", (scope, [id = ""], [, , { webhooks }]) => hooks.deleteHook(webhooks, scope, id)),
    at("GET /hooks/{}/deliveries", (scope, [id = ""], [context, , { webhooks }]) =>
      hooks.listDeliveries(context, webhooks, scope, id),
    ),
    at("GET /hooks/{}/triggers", (scope, [id = ""], [context, , { webhooks }]) =>
      hooks.listTriggers(context, webhooks, scope, id),
    ),
    ...["/hooks/{}/triggers", "/hooks/{}/triggers/bulk"].map((tail) =>
      at(`POST ${tail}`, (scope, [id = ""], [context, , { webhooks }]) =>
        hooks.createTriggers(context, webhooks, scope, id),
      ),
    ),
    at("DELETE /hooks/{}/triggers/bulk", (scope, [id = ""], [context, , { webhooks }]) =>
      hooks.deleteTriggers(context, webhooks, scope, id),
    ),
    at("DELETE /hooks/{}/triggers/{}", (scope, [hookId = "", id = ""], [, , { webhooks }]) =>
      hooks.deleteTrigger(webhooks, scope, hookId, id),
    ),
    at("GET /resources", (scope, _ids, [context]) => hooks.listResources(context, scope)),
  ];
}

function route(
  methodAndPath: string,
  handle: Handler,
  exceptions: { headerOptional?: true; answersUnconnected?: true } = {},
): Route {
  const [method = "", path = ""] = methodAndPath.split(" ");
  const pattern = new RegExp(`^${path.replaceAll(".", "\\.").replaceAll("{}", "(\\d{1,15})")}$`);
  return {
    method,
    pattern,
    handle,
    headerOptional: exceptions.headerOptional ?? false,
    answersUnconnected: exceptions.answersUnconnected ?? false,
  };
}

function first(ids: readonly number[]): number {
  return ids[0] ?? 0;
}
