import type { WireReply } from "../wire.ts";
import { shows } from "./commitments.ts";
import { writeDecimal } from "./decimal.ts";
import { filter, filterIds, inRange, matches } from "./filters.ts";
import { json, notFound, queryId, readId } from "./message.ts";
import { page } from "./pagination.ts";
import { projectById, requireProjectTool, type Context } from "./permissions.ts";
import { timestamp, type Requisition, type World } from "./state.ts";

/** `GET /rest/v1.1/requisitions`: 30 a page unless asked; no filter on invoice number, vendor or ERP status. */
export function listRequisitions(context: Context): WireReply {
  const { call, world } = context;
  const projectId = readableProject(context);
  const ids = filterIds(call, "id");
  const commitmentId = readId(filter(call, "commitment_id"));
  const periodId = readId(filter(call, "period_id"));
  const isLast = filter(call, "is_last");
  const rows = [...world.requisitions.values()].filter(
    (requisition) =>
      requisition.projectId === projectId &&
      isShown(context, requisition) &&
      (ids === null || ids.has(requisition.id)) &&
      (commitmentId === null || requisition.commitmentId === commitmentId) &&
      (periodId === null || requisition.periodId === periodId) &&
      (isLast === null || (isLast === "true") === (nextOf(world, requisition) === null)) &&
      matches(call, "status", requisition.status) &&
      matches(call, "origin_id", requisition.originId) &&
      inRange(call, "created_at", requisition.createdAt) &&
      inRange(call, "updated_at", requisition.updatedAt),
  );
  const view = call.query.get("view") ?? "default";
  return page(
    call,
    rows.map((requisition) => requisitionRow(world, requisition, view)),
    { default: 30, max: 1_000 },
    world.behavior,
  );
}

export function showRequisition(context: Context, id: number): WireReply {
  const projectId = readableProject(context);
  const requisition = context.world.requisitions.get(id);
  if (!requisition || requisition.projectId !== projectId || !isShown(context, requisition))
    throw notFound("Requisition");
  return json(200, requisitionRow(context.world, requisition, context.call.query.get("view") ?? "default"));
}

/** Deleted ones lie in the recycle bin; those of a commitment that is deleted or hidden are not shown either. */
function isShown(context: Context, { commitmentId, deletedAt }: Requisition): boolean {
  const commitment = context.world.commitments.get(commitmentId);
  return deletedAt === null && commitment !== undefined && !commitment.deletedAt && shows(context, commitment);
}

function readableProject(context: Context): number {
  const project = projectById(context, queryId(context.call, "project_id"));
  requireProjectTool(context, project, "Commitments", "Read Only");
  return project.id;
}

function requisitionRow(world: World, requisition: Requisition, view: string) {
  const commitment = world.commitments.get(requisition.commitmentId);
  const vendor = commitment && world.vendors.get(commitment.vendorId);
  const header = {
    id: requisition.id,
    previous_requisition_id: previousOf(world, requisition)?.id ?? null,
    project_id: requisition.projectId,
    billing_date: requisition.billingDate,
    commitment_id: requisition.commitmentId,
    commitment_type: commitment?.type ?? null,
    contract_name: commitment?.title ?? null,
    contract_invoicing_method: "progressive",
    vendor_id: vendor?.id ?? null,
    vendor_name: vendor?.name ?? null,
    invoice_number: requisition.invoiceNumber,
    invoice_type: requisition.invoiceType,
    origin_id: requisition.originId,
    origin_data: requisition.originData,
    payment_date: null,
    period_id: requisition.periodId,
    requisition_start: requisition.periodStart,
    requisition_end: requisition.periodEnd,
    status: requisition.status,
    erp_status: requisition.erpStatus,
    number: requisition.number,
    final: requisition.final,
    total_claimed_amount: writeDecimal(requisition.currentPaymentDue + requisition.retainage),
    ...(world.behavior.namesCurrency !== "nowhere" && {
      currency_configuration: {
        currency_iso_code: commitment?.currency ?? null,
        currency_exchange_rate: 1.0,
        base_currency_iso_code: world.companies.get(requisition.companyId)?.baseCurrency ?? null,
      },
    }),
    created_at: timestamp(requisition.createdAt),
    updated_at: timestamp(requisition.updatedAt),
  };
  if (view === "header_only") return header;
  const items = view === "items" || view === "extended" ? { items: [], item_packages: [] } : {};
  return { ...header, summary: summaryOf(requisition), attachments: [], ...items };
}

function summaryOf(requisition: Requisition) {
  return {
    current_payment_due: writeDecimal(requisition.currentPaymentDue),
    total_retainage: writeDecimal(requisition.retainage),
    completed_work_retainage_amount: writeDecimal(requisition.retainage),
    total_earned_less_retainage: writeDecimal(requisition.currentPaymentDue),
  };
}

function previousOf(world: World, { commitmentId, number }: Requisition): Requisition | null {
  const earlier = world.requisitionsOf(commitmentId).filter((other) => other.number < number);
  return earlier.reduce<Requisition | null>((last, one) => (last && last.number > one.number ? last : one), null);
}

function nextOf(world: World, { commitmentId, number }: Requisition): Requisition | null {
  return world.requisitionsOf(commitmentId).find((other) => other.number > number) ?? null;
}
