import type { Books } from "./books.ts";
import { day, decimal, guid, int, text } from "./dac-set.ts";
import type { DacSet, Field } from "./dac-set.ts";
import { docId } from "./rows.ts";
import type { Adjust, DocKey, Minor } from "./rows.ts";
import { money } from "./value.ts";

/** An application is archived with either of its two documents, and hidden with either. */
export function adjustHidden(row: Adjust, books: Books, showArchived: boolean): boolean {
  return [row.adjg, row.adjd].some((key) => {
    const document = books.documents.get(docId(key));
    return !document || books.hides(document, showArchived);
  });
}

export type Post = { readonly adjust: Adjust; readonly of: DocKey; readonly source: DocKey; readonly id: number };

/** Two postings an application: one to the payment, one to the bill. */
function postsFor(adjust: Adjust): readonly Post[] {
  const { adjg, adjd, post } = adjust;
  if (post === null) return [];
  return [
    { adjust, of: adjg, source: adjd, id: post },
    { adjust, of: adjd, source: adjg, id: post + 1 },
  ];
}

function posts(books: Books): readonly Post[] {
  return [...books.adjustsByPayment.values()].flat().flatMap(postsFor);
}

export function postsOf(books: Books, key: DocKey): readonly Post[] {
  const rows = new Set([...books.appliedBy(key), ...books.appliedTo(key)]);
  return [...rows].flatMap(postsFor).filter(({ of }) => docId(of) === docId(key));
}

function postMoney(read: (adjust: Adjust) => Minor, readPaid: (adjust: Adjust) => Minor): Field<Post> {
  return decimal(({ adjust, of }, books) =>
    money(of === adjust.adjg ? readPaid(adjust) : read(adjust), books.document(of).currency),
  );
}

export const TRAN_POST: DacSet<Post> = {
  name: "APTranPost",
  namespace: "PX.Objects.AP",
  aliases: ["PX_Objects_AP_APTranPost", "APDocumenttransaction", "APTranPost"],
  key: ["DocType", "RefNbr", "ID"],
  fields: {
    DocType: text(({ of }) => of.type),
    RefNbr: text(({ of }) => of.ref),
    ID: int(({ id }) => id),
    SourceDocType: text(({ source }) => source.type),
    SourceRefNbr: text(({ source }) => source.ref),
    DocDate: day(({ adjust }) => adjust.date),
    VendorID: int(({ adjust }, books) => books.vendors.get(adjust.vendor)?.number ?? null),
    FinPeriodID: text(({ adjust }) => adjust.date.slice(0, 7).replace("-", "")),
    BatchNbr: text(({ adjust }) => `AP${String(adjust.post).padStart(6, "0")}`),
    CuryAmt: postMoney(
      (adjust) => adjust.amount,
      (adjust) => adjust.paid,
    ),
    CuryPPDAmt: postMoney(
      (adjust) => adjust.discount,
      (adjust) => adjust.paidDiscount,
    ),
    CuryDiscAmt: postMoney(
      (adjust) => adjust.discount,
      (adjust) => adjust.paidDiscount,
    ),
    CuryRetainageAmt: postMoney(
      () => 0,
      () => 0,
    ),
    CuryWhTaxAmt: postMoney(
      (adjust) => adjust.withholding,
      (adjust) => adjust.paidWithholding,
    ),
    Type: text(() => "D"),
    TranType: text(({ adjust }) => adjust.adjg.type),
    TranRefNbr: text(({ adjust }) => adjust.adjg.ref),
    BalanceSign: { type: "Edm.Int16", read: () => -1 },
    RefNoteID: guid(({ adjust }) => adjust.noteId),
  },
  indexed: ["RefNbr", "SourceRefNbr"],
  rows: posts,
  hidden: ({ adjust }, books, showArchived) => adjustHidden(adjust, books, showArchived),
};
