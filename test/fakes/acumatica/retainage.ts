import { enterBill, lineOf, sum } from "./bills.ts";
import { LedgerError } from "./books.ts";
import type { Books } from "./books.ts";
import { docId } from "./rows.ts";
import type { ApDocument, Line, Minor } from "./rows.ts";

export type RetainageRelease = {
  /** Default: all that is not released yet. */
  readonly amount?: Minor;
  readonly date: string;
  /** The Release Retainage form has its own column for it: equal to the original's, edited, or blank. */
  readonly vendorRef?: string | null;
  readonly ref?: string;
};

/**
 * Releases retainage of a bill: a new bill that names the original in OrigDocType and OrigRefNbr. Its lines carry
 * no project and no order; only the original line they name does.
 */
export function releaseRetainage(books: Books, original: ApDocument, release: RetainageRelease): ApDocument {
  const part = original.bill;
  if (!part?.retainageApply || !original.released) throw new LedgerError(`${docId(original)} holds no retainage.`);
  const amount = release.amount ?? part.retainageUnreleased;
  if (amount <= 0 || amount > part.retainageUnreleased) throw new LedgerError("There is not so much retainage left.");
  const { vendor, currency, description } = original;
  const child = enterBill(books, {
    type: original.type,
    ref: release.ref ?? books.nextRef(original.type),
    amount,
    given: { vendor, currency, description, date: release.date, original: { type: original.type, ref: original.ref } },
    part: {
      ...part,
      vendorRef: release.vendorRef === undefined ? part.vendorRef : release.vendorRef,
      dueDate: release.date,
      retainageApply: false,
      isRetainage: true,
      retainageTotal: 0,
      retainageUnreleased: 0,
      discountTaken: 0,
      withheld: 0,
      tax: 0,
    },
  });
  child.released = true;
  books.lines.set(docId(child), releasedLines(books, { original, child, amount }));
  part.retainageUnreleased -= amount;
  books.touch(original);
  return child;
}

type Released = { readonly original: ApDocument; readonly child: ApDocument; readonly amount: Minor };

/** Spreads the amount over the original's lines in order, as far as each line's retainage goes. */
function releasedLines(books: Books, { original, child, amount }: Released): Line[] {
  const part = original.bill;
  let skip = (part?.retainageTotal ?? 0) - (part?.retainageUnreleased ?? 0);
  let left = amount;
  const lines: Line[] = [];
  for (const line of books.linesOf(original)) {
    const passed = Math.min(skip, line.retainage);
    skip -= passed;
    const share = Math.min(line.retainage - passed, left);
    left -= share;
    if (share > 0) lines.push(lineOf(books, child, { amount: share, nbr: lines.length + 1, originalLine: line.nbr }));
  }
  if (sum(lines.map((line) => line.amount)) !== amount) throw new LedgerError("The lines hold less retainage.");
  return lines;
}
