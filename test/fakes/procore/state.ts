import type { Behavior } from "./behavior.ts";
import type { Decimal } from "./decimal.ts";

export type Level = "None" | "Read Only" | "Standard" | "Admin";
/** Levels by a tool's friendly name: "Commitments", "ERP Integrations", "Admin" … */
export type ToolLevels = Record<string, Level>;

export type Company = {
  readonly id: number;
  name: string;
  zone: string;
  /** Null: the behavior's `webBaseUrl`. */
  webBaseUrl: string | null;
  baseCurrency: string;
  /** Company tools that exist here, by friendly name; without "ERP Integrations" there is no ERP tool. */
  tools: Set<string>;
  /** Null: the app was never installed. */
  installation: Installation | null;
  serviceAccount: {
    userId: number;
    companyTools: ToolLevels;
    projectTools: ToolLevels;
    permittedProjects: Set<number>;
  };
};

export type Installation = {
  readonly id: number;
  readonly installedAt: Date;
  status: "installed" | "uninstalled";
  uninstalledAt: Date | null;
  version: string;
};

export type Project = {
  readonly id: number;
  readonly companyId: number;
  name: string;
  number: string;
  active: boolean;
  originId: string | null;
  erpIntegrated: boolean;
  disabledTools: Set<string>;
  readonly createdAt: Date;
  updatedAt: Date;
};

export type Vendor = {
  readonly id: number;
  readonly companyId: number;
  name: string;
  originId: string | null;
  readonly createdAt: Date;
  updatedAt: Date;
};

export type User = {
  readonly id: number;
  login: string;
  name: string;
  active: boolean;
  companies: Map<number, { tools: ToolLevels; erpIntegratedAccountant: boolean }>;
  projects: Map<number, ToolLevels>;
};

export type CommitmentType = "WorkOrderContract" | "PurchaseOrderContract";

export type Commitment = {
  readonly id: number;
  readonly companyId: number;
  readonly projectId: number;
  readonly type: CommitmentType;
  number: string;
  title: string;
  status: string;
  vendorId: number;
  grandTotal: Decimal;
  /** What the API shows instead of the sum of its payments. */
  shownTotal?: string | null;
  currency: string;
  allowPayments: boolean;
  originId: string | null;
  originData: string | null;
  deletedAt: Date | null;
  /** Private, and the app is not on its list: for the service account it is not there. */
  hidden: boolean;
  readonly createdAt: Date;
  updatedAt: Date;
};

export type Requisition = {
  readonly id: number;
  readonly companyId: number;
  readonly projectId: number;
  readonly commitmentId: number;
  number: number;
  invoiceNumber: string | null;
  invoiceType: "progress" | "retainage_release" | "progress_and_retainage_release";
  status: string;
  erpStatus: string | null;
  originId: string | null;
  originData: string | null;
  billingDate: string;
  periodId: number;
  periodStart: string;
  periodEnd: string;
  currentPaymentDue: Decimal;
  retainage: Decimal;
  final: boolean;
  /** In the recycle bin: no list shows it, and by id it is not found. */
  deletedAt: Date | null;
  readonly createdAt: Date;
  updatedAt: Date;
};

export type Attachment = { readonly id: number; readonly url: string; readonly filename: string };

export type ContractPayment = {
  readonly id: number;
  readonly companyId: number;
  readonly projectId: number;
  readonly contractId: number;
  amount: Decimal | null;
  /** What the API shows instead of the amount: more decimals than the column has, "", a number's own text. */
  shownAmount?: string | null;
  date: string | null;
  invoiceNumber: string | null;
  /** Written, never shown. */
  invoiceDate: string | null;
  checkNumber: string | null;
  drawRequestNumber: number | null;
  notes: string | null;
  paymentNumber: number | null;
  /** Written, never shown. */
  paymentMethod: string | null;
  requisitionId: number | null;
  originId: string | null;
  originCode: string | null;
  originData: string | null;
  attachments: Attachment[];
  /** Set only on payments made through Procore Pay. */
  externalPaymentId: string | null;
  status: string | null;
  readonly createdAt: Date;
  updatedAt: Date;
};

/** Everything the fake remembers, with its clock and its counter. */
export class World {
  readonly companies = new Map<number, Company>();
  readonly projects = new Map<number, Project>();
  readonly vendors = new Map<number, Vendor>();
  readonly users = new Map<number, User>();
  readonly commitments = new Map<number, Commitment>();
  readonly requisitions = new Map<number, Requisition>();
  readonly payments = new Map<number, ContractPayment>();
  readonly behavior: Behavior;
  readonly now: () => Date;
  readonly #paymentsByContract = new Map<number, Map<number, ContractPayment>>();
  readonly #requisitionsByCommitment = new Map<number, Requisition[]>();
  readonly #originIds = new Map<string, number>();
  #lastId: number;

  constructor(now: () => Date, behavior: Behavior, firstId: number) {
    this.now = now;
    this.behavior = behavior;
    this.#lastId = firstId - 1;
  }

  newId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  paymentsOf(contractId: number): ContractPayment[] {
    return [...(this.#paymentsByContract.get(contractId)?.values() ?? [])];
  }

  /** Those that are not deleted. */
  requisitionsOf(commitmentId: number): readonly Requisition[] {
    return this.#requisitionsByCommitment.get(commitmentId)?.filter(({ deletedAt }) => deletedAt === null) ?? [];
  }

  /** How many there ever were. */
  requisitionsMade(commitmentId: number): number {
    return this.#requisitionsByCommitment.get(commitmentId)?.length ?? 0;
  }

  addRequisition(requisition: Requisition): void {
    this.requisitions.set(requisition.id, requisition);
    const siblings = this.#requisitionsByCommitment.get(requisition.commitmentId);
    if (siblings) siblings.push(requisition);
    else this.#requisitionsByCommitment.set(requisition.commitmentId, [requisition]);
  }

  totalPayments(contractId: number): Decimal {
    return this.paymentsOf(contractId).reduce((sum, { amount }) => sum + (amount ?? 0n), 0n);
  }

  addPayment(payment: ContractPayment): void {
    this.payments.set(payment.id, payment);
    const siblings = this.#paymentsByContract.get(payment.contractId) ?? new Map<number, ContractPayment>();
    this.#paymentsByContract.set(payment.contractId, siblings.set(payment.id, payment));
    this.setOriginId(payment, payment.originId);
  }

  removePayment(payment: ContractPayment): void {
    this.setOriginId(payment, null);
    this.payments.delete(payment.id);
    this.#paymentsByContract.get(payment.contractId)?.delete(payment.id);
  }

  /** The only way to change an origin id: it keeps the index that uniqueness is checked against. */
  setOriginId(payment: ContractPayment, originId: string | null): void {
    if (payment.originId !== null) this.#originIds.delete(originKey(payment.companyId, payment.originId));
    payment.originId = originId;
    if (originId !== null) this.#originIds.set(originKey(payment.companyId, originId), payment.id);
  }

  paymentWithOriginId(companyId: number, originId: string): ContractPayment | null {
    const id = this.#originIds.get(originKey(companyId, originId));
    return id === undefined ? null : (this.payments.get(id) ?? null);
  }
}

function originKey(companyId: number, originId: string): string {
  return `${companyId} ${originId}`;
}

/** The vendor's timestamps carry whole seconds: "2015-07-14T22:03:27Z". */
export function timestamp(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
