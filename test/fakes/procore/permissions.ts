import type { WireReply } from "../wire.ts";
import type { Principal } from "./auth.ts";
import { json, malformed, notFound, queryId, readId, refusal, type Call } from "./message.ts";
import { page } from "./pagination.ts";
import type { Company, Level, Project, World } from "./state.ts";

/** What a handler gets: the request, who sent it, and the company its header names. */
export type Context = {
  readonly call: Call;
  readonly world: World;
  readonly principal: Principal;
  /** Null only on the two routes that a person may ask without the header. */
  readonly company: Company | null;
};

const LEVELS: readonly Level[] = ["None", "Read Only", "Standard", "Admin"];

/** The project tools, in the order of the project's menu. "ERP Integrations" is a company tool. */
export const PROJECT_TOOLS = ["Admin", "Directory", "Commitments", "Prime Contracts", "Invoicing", "Budget"] as const;

export function reaches(level: Level, needed: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(needed);
}

export function companyOf({ company }: Context): Company {
  if (!company) throw malformed("Missing Procore-Company-Id header!");
  return company;
}

export function companyLevel(context: Context, company: Company, tool: string): Level {
  if (!company.tools.has(tool)) return "None";
  const { principal } = context;
  if (principal.kind === "service account") return company.serviceAccount.companyTools[tool] ?? "None";
  return principal.user.companies.get(company.id)?.tools[tool] ?? "None";
}

export function projectLevel(context: Context, project: Project, tool: string): Level {
  if (project.disabledTools.has(tool)) return "None";
  const { principal } = context;
  if (principal.kind === "user") return principal.user.projects.get(project.id)?.[tool] ?? "None";
  return context.world.companies.get(project.companyId)?.serviceAccount.projectTools[tool] ?? "None";
}

/** Projects the token's owner may see: a person's own, a service account's permitted ones. */
export function visibleProjects(context: Context): Project[] {
  const company = companyOf(context);
  return [...context.world.projects.values()].filter(
    ({ id, companyId }) => companyId === company.id && maySee(context, company, id),
  );
}

/** @throws Refusal 404 without access, 403 for a project not permitted to the service account. */
export function projectById(context: Context, id: number): Project {
  const company = companyOf(context);
  const project = context.world.projects.get(id);
  if (!project || project.companyId !== company.id) throw notFound("Project");
  if (maySee(context, company, id)) return project;
  if (context.principal.kind === "user") throw notFound("Project");
  throw refusal(403, "This project is not permitted for the service account");
}

/** @throws Refusal 403 when the tool is off in the project or the level too low, 404 without read access. */
export function requireProjectTool(context: Context, project: Project, tool: string, needed: Level): void {
  if (project.disabledTools.has(tool)) throw refusal(403, `The ${tool} tool is not enabled for this project`);
  const level = projectLevel(context, project, tool);
  if (level === "None") throw notFound(tool);
  if (!reaches(level, needed)) throw refusal(403, `You do not have permission: ${tool} needs ${needed}`);
}

export function requireCompanyTool(context: Context, tool: string, needed: Level): void {
  const level = companyLevel(context, companyOf(context), tool);
  if (!reaches(level, needed)) throw refusal(403, `You do not have permission: ${tool} needs ${needed}`);
}

/** `GET /settings/permissions`: the manifest of the token's owner, by exactly one of company and project. */
export function permissionManifest(context: Context): WireReply {
  const { call, world } = context;
  const [companyId, projectId] = [readId(call.query.get("company_id")), readId(call.query.get("project_id"))];
  if ((companyId === null) === (projectId === null)) {
    const error = { code: "bad_request", message: "Exactly one of company_id and project_id must be given" };
    return json(400, { error });
  }
  const levels = projectId === null ? companyLevels(context, companyId) : projectLevels(context, projectId);
  const shown = [...levels]
    .map(([tool, level], index) => ({ tool, level, index }))
    .filter(({ level }) => world.behavior.manifestListsNone || level !== "None");
  const domainId = projectId ?? companyId;
  return json(200, {
    tools: shown.map(({ tool, level, index }) => ({
      id: toolId(domainId ?? 0, index),
      name: engineName(tool),
      friendly_name: tool,
      domain_id: domainId,
      tab_group: "core",
      available_for_user: level !== "None",
      url: `/${domainId}/${projectId === null ? "company" : "project"}/${engineName(tool)}`,
      user_access_level: { id: LEVELS.indexOf(level) + 1, name: levelName(context, level) },
      permitted_actions: [],
      can_create: reaches(level, "Standard"),
      trial: false,
    })),
  });
}

/** `GET /tools` and `GET /projects/{id}/tools`. */
export function projectTools(context: Context, projectId: number, withLevels: boolean): WireReply {
  const project = projectById(context, projectId);
  const rows = PROJECT_TOOLS.map((tool, index) => ({
    id: toolId(project.id, index),
    engine_name: engineName(tool),
    is_active: !project.disabledTools.has(tool),
    position: index + 1,
    required: tool === "Admin",
    ...(withLevels
      ? {
          user_access_level: levelName(context, projectLevel(context, project, tool)),
          provider_id: project.id,
          provider_type: "Project",
        }
      : { title: tool }),
  }));
  return page(context.call, rows, { default: 100, max: 1_000 }, context.world.behavior);
}

export function toolsByQuery(context: Context): WireReply {
  return projectTools(context, queryId(context.call, "project_id"), true);
}

function companyLevels(context: Context, companyId: number | null): Map<string, Level> {
  const company = companyOf(context);
  if (companyId !== company.id) throw notFound("Company");
  return new Map([...company.tools].map((tool) => [tool, companyLevel(context, company, tool)]));
}

function projectLevels(context: Context, projectId: number): Map<string, Level> {
  const project = projectById(context, projectId);
  const enabled = PROJECT_TOOLS.filter((tool) => !project.disabledTools.has(tool));
  return new Map(enabled.map((tool) => [tool, projectLevel(context, project, tool)]));
}

function maySee({ principal }: Context, company: Company, projectId: number): boolean {
  if (principal.kind === "user") return principal.user.projects.has(projectId);
  return company.serviceAccount.permittedProjects.has(projectId);
}

function levelName({ world }: Context, level: Level): string {
  return level === "Read Only" ? world.behavior.readOnlyName : level;
}

function engineName(tool: string): string {
  return tool.toLowerCase().replaceAll(" ", "_");
}

/** Tool ids differ per company and project: who matches on them instead of the name is found out. */
function toolId(domainId: number, index: number): number {
  return (domainId % 1_000_000) * 100 + index;
}
