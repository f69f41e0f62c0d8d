import type { WireReply } from "../wire.ts";
import { filter, filterIds, inRange, matches } from "./filters.ts";
import { json, notFound, queryId, readId, type Call } from "./message.ts";
import { page } from "./pagination.ts";
import { companyOf, projectById, requireCompanyTool, visibleProjects, type Context } from "./permissions.ts";
import { timestamp, type Project, type Vendor, type World } from "./state.ts";

/** `GET /rest/v1.1/projects`: 100 a page, 300 at most. */
export function listProjects(context: Context): WireReply {
  const { call, world } = context;
  if (queryId(call, "company_id") !== companyOf(context).id) throw notFound("Company");
  const ids = filterIds(call, "id");
  const rows = visibleProjects(context).filter(
    (project) => (ids === null || ids.has(project.id)) && passes(call, world, project),
  );
  if (call.query.get("sort") === "name") rows.sort((a, b) => (a.name < b.name ? -1 : 1));
  const shape =
    call.query.get("view") === "compact"
      ? ({ id, name }: Project) => ({ id, name })
      : (project: Project) => projectRow(world, project);
  return page(call, rows.map(shape), { default: 100, max: 300 }, world.behavior);
}

/** `GET /rest/v1.0/projects/{id}`, with `is_erp_integrated`. */
export function showProject(context: Context, id: number): WireReply {
  queryId(context.call, "company_id");
  const project = projectById(context, id);
  if (context.call.query.get("view") === "minimal") return json(200, { id: project.id, name: project.name });
  return json(200, { ...projectRow(context.world, project), is_erp_integrated: project.erpIntegrated });
}

/** `GET /rest/v1.0/vendors`: needs the company's Directory. */
export function listVendors(context: Context): WireReply {
  const { call, world } = context;
  const company = companyOf(context);
  if (queryId(call, "company_id") !== company.id) throw notFound("Company");
  requireCompanyTool(context, "Directory", "Read Only");
  const ids = filterIds(call, "id");
  const search = filter(call, "search")?.toLowerCase() ?? "";
  const rows = [...world.vendors.values()].filter(
    (vendor) =>
      vendor.companyId === company.id &&
      (ids === null || ids.has(vendor.id)) &&
      matches(call, "origin_id", vendor.originId) &&
      inRange(call, "updated_at", vendor.updatedAt) &&
      vendor.name.toLowerCase().includes(search),
  );
  return page(call, rows.map(vendorRow), { default: 100, max: 1_000 }, world.behavior);
}

export function showVendor(context: Context, id: number): WireReply {
  const company = companyOf(context);
  queryId(context.call, "company_id");
  requireCompanyTool(context, "Directory", "Read Only");
  const vendor = context.world.vendors.get(id);
  if (!vendor || vendor.companyId !== company.id) throw notFound("Vendor");
  return json(200, vendorRow(vendor));
}

export function vendorRow(vendor: Vendor) {
  return {
    id: vendor.id,
    name: vendor.name,
    company: vendor.name,
    is_active: true,
    origin_id: vendor.originId,
    origin_code: null,
    origin_data: null,
    synced_to_erp: vendor.originId !== null,
    created_at: timestamp(vendor.createdAt),
    updated_at: timestamp(vendor.updatedAt),
  };
}

function passes(call: Call, world: World, project: Project): boolean {
  const status = filter(call, "by_status");
  const synced = filter(call, "synced");
  const vendorId = readId(filter(call, "vendor_id"));
  return (
    (status === null || status === "All" || (status === "Active") === project.active) &&
    (synced === null || (synced === "true") === project.erpIntegrated) &&
    (vendorId === null || worksOn(world, vendorId, project)) &&
    matches(call, "name", project.name) &&
    matches(call, "project_number", project.number) &&
    matches(call, "origin_id", project.originId) &&
    inRange(call, "created_at", project.createdAt) &&
    inRange(call, "updated_at", project.updatedAt)
  );
}

function worksOn(world: World, vendorId: number, project: Project): boolean {
  return [...world.commitments.values()].some(
    (commitment) => commitment.projectId === project.id && commitment.vendorId === vendorId,
  );
}

function projectRow(world: World, project: Project) {
  const company = world.companies.get(project.companyId);
  return {
    id: project.id,
    name: project.name,
    display_name: `${project.number} ${project.name}`,
    project_number: project.number,
    active: project.active,
    company: { id: project.companyId, name: company?.name ?? null },
    origin_id: project.originId,
    origin_code: null,
    origin_data: null,
    time_zone: "US/Pacific",
    created_at: timestamp(project.createdAt),
    updated_at: timestamp(project.updatedAt),
  };
}
