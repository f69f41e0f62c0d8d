import type { WireReply } from "../wire.ts";
import { json, notFound, refusal } from "./message.ts";
import { page } from "./pagination.ts";
import { companyOf, type Context } from "./permissions.ts";
import { timestamp, type Company, type Installation, type User, type World } from "./state.ts";

const PAGE = { default: 100, max: 1_000 };

/** `GET /me`: `name` only with a company or a project. Ids are global across companies. */
export function me(context: Context): WireReply {
  const { call, principal } = context;
  const named = call.query.has("company_id") || call.query.has("project_id");
  if (principal.kind === "service account") {
    const { serviceAccount } = companyOf(context);
    return json(200, serviceUser(serviceAccount.userId, named));
  }
  const { id, login, name } = principal.user;
  return json(200, named ? { id, login, name } : { id, login });
}

/** `GET /companies`: a person's own; for the service account, those where the app is installed. */
export function companies(context: Context): WireReply {
  const { world, principal, call } = context;
  const rows = [...world.companies.values()].filter((company) =>
    principal.kind === "user" ? principal.user.companies.has(company.id) : company.installation?.status === "installed",
  );
  return page(call, rows.map(companyRow), PAGE, world.behavior);
}

/** `GET /companies/{id}/me`, where `erp_integrated_accountant` says who is an accounting approver. */
export function companyUser(context: Context, companyId: number): WireReply {
  const company = companyOf(context);
  if (company.id !== companyId) throw notFound("Company");
  const { principal } = context;
  if (principal.kind === "service account") {
    const account = serviceUser(company.serviceAccount.userId, true);
    return json(200, { ...account, email_address: account.login, erp_integrated_accountant: false, is_active: true });
  }
  const membership = principal.user.companies.get(company.id);
  if (!membership) throw refusal(403, "You are not a member of this company");
  return json(200, userRow(principal.user, membership.erpIntegratedAccountant));
}

/** `GET /company_base_url`: the regional web host that deep links and `frame-ancestors` need. */
export function companyBaseUrl(context: Context): WireReply {
  const company = companyOf(context);
  return json(200, {
    zone: company.zone,
    web_base_url: company.webBaseUrl ?? context.world.behavior.webBaseUrl,
  });
}

/** `GET /app_installations`: the documented way to see an uninstall, so it answers after one too. */
export function appInstallations(context: Context, appUid: string): WireReply {
  const { call, world } = context;
  const { installation } = companyOf(context);
  return page(call, installation ? [installationRow(installation, appUid)] : [], PAGE, world.behavior);
}

export function appInstallation(context: Context, id: number, appUid: string): WireReply {
  const { installation } = companyOf(context);
  if (installation?.id !== id) throw notFound("App Installation");
  return json(200, installationRow(installation, appUid));
}

/** Whether the app may act in a company at all. */
export function isConnected(company: Company): boolean {
  return company.installation?.status === "installed";
}

/** The company a request is routed to. @throws Refusal 404 for an unknown one, 403 for strangers to it. */
export function companyInHeader(world: World, id: number, user: User | null): Company {
  const company = world.companies.get(id);
  if (!company) throw notFound("Company");
  if (user && !user.companies.has(id)) throw refusal(403, "You are not a member of this company");
  return company;
}

function companyRow(company: Company) {
  return {
    id: company.id,
    name: company.name,
    is_active: true,
    logo_url: null,
    pcn_business_experience: false,
    my_company: true,
  };
}

function userRow(user: User, erpIntegratedAccountant: boolean) {
  const [firstName, ...rest] = user.name.split(" ");
  return {
    id: user.id,
    name: user.name,
    first_name: firstName,
    last_name: rest.join(" "),
    email_address: user.login,
    erp_integrated_accountant: erpIntegratedAccountant,
    is_active: user.active,
    is_employee: true,
    vendor: null,
    permission_template: null,
  };
}

function serviceUser(id: number, named: boolean) {
  const login = `service-account-${id}@procore.com`;
  return named ? { id, login, name: "Payment Sync (service account)" } : { id, login };
}

function installationRow(installation: Installation, appUid: string) {
  return {
    id: installation.id,
    app_uid: appUid,
    agentic: false,
    components: ["fullscreen", "sidepanel", "oauth"],
    installed_at: timestamp(installation.installedAt),
    semantic_version: installation.version,
    status: installation.status,
    uninstalled_at: installation.uninstalledAt && timestamp(installation.uninstalledAt),
    uninstaller: null,
    updatable_app_version_id: null,
    pending_operation_id: null,
  };
}
