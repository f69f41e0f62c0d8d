import type { LoginHost } from "./auth.ts";
import { BLANK } from "./contract-payments.ts";
import { decimal } from "./decimal.ts";
import type { Level, ToolLevels } from "./state.ts";
import type {
  Commitment,
  CommitmentType,
  Company,
  ContractPayment,
  Project,
  Requisition,
  User,
  Vendor,
  World,
} from "./state.ts";

/** Least that the sync needs of its service account, as the manifest's permission builder would grant it. */
const SERVICE_ACCOUNT_COMPANY: ToolLevels = { Directory: "Read Only", "Webhooks API": "Standard" };
const SERVICE_ACCOUNT_PROJECT: ToolLevels = { Commitments: "Admin" };
const COMPANY_TOOLS = ["Admin", "Directory", "Portfolio", "ERP Integrations", "Webhooks API"];

export type PaymentInput = Partial<
  Omit<ContractPayment, "id" | "companyId" | "projectId" | "contractId" | "amount" | "createdAt" | "updatedAt">
> & { id?: number; commitmentId: number; amount: string };

/**
 * Everything that is there before a story begins, and what the vendor's staff or a company's admin does during one.
 * Each `add…` fills in what is not given and returns the live object, which a test may change directly. Amounts are
 * decimal strings.
 */
export class Admin {
  readonly #world: World;
  readonly #login: LoginHost;

  constructor(world: World, login: LoginHost) {
    this.#world = world;
    this.#login = login;
  }

  /** A company with the app installed and every company tool, unless said otherwise. */
  addCompany(given: Partial<Omit<Company, "tools">> & { tools?: Iterable<string> } = {}): Company {
    const id = given.id ?? this.#world.newId();
    const company: Company = {
      id,
      name: `Company ${id}`,
      zone: "us02",
      webBaseUrl: null,
      baseCurrency: "USD",
      serviceAccount: {
        userId: this.#world.newId(),
        companyTools: { ...SERVICE_ACCOUNT_COMPANY },
        projectTools: { ...SERVICE_ACCOUNT_PROJECT },
        permittedProjects: new Set(),
      },
      installation: this.#newInstallation(),
      ...given,
      tools: new Set(given.tools ?? COMPANY_TOOLS),
    };
    this.#world.companies.set(id, company);
    return company;
  }

  /** A project, permitted to the service account unless `permitted` is false. */
  addProject(given: Partial<Project> & { companyId: number; permitted?: boolean }): Project {
    const { permitted = true, ...fields } = given;
    const now = this.#world.now();
    const id = given.id ?? this.#world.newId();
    const project: Project = {
      id,
      name: `Project ${id}`,
      number: String(id),
      active: true,
      originId: null,
      erpIntegrated: false,
      disabledTools: new Set(),
      createdAt: now,
      updatedAt: now,
      ...fields,
    };
    this.#world.projects.set(id, project);
    if (permitted) this.company(project.companyId).serviceAccount.permittedProjects.add(id);
    return project;
  }

  addVendor(given: Partial<Vendor> & { companyId: number }): Vendor {
    const now = this.#world.now();
    const id = given.id ?? this.#world.newId();
    const vendor = { id, name: `Vendor ${id}`, originId: null, createdAt: now, updatedAt: now, ...given };
    this.#world.vendors.set(id, vendor);
    return vendor;
  }

  /** A person; membership and levels come by {@link joinCompany} and {@link joinProject}. */
  addUser(given: Partial<Omit<User, "companies" | "projects">> = {}): User {
    const id = given.id ?? this.#world.newId();
    const user: User = {
      id,
      login: `user${id}@example.com`,
      name: `User ${id}`,
      active: true,
      ...given,
      companies: new Map(),
      projects: new Map(),
    };
    this.#world.users.set(id, user);
    return user;
  }

  joinCompany(userId: number, companyId: number, tools: ToolLevels = {}, erpIntegratedAccountant = false): void {
    this.user(userId).companies.set(companyId, { tools, erpIntegratedAccountant });
  }

  joinProject(userId: number, projectId: number, tools: ToolLevels = {}): void {
    this.user(userId).projects.set(projectId, tools);
  }

  addCommitment(
    given: Partial<Omit<Commitment, "grandTotal" | "companyId">> & {
      projectId: number;
      vendorId: number;
      type?: CommitmentType;
      grandTotal?: string;
    },
  ): Commitment {
    const now = this.#world.now();
    const { grandTotal = "100000.00", type = "WorkOrderContract", ...fields } = given;
    const id = given.id ?? this.#world.newId();
    const company = this.company(this.project(given.projectId).companyId);
    const commitment: Commitment = {
      id,
      companyId: company.id,
      type,
      number: `${type === "WorkOrderContract" ? "SC" : "PO"}-${id}`,
      title: `Commitment ${id}`,
      status: "Approved",
      grandTotal: decimal(grandTotal),
      currency: company.baseCurrency,
      allowPayments: true,
      originId: null,
      originData: null,
      deletedAt: null,
      hidden: false,
      createdAt: now,
      updatedAt: now,
      ...fields,
    };
    this.#world.commitments.set(id, commitment);
    return commitment;
  }

  /** A subcontractor invoice; `number` counts up within its commitment. */
  addRequisition(
    given: Partial<Omit<Requisition, "currentPaymentDue" | "retainage" | "companyId" | "projectId">> & {
      commitmentId: number;
      currentPaymentDue?: string;
      retainage?: string;
    },
  ): Requisition {
    const now = this.#world.now();
    const { currentPaymentDue = "0.00", retainage = "0.00", ...fields } = given;
    const id = given.id ?? this.#world.newId();
    const { companyId, projectId } = this.commitment(given.commitmentId);
    const requisition: Requisition = {
      id,
      companyId,
      projectId,
      number: this.#world.requisitionsMade(given.commitmentId) + 1,
      invoiceNumber: null,
      invoiceType: "progress",
      status: "approved",
      erpStatus: null,
      originId: null,
      originData: null,
      billingDate: "2026-01-31",
      periodId: 1,
      periodStart: "2026-01-01",
      periodEnd: "2026-01-31",
      currentPaymentDue: decimal(currentPaymentDue),
      retainage: decimal(retainage),
      final: false,
      deletedAt: null,
      createdAt: now,
      updatedAt: now,
      ...fields,
    };
    this.#world.addRequisition(requisition);
    return requisition;
  }

  /** A payment that is simply there: typed in long ago, another integration's, or Procore Pay's. No webhook tells of it. */
  addPayment(given: PaymentInput): ContractPayment {
    const now = this.#world.now();
    const { commitmentId, amount, ...fields } = given;
    const { companyId, projectId } = this.commitment(commitmentId);
    const payment: ContractPayment = {
      id: given.id ?? this.#world.newId(),
      companyId,
      projectId,
      contractId: commitmentId,
      ...BLANK,
      attachments: [],
      createdAt: now,
      updatedAt: now,
      ...fields,
      amount: decimal(amount),
    };
    this.#world.addPayment(payment);
    return payment;
  }

  /** Marks anything as changed now, so that `filters[updated_at]` finds it. */
  touch(thing: { updatedAt: Date }): void {
    thing.updatedAt = this.#world.now();
  }

  disableTool(projectId: number, tool: string): void {
    this.project(projectId).disabledTools.add(tool);
  }

  enableTool(projectId: number, tool: string): void {
    this.project(projectId).disabledTools.delete(tool);
  }

  /** "Enable Payments" in a commitment's advanced settings: whether it has a Payments Issued tab. */
  setAllowPayments(commitmentId: number, allowed: boolean): void {
    const commitment = this.commitment(commitmentId);
    commitment.allowPayments = allowed;
    this.touch(commitment);
  }

  /** Makes a commitment private, without the app among those who may see it; or shows it to the app again. */
  hideCommitment(commitmentId: number, hidden = true): void {
    const commitment = this.commitment(commitmentId);
    commitment.hidden = hidden;
    this.touch(commitment);
  }

  /** Into the recycle bin, with its invoices and payments; or back from it. */
  deleteCommitment(commitmentId: number, deleted = true): void {
    const commitment = this.commitment(commitmentId);
    commitment.deletedAt = deleted ? this.#world.now() : null;
    this.touch(commitment);
  }

  /** The app's right on the Directory, without which it may not see the company's vendors. */
  setDirectoryLevel(companyId: number, level: Level): void {
    this.company(companyId).serviceAccount.companyTools["Directory"] = level;
  }

  /** Uninstalls the app: every call for the company is refused, the service account's too. */
  disconnectApp(companyId: number): void {
    const { installation } = this.company(companyId);
    if (!installation) return;
    installation.status = "uninstalled";
    installation.uninstalledAt = this.#world.now();
  }

  /** Installs or updates it. Permitted projects have to be chosen again after every update: they start empty. */
  connectApp(companyId: number, permittedProjects: Iterable<number> = []): void {
    const company = this.company(companyId);
    company.installation = this.#newInstallation();
    company.serviceAccount.permittedProjects = new Set(permittedProjects);
  }

  permitProject(projectId: number): void {
    this.company(this.project(projectId).companyId).serviceAccount.permittedProjects.add(projectId);
  }

  removePermittedProject(projectId: number): void {
    this.company(this.project(projectId).companyId).serviceAccount.permittedProjects.delete(projectId);
  }

  /** A terminated employee: cannot sign in, and no token works any more. */
  deactivateUser(userId: number): void {
    this.user(userId).active = false;
    this.#login.endTokens(userId);
  }

  /** Ends the tokens of a person (or, with null, of the service account): the next call answers 401. */
  endTokens(userId: number | null): void {
    this.#login.endTokens(userId);
  }

  company(id: number): Company {
    return present(this.#world.companies.get(id), "company", id);
  }

  project(id: number): Project {
    return present(this.#world.projects.get(id), "project", id);
  }

  user(id: number): User {
    return present(this.#world.users.get(id), "user", id);
  }

  commitment(id: number): Commitment {
    return present(this.#world.commitments.get(id), "commitment", id);
  }

  requisition(id: number): Requisition {
    return present(this.#world.requisitions.get(id), "requisition", id);
  }

  payment(id: number): ContractPayment {
    return present(this.#world.payments.get(id), "contract payment", id);
  }

  #newInstallation() {
    const installedAt = this.#world.now();
    const id = this.#world.newId();
    return { id, installedAt, status: "installed" as const, uninstalledAt: null, version: "1.0.0" };
  }
}

function present<Thing>(thing: Thing | undefined, noun: string, id: number): Thing {
  if (thing === undefined) throw new Error(`There is no ${noun} ${id} in this fake`);
  return thing;
}
