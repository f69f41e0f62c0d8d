import { z } from "zod";

/** Only the fields we use. What a reply holds beyond them is dropped; what they lack is an "unexpected reply". */

/**
 * An amount as text. Both interfaces send JSON numbers; up to fifteen significant digits a double gives its decimal
 * text back exactly, beyond that it may not, and the text returned then is one that no currency accepts.
 */
const decimal = z.union([z.number(), z.string()]).transform((value) => {
  if (typeof value === "string") return value;
  const text = String(value);
  const significant = text.replace(/\D/g, "").replace(/^0+/, "").length;
  return significant <= 15 ? text : `${text} (not exact)`;
});

/** "" for none: no currency accepts that either, and one row without an amount is no reason to refuse the others. */
const amount = decimal.nullish().transform((value) => value ?? "");

const trimmed = z.string().transform((text) => text.trim());
const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() ?? "");
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

// ---- DAC OData: codes, integers and stored names (contracts, x-dac-odata-26r2) ---------------------------------------

/** One APAdjust row: so much of a payment (the adjusting document, Adjg) put to a bill (Adjd). */
export const AdjustRow = z.object({
  AdjgDocType: trimmed,
  AdjgRefNbr: trimmed,
  AdjdDocType: trimmed,
  AdjdRefNbr: trimmed,
  AdjdLineNbr: z.number(),
  AdjNbr: z.number(),
  VoidAdjNbr: z.number().nullish(),
  CuryAdjdAmt: amount,
  CuryAdjdPPDAmt: decimal.nullish(),
  CuryAdjdWhTaxAmt: decimal.nullish(),
  AdjgDocDate: text,
  AdjdDocDate: text,
  PaymentMethodID: text,
  Released: z.boolean(),
  Voided: z.boolean(),
  IsMigratedRecord: flag,
  IsInitialApplication: flag,
});
export type AdjustRow = z.infer<typeof AdjustRow>;

/** What the stream of changed applications carries. */
export const AdjustStamp = z.object({
  AdjgDocType: trimmed,
  AdjgRefNbr: trimmed,
  AdjdDocType: trimmed,
  AdjdRefNbr: trimmed,
  AdjdLineNbr: z.number(),
  AdjNbr: z.number(),
  LastModifiedDateTime: z.string(),
});

/** What the stream of changed documents carries. */
export const RegisterStamp = z.object({ DocType: trimmed, RefNbr: trimmed, LastModifiedDateTime: z.string() });

const VendorNav = z.object({ AcctCD: text, AcctName: text }).nullish();

export const PaymentRow = z.object({
  DocType: trimmed,
  RefNbr: trimmed,
  ExtRefNbr: text,
  DocDate: text,
  PaymentMethodID: text,
  CuryID: text,
  CuryOrigDocAmt: amount,
  Released: z.boolean(),
  Voided: flag,
  VendorByVendorID: VendorNav,
  CashAccountByCashAccountID: z.object({ CashAccountCD: text }).nullish(),
});
export type PaymentRow = z.infer<typeof PaymentRow>;

export const BillRow = z.object({
  DocType: trimmed,
  RefNbr: trimmed,
  InvoiceNbr: text,
  DocDate: text,
  CuryID: text,
  CuryOrigDocAmt: amount,
  Released: z.boolean(),
  IsMigratedRecord: flag,
  OrigDocType: text,
  OrigRefNbr: text,
  MasterRefNbr: text,
  LastModifiedDateTime: z.string(),
  IsRetainageDocument: z.boolean().nullish(),
  VendorByVendorID: VendorNav,
});
export type BillRow = z.infer<typeof BillRow>;

export const TranRow = z.object({
  TranType: trimmed,
  RefNbr: trimmed,
  LineNbr: z.number(),
  PONbr: text,
  POOrderType: text,
  CuryTranAmt: amount,
  PMProjectByProjectID: z.object({ ContractCD: text }).nullish(),
});
export type TranRow = z.infer<typeof TranRow>;

/** An OData list. The vendor documents no next link; where one comes, the list is not whole. */
export function odataList<Row extends z.ZodType>(row: Row) {
  return z.object({ value: z.array(row), "@odata.nextLink": z.string().optional() });
}

// ---- contract REST: every field is {"value": …} or {} for null --------------------------------------------------------

function field<T extends z.ZodType>(inner: T) {
  return z
    .object({ value: inner.nullish() })
    .nullish()
    .transform((wrapped) => wrapped?.value ?? null);
}

const Label = z.union([z.string(), z.object({ id: z.string(), description: z.string().nullish() })]);
const restText = field(z.union([z.string(), z.number()])).transform((value) => String(value ?? "").trim());
const restDate = field(z.string());
const restAmount = field(decimal);

/** `$custom` fields, by view and name. */
const Custom = z
  .record(z.string(), z.record(z.string(), z.object({ value: z.unknown().optional() })))
  .nullish()
  .transform((views) => views ?? {});
export type Custom = z.infer<typeof Custom>;

export const CheckStamp = z.object({
  Type: field(Label),
  ReferenceNbr: restText,
  LastModifiedDateTime: restDate,
});
export type CheckStamp = z.infer<typeof CheckStamp>;

const CheckLine = z.object({ DocType: field(Label), ReferenceNbr: restText, AmountPaid: restAmount });

export const CheckDocument = z.object({
  Type: field(Label),
  ReferenceNbr: restText,
  Status: field(Label),
  Vendor: restText,
  PaymentMethod: restText,
  CashAccount: restText,
  PaymentRef: restText,
  CurrencyID: restText,
  PaymentAmount: restAmount,
  Details: z.array(CheckLine).nullish(),
  History: z.array(CheckLine.extend({ CashDiscountTaken: restAmount, custom: Custom })).nullish(),
  custom: Custom,
});
export type CheckDocument = z.infer<typeof CheckDocument>;

const BillDetail = z.object({
  POOrderType: field(Label),
  POOrderNbr: restText,
  Project: restText,
  Amount: restAmount,
  custom: Custom,
});
export type BillDetail = z.infer<typeof BillDetail>;

export const BillDocument = z.object({
  Type: field(Label),
  ReferenceNbr: restText,
  Status: field(Label),
  Vendor: restText,
  VendorRef: restText,
  Date: restDate,
  CurrencyID: restText,
  Amount: restAmount,
  note: restText,
  LastModifiedDateTime: restDate,
  Details: z.array(BillDetail).nullish(),
  Applications: z.array(z.object({ DocType: field(Label), ReferenceNbr: restText, AmountPaid: restAmount })).nullish(),
  custom: Custom,
});
export type BillDocument = z.infer<typeof BillDocument>;

/** What a list tells of a record that is then read by its id. */
export const KeyedRow = z.object({ id: z.string().min(1) });

export const VendorDocument = z.object({ VendorID: restText, VendorName: restText });

export const MethodDocument = z.object({
  PaymentMethodID: restText,
  Description: restText,
  Active: field(z.boolean()),
  UseInAP: field(z.boolean()),
  MeansOfPayment: field(Label),
});

export const ProjectDocument = z.object({
  ProjectID: restText,
  Description: restText,
  ExternalRefNbr: restText,
  Status: field(Label),
});

/** `$adHocSchema`: the entity's shape, or only its `custom`, which names every field that `$custom` may ask for. */
export const AdHocSchema = z.looseObject({ ReferenceNbr: z.unknown().optional(), custom: Custom }).refine(isEntity);
/** One grid of it. */
export const AdHocGrid = z.tuple([z.looseObject({ custom: Custom })]).rest(z.unknown());

function isEntity(shown: object): boolean {
  return "ReferenceNbr" in shown || ("custom" in shown && Object.keys(shown.custom ?? {}).length > 0);
}

/** GET /entity: an object on newer builds, the bare list of endpoints on older ones. */
const Endpoint = z.object({ name: z.string(), version: z.string() });
export const SiteEntity = z.union([
  z.object({
    version: z.object({ acumaticaBuildVersion: z.string().nullish() }).nullish(),
    endpoints: z.array(Endpoint),
  }),
  z.array(Endpoint).transform((endpoints) => ({ version: null, endpoints })),
]);
