import type { ProcoreProject } from "../domain/contract-payment.ts";
import { isSyncError, SyncError } from "../domain/errors.ts";
import type { CompanyStore, SettingsStore } from "../store/companies.ts";
import type { PeopleStore } from "../store/people.ts";
import type { SessionUser } from "../store/sessions.ts";
import type { Now } from "../sync/ports.ts";
import type { Projects } from "./projects.ts";
import { signInOver, type Holder, type Sessions, type UserBearer } from "./session.ts";

/**
 * Who may call an endpoint. "view" and "sync project" are about the project in the path; "sync" and "configure" about
 * the company; "company" means one of its people.
 */
export type Right = "anyone" | "signed in" | "company" | "view" | "sync project" | "sync" | "configure";

export type Caller = { readonly bearer: string; readonly user: SessionUser };

/** What Procore's adapter makes of one person's levels. */
export type Rights = {
  readonly canView: boolean;
  readonly canSync: boolean;
  readonly canConfigure: boolean;
  readonly because: string;
  readonly companyHasErpTool: boolean | null;
};

/** Rights of a user in a company and, where one was named, a project of it. */
export type Access = Rights & {
  readonly company: { readonly id: number; readonly name: string | null };
  readonly project: ProcoreProject | null;
};

/** What Procore says of a user, asked with that user's own token. */
export type AskProcore = {
  companies(bearer: UserBearer): Promise<readonly { readonly id: number; readonly name: string | null }[]>;
  rights(question: {
    readonly bearer: UserBearer;
    readonly companyId: number;
    readonly projectId: number | null;
    readonly approvers: readonly number[];
    /** What a company Admin's manifest told within the day. */
    readonly companyHasErpTool: boolean | null;
  }): Promise<Rights>;
};

export type AccessDeps = {
  readonly sessions: Sessions;
  readonly ask: AskProcore;
  readonly projects: Projects;
  readonly companies: CompanyStore;
  readonly settings: SettingsStore;
  readonly people: PeopleStore;
  readonly now: Now;
};

type Place = Readonly<Record<string, string | number>>;
type Memberships = Awaited<ReturnType<AskProcore["companies"]>>;
type Kept<T> = { readonly value: Promise<T>; readonly until: number };

/** Rights taken away in Procore are gone here within this time; see product §6. */
const KEEP_MS = 60_000;
const ERP_TOOL_MS = 24 * 3_600_000;
const MOST_KEPT = 10_000;

const NOBODY: Caller = { bearer: "", user: { id: 0, login: "", name: "" } };

/** The one place that says yes or no. Every request passes it; the ids in a URL are hints, never authority. */
export class Gate {
  readonly #deps: AccessDeps;
  readonly #memberships = new Map<string, Kept<Memberships>>();
  readonly #rights = new Map<string, Kept<Rights>>();

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  /** @throws SyncError "unauthorized" (401), "not found" (404: another company's), "forbidden" (403), in that order. */
  async admit(authorization: string | undefined, right: Right, place: Place): Promise<Caller> {
    if (right === "anyone") return NOBODY;
    const holder = await this.#deps.sessions.holder(authorization);
    const caller = { bearer: holder.bearer, user: holder.session.user };
    if (right === "signed in") return caller;
    const projectId = typeof place["p"] === "number" ? place["p"] : null;
    const access = await this.#access(holder, Number(place["c"]), projectId);
    if (!holds(right, access, projectId !== null)) throw new SyncError("forbidden", "This app", access.because);
    return caller;
  }

  /** What the caller may do in a company and in a project of it. @throws SyncError "not found" for others' ids. */
  async accessOf(caller: Caller, companyId: number, projectId: number | null): Promise<Access> {
    const holder = await this.#deps.sessions.holder(`Bearer ${caller.bearer}`);
    return this.#access(holder, companyId, projectId);
  }

  /** For what names its project elsewhere than in the path. @throws SyncError "forbidden" */
  async require(caller: Caller, companyId: number, projectId: number): Promise<void> {
    const access = await this.accessOf(caller, companyId, projectId);
    if (!access.canView) throw new SyncError("forbidden", "This app", access.because);
  }

  /** For lists: leaves out what the caller may not see instead of failing. */
  async mayView(caller: Caller, companyId: number, projectId: number): Promise<boolean> {
    try {
      return (await this.accessOf(caller, companyId, projectId)).canView;
    } catch (error) {
      if (isSyncError(error, "not found")) return false;
      throw error;
    }
  }

  async #access(holder: Holder, companyId: number, projectId: number | null): Promise<Access> {
    const companies = await this.#companiesOf(holder);
    const company = companies.find(({ id }) => id === companyId);
    if (!company) throw nowhere();
    const project = projectId === null ? null : await this.#deps.projects.find(companyId, projectId);
    if (projectId !== null && !project) throw nowhere();
    return { ...(await this.#rightsOf(holder, companyId, projectId)), company, project };
  }

  #companiesOf(holder: Holder): Promise<Memberships> {
    const ask = () => this.#asUser(holder, (bearer) => this.#deps.ask.companies(bearer));
    return this.#kept(this.#memberships, holder.bearer, ask);
  }

  async #rightsOf(holder: Holder, companyId: number, projectId: number | null): Promise<Rights> {
    const { approvers } = await this.#deps.settings.get(companyId);
    // Who is an approver is part of the question: a change in settings counts at once.
    const isApprover = approvers.includes(holder.session.user.id);
    const key = [holder.bearer, companyId, projectId ?? "", isApprover].join(" ");
    return this.#kept(this.#rights, key, async () => {
      const companyHasErpTool = await this.#erpTool(companyId);
      const rights = await this.#asUser(holder, (bearer) =>
        this.#deps.ask.rights({ bearer, companyId, projectId, approvers, companyHasErpTool }),
      );
      if (rights.companyHasErpTool !== null && rights.companyHasErpTool !== companyHasErpTool) {
        const erpTool = { present: rights.companyHasErpTool, at: this.#deps.now().toISOString() };
        await this.#deps.companies.patch(companyId, { erpTool });
      }
      const { canSync, canConfigure, because } = rights;
      const at = this.#deps.now().toISOString();
      await this.#deps.people.seen(companyId, holder.session.user, { canSync, canConfigure, because }, at);
      return rights;
    });
  }

  /** What was learned of the tool within the day; everybody whose own manifest does not tell goes by it. */
  async #erpTool(companyId: number): Promise<boolean | null> {
    const { erpTool } = await this.#deps.companies.get(companyId);
    const age = erpTool && this.#deps.now().getTime() - Date.parse(erpTool.at);
    return erpTool && age !== null && age < ERP_TOOL_MS ? erpTool.present : null;
  }

  /** Procore refusing the user's own token means that the session is over, not that a vendor failed. */
  async #asUser<T>(holder: Holder, ask: (bearer: UserBearer) => Promise<T>): Promise<T> {
    try {
      return await ask(this.#deps.sessions.procore(holder));
    } catch (error) {
      if (!isSyncError(error, "unauthorized")) throw error;
      await this.#deps.sessions.close(holder.bearer);
      throw signInOver();
    }
  }

  /** Answers are kept for a minute of one sign-in; two that ask at once share one question; a failure is not kept. */
  #kept<T>(answers: Map<string, Kept<T>>, key: string, ask: () => Promise<T>): Promise<T> {
    const now = this.#deps.now().getTime();
    const kept = answers.get(key);
    if (kept && now < kept.until) return kept.value;
    if (answers.size >= MOST_KEPT) answers.clear();
    const value = ask();
    answers.set(key, { value, until: now + KEEP_MS });
    value.catch(() => {
      if (answers.get(key)?.value === value) answers.delete(key);
    });
    return value;
  }
}

function holds(right: Right, access: Access, namesProject: boolean): boolean {
  switch (right) {
    case "view":
      return access.canView;
    case "sync project":
      return access.canView && access.canSync;
    case "sync":
      return access.canSync && (!namesProject || access.canView);
    case "configure":
      return access.canConfigure;
    case "anyone":
    case "signed in":
    case "company":
      return true;
  }
}

function nowhere(): SyncError {
  return new SyncError("not found", "This app", "There is nothing at this address, or you may not know of it.");
}
