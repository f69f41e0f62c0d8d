import { z } from "zod";

/**
 * The fields we use, and no others: Procore adds fields at any time. Its contract declares nothing nullable and hardly
 * anything required, so all but the id is optional and nullable here. Ids are numbers in its first API and texts in its
 * second, an amount is a text here and a number there: each is read in both forms.
 */
const text = z.union([z.string(), z.number().transform(String)]).nullish();
const wholeNumber = z.number().int().positive();
const id = z.union([
  wholeNumber,
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(wholeNumber),
]);
const currency = z.object({ currency_iso_code: text }).nullish();

export const ProjectRow = z.object({ id, name: text, project_number: text, active: z.boolean().nullish() });

export const VendorRow = z.object({ id, name: text, company: text, origin_id: text });

/** Work order contracts and purchase order contracts alike. */
export const ContractRow = z.object({
  id,
  number: text,
  title: text,
  status: text,
  deleted_at: text,
  origin_id: text,
  total_payments: text,
  vendor: z.object({ id: id.nullish(), company: text }).nullish(),
  currency_configuration: currency,
});

export const CommitmentSettings = z.object({ id, allow_payments: z.boolean().nullish() });

export const RequisitionRow = z.object({
  id,
  commitment_id: id.nullish(),
  invoice_number: text,
  vendor_id: id.nullish(),
  vendor_name: text,
  status: text,
  billing_date: text,
  origin_id: text,
  erp_status: text,
  updated_at: text,
  summary: z.object({ current_payment_due: text }).nullish(),
  currency_configuration: currency,
});

export const ContractPaymentRow = z.object({
  id,
  amount: text,
  date: text,
  check_number: text,
  invoice_number: text,
  requisition_id: id.nullish(),
  notes: text,
  origin_id: text,
  origin_data: text,
  external_payment_id: text,
  attachments: z.array(z.unknown()).nullish(),
});

/** No page of Procore's lists `locale` here; read where a reply carries it, never asked for. */
export const MeRow = z.object({ id, login: text, name: text, locale: text.optional().catch(null) });

export const CompanyUserRow = z.object({ id, erp_integrated_accountant: z.boolean().nullish() });

export const Manifest = z.object({
  tools: z
    .array(
      z.object({
        friendly_name: text,
        name: text,
        user_access_level: z.object({ name: text }).nullish(),
      }),
    )
    .nullish(),
});

export const BaseUrl = z.object({ web_base_url: text });

/** Hooks, triggers and deliveries belong to version 2, whose ids are texts. */
const textId = z.union([z.string().min(1), z.number()]).transform(String);

export const HookRow = z.object({
  id: textId,
  status: text,
  payload_version: text,
  destination_url: text,
});

export const TriggerRow = z.object({ id: textId, resource_name: text, event_type: text });

/** What hooks can tell of; a row has no id but its name. */
export const HookResourceRow = z
  .object({ name: z.string(), actions: z.array(z.string()).nullish() })
  .transform(({ name, actions }) => ({ id: name, actions: actions ?? [] }));

/** Version 4 writes "" for what does not apply: its schema wants a text everywhere. */
const unlessEmpty = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? null : value), schema.nullish());

/**
 * v4 names the event by `id`, the resource's type and what happened as `reason`; v2 and v3 by `ulid`, the resource's name
 * and `event_type`. Ids may be texts.
 */
export const HookEvent = z.object({
  id: z.union([z.string().max(100), z.number()]),
  ulid: unlessEmpty(z.string().max(100)),
  company_id: unlessEmpty(id),
  project_id: unlessEmpty(id),
  user_id: unlessEmpty(id),
  resource_type: unlessEmpty(z.string()),
  resource_name: unlessEmpty(z.string()),
  resource_id: unlessEmpty(z.union([z.string().max(100), z.number()])),
  reason: z.string().nullish().catch(null),
  event_type: z.string().nullish().catch(null),
});

/** A delivery whose event cannot be read is no reason to lose the others. */
export const DeliveryRow = z.object({ id: textId, payload: HookEvent.nullish().catch(null) });

export const TokenReply = z.object({
  access_token: z.string().min(1),
  refresh_token: text,
  expires_in: z.coerce.number().positive().nullish(),
});

export type ProjectRow = z.infer<typeof ProjectRow>;
export type VendorRow = z.infer<typeof VendorRow>;
export type ContractRow = z.infer<typeof ContractRow>;
export type RequisitionRow = z.infer<typeof RequisitionRow>;
export type ContractPaymentRow = z.infer<typeof ContractPaymentRow>;
export type Manifest = z.infer<typeof Manifest>;
