import type { Currency, Minor } from "./money.ts";

/** A business date, `YYYY-MM-DD`. Never converted through a time zone. */
export type LocalDate = string;

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Is it a day that a calendar has? Neither vendor promises that its texts are. */
export function isLocalDate(text: string): text is LocalDate {
  const [, year = 0, month = 0, day = 0] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);
  if (day < 1 || day > (DAYS[month - 1] ?? 0)) return false;
  return month !== 2 || day !== 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

/** An instant, ISO 8601 in UTC with milliseconds: `2026-03-01T10:00:00.000Z`. Compares as text. */
export type Instant = string;

/** An Acumatica document by its code (CHK, VCK, PPM, INV, ACR …) and reference number. Its only identity. */
export type DocKey = { readonly type: string; readonly ref: string };

/** Payment documents whose applications we sync: check-like payment, prepayment. VCK voids either of them. */
export const PAYING_TYPES: ReadonlySet<string> = new Set(["CHK", "PPM"]);
export const VOIDING_TYPE = "VCK";

/** Money that left, as Acumatica has it. `type` is never VCK: a void is told by `voided`. */
export type Payment = DocKey & {
  readonly released: boolean;
  /** A voiding document (VCK) was *released* for it; its creation alone changes nothing. */
  readonly voided: boolean;
  /** Document date (DocDate), not ApplicationDate, which drifts to today on open payments. "" where it cannot be read. */
  readonly date: LocalDate;
  /** What of the payment itself cannot be read, in words. */
  readonly odd?: string;
  /** What the payment itself was for, in its own currency; absent where it was not read or cannot be. */
  readonly amount?: Minor;
  /** Payment Ref. (ExtRefNbr): check number or trace number; may be empty, and is not unique. */
  readonly reference: string;
  readonly methodId: string;
  readonly currency: Currency;
  readonly vendorId: string;
  readonly cashAccount: string | null;
  readonly jointPayee: string | null;
};

/** How an application ended: its payment was voided, or it was moved off the bill. */
export type Ending = { readonly how: "voided" | "reversed"; readonly by: DocKey; readonly at: LocalDate | null };

/**
 * One payment applied to one bill, summed over all rows and lines: the unit we sync.
 * `amount` is in the bill's currency: what is applied now (active), would be (unreleased), or was (ended); below zero on a
 * debit adjustment.
 */
export type BillApplication = {
  readonly payment: DocKey;
  readonly bill: DocKey;
  readonly state: "unreleased" | "active" | "ended";
  readonly amount: Minor;
  readonly currency: Currency;
  readonly ended: Ending | null;
  /** Earliest date of an active application (AdjgDocDate); null where the reader cannot know it. */
  readonly date: LocalDate | null;
  /** Cash discount and withholding taken with it: they close the bill but were not paid. */
  readonly discount: Minor;
  readonly withheld: Minor;
  /** Entered in migration mode: its history is incomplete. */
  readonly migrated: boolean;
  /** The released rows, voiding and reversing ones included, add up to the active ones. If not, nobody may guess. */
  readonly nets: boolean;
  /** What cannot be read (an amount, a date, a label), in words; the amounts are then 0 and mean nothing. */
  readonly odd?: string;
  /** The payment itself is not to be seen, in words: nobody may guess what it says. */
  readonly hidden?: string;
};

/** `acu:<tenant>:<payment type>:<payment ref>:<bill type>:<bill ref>`; also the origin id written into Procore. */
export type ApplicationKey = string & { readonly unit: "application key" };

export function applicationKey(tenant: string, payment: DocKey, bill: DocKey): ApplicationKey {
  // Joined, for of a template V8 keeps every piece that it was put together from.
  return [
    "acu",
    encodeKeyPart(tenant),
    encodeKeyPart(payment.type),
    encodeKeyPart(payment.ref),
    encodeKeyPart(bill.type),
    encodeKeyPart(bill.ref),
  ].join(":") as ApplicationKey;
}

/** Is this origin id one that we write for this tenant? */
export function isOurs(originId: string | null, tenant: string): originId is ApplicationKey {
  if (originId === null || !originId.startsWith(`acu:${encodeKeyPart(tenant)}:`)) return false;
  let colons = 0;
  for (let at = originId.indexOf(":"); at >= 0; at = originId.indexOf(":", at + 1)) colons += 1;
  return colons === 5;
}

/** Reads an application key back into its two documents. */
export function documentsOf(key: ApplicationKey): { readonly payment: DocKey; readonly bill: DocKey } {
  const [, , paymentType = "", paymentRef = "", billType = "", billRef = ""] = key.split(":").map(decodeKeyPart);
  return { payment: { type: paymentType, ref: paymentRef }, bill: { type: billType, ref: billRef } };
}

/** One text for a document, for maps and columns. */
export function docId(doc: DocKey): string {
  return `${doc.type}:${doc.ref}`;
}

// A reference number may hold a colon (numbering sequences are the customer's own); the key must still split in six.
function encodeKeyPart(text: string): string {
  if (!text.includes(":") && !text.includes("%")) return text;
  return text.replaceAll("%", "%25").replaceAll(":", "%3A");
}

export function decodeKeyPart(text: string): string {
  return text.replaceAll("%3A", ":").replaceAll("%25", "%");
}
