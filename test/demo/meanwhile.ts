import type { DemoCompany } from "./company.ts";
import type { DemoBill } from "./told.ts";

/** Something a person can make happen on the other side while the demo runs. */
export type Happening = {
  readonly id: string;
  readonly says: string;
  /** Does it, and tells what was done. */
  readonly happen: () => string;
};

/** What the host page offers under "Meanwhile…": each may be done again and again. */
export function createMeanwhile(company: DemoCompany): readonly Happening[] {
  return [
    { id: "pay", says: "Accounting pays a new invoice of the elevators by check", happen: payer(company) },
    { id: "void", says: "Accounting voids the latest check that is synced", happen: () => voidLatest(company) },
    { id: "edit", says: "Somebody unlinks a synced payment and changes it", happen: () => editOne(company) },
    { id: "enable", says: "An admin enables payments on the parking equipment", happen: () => enable(company) },
  ];
}

function payer({ books, commitments }: DemoCompany): () => string {
  let count = 0;
  return () => {
    count += 1;
    const number = `MEC-9${String(count).padStart(2, "0")}`;
    const amount = 41_250_00 + count * 1_234_56;
    const bill = books.bill(commitments.elevators, { monthsAgo: 1, amount, number });
    const reference = String(40300 + count);
    books.pay([[bill, amount]], { date: books.today, reference });
    return `Check ${reference} paid invoice ${number} of ${commitments.elevators.number}. Sync to see it in Procore.`;
  };
}

/** Of the latest checks that pay one bill, the first that still stands in Procore as ours. */
function voidLatest({ books }: DemoCompany): string {
  const synced = new Set([...books.procore.world.payments.values()].map(({ originId }) => originId));
  const shared = (payment: string) =>
    [...books.told.values()].filter((told) => told.payment.ref === payment).length > 1;
  const latest = [...books.told.values()]
    .reverse()
    .find(({ key, payment }) => synced.has(key) && !books.ledger.payment(payment).voided && !shared(payment.ref));
  if (!latest) return "No synced check is left to void.";
  const { extRef } = books.ledger.payment(latest.payment).payment ?? {};
  if (books.ledger.books.documents.has(`VCK ${latest.payment.ref}`))
    books.ledger.releasePayment({ type: "VCK", ref: latest.payment.ref });
  else books.ledger.voidPayment(latest.payment, books.today);
  return `Check ${extRef ?? ""} on ${where(latest.bill)} was voided. Sync, and it leaves Procore.`;
}

function editOne({ books, users }: DemoCompany): string {
  const { world, ui } = books.procore;
  const told = [...books.told.values()].find(({ key, meddled }) => meddled === null && issued(key) !== undefined);
  const payment = told && issued(told.key);
  if (!told || !payment) return "No synced payment is left to change.";
  ui.unlinkPayment(payment.id, users.projectManager);
  ui.editPayment(payment.id, { amount: "1.00" }, { userId: users.projectManager });
  told.meddled = "edited";
  return `A payment on ${where(told.bill)} was unlinked and now says 1.00. Sync, and it needs review.`;

  function issued(key: string) {
    return [...world.payments.values()].find(({ originId }) => originId === key);
  }
}

function enable({ books, commitments: { parking } }: DemoCompany): string {
  books.procore.admin.setAllowPayments(parking.id, true);
  return `Payments are enabled on ${parking.number}. Sync, and its payments are created.`;
}

function where({ commitment }: DemoBill): string {
  return `${commitment.number} (${commitment.project.name})`;
}
