import type { Order } from "../domain/bill.ts";

/** A value that contract REST shows as a label and, from endpoint 26 on, as `{id, description}`; OData shows the code. */
export type Combo = string | { readonly id: string; readonly description?: string | null | undefined };

/** The two sets of document labels that builds show; which one depends on the release (reference section 5.1). */
export type LabelSet = "new" | "old";

/** Document types by code, each with its labels of both sets, newest first. */
const DOCUMENT_TYPES = {
  INV: ["Bill"],
  ACR: ["Credit Adj."],
  ADR: ["Debit Adj."],
  CHK: ["Payment", "Check"],
  VCK: ["Voided Payment", "Voided Check"],
  PPM: ["Prepayment"],
  REF: ["Refund", "Vendor Refund"],
  VRF: ["Voided Refund"],
  QCK: ["Cash Purchase", "Quick Check"],
  VQC: ["Voided Cash Purchase", "Void Quick Check"],
  RQC: ["Cash Return"],
  PPR: ["Prepayment Req."],
  PPI: ["Prepmt. Invoice"],
} as const satisfies Record<string, readonly string[]>;

const STATUSES = {
  H: ["On Hold"],
  B: ["Balanced"],
  V: ["Voided"],
  S: ["Scheduled"],
  N: ["Open"],
  C: ["Closed"],
  P: ["Printed"],
  K: ["Pre-Released"],
  E: ["Pending Approval"],
  R: ["Rejected"],
  Z: ["Reserved"],
  G: ["Pending Print"],
  X: ["Under Reclassification"],
  W: ["Pending Processing"],
  Y: ["Pending Payment"],
  U: ["Unapplied"],
} as const satisfies Record<string, readonly string[]>;

const MEANS = {
  CHC: ["Cash/Check"],
  CCD: ["Credit Card"],
  EFT: ["EFT"],
  DDT: ["Direct Deposit"],
  POS: ["POS Terminal"],
  EPP: ["External Payment Processor"],
} as const satisfies Record<string, readonly string[]>;

const ORDER_TYPES = {
  RS: ["Subcontract"],
  RO: ["Normal"],
  DP: ["Drop-Ship"],
  PD: ["Project Drop-Ship"],
  BL: ["Blanket"],
  SB: ["Standard"],
} as const satisfies Record<string, readonly string[]>;

export type DocumentType = keyof typeof DOCUMENT_TYPES;
export type StatusCode = keyof typeof STATUSES;

const TYPE_BY_LABEL = byLabel(DOCUMENT_TYPES);
const STATUS_BY_LABEL = byLabel(STATUSES);
const MEANS_BY_LABEL = byLabel(MEANS);
const ORDER_BY_LABEL = byLabel(ORDER_TYPES);
/** What a type of order looks like where codes are shown; one that a new release adds is a purchase order, too. */
const ORDER_CODE = /^[A-Z]{2}$/;

/** Open, Closed, Reserved: the money left, or the bill stands in the books (reference section 5.2). */
const RELEASED: ReadonlySet<string> = new Set(["N", "C", "Z", "X", "Y", "U", "V"]);

/** The document type's code, or null for a label we do not know (another language, a new release): never a guess. */
export function typeCode(value: Combo): DocumentType | null {
  return (TYPE_BY_LABEL.get(fold(textOf(value))) as DocumentType | undefined) ?? null;
}

/** The status' code; null for a label we do not know. */
export function statusCode(value: Combo): StatusCode | null {
  return (STATUS_BY_LABEL.get(fold(textOf(value))) as StatusCode | undefined) ?? null;
}

/** Was a document of this status released? A voided one was, once. */
export function isReleased(status: StatusCode): boolean {
  return RELEASED.has(status);
}

/** Which kind of contract an order's type is; null for a label that we do not know: never a guess. */
export function orderKind(value: Combo): Order["kind"] | null {
  const text = textOf(value).trim();
  const code = ORDER_BY_LABEL.get(fold(text)) ?? (ORDER_CODE.test(text) ? text : null);
  return code === null ? null : code === "RS" ? "subcontract" : "purchase order";
}

/** Means of payment in the words of Acumatica's form ("Cash/Check"); a text we do not know is given back as it is. */
export function meansLabel(value: Combo): string {
  const code = MEANS_BY_LABEL.get(fold(textOf(value)));
  return code ? MEANS[code as keyof typeof MEANS][0] : labelOf(value);
}

/** The labels a document's URL key may carry, the build's own first. An unknown type is its own label. */
export function labelsOf(type: string, prefer: LabelSet): readonly string[] {
  const labels: readonly string[] = DOCUMENT_TYPES[type as DocumentType] ?? [type];
  return prefer === "old" ? labels.toReversed() : labels;
}

/** Which set a label belongs to; null when both sets share it, or neither has it. */
export function labelSetOf(value: Combo): LabelSet | null {
  const code = typeCode(value);
  const labels: readonly string[] = code ? DOCUMENT_TYPES[code] : [];
  if (labels.length < 2) return null;
  const at = labels.map(fold).indexOf(fold(labelOf(value)));
  return at < 0 ? null : at === 0 ? "new" : "old";
}

/** What a person reads. */
export function labelOf(value: Combo): string {
  return (typeof value === "string" ? value : (value.description ?? value.id)).trim();
}

/** The id where there is one, for that does not depend on the session's language. */
function textOf(value: Combo): string {
  return typeof value === "string" ? value : value.id;
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}

function byLabel(codes: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(codes).flatMap(([code, labels]) => [code, ...labels].map((text) => [fold(text), code] as const)),
  );
}
