import type { Books } from "./books.ts";
import { balanceSign, docId } from "./rows.ts";
import type { Adjust, DocKey, Minor } from "./rows.ts";

/** What the ledger itself says of one payment and one bill, whatever any interface shows of it. */
export type Paid = {
  readonly paymentType: string;
  readonly paymentRef: string;
  readonly billType: string;
  readonly billRef: string;
  readonly state: "unreleased" | "active" | "ended";
  /** How an ended one ended; null for the others. */
  readonly how: "voided" | "reversed" | null;
  /** What is active, in minor units of the bill's currency; 0 unless active, below zero on a debit adjustment. */
  readonly amount: Minor;
  readonly currency: string;
  /** Entered as an initial application of a migrated document: its history is incomplete. */
  readonly migrated: boolean;
};

/** Every application of a payment or prepayment (CHK, PPM), pay-by-line and repeated applications added up. */
export function paid(books: Books): readonly Paid[] {
  const groups = new Map<string, Adjust[]>();
  for (const rows of books.adjustsByPayment.values()) {
    for (const row of rows) {
      if (row.adjg.type !== "CHK" && row.adjg.type !== "PPM") continue;
      const id = `${docId(row.adjg)} ${docId(row.adjd)}`;
      const group = groups.get(id);
      if (group) group.push(row);
      else groups.set(id, [row]);
    }
  }
  return [...groups.values()].flatMap((rows) => {
    const [first] = rows;
    return first ? [summed(books, first, rows)] : [];
  });
}

function summed(books: Books, { adjg, adjd }: { adjg: DocKey; adjd: DocKey }, rows: readonly Adjust[]): Paid {
  const payment = books.document(adjg);
  const bill = books.document(adjd);
  const active = payment.voided ? [] : rows.filter((row) => row.released && !row.voided);
  const ended = active.length === 0 && rows.some((row) => row.released);
  return {
    paymentType: adjg.type,
    paymentRef: adjg.ref,
    billType: adjd.type,
    billRef: adjd.ref,
    state: active.length > 0 ? "active" : ended ? "ended" : "unreleased",
    how: ended ? (payment.voided ? "voided" : "reversed") : null,
    amount: active.reduce((total, row) => total + balanceSign(row) * row.amount, 0),
    currency: bill.currency,
    migrated: rows.some((row) => row.initial),
  };
}
