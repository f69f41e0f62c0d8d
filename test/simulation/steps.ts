import { LedgerError } from "../fakes/acumatica/books.ts";
import type { DocType } from "../fakes/acumatica/codes.ts";
import type { DocKey } from "../fakes/acumatica/rows.ts";
import { look, oursIn } from "./looks.ts";
import type { Random } from "./random.ts";
import type { SimBill, SimCompany } from "./sim-company.ts";
import type { Sometimes } from "./sometimes.ts";

/** One thing that happens in the world while the engine may be in any state. Returns what to say of it in the story. */
export type Step = (company: SimCompany, random: Random, context: StepContext) => string | null;
export type StepContext = {
  readonly now: () => Date;
  readonly later: (minutes: number) => void;
  readonly sometimes: Sometimes;
};

/** What accountants do every day in Acumatica. What the ledger refuses did not happen. */
const EVERY_DAY: readonly Step[] = [
  function bill(company, random) {
    const made = company.addBill(random);
    if (!made) return null;
    if (random.chance(0.8)) company.addInvoice(made, random.chance(0.3));
    return `bill ${made.ref} of ${made.amount} on ${made.commitment.number}${made.invoiceId ? "" : ", no invoice yet"}`;
  },
  function pay(company, random, { now }) {
    const first = random.pick(company.bills);
    if (!first) return null;
    const bills = [
      first,
      ...company.bills.filter(
        (one) => one !== first && one.commitment.vendor === first.commitment.vendor && random.chance(0.3),
      ),
    ];
    const applications = bills.map(({ ref, amount }) => ({
      bill: ref,
      amount: random.chance(0.4) ? amount : random.int(1, amount),
    }));
    return legal(() => {
      const payment = company.acumatica.ledger.addPayment({
        vendor: first.commitment.vendor,
        date: now().toISOString().slice(0, 10),
        method: random.pick(["CHECK", "ACH", "VISA"]) ?? "CHECK",
        extRef: random.chance(0.85) ? String(5000 + company.payments.length) : null,
        type: random.chance(0.1) ? "PPM" : "CHK",
        applications,
        release: random.chance(0.85),
      });
      company.payments.push({ type: payment.type, ref: payment.ref });
      const told = random.chance(0.15) ? `, and ${typeIn(company, first, { random, now }) ?? "nobody knows"}` : "";
      return `${payment.type} ${payment.ref} pays ${applications.map((a) => `${a.bill}:${a.amount}`).join(" ")}${payment.released ? "" : ", unreleased"}${told}`;
    });
  },
];

const ACCOUNTANT: readonly Step[] = [
  function release(company, random) {
    return onPayment(company, random, (key) => company.acumatica.ledger.releasePayment(key), "is released");
  },
  function startVoid(company, random) {
    return onPayment(
      company,
      random,
      (key) => company.acumatica.ledger.startVoid(key),
      "has a void begun, not released",
    );
  },
  function voided(company, random) {
    return onPayment(company, random, (key) => company.acumatica.ledger.voidPayment(key), "is voided");
  },
  function reverse(company, random) {
    const bill = random.pick(company.bills);
    if (!bill) return null;
    return onPayment(
      company,
      random,
      (key) => company.acumatica.ledger.reverse(key, { bill: bill.ref }),
      `is moved off ${bill.ref}`,
    );
  },
  function reapply(company, random) {
    const bill = random.pick(company.bills);
    if (!bill) return null;
    const amount = random.int(1, bill.amount);
    return onPayment(
      company,
      random,
      (key) => {
        company.acumatica.ledger.apply(key, { bill: bill.ref, amount });
        company.acumatica.ledger.releasePayment(key);
      },
      `is applied to ${bill.ref}: ${amount}`,
    );
  },
  function takesCredit(company, random, { now, sometimes }) {
    const bill = random.pick(company.bills);
    if (!bill || !random.chance(0.5)) return null;
    const amount = random.int(1, bill.amount);
    const credit = random.chance(0.2) ? amount : random.int(1, amount);
    const { ledger } = company.acumatica;
    const order = { number: bill.commitment.number, type: bill.commitment.type, line: 1 };
    return legal(() => {
      const project = company.projectOf(bill.commitment);
      const lines = [{ amount: credit, project, ...(random.chance(0.7) && { order }) }];
      const date = now().toISOString().slice(0, 10);
      const { ref } = ledger.addBill({ vendor: bill.commitment.vendor, type: "ADR", date, lines });
      const applications = [
        { bill: bill.ref, amount },
        { bill: { type: "ADR", ref } as const, amount: credit },
      ];
      const extRef = String(9000 + company.payments.length);
      const payment = ledger.addPayment({ vendor: bill.commitment.vendor, date, extRef, applications });
      company.payments.push({ type: payment.type, ref: payment.ref });
      sometimes.reached("a check takes a credit along");
      return `CHK ${payment.ref} pays ${bill.ref}:${amount} and takes ADR ${ref}:${credit} along`;
    });
  },
  function discountAlone(company, random, { now, sometimes }) {
    const bill = random.pick(company.bills);
    if (!bill || !random.chance(0.3)) return null;
    return legal(() => {
      const date = now().toISOString().slice(0, 10);
      const applications = [{ bill: bill.ref, amount: 0, discount: random.int(1, 500) }];
      const payment = company.acumatica.ledger.addPayment({ vendor: bill.commitment.vendor, date, applications });
      company.payments.push({ type: payment.type, ref: payment.ref });
      sometimes.reached("a discount alone");
      return `CHK ${payment.ref} takes only a discount on ${bill.ref}`;
    });
  },
  function checkNumber(company, random) {
    const extRef = String(random.int(7000, 7999));
    return onPayment(
      company,
      random,
      (key) => company.acumatica.ledger.editPayment(key, { extRef }),
      `gets number ${extRef}`,
    );
  },
  function renumber(company, random) {
    const bill = random.pick(company.bills);
    if (!bill || !random.chance(0.3)) return null;
    bill.renumbered = true;
    return legal(() => {
      company.acumatica.ledger.editBill(bill.ref, { vendorRef: `${bill.number}-A` });
      return `bill ${bill.ref} gets Vendor Ref. ${bill.number}-A`;
    });
  },
  function lateCommit(company, random, { now, sometimes }) {
    const bill = random.pick(company.bills);
    if (!bill) return null;
    const stamped = new Date(now().getTime() - random.int(1, 8) * 60_000);
    return legal(() => {
      const { ref } = company.acumatica.ledger.stampedAt(stamped, () =>
        company.acumatica.ledger.addPayment({
          vendor: bill.commitment.vendor,
          date: stamped.toISOString().slice(0, 10),
          extRef: String(8000 + company.payments.length),
          applications: [{ bill: bill.ref, amount: random.int(1, bill.amount) }],
        }),
      );
      company.payments.push({ type: "CHK", ref });
      sometimes.reached("fault: late commit");
      return `CHK ${ref} on ${bill.ref} is committed late`;
    });
  },
];

/** People on the project work in Procore. */
const PROJECT: readonly Step[] = [
  function invoiceAppears(company, random) {
    const bill = random.pick(company.bills.filter(({ invoiceId }) => invoiceId === null));
    if (!bill) return null;
    company.addInvoice(bill, random.chance(0.3));
    return `the invoice of bill ${bill.ref} appears`;
  },
  function typesIn(company, random, { now }) {
    const bill = random.pick(company.bills);
    return bill ? typeIn(company, bill, { random, now }) : null;
  },
  function corrects(company, random) {
    const [id] = random.pick([...company.others].filter(([id]) => !company.adopted.has(id))) ?? [];
    const payment = company.procore.world.payments.get(id ?? 0);
    if (!payment || payment.originId !== null || payment.originData !== null) return null;
    const amount = (random.int(1, 90_000) / 100).toFixed(2);
    company.procore.ui.editPayment(payment.id, { amount });
    company.others.set(payment.id, look(company, payment.id));
    return `a person corrects the typed-in payment ${payment.id} to ${amount}`;
  },
  function typesOddly(company, random, { now, sometimes }) {
    const commitment = random.pick(company.commitments);
    if (!commitment || !random.chance(0.3)) return null;
    const shownAmount = random.pick(["33.3333", "100.10000000000001", "n/a"]) ?? "n/a";
    const date = now().toISOString().slice(0, 10);
    const typed = { commitmentId: commitment.id, amount: "0", date, checkNumber: "77", shownAmount };
    const { id } = company.procore.ui.typeInPayment(typed);
    company.others.set(id, look(company, id));
    sometimes.reached("an amount that nobody can read");
    return `payment ${id} on ${commitment.number} shows ${shownAmount}`;
  },
  function edits(company, random) {
    return onOurs(
      company,
      random,
      (id) => company.procore.ui.editPayment(id, { amount: "1.23" }, { evenIfLocked: true }),
      "edits",
    );
  },
  function deletes(company, random) {
    return onOurs(company, random, (id) => company.procore.ui.deletePayment(id, { evenIfLocked: true }), "deletes");
  },
  function unlinks(company, random) {
    return onOurs(company, random, (id) => company.procore.ui.unlinkPayment(id), "unlinks");
  },
  function attaches(company, random) {
    const payment = random.pick(oursIn(company).filter(({ key }) => company.isOurs(key)));
    if (!payment) return null;
    company.procore.ui.attachFile(payment.id, "receipt.pdf");
    return `a person attaches a file to payment ${payment.id}`;
  },
  function switchesPaymentsOff(company, random) {
    const commitment = random.pick(company.commitments);
    if (!commitment || !random.chance(0.3)) return null;
    company.procore.admin.setAllowPayments(commitment.id, false);
    return `payments are switched off on ${commitment.number}`;
  },
];

/** What is likelier stands there more often: without bills and payments nothing else can happen. */
export const STEPS: readonly Step[] = [...Array.from({ length: 5 }, () => EVERY_DAY).flat(), ...ACCOUNTANT, ...PROJECT];

/** A person on the project types in a payment, mostly one that Acumatica knows; or another integration writes it. */
function typeIn(
  company: SimCompany,
  bill: SimBill,
  { random, now }: { readonly random: Random; readonly now: () => Date },
): string | null {
  const fits = random.pick(company.acumatica.ledger.paid().filter(({ billRef }) => billRef === bill.ref));
  const amount = fits && random.chance(0.7) ? fits.amount : random.int(1, 90_000);
  if (amount <= 0) return null;
  const foreign = random.chance(0.25);
  const document =
    fits && company.acumatica.ledger.payment({ type: fits.paymentType as DocType, ref: fits.paymentRef });
  const copied = document && random.chance(0.6) ? (document.payment?.extRef ?? null) : null;
  const { id } = company.procore.admin.addPayment({
    commitmentId: bill.commitment.id,
    amount: (amount / 100).toFixed(2),
    date: now().toISOString().slice(0, 10),
    checkNumber: copied ?? String(random.int(5000, 5004)),
    notes: random.chance(0.5) ? "by courier" : null,
    requisitionId: random.chance(0.3) ? bill.invoiceId : null,
    ...(foreign && { originId: `other-${company.others.size}` }),
  });
  company.others.set(id, look(company, id));
  return `${foreign ? "another integration writes" : "a person types in"} ${amount} on ${bill.commitment.number}`;
}

function onPayment(company: SimCompany, random: Random, act: (key: DocKey) => unknown, says: string): string | null {
  const key = random.pick(company.payments);
  if (!key) return null;
  return legal(() => {
    act(key);
    return `${key.type} ${key.ref} ${says}`;
  });
}

function legal(act: () => string): string | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof LedgerError) return null;
    throw error;
  }
}

/** A person's act on a payment of ours rightly leaves it for a person to settle. */
function onOurs(company: SimCompany, random: Random, act: (id: number) => unknown, does: string): string | null {
  if (!random.chance(0.4)) return null;
  const payment = random.pick(oursIn(company).filter(({ key }) => company.isOurs(key)));
  if (!payment) return null;
  company.deeds.touch(payment.key);
  act(payment.id);
  return `a person ${does} payment ${payment.id}, ${payment.key}`;
}
