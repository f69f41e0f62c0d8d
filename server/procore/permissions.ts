import { isSyncError } from "../domain/errors.ts";
import type { Bearer, ProcoreClient } from "./client.ts";
import { CompanyUserRow, Manifest } from "./schema.ts";

/** What one person may do, in one company and (where one was asked about) one project. */
export type Rights = {
  /** See the project's payments. Without a project: has some right in the company. */
  readonly canView: boolean;
  /** Preview, sync, resolve, undo. With a project, only where it may be seen too. */
  readonly canSync: boolean;
  readonly canConfigure: boolean;
  /** Why, in a sentence for the person. */
  readonly because: string;
  /** Learned on the way: does the company have the ERP Integrations tool? null: this person could not tell. */
  readonly companyHasErpTool: boolean | null;
};

export type RightsQuestion = {
  readonly client: ProcoreClient;
  readonly companyId: number;
  readonly projectId: number | null;
  /** The person's own token: the service account's says nothing about them. */
  readonly bearer: Bearer;
  /** Procore user ids named in settings; they count only where there is no ERP Integrations tool. */
  readonly approvers: readonly number[];
  /** What an earlier question learned (keep it a day); null where nothing is known. */
  readonly companyHasErpTool: boolean | null;
};

const LEVELS = ["none", "read only", "standard", "admin"] as const;
type Level = (typeof LEVELS)[number];

/** By friendly name: tool ids differ per company, and the engine names of these tools are nowhere published. */
const TOOLS = {
  commitments: ["commitments"],
  erp: ["erp integrations", "erp integration"],
  admin: ["admin", "company admin"],
} as const;

/**
 * Asks Procore, with the person's own token, at most three things at once: the company's manifest, the project's, and
 * whether they are an accounting approver (product rule: "Who may do what").
 *
 * The manifest leaves out tools that one has no access to, so a missing ERP Integrations tool proves that there is none
 * only to a company Admin; for anyone else it counts as present, level None.
 * @throws SyncError "unauthorized" when the sign-in has ended, "unavailable" …; never for a missing right
 */
export async function readRights(question: RightsQuestion): Promise<Rights> {
  const { companyId, projectId } = question;
  const [company, project, user] = await Promise.all([
    unlessHidden(readManifest(question, ["company_id", companyId])),
    projectId === null ? null : unlessHidden(readManifest(question, ["project_id", projectId])),
    unlessHidden(readCompanyUser(question)),
  ]);
  if (!company)
    return { ...NOTHING, because: "Procore does not let you into this company, or the app is not installed." };
  const hasErpTool = erpTool(company, question.companyHasErpTool);
  const acts = mayAct(company, { hasErpTool: hasErpTool !== false, user, approvers: question.approvers });
  const canConfigure = levelOf(company, hasErpTool === false ? "admin" : "erp") === "admin";
  const sees = project === null ? projectId === null : reaches(levelOf(project, "commitments"), "read only");
  const canView = projectId === null ? acts !== null || canConfigure : sees;
  const canSync = acts !== null && sees;
  return {
    canView,
    canSync,
    canConfigure,
    because: because({ sees, acts, hasErpTool }),
    companyHasErpTool: hasErpTool,
  };
}

const NOTHING = { canView: false, canSync: false, canConfigure: false, companyHasErpTool: null };

type User = { readonly id: number; readonly accountant: boolean };
type Tools = readonly { readonly name: string; readonly level: Level }[];

/** Present where anybody sees it; absent where a company Admin does not; else what was known before. */
function erpTool(company: Tools, known: boolean | null): boolean | null {
  if (find(company, "erp").length > 0) return true;
  return levelOf(company, "admin") === "admin" ? false : known;
}

/** The right to sync, as the words that name it; null without it. */
function mayAct(
  company: Tools,
  { hasErpTool, user, approvers }: { hasErpTool: boolean; user: User | null; approvers: readonly number[] },
): string | null {
  if (hasErpTool && levelOf(company, "erp") === "admin") return "You have Admin on ERP Integrations";
  if (user?.accountant) return "You are an accounting approver";
  if (hasErpTool) return null;
  if (levelOf(company, "admin") === "admin")
    return "You are a company Admin, and the company has no ERP Integrations tool";
  return user && approvers.includes(user.id) ? "You are a payment approver in this app's settings" : null;
}

function because(seen: { sees: boolean; acts: string | null; hasErpTool: boolean | null }): string {
  if (!seen.sees) return "Seeing a project's payments needs Read Only or higher on its Commitments tool.";
  if (seen.acts !== null) return `${seen.acts}.`;
  return seen.hasErpTool === false
    ? "Syncing needs company Admin, or to be named as a payment approver in this app's settings."
    : "Syncing needs Admin on ERP Integrations, or to be an accounting approver.";
}

async function readManifest(
  { client, companyId, bearer }: RightsQuestion,
  [name, id]: readonly [name: string, id: number],
): Promise<Tools> {
  const query = [[name, String(id)] as const];
  const path = "/rest/v1.0/settings/permissions";
  const doing = "say what you may do";
  const manifest = await client.read({ path, doing, companyId, query, bearer, lane: "page" }, Manifest);
  return (manifest.tools ?? []).map((tool) => ({
    name: folded(tool.friendly_name ?? tool.name),
    level: toLevel(tool.user_access_level?.name),
  }));
}

async function readCompanyUser({ client, companyId, bearer }: RightsQuestion): Promise<User> {
  const path = `/rest/v1.3/companies/${companyId}/me`;
  const doing = "say who you are";
  const user = await client.read({ path, doing, companyId, bearer, lane: "page" }, CompanyUserRow);
  return { id: user.id, accountant: user.erp_integrated_accountant === true };
}

/** 404 stands for "no access" as much as 403 does. Neither is a failure of the question. */
async function unlessHidden<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isSyncError(error, "forbidden") || isSyncError(error, "not found")) return null;
    throw error;
  }
}

function find(tools: Tools, tool: keyof typeof TOOLS): Tools {
  const names: readonly string[] = TOOLS[tool];
  return tools.filter(({ name }) => names.includes(name));
}

function levelOf(tools: Tools, tool: keyof typeof TOOLS): Level {
  const levels = find(tools, tool).map(({ level }) => LEVELS.indexOf(level));
  return LEVELS[Math.max(0, ...levels)] ?? "none";
}

function reaches(level: Level, needed: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(needed);
}

/** "Read Only" and "Read-only" are the same; a level we have never heard of is none. */
function toLevel(name: string | null | undefined): Level {
  const level = folded(name);
  return LEVELS.find((known) => known === level) ?? "none";
}

function folded(name: string | null | undefined): string {
  return (name ?? "")
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ")
    .trim();
}
