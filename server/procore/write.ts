import { originDataOf, type Draft, type Values } from "../domain/contract-payment.ts";
import { SyncError } from "../domain/errors.ts";
import { formatMinor, type Currency } from "../domain/money.ts";
import type { LocalDate } from "../domain/payment.ts";
import type { Patch } from "../sync/ports.ts";

/**
 * What we send as `contract_payment`. Only the fields we own: never `payment_number`, nor attachments, which stay the
 * user's. The amount is decimal text, never a number.
 */
export type PaymentFields = Readonly<Record<string, string | number | null>>;

/** A new payment carries its origin id from the start: it is locked in the moment it exists. */
export function fieldsOfCreate(draft: Draft): PaymentFields {
  return { ...fieldsOfDraft(draft), notes: draft.notes, origin_id: draft.key, origin_data: originDataOf(draft) };
}

/**
 * `origin_id: null` unlocks. `origin_data` is not nullable in Procore's contract: emptied by "".
 * @throws SyncError "rejected" for a date that is none
 */
export function fieldsOfPatch(
  { draft, values, amount, notes, originId, originData }: Patch,
  currency: Currency,
): PaymentFields {
  return {
    ...(draft && fieldsOfDraft(draft)),
    ...(values && fieldsOfValues(values, currency)),
    ...(amount !== undefined && { amount: formatMinor(amount, currency) }),
    ...(notes !== undefined && { notes }),
    ...(originId !== undefined && { origin_id: originId }),
    ...(originData !== undefined && { origin_data: originData ?? "" }),
  };
}

/** Procore shows a field that was never filled in as null: that is how it is emptied again. */
function fieldsOfValues(
  { amount, date, checkNumber, invoiceNumber, invoiceId }: Partial<Values>,
  currency: Currency,
): PaymentFields {
  return {
    ...(amount !== undefined && { amount: formatMinor(amount, currency) }),
    ...(date !== undefined && { date: date && checked(date) }),
    ...(checkNumber !== undefined && { check_number: checkNumber || null }),
    ...(invoiceNumber !== undefined && { invoice_number: invoiceNumber || null }),
    ...(invoiceId !== undefined && { requisition_id: invoiceId }),
  };
}

function fieldsOfDraft(draft: Draft): PaymentFields {
  return {
    amount: formatMinor(draft.amount, draft.currency),
    date: checked(draft.date),
    check_number: draft.checkNumber,
    payment_method: draft.method,
    invoice_number: draft.invoiceNumber,
    invoice_date: checked(draft.invoiceDate),
    requisition_id: draft.invoiceId,
  };
}

/** Procore stores a date it cannot read as none, without a word (docs/best_practices/date_time.md): refuse it first. */
function checked(date: LocalDate): LocalDate {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(date)) return date;
  throw new SyncError("rejected", "This app", "The payment has a date that is not in the calendar; nothing was sent.");
}
