import type { Commitment, ContractPayment, Draft, SubcontractorInvoice } from "../domain/contract-payment.ts";
import { isSyncError } from "../domain/errors.ts";
import type { Currency } from "../domain/money.ts";
import type { Instant } from "../domain/payment.ts";
import type { Lane, OnWait } from "../net/gate.ts";
import type { Patch, PaymentTarget, Place } from "../sync/ports.ts";
import type { ProcoreClient, ProcoreRequest } from "./client.ts";
import { namesCurrency, toCommitment, toContractPayment, toInvoice, toProject, toVendor } from "./normalize.ts";
import {
  CommitmentSettings,
  ContractPaymentRow,
  ContractRow,
  ProjectRow,
  RequisitionRow,
  VendorRow,
} from "./schema.ts";
import { fieldsOfCreate, fieldsOfPatch, type PaymentFields } from "./write.ts";

export type TargetOptions = {
  readonly client: ProcoreClient;
  readonly companyId: number;
  /** For contracts and invoices that name no currency. */
  readonly companyCurrency: Currency;
  /** "person" for what somebody waits for. "schedule", if not given. */
  readonly lane?: Lane;
  /** Told of a wait that Procore asks for, and with null of its end. */
  readonly onWait?: OnWait;
  /** Asked right before a write leaves, after any wait: throws when the run is no longer ours. */
  readonly beforeWrite?: () => void | Promise<void>;
};

type Query = readonly (readonly [string, string])[];

const PAYMENTS = "/rest/v1.0/contract_payments";

/** The most rows a page may have: 2,000 in general, 300 for projects (docs/plan_your_app/pagination.md). */
const MANY = 2_000;
const PROJECTS_A_PAGE = 300;

const CONTRACTS = [
  { path: "/rest/v1.0/work_order_contracts", type: "subcontract", doing: "list the project's subcontracts" },
  { path: "/rest/v1.0/purchase_order_contracts", type: "purchase order", doing: "list the project's purchase orders" },
] as const;

/** A range needs two ends; this one is never reached. */
const NEVER = "2999-12-31T23:59:59Z";

/** Procore as one company's sync sees it, with the app's service account. */
export function createProcoreTarget(options: TargetOptions): PaymentTarget {
  return new ProcoreTarget(options);
}

class ProcoreTarget implements PaymentTarget {
  readonly #options: TargetOptions;

  constructor(options: TargetOptions) {
    this.#options = options;
  }

  async projects() {
    const query: Query = [
      ["company_id", String(this.#options.companyId)],
      ["filters[by_status]", "All"],
    ];
    const asked = this.#asking("/rest/v1.1/projects", "list the company's projects", query);
    const rows = await this.#options.client.list(asked, ProjectRow, PROJECTS_A_PAGE);
    return rows.map(toProject);
  }

  async vendors() {
    const query: Query = [["company_id", String(this.#options.companyId)]];
    const asked = this.#asking("/rest/v1.0/vendors", "list the company's vendors", query);
    const rows = await this.#options.client.list(asked, VendorRow, MANY);
    return rows.map(toVendor);
  }

  async commitments(projectId: number) {
    const { client, companyCurrency } = this.#options;
    const lists = CONTRACTS.map(async ({ path, type, doing }) => {
      const query: Query = [
        ["project_id", String(projectId)],
        ["view", "extended"],
      ];
      const rows = await client.list(this.#asking(path, doing, query), ContractRow, MANY);
      return rows
        .filter((row) => !row.deleted_at)
        .map((row) => ({
          ...toCommitment(row, { projectId, type, companyCurrency }),
          namesCurrency: namesCurrency(row),
        }));
    });
    return (await Promise.all(lists)).flat();
  }

  async invoices(projectId: number, since: Instant | null) {
    const { client, companyCurrency } = this.#options;
    const query: [string, string][] = [["project_id", String(projectId)]];
    if (since !== null) query.push(["filters[updated_at]", `${wholeSeconds(since)}...${NEVER}`]);
    const asked = this.#asking("/rest/v1.1/requisitions", "list the project's subcontractor invoices", query);
    const rows = await client.list(asked, RequisitionRow, MANY);
    const invoices = rows.map((row) => toInvoice(row, { projectId, companyCurrency }));
    return invoices.filter((invoice): invoice is SubcontractorInvoice => invoice !== null);
  }

  async invoice(projectId: number, invoiceId: number) {
    const { client, companyCurrency } = this.#options;
    const query: Query = [["project_id", String(projectId)]];
    const asked = this.#asking(`/rest/v1.1/requisitions/${invoiceId}`, "show a subcontractor invoice", query);
    try {
      return toInvoice(await client.read(asked, RequisitionRow), { projectId, companyCurrency });
    } catch (error) {
      // 404 stands for 403 where there is no read access; a removed app is another matter.
      if (isSyncError(error, "not found")) return null;
      if (isSyncError(error, "forbidden") && error.extra.appRemoved !== true) return null;
      throw error;
    }
  }

  async allowsPayments(projectId: number, commitmentId: number) {
    const query: Query = [["project_id", String(projectId)]];
    const asked = this.#asking(`/rest/v1.0/commitments/${commitmentId}`, "show the commitment's settings", query);
    const settings = await this.#options.client.read(asked, CommitmentSettings);
    // Not shown is not refused: Procore then says so itself when we write.
    return settings.allow_payments ?? true;
  }

  async payments(commitment: Commitment) {
    const { projectId, id: commitmentId, currency } = commitment;
    const asked = this.#asking(
      PAYMENTS,
      "list the commitment's payments",
      atContract(commitment.projectId, commitment.id),
    );
    const rows = await this.#options.client.list(asked, ContractPaymentRow, MANY);
    return rows.map((row) => toContractPayment(row, { projectId, commitmentId, currency }));
  }

  async create(draft: Draft): Promise<ContractPayment> {
    const { projectId, commitmentId, currency } = draft;
    const json = bodyOf({ projectId, commitmentId }, fieldsOfCreate(draft));
    const request = { ...this.#writing(PAYMENTS, "create the payment"), method: "POST", json } as const;
    const row = await this.#options.client.write(request, ContractPaymentRow);
    return toContractPayment(row, { projectId, commitmentId, currency });
  }

  async patch(place: Place, patch: Patch, currency: Currency): Promise<ContractPayment> {
    const shown = await this.#patchOnce(place, fieldsOfPatch(patch, currency), currency);
    if (patch.originId !== null || shown.originId === null) return shown;
    return this.#patchOnce(place, { ...fieldsOfPatch(patch, currency), origin_id: STUBBORN_UNLOCK }, currency);
  }

  async remove(place: Place): Promise<void> {
    const request = this.#writing(`${PAYMENTS}/${place.contractPaymentId}`, "delete the payment");
    const query = atContract(place.projectId, place.commitmentId);
    await this.#options.client.send({ ...request, ...HALF_DONE, method: "DELETE", query });
  }

  async #patchOnce(place: Place, fields: PaymentFields, currency: Currency): Promise<ContractPayment> {
    const request = this.#writing(`${PAYMENTS}/${place.contractPaymentId}`, "change the payment");
    const json = bodyOf(place, fields);
    const opens = fields.origin_id === null;
    const asked = { ...request, ...(!opens && HALF_DONE), method: "PATCH", json } as const;
    const row = await this.#options.client.write(asked, ContractPaymentRow);
    return toContractPayment(row, { projectId: place.projectId, commitmentId: place.commitmentId, currency });
  }

  #asking(path: string, doing: string, query: Query): Omit<ProcoreRequest, "method"> {
    const { companyId, onWait, lane = "schedule" } = this.#options;
    return { path, doing, query, companyId, lane, ...(onWait && { onWait }) };
  }

  #writing(path: string, doing: string): Omit<ProcoreRequest, "method"> {
    const { beforeWrite } = this.#options;
    return { ...this.#asking(path, doing, []), ...(beforeWrite && { beforeSend: beforeWrite }) };
  }
}

/** A payment that was unlocked is not left open because somebody would not wait so long: only opening it may be refused. */
const HALF_DONE = { lane: "half done" } as const;

/**
 * What clears an origin id where null does not. No page says which of the two does (`null` is what the ERP platform's
 * own `external_data` takes); the echo tells.
 */
const STUBBORN_UNLOCK = "";

function bodyOf(place: { readonly projectId: number; readonly commitmentId: number }, fields: PaymentFields): unknown {
  return { project_id: place.projectId, contract_id: place.commitmentId, contract_payment: fields };
}

function atContract(projectId: number, commitmentId: number): Query {
  return [
    ["project_id", String(projectId)],
    ["contract_id", String(commitmentId)],
  ];
}

/** Procore's ranges know no fractions; rounding down reads a moment twice, never skips one. */
function wholeSeconds(instant: Instant): string {
  return `${instant.slice(0, 19)}Z`;
}
