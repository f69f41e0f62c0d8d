import type { WireReply } from "../wire.ts";
import { commitmentById } from "./commitments.ts";
import { writeDecimal } from "./decimal.ts";
import { empty, invalid, isObject, json, jsonBody, malformed, notFound, queryId, refusal } from "./message.ts";
import { page } from "./pagination.ts";
import { checkLock, checkOriginId, readChanges, type Changes } from "./payment-rules.ts";
import { companyOf, projectById, requireProjectTool, type Context } from "./permissions.ts";
import { timestamp, type Commitment, type ContractPayment } from "./state.ts";
import type { Webhooks } from "./webhooks.ts";

/** `GET /contract_payments`: one contract of one project; no filter, no sort, no project-wide list. */
export function listPayments(context: Context): WireReply {
  const { call, world } = context;
  const projectId = queryId(call, "project_id");
  const contract = commitmentById(context, projectId, queryId(call, "contract_id"));
  const rows = world.paymentsOf(contract.id).map(paymentRow);
  return page(call, rows, world.behavior.paymentsPerPage, world.behavior);
}

export function showPayment(context: Context, id: number): WireReply {
  const { call } = context;
  const contract = commitmentById(context, queryId(call, "project_id"), queryId(call, "contract_id"));
  return json(200, paymentRow(paymentById(context, contract, id)));
}

/** `POST /contract_payments` → 201. */
export function createPayment(context: Context, webhooks: Webhooks): WireReply {
  const { world } = context;
  const { contract, fields } = readWrite(context);
  const changes = readChanges(fields, contract, world);
  if (changes.originId !== null && changes.originId !== undefined)
    checkOriginId(world, contract, changes.originId, null);
  const now = world.now();
  const payment: ContractPayment = {
    id: world.newId(),
    companyId: contract.companyId,
    projectId: contract.projectId,
    contractId: contract.id,
    ...BLANK,
    attachments: [],
    createdAt: now,
    updatedAt: now,
  };
  Object.assign(payment, changes);
  world.addPayment(payment);
  world.behavior.alters(payment);
  settled(context, contract, payment, webhooks, "create");
  return json(201, paymentRow(payment));
}

/** `PATCH /contract_payments/{id}` → 200. Locked while `origin_id` is set. */
export function updatePayment(context: Context, id: number, webhooks: Webhooks): WireReply {
  const { world } = context;
  const { contract, fields } = readWrite(context);
  const payment = paymentById(context, contract, id);
  checkLock(payment, fields, world.behavior);
  const { originId, ...changes } = readChanges(fields, contract, world);
  if (typeof originId === "string") checkOriginId(world, contract, originId, payment);
  Object.assign(payment, changes);
  if (changes.amount !== undefined) delete payment.shownAmount;
  if (originId !== undefined) world.setOriginId(payment, originId);
  world.behavior.alters(payment);
  payment.updatedAt = world.now();
  settled(context, contract, payment, webhooks, "update");
  return json(200, paymentRow(payment));
}

/** `DELETE /contract_payments/{id}` → 200 with an empty body, not 204. */
export function deletePayment(context: Context, id: number, webhooks: Webhooks): WireReply {
  const { call, world } = context;
  const contract = commitmentById(context, queryId(call, "project_id"), queryId(call, "contract_id"));
  requireWrite(context, contract);
  const payment = paymentById(context, contract, id);
  if (payment.externalPaymentId !== null) throw refusal(422, "Payments made through Procore Pay cannot be deleted");
  if (payment.originId !== null && world.behavior.deleteLocked === "refused") {
    throw invalid({
      base: ["The Contract Payment cannot be edited or deleted because it is synced with an ERP system"],
    });
  }
  world.removePayment(payment);
  settled(context, contract, payment, webhooks, "delete");
  return empty(200);
}

/** What every reader sees; `payment_method` and `invoice_date` are never among it. */
function paymentRow(payment: ContractPayment) {
  return {
    id: payment.id,
    amount: shownAmount(payment),
    check_number: payment.checkNumber,
    contract_id: payment.contractId,
    created_at: timestamp(payment.createdAt),
    updated_at: timestamp(payment.updatedAt),
    date: payment.date,
    date_payment_settled: null,
    date_payment_initiated: null,
    draw_request_number: payment.drawRequestNumber,
    external_payment_id: payment.externalPaymentId,
    invoice_number: payment.invoiceNumber,
    notes: payment.notes,
    payment_number: payment.paymentNumber,
    attachments: payment.attachments,
    project_id: payment.projectId,
    requisition_id: payment.requisitionId,
    origin_id: payment.originId,
    origin_code: payment.originCode,
    origin_data: payment.originData,
    status: payment.status,
  };
}

export function shownAmount({ amount, shownAmount: shown }: ContractPayment): string | null {
  if (shown !== undefined) return shown;
  return amount === null ? null : writeDecimal(amount);
}

/** A payment with nothing in it; the vendor requires none of its fields. */
export const BLANK = {
  amount: null,
  date: null,
  invoiceNumber: null,
  invoiceDate: null,
  checkNumber: null,
  drawRequestNumber: null,
  notes: null,
  paymentNumber: null,
  paymentMethod: null,
  requisitionId: null,
  originId: null,
  originCode: null,
  originData: null,
  externalPaymentId: null,
  status: null,
} as const satisfies Changes & Pick<ContractPayment, "originCode" | "externalPaymentId" | "status">;

function readWrite(context: Context): { contract: Commitment; fields: Record<string, unknown> } {
  const { call } = context;
  if (call.headers["content-type"]?.startsWith("multipart/")) {
    throw refusal(501, "This stand-in takes contract payments as JSON only");
  }
  const body = jsonBody(call);
  const contract = commitmentById(context, bodyId(body, "project_id"), bodyId(body, "contract_id"));
  requireWrite(context, contract);
  const fields = body["contract_payment"];
  if (!isObject(fields)) throw malformed("param is missing or the value is empty: contract_payment");
  return { contract, fields: "attachments" in body ? { ...fields, attachments: body["attachments"] } : fields };
}

function requireWrite(context: Context, contract: Commitment): void {
  const { behavior } = context.world;
  const project = projectById(context, contract.projectId);
  requireProjectTool(context, project, "Commitments", behavior.paymentWriteLevel);
  if (!contract.allowPayments) {
    throw refusal(behavior.paymentsOff, "Payments are not enabled for this commitment");
  }
  if (behavior.refusedStatuses.includes(contract.status)) {
    throw invalid({ base: [`A ${contract.status} commitment cannot have payments`] });
  }
}

function paymentById({ world }: Context, contract: Commitment, id: number): ContractPayment {
  const payment = world.payments.get(id);
  if (!payment || payment.contractId !== contract.id) throw notFound("Contract Payment");
  return payment;
}

function bodyId(body: Readonly<Record<string, unknown>>, name: string): number {
  const value = body[name];
  if (typeof value === "number" && Number.isSafeInteger(value) && value > 0) return value;
  throw malformed(`param is missing or the value is empty: ${name}`);
}

function settled(
  context: Context,
  contract: Commitment,
  payment: ContractPayment,
  webhooks: Webhooks,
  event: "create" | "update" | "delete",
): void {
  const { world, principal } = context;
  if (world.behavior.paymentMovesCommitment) contract.updatedAt = world.now();
  // The service account is a Directory user like any other, and its writes are told of as its own.
  const userId = principal.kind === "user" ? principal.user.id : companyOf(context).serviceAccount.userId;
  webhooks.announce({
    resource: "Contract Payments",
    event,
    resourceId: payment.id,
    companyId: payment.companyId,
    projectId: payment.projectId,
    userId,
  });
}
