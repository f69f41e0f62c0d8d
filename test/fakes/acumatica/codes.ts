/** AP document types by their database code. Source: 2025 R2 APDocType. */
export type DocType = "INV" | "ACR" | "ADR" | "CHK" | "VCK" | "PPM" | "REF" | "VRF" | "QCK" | "VQC";

/** Purchase order types: a subcontract is a purchase order of type RS. */
export type OrderType = "RO" | "RS" | "DP" | "BL" | "PD" | "SB";

/** Means of payment of a payment method, by database code. */
export type Means = "CHC" | "CCD" | "EFT" | "DDT" | "POS" | "EPP";

/** Which of the two sets of document labels a build shows: "new" since about 2025, "old" before. */
export type LabelSet = "new" | "old";

export type Labels = Readonly<Record<string, string>>;

const NEW_TYPES: Readonly<Record<DocType, string>> = {
  INV: "Bill",
  ACR: "Credit Adj.",
  ADR: "Debit Adj.",
  CHK: "Payment",
  VCK: "Voided Payment",
  PPM: "Prepayment",
  REF: "Refund",
  VRF: "Voided Refund",
  QCK: "Cash Purchase",
  VQC: "Voided Cash Purchase",
};

const OLD_TYPES: Readonly<Record<DocType, string>> = {
  ...NEW_TYPES,
  CHK: "Check",
  VCK: "Voided Check",
  REF: "Vendor Refund",
  VRF: "Voided Refund",
  QCK: "Quick Check",
  VQC: "Void Quick Check",
};

export function docTypeLabels(labels: LabelSet): Labels {
  return labels === "new" ? NEW_TYPES : OLD_TYPES;
}

export const STATUS_LABELS: Labels = {
  H: "On Hold",
  B: "Balanced",
  V: "Voided",
  S: "Scheduled",
  N: "Open",
  C: "Closed",
  P: "Printed",
  K: "Pre-Released",
  E: "Pending Approval",
  R: "Rejected",
  Z: "Reserved",
  G: "Pending Print",
};

export const ORDER_TYPE_LABELS: Labels = {
  RO: "Normal",
  RS: "Subcontract",
  DP: "Drop-Ship",
  BL: "Blanket",
  PD: "Project Drop-Ship",
  SB: "Standard",
};

export const MEANS_LABELS: Labels = {
  CHC: "Cash/Check",
  CCD: "Credit Card",
  EFT: "EFT",
  DDT: "Direct Deposit",
  POS: "POS Terminal",
  EPP: "External Payment Processor",
};

/** Documents entered on Bills and Adjustments (AP301000). PPM is there only as a prepayment request. */
export const BILL_TYPES: ReadonlySet<DocType> = new Set(["INV", "ACR", "ADR", "PPM"]);

/** Documents entered on Checks and Payments (AP302000). A debit adjustment is applied from there too. */
export const PAYMENT_TYPES: ReadonlySet<DocType> = new Set(["CHK", "VCK", "PPM", "REF", "VRF", "ADR"]);

/** The voiding type of each type that can be voided. */
export const VOIDED_BY: Partial<Record<DocType, DocType>> = { CHK: "VCK", PPM: "VCK", REF: "VRF", QCK: "VQC" };
