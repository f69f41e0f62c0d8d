import type { DemoCompany } from "./company.ts";

/** What happened, in words for the terminal and the host page. */
export type Event = { readonly what: string; readonly where: string };

/**
 * The days after the first sync: checks are voided, moved, corrected and written, an invoice arrives, and two people
 * change synced payments in Procore. The expectations in `books.told` follow.
 */
export function daysLater(company: DemoCompany): readonly Event[] {
  return [...inAccounting(company), ...inProcore(company)];
}

function inAccounting({ books, notable }: DemoCompany): readonly Event[] {
  const { ledger, today } = books;
  const { halfPaid, voidedLater, stopped, mistyped } = notable;
  const { type, ref } = books.pay([[halfPaid.bill, halfPaid.rest]], { date: today, reference: "40230" });
  books.toldOf({ type, ref }, halfPaid.bill).tale = "the other half, paid since";

  const withFile = books.toldOf(voidedLater.payment, voidedLater.bill);
  const attached = [...books.procore.world.payments.values()].find(({ originId }) => originId === withFile.key);
  if (attached) books.procore.ui.attachFile(attached.id, "lien-waiver.pdf");
  withFile.keptAtZero = true;
  withFile.tale = "voided since; somebody attached a file, so it stands at 0.00";
  ledger.voidPayment(voidedLater.payment, today);

  books.toldOf(stopped.payment, stopped.bill).tale = "its void was released since";
  ledger.releasePayment({ type: "VCK", ref: stopped.payment.ref });

  ledger.editBill(mistyped.bill.doc, { vendorRef: mistyped.right });
  Object.assign(books.toldOf(mistyped.payment, mistyped.bill), { held: null, tale: "its number was corrected since" });
  return [
    { what: "Accounting paid the rest of bill IBC-2207 by check 40230", where: "Harbor Point Tower" },
    { what: "Accounting voided check 40158; in Procore a lien waiver hangs on it", where: "Harbor Point Tower" },
    { what: "Accounting released the void of check 40175", where: "Riverside Elementary School" },
    { what: "Accounting corrected a bill's Vendor Ref. from AP-97 to AP-79", where: "Mill Street Parking Garage" },
  ];
}

function inProcore({ books, notable, users }: DemoCompany): readonly Event[] {
  const { procore } = books;
  const { late, edited, deleted } = notable;
  books.invoiceArrives(late.bill, late.number);
  Object.assign(books.toldOf(late.payment, late.bill), { held: null, tale: "its invoice arrived since" });

  const wrong = books.toldOf(edited.payment, edited.bill);
  const gone = books.toldOf(deleted.payment, deleted.bill);
  for (const { id, originId } of [...procore.world.payments.values()]) {
    if (originId === wrong.key) {
      procore.ui.unlinkPayment(id, users.projectManager);
      procore.ui.editPayment(id, { amount: "26750.00" }, { userId: users.projectManager });
    }
    if (originId === gone.key) procore.ui.deletePayment(id, { evenIfLocked: true, userId: users.projectManager });
  }
  const held = { state: "needs_review", tale: "" } as const;
  Object.assign(wrong, {
    meddled: "edited",
    held: { state: held.state, reason: "edited_in_procore" },
    tale: "somebody unlinked it and changed its amount",
  });
  Object.assign(gone, {
    meddled: "deleted",
    held: { state: held.state, reason: "deleted_in_procore" },
    tale: "somebody deleted it in Procore",
  });
  return [
    { what: "Invoice VE-3007 arrived in Procore", where: "Riverside Elementary School" },
    { what: "Somebody unlinked a payment and changed its amount to 26,750.00", where: "Mill Street Parking Garage" },
    { what: "Somebody deleted a synced payment", where: "Mill Street Parking Garage" },
  ];
}
