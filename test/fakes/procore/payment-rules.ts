import type { Behavior } from "./behavior.ts";
import { parseDecimal, type Decimal } from "./decimal.ts";
import { invalid, json, malformed, Refusal } from "./message.ts";
import type { Commitment, ContractPayment, World } from "./state.ts";

/** What one write changes; a field that is absent stays as it is. */
export type Changes = {
  amount?: Decimal | null;
  date?: string | null;
  invoiceNumber?: string | null;
  invoiceDate?: string | null;
  checkNumber?: string | null;
  drawRequestNumber?: number | null;
  notes?: string | null;
  paymentNumber?: number | null;
  paymentMethod?: string | null;
  requisitionId?: number | null;
  originId?: string | null;
  originData?: string | null;
};

type Value = Changes[keyof Changes];
type Reader = (value: unknown, field: string, about: { contract: Commitment; world: World }) => Value;

/** The writable fields of `contract_payment` (reference, section 3.1). `origin_code` is not one of them. */
const FIELDS: Readonly<Record<string, [keyof Changes, Reader]>> = {
  amount: ["amount", readAmount],
  date: ["date", readDate],
  invoice_number: ["invoiceNumber", readText],
  invoice_date: ["invoiceDate", readDate],
  check_number: ["checkNumber", readText],
  draw_request_number: ["drawRequestNumber", readInteger],
  notes: ["notes", readText],
  payment_number: ["paymentNumber", readInteger],
  payment_method: ["paymentMethod", readMethod],
  requisition_id: ["requisitionId", readRequisition],
  origin_id: ["originId", readText],
  origin_data: ["originData", readText],
};

/** "All attributes other than 'attachments', 'origin_id', and 'origin_data' will be locked" (the PATCH's description). */
const NEVER_LOCKED = new Set(["attachments", "origin_id", "origin_data"]);
const METHODS = new Set(["check", "credit_card", "electronic"]);
const LOCKED = "The Contract Payment cannot be edited or deleted because it is synced with an ERP system";

/** Reads `contract_payment`. @throws Refusal 400 for a wrong type, 406 for an unknown field, 422 for a wrong value. */
export function readChanges(fields: Readonly<Record<string, unknown>>, contract: Commitment, world: World): Changes {
  const changes: Record<string, Value> = {};
  for (const [name, value] of Object.entries(fields)) {
    const field = FIELDS[name];
    if (field) changes[field[0]] = field[1](value, name, { contract, world });
    else refuseUnknown(name, world.behavior);
  }
  if ("origin_id" in fields) clearOriginId(changes, fields["origin_id"], world.behavior);
  return changes;
}

/** @throws Refusal 422 when a locked payment would change, by the mere presence of a locked field. */
export function checkLock(
  payment: ContractPayment,
  fields: Readonly<Record<string, unknown>>,
  behavior: Behavior,
): void {
  const touchesLocked = Object.keys(fields).some((name) => !NEVER_LOCKED.has(name));
  if (payment.externalPaymentId !== null)
    throw invalid({ base: ["Payments made through Procore Pay cannot be edited"] });
  if (!touchesLocked) return;
  if (payment.originId === null) {
    if (typeof fields["origin_id"] !== "string" || behavior.lockWithChange === "allowed") return;
    throw invalid({ base: [LOCKED] });
  }
  const unlocks = fields["origin_id"] === null || fields["origin_id"] === "";
  if (unlocks && behavior.unlockWithChange === "allowed") return;
  throw invalid({ base: [LOCKED] });
}

/** One origin id per company and object type, across its projects (docs/tutorials/using_sync_actions.md). */
export function checkOriginId(
  world: World,
  { companyId }: Commitment,
  originId: string,
  own: ContractPayment | null,
): void {
  const { originIdLength, duplicateOriginId } = world.behavior;
  if (originId.length > originIdLength) {
    throw invalid({ origin_id: [`is too long (maximum is ${originIdLength} characters)`] });
  }
  const holder = world.paymentWithOriginId(companyId, originId);
  if (!holder || holder === own) return;
  throw new Refusal(json(duplicateOriginId, TAKEN[world.behavior.duplicateOriginIdBody]));
}

const TAKEN: Readonly<Record<Behavior["duplicateOriginIdBody"], unknown>> = {
  "by field": { errors: { origin_id: ["has already been taken"] } },
  sentences: { errors: ["origin_id has already been taken"] },
  "message and fields": { message: "has already been taken", fields: "origin_id" },
};

function clearOriginId(changes: Changes, given: unknown, { clearsOriginId }: Behavior): void {
  if (given !== null && given !== "") return;
  const form = given === null ? "null" : "empty";
  if (clearsOriginId === "null or empty" || clearsOriginId === form) changes.originId = null;
  else delete changes.originId;
}

function refuseUnknown(name: string, behavior: Behavior): void {
  // Multipart is the only documented way to attach; `prostore_file_ids` names files this fake does not keep.
  if (name === "attachments" || name === "prostore_file_ids") throw malformed(`${name} is not taken by this stand-in`);
  if (behavior.unknownFields === "refused") throw new Refusal(json(406, { errors: `Unknown field: ${name}` }));
}

function readAmount(value: unknown, field: string, { world }: { world: World }): Decimal | null {
  if (value === null) return null;
  if (typeof value !== "string") throw malformed(`${field} must be a string`);
  const amount = parseDecimal(value);
  if (amount === null) throw invalid({ amount: ["is not a number"] });
  const { zeroAmount, negativeAmount } = world.behavior;
  if (amount === 0n && zeroAmount === "refused") throw invalid({ amount: ["must be other than 0"] });
  if (amount < 0n && negativeAmount === "refused") throw invalid({ amount: ["must be greater than 0"] });
  return amount;
}

/** "Wrongly formatted dates are silently stored as null" (docs/best_practices/date_time.md). */
function readDate(value: unknown): string | null {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return null;
  const instant = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value) ? value : null;
}

function readText(value: unknown, field: string): string | null {
  if (value === null || typeof value === "string") return value;
  throw malformed(`${field} must be a string`);
}

function readInteger(value: unknown, field: string): number | null {
  if (value === null || (typeof value === "number" && Number.isSafeInteger(value))) return value;
  throw malformed(`${field} must be an integer`);
}

function readMethod(value: unknown): string | null {
  if (value === null) return null;
  if (typeof value === "string" && METHODS.has(value)) return value;
  throw invalid({ payment_method: ["is not included in the list"] });
}

function readRequisition(
  value: unknown,
  field: string,
  { contract, world }: { contract: Commitment; world: World },
): number | null {
  const id = readInteger(value, field);
  if (id === null) return null;
  const requisition = world.requisitions.get(id);
  if (requisition?.commitmentId === contract.id && requisition.deletedAt === null) return id;
  throw invalid({ requisition_id: ["does not belong to this contract"] });
}
