import type { WireReply } from "../wire.ts";
import { shownAmount } from "./contract-payments.ts";
import { writeDecimal, writePercentage } from "./decimal.ts";
import { filter, filterIds, inRange, matches } from "./filters.ts";
import { json, notFound, queryId, type Call } from "./message.ts";
import { page } from "./pagination.ts";
import { projectById, requireProjectTool, type Context } from "./permissions.ts";
import { vendorRow } from "./projects.ts";
import { timestamp, type Commitment, type CommitmentType, type ContractPayment, type World } from "./state.ts";

const PAGE = { default: 100, max: 2_000 };

/** The statuses that the contract of the list for both types knows; a purchase order has others besides. */
const COMMON_STATUSES = new Set([
  "Draft",
  "Out For Bid",
  "Out For Signature",
  "Approved",
  "Complete",
  "Terminated",
  "Void",
]);

/** `GET /commitments`: both types, light, without origin ids and without filters. */
export function listCommitments(context: Context): WireReply {
  const rows = commitmentsOf(context).filter(({ deletedAt }) => deletedAt === null);
  return page(
    context.call,
    rows.map((commitment) => lightRow(context.world, commitment)),
    PAGE,
    context.world.behavior,
  );
}

/** `GET /commitments/{id}`: the one place that shows `allow_payments`. */
export function showCommitment(context: Context, id: number): WireReply {
  const { world } = context;
  const commitment = commitmentById(context, queryId(context.call, "project_id"), id);
  const vendor = world.vendors.get(commitment.vendorId);
  return json(200, {
    ...lightRow(world, commitment),
    vendor: vendor ? vendorRow(vendor) : null,
    type: commitment.type,
    allow_payments: commitment.allowPayments,
    allow_payment_applications: true,
    ...figures(world, commitment),
    payments_issued: world.paymentsOf(commitment.id).map(issuedRow),
    updated_at: timestamp(commitment.updatedAt),
  });
}

/** `GET /work_order_contracts` and `GET /purchase_order_contracts`. */
export function listContracts(context: Context, type: CommitmentType): WireReply {
  const { call, world } = context;
  const ids = filterIds(call, "id");
  const rows = commitmentsOf(context).filter(
    (commitment) => commitment.type === type && (ids === null || ids.has(commitment.id)) && passes(call, commitment),
  );
  return page(
    call,
    rows.map((commitment) => contractRow(world, commitment)),
    PAGE,
    world.behavior,
  );
}

export function showContract(context: Context, type: CommitmentType, id: number): WireReply {
  const { world } = context;
  const commitment = commitmentById(context, queryId(context.call, "project_id"), id);
  if (commitment.type !== type) throw notFound("Contract");
  const row = contractRow(world, commitment);
  const vendor = world.vendors.get(commitment.vendorId);
  return json(200, {
    ...row,
    vendor: { ...row.vendor, origin_id: vendor?.originId ?? null, origin_data: null },
    payments_issued: world.paymentsOf(commitment.id).map(issuedRow),
    line_items: [],
    // Unlike its row in the list, one contract shows its currency alone, for purchase orders too.
    ...(world.behavior.namesCurrency === "everywhere" && {
      currency_configuration: { currency_iso_code: commitment.currency },
    }),
  });
}

/** `GET /rest/v2.0/…/commitment_contracts/{id}/summary`. */
export function contractSummary(context: Context, projectId: number, id: number): WireReply {
  const { world } = context;
  const commitment = commitmentById(context, projectId, id);
  const invoiced = world.requisitionsOf(id).reduce((sum, { currentPaymentDue }) => sum + currentPaymentDue, 0n);
  const data = {
    approved_change_total: "0.0",
    pending_revised_change_total: "0.0",
    draft_change_total: "0.0",
    total_invoices_amount: writeDecimal(invoiced),
    total_payments_amount: writeDecimal(world.totalPayments(id)),
    currency_configuration: { currency_iso_code: commitment.currency },
  };
  return json(200, { data });
}

/** A hidden commitment is there for people alone. */
export function shows({ principal }: Context, { hidden }: Commitment): boolean {
  return !hidden || principal.kind === "user";
}

/** @throws Refusal as for its project and the Commitments tool; 404 when it is deleted, hidden or of another project. */
export function commitmentById(context: Context, projectId: number, id: number): Commitment {
  const project = projectById(context, projectId);
  requireProjectTool(context, project, "Commitments", "Read Only");
  const commitment = context.world.commitments.get(id);
  if (!commitment || commitment.projectId !== projectId || commitment.deletedAt) throw notFound("Commitment");
  if (!shows(context, commitment)) throw notFound("Commitment");
  return commitment;
}

function commitmentsOf(context: Context): Commitment[] {
  const project = projectById(context, queryId(context.call, "project_id"));
  requireProjectTool(context, project, "Commitments", "Read Only");
  const all = [...context.world.commitments.values()];
  return all.filter((commitment) => commitment.projectId === project.id && shows(context, commitment));
}

function passes(call: Call, commitment: Commitment): boolean {
  const deleted = filter(call, "include_deleted");
  const visible = deleted === "with" || (commitment.deletedAt === null) === (deleted !== "only");
  return (
    visible &&
    matches(call, "status", commitment.status) &&
    matches(call, "origin_id", commitment.originId) &&
    inRange(call, "created_at", commitment.createdAt) &&
    inRange(call, "updated_at", commitment.updatedAt)
  );
}

function lightRow(world: World, commitment: Commitment) {
  const vendor = world.vendors.get(commitment.vendorId);
  return {
    id: commitment.id,
    title: commitment.title,
    number: commitment.number,
    status: COMMON_STATUSES.has(commitment.status) ? commitment.status : null,
    description: null,
    executed: true,
    private: false,
    created_at: timestamp(commitment.createdAt),
    vendor: vendor ? { id: vendor.id, name: vendor.name } : null,
  };
}

function contractRow(world: World, commitment: Commitment) {
  const invoiced = world
    .requisitionsOf(commitment.id)
    .reduce((sum, { currentPaymentDue }) => sum + currentPaymentDue, 0n);
  const project = world.projects.get(commitment.projectId);
  return {
    id: commitment.id,
    number: commitment.number,
    title: commitment.title,
    status: commitment.status,
    executed: true,
    private: false,
    project: { id: commitment.projectId, name: project?.name ?? null },
    vendor: { id: commitment.vendorId, company: world.vendors.get(commitment.vendorId)?.name ?? null },
    origin_id: commitment.originId,
    origin_code: null,
    origin_data: commitment.originData,
    ...figures(world, commitment),
    total_requisitions_amount: writeDecimal(invoiced),
    requisitions_are_enabled: true,
    ...(world.behavior.namesCurrency === "everywhere" && { currency_configuration: currencyOf(world, commitment) }),
    created_at: timestamp(commitment.createdAt),
    updated_at: timestamp(commitment.updatedAt),
    deleted_at: commitment.deletedAt && timestamp(commitment.deletedAt),
  };
}

/** A work order contract names its currency only; a purchase order its rate too, as text. */
function currencyOf(world: World, commitment: Commitment) {
  if (commitment.type === "WorkOrderContract") return { currency_iso_code: commitment.currency };
  return {
    currency_iso_code: commitment.currency,
    base_currency_iso_code: world.companies.get(commitment.companyId)?.baseCurrency ?? null,
    currency_exchange_rate: "1.0",
  };
}

function figures(world: World, commitment: Commitment) {
  const paid = world.totalPayments(commitment.id);
  return {
    grand_total: writeDecimal(commitment.grandTotal),
    total_payments: commitment.shownTotal === undefined ? writeDecimal(paid) : commitment.shownTotal,
    percentage_paid: writePercentage(paid, commitment.grandTotal),
    remaining_balance_outstanding: writeDecimal(commitment.grandTotal - paid),
  };
}

function issuedRow(payment: ContractPayment) {
  return {
    id: payment.id,
    amount: shownAmount(payment),
    check_number: payment.checkNumber,
    created_at: timestamp(payment.createdAt),
    date: payment.date,
    draw_request_number: payment.drawRequestNumber,
    invoice_number: payment.invoiceNumber,
    notes: payment.notes,
    payment_number: payment.paymentNumber,
    attachments: payment.attachments,
    origin_id: payment.originId,
    origin_data: payment.originData,
  };
}
