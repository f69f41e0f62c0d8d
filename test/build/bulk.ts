import type { Bill } from "../../server/domain/bill.ts";
import { originDataOf, shownOf, type ContractPayment, type Draft } from "../../server/domain/contract-payment.ts";
import type { BillLink, Link } from "../../server/domain/link.ts";
import type { Minor } from "../../server/domain/money.ts";
import type { BillApplication, Payment } from "../../server/domain/payment.ts";
import type { Pictures } from "../../server/domain/pictures.ts";
import { plan } from "../../server/sync/plan.ts";
import { aBill, aLine, anApplication, aPayment, subcontract } from "./acumatica.ts";
import { pictures } from "./pictures.ts";
import { aCommitment, anInvoice, aVendor } from "./procore.ts";

export type Shape = {
  readonly applications: number;
  /** How many commitments, each of its own vendor, they are spread over. */
  readonly commitments: number;
  /** A check pays this many bills. */
  readonly billsPerCheck: number;
};

/** A project with many payments, one to each bill, nothing written yet; every amount another, as in real books. */
export function bulk({ applications, commitments, billsPerCheck }: Shape): Pictures {
  const numbers = Array.from({ length: applications }, (_, n) => n);
  const on = (n: number) => n % commitments;
  const check = (n: number) => ({ type: "CHK", ref: digits(Math.floor(n / billsPerCheck)) });
  const places = Array.from({ length: commitments }, (_, n) => n);
  return pictures({
    bills: numbers.map((n): Bill => {
      const vendor = { id: `V${digits(on(n))}`, name: `Vendor ${on(n)} Inc.` };
      const lines = [aLine({ order: subcontract(`SC-${on(n)}`), amount: amountOf(n) })];
      return aBill({ ref: digits(n), vendor, vendorRef: numberOf(n, commitments), amount: amountOf(n), lines });
    }),
    payments: numbers
      .filter((n) => n % billsPerCheck === 0)
      .map((n): Payment => aPayment({ ...check(n), reference: digits(n), date: dateOf(n) })),
    applications: numbers.map((n): BillApplication => {
      const bill = { type: "INV", ref: digits(n) };
      return anApplication({ bill, payment: check(n), amount: amountOf(n), date: dateOf(n) });
    }),
    commitments: places.map((n) => aCommitment({ id: 1000 + n, number: `SC-${n}`, vendorId: 1000 + n })),
    vendors: places.map((n) => aVendor({ id: 1000 + n, name: `Vendor ${n}, LLC`, originId: null })),
    invoices: numbers.map((n) =>
      anInvoice({
        id: 1_000_000 + n,
        commitmentId: 1000 + on(n),
        vendorId: 1000 + on(n),
        number: numberOf(n, commitments),
        billed: amountOf(n),
      }),
    ),
  });
}

/** The same after all of it was synced. */
export function inStepBulk(shape: Shape): Pictures {
  const before = bulk(shape);
  const drafts = plan(before).changes.flatMap(({ after, evidence }) =>
    after && evidence ? [{ after, evidence }] : [],
  );
  const issued = drafts.map(({ after }, n): ContractPayment => shownAs(after, 2_000_000 + n));
  return {
    ...before,
    issued,
    links: drafts.map(({ after }, n): Link => {
      const { key, projectId, commitmentId } = after;
      const reply = shownOf(shownAs(after, 2_000_000 + n));
      const place = { key, projectId, commitmentId, contractPaymentId: 2_000_000 + n };
      const finished = { dated: true, adopted: false, zeroed: false, removed: false, unfinished: null };
      return { ...place, draft: after, reply, ...finished };
    }),
    billLinks: drafts.map(({ after, evidence }): BillLink => {
      const { projectId, commitmentId, invoiceId, key } = after;
      return { bill: { type: "INV", ref: key.split(":").at(-1) ?? "" }, projectId, commitmentId, invoiceId, evidence };
    }),
  };
}

/** The same fresh project, with as many payments typed in by hand that are near but not the same. */
export function besideHandEntered(shape: Shape): Pictures {
  const before = bulk(shape);
  const issued = plan(before).changes.flatMap(({ after }, n) =>
    after ? [{ ...shownAs(after, 2_000_000 + n), originId: null, originData: null, checkNumber: `X${n}` }] : [],
  );
  return { ...before, issued };
}

/** The same bills, but none of them fits an invoice. */
export function waiting(shape: Shape): Pictures {
  const before = bulk(shape);
  return { ...before, bills: before.bills.map((bill) => ({ ...bill, vendorRef: `${bill.vendorRef}-X` })) };
}

function shownAs(draft: Draft, id: number): ContractPayment {
  const { projectId, commitmentId, amount, currency, date, checkNumber, invoiceNumber, invoiceId, notes, key } = draft;
  const owned = { projectId, commitmentId, amount, currency, date, checkNumber, invoiceNumber, invoiceId, notes };
  const ours = { originId: key, originData: originDataOf(draft) };
  return { id, ...owned, ...ours, externalPaymentId: null, attachments: 0 };
}

function digits(n: number): string {
  return String(n).padStart(7, "0");
}

/** Every subcontractor numbers its invoices 1, 2, 3 … */
function numberOf(n: number, commitments: number): string {
  return String(Math.floor(n / commitments) + 1);
}

function amountOf(n: number): Minor {
  return (10_000 + n) as Minor;
}

function dateOf(n: number): string {
  return `2026-${digits((n % 12) + 1).slice(-2)}-${digits((n % 28) + 1).slice(-2)}`;
}
