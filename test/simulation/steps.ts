import { keyInOriginData } from "../../server/domain/contract-payment.ts";
import { LedgerError } from "../fakes/acumatica/books.ts";
import type { DocKey } from "../fakes/acumatica/rows.ts";
import type { Random } from "./random.ts";
import type { SimCompany } from "./sim-company.ts";
import type { Sometimes } from "./sometimes.ts";

/** One thing that happens in the world while the engine may be in any state. Returns what to say of it in the story. */
export type Step = (company: SimCompany, random: Random, context: StepContext) => string | null;
export type StepContext = {
  readonly now: () => Date;
  readonly later: (minutes: number) => void;
  readonly sometimes: Sometimes;
};

/** Accountants work in Acumatica. What the ledger refuses did not happen. */
const ACCOUNTANT: readonly Step[] = [
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
      return `${payment.type} ${payment.ref} pays ${applications.map((a) => `${a.bill}:${a.amount}`).join(" ")}${payment.released ? "" : ", unreleased"}`;
    });
  },
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
    if (!bill) return null;
    const fits = random.pick(company.acumatica.ledger.paid().filter(({ billRef }) => billRef === bill.ref));
    const amount = fits && random.chance(0.7) ? fits.amount : random.int(1, 90_000);
    if (amount <= 0) return null;
    const foreign = random.chance(0.25);
    const { id } = company.procore.admin.addPayment({
      commitmentId: bill.commitment.id,
      amount: (amount / 100).toFixed(2),
      date: now().toISOString().slice(0, 10),
      checkNumber: String(random.int(5000, 5004)),
      ...(foreign && { originId: `other-${company.others.size}` }),
    });
    company.crowded.add(bill.commitment.id);
    company.others.set(id, look(company, id));
    return `${foreign ? "another integration writes" : "a person types in"} ${amount} on ${bill.commitment.number}`;
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
    const payment = random.pick(oursIn(company));
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

export const STEPS: readonly Step[] = [...ACCOUNTANT, ...ACCOUNTANT, ...PROJECT];

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
  const payment = random.pick(oursIn(company));
  if (!payment) return null;
  company.excused.set(payment.key, does);
  if (does === "unlinks") company.unlinked.add(payment.key);
  act(payment.id);
  return `a person ${does} payment ${payment.id}, ${payment.key}`;
}

export function oursIn(company: SimCompany): { readonly id: number; readonly key: string }[] {
  return company.commitments
    .flatMap(({ id }) => company.procore.world.paymentsOf(id))
    .flatMap(({ id, originId, originData }) => {
      const key = originId?.startsWith("acu:") ? originId : originId === null ? keyInOriginData(originData) : null;
      return key === null ? [] : [{ id, key }];
    });
}

/** What of a payment must not change while it is not ours. */
export function look(company: SimCompany, id: number): string {
  const payment = company.procore.world.payments.get(id);
  if (!payment) return "gone";
  const { amount, date, checkNumber, notes, originId, originData, requisitionId } = payment;
  return [amount, date, checkNumber, notes, originId, originData, requisitionId].map(String).join("|");
}
