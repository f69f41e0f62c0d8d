import type { NewBill, NewBillLine } from "../fakes/acumatica/bills.ts";
import type { FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import type { Ledger } from "../fakes/acumatica/ledger.ts";
import type { NewApplication, NewPayment } from "../fakes/acumatica/payments.ts";
import type { ApDocument, DocKey, Minor } from "../fakes/acumatica/rows.ts";
import type { FakeProcore } from "../fakes/procore/fake-procore.ts";
import { officeHours, type Calendar } from "./calendar.ts";
import { keyOf, type DemoBill, type DemoCommitment, type Held, type Told } from "./told.ts";

/** By which of the ordered rules a bill is to be linked to its invoice; "nothing": it must not be. */
export type LinkedBy = "commitment" | "origin id" | "note" | "amount";

export type BillWish = {
  readonly monthsAgo: number;
  /** Gross, in cents (or the minor units of `currency`). */
  readonly amount: Minor;
  /** The subcontractor's own invoice number. */
  readonly number: string;
  readonly linkedBy?: LinkedBy;
  readonly retainage?: Minor;
  readonly currency?: string;
  /** Procore has no invoice for it. */
  readonly withoutInvoice?: boolean;
  /** Typed on the bill instead of the invoice number. */
  readonly vendorRef?: string;
  readonly more?: Partial<NewBill>;
};

export type PaymentWish = {
  readonly date: string;
  /** Check number, or what the bank calls the transfer. */
  readonly reference: string;
  readonly method?: "CHECK" | "ACH" | "WIRE" | "VISA" | "PCARD";
  readonly tale?: string;
  readonly held?: Held;
  readonly more?: Partial<NewPayment>;
};

export type Paying = readonly (readonly [DemoBill, Minor] | readonly [DemoBill, Minor, Partial<NewApplication>])[];

/** Writes both vendors' books as their people would, and remembers what each application is to become. */
export class Bookkeeper {
  readonly procore: FakeProcore;
  readonly ledger: Ledger;
  readonly on: Calendar["on"];
  readonly today: string;
  readonly told = new Map<string, Told>();
  readonly #tenant: string;

  constructor(procore: FakeProcore, acumatica: FakeAcumatica, calendar: Calendar) {
    this.procore = procore;
    this.ledger = acumatica.ledger;
    this.on = calendar.on;
    this.today = calendar.today();
    this.#tenant = acumatica.tenant;
  }

  /** An approved subcontractor invoice in Procore and the bill that it was exported as. */
  bill(commitment: DemoCommitment, wish: BillWish): DemoBill {
    const date = this.on(wish.monthsAgo, 25);
    const invoiceId = wish.withoutInvoice ? null : this.#invoice(commitment, wish);
    const by = wish.linkedBy ?? "commitment";
    const bill = this.at(date, () =>
      this.ledger.addBill({
        vendor: commitment.vendor,
        date,
        lines: [lineOf(commitment, wish, by)],
        vendorRef: by === "note" ? null : (wish.vendorRef ?? wish.number),
        description: commitment.title,
        ...(wish.currency && { currency: wish.currency }),
        ...(by === "note" && invoiceId !== null && { note: noteOf(commitment, invoiceId) }),
        ...wish.more,
      }),
    );
    if (by === "origin id" && invoiceId !== null) this.#exported(invoiceId, bill);
    return demoBill(commitment, bill, invoiceId);
  }

  /** A month's bill after the other, all alike but for their amounts; numbers count up. */
  bills<const Amounts extends readonly Minor[]>(
    commitment: DemoCommitment,
    first: Omit<BillWish, "amount">,
    amounts: Amounts,
  ): { readonly [Index in keyof Amounts]: DemoBill } {
    const [, letters = "", digits = "0"] = /^(.*?)(\d+)$/.exec(first.number) ?? [];
    const bills = amounts.map((amount, index) =>
      this.bill(commitment, {
        ...first,
        amount,
        monthsAgo: first.monthsAgo - index,
        number: `${letters}${String(Number(digits) + index).padStart(digits.length, "0")}`,
      }),
    );
    return bills as unknown as { readonly [Index in keyof Amounts]: DemoBill };
  }

  /** A bill that another one brought about (retainage released, an instalment): the same invoice in Procore. */
  child(of: DemoBill, bill: ApDocument): DemoBill {
    return demoBill(of.commitment, bill, of.invoiceId);
  }

  /** One payment document over any number of one vendor's bills, released unless `more` says otherwise. */
  pay(applications: Paying, wish: PaymentWish): DocKey {
    const [first] = applications;
    if (!first) throw new RangeError("Pay at least one bill");
    const payment = this.at(wish.date, () =>
      this.ledger.addPayment({
        vendor: first[0].vendor,
        date: wish.date,
        extRef: wish.reference,
        method: wish.method ?? "CHECK",
        applications: applications.map(([bill, amount, more]) => ({ bill: bill.doc, amount, ...more })),
        ...wish.more,
      }),
    );
    for (const [bill] of applications) this.tell(payment, bill, wish);
    return { type: payment.type, ref: payment.ref };
  }

  /** Each bill by a payment of its own, in the month after it; references count up. */
  payEach(bills: readonly DemoBill[], first: Omit<PaymentWish, "date"> & { readonly monthsAgo: number }): DocKey[] {
    const { monthsAgo, reference, ...rest } = first;
    return bills.map((bill, index) => {
      const wish = { ...rest, date: this.on(monthsAgo - index, 14), reference: String(Number(reference) + index * 7) };
      return this.pay([[bill, bill.amount]], wish);
    });
  }

  /** Each bill by two checks, ten days apart. */
  payHalves(bills: readonly DemoBill[], first: { readonly monthsAgo: number; readonly reference: string }): void {
    for (const [index, bill] of bills.entries()) {
      const half = Math.floor(bill.amount / 2);
      const tale = "paid in two parts";
      for (const [part, amount] of [half, bill.amount - half].entries()) {
        const date = this.on(first.monthsAgo - index, 8 + part * 10);
        this.pay([[bill, amount]], { date, reference: String(Number(first.reference) + index * 7 + part), tale });
      }
    }
  }

  /** Puts an open payment to one more bill. */
  apply(payment: DocKey, bill: DemoBill, application: { amount: Minor; date: string; tale?: string }): void {
    const { amount, date, tale } = application;
    this.at(date, () => {
      this.ledger.apply(payment, { bill: bill.doc, amount, date });
      this.ledger.releasePayment(payment);
    });
    this.tell(payment, bill, tale === undefined ? {} : { tale });
  }

  /** The application, as an expectation: to stand in Procore, unless held for a reason. */
  tell(payment: DocKey, bill: DemoBill, { tale, held }: { tale?: string; held?: Held }): Told {
    const { type, ref } = payment;
    const key = keyOf(this.#tenant, payment, bill.doc);
    const one: Told = {
      key,
      payment: { type, ref },
      bill,
      held: held ?? null,
      tale: tale ?? null,
      twinId: null,
      meddled: null,
      keptAtZero: false,
    };
    this.told.set(key, one);
    return one;
  }

  toldOf(payment: DocKey, bill: DemoBill): Told {
    const one = this.told.get(keyOf(this.#tenant, payment, bill.doc));
    if (!one) throw new RangeError("Nobody told of this application");
    return one;
  }

  /** Types a payment into Payments Issued by hand, or as another integration would. @returns its id */
  typedIn(bill: DemoBill, fields: { amount: Minor; date: string; checkNumber: string | null; more?: Typed }): number {
    const { amount, date, checkNumber, more } = fields;
    const payment = { commitmentId: bill.commitment.id, amount: decimalOf(amount), date, checkNumber, ...more };
    return this.procore.admin.addPayment(payment).id;
  }

  /** The invoice that a bill was waiting for arrives in Procore. */
  invoiceArrives(bill: DemoBill, number: string): void {
    const { commitment, amount } = bill;
    bill.invoiceId = this.#invoice(commitment, { monthsAgo: 0, amount, number });
  }

  /** Everything `act` does in the ledger was last touched on that date. */
  at<T>(date: string, act: () => T): T {
    return date >= this.today ? act() : this.ledger.stampedAt(officeHours(date), act);
  }

  #invoice(commitment: DemoCommitment, wish: BillWish): number {
    const { monthsAgo, amount, retainage = 0, number } = wish;
    return this.procore.admin.addRequisition({
      commitmentId: commitment.id,
      invoiceNumber: number,
      currentPaymentDue: decimalOf(amount - retainage),
      retainage: decimalOf(retainage),
      billingDate: this.on(monthsAgo, 25),
      periodStart: this.on(monthsAgo, 1),
      periodEnd: this.on(monthsAgo - 1, 0),
      periodId: 100 - monthsAgo,
    }).id;
  }

  /** The native connector wrote the bill's number into the invoice when it exported it. */
  #exported(invoiceId: number, bill: ApDocument): void {
    const invoice = this.procore.world.requisitions.get(invoiceId);
    if (invoice) invoice.originId = bill.ref;
  }
}

function demoBill(commitment: DemoCommitment, bill: ApDocument, invoiceId: number | null): DemoBill {
  const { type, ref, vendor, amount, date } = bill;
  return { doc: { type, ref }, vendor, commitment, amount, date, invoiceId };
}

type Typed = Partial<{
  notes: string;
  paymentNumber: number;
  requisitionId: number | null;
  originId: string;
  invoiceNumber: string;
}>;

function lineOf(commitment: DemoCommitment, wish: BillWish, by: LinkedBy): NewBillLine {
  const type = commitment.type === "WorkOrderContract" ? "RS" : "RO";
  return {
    amount: wish.amount,
    retainage: wish.retainage ?? 0,
    project: commitment.project.acumaticaId,
    order: by === "commitment" ? { type, number: commitment.number } : null,
    description: commitment.title,
  };
}

function noteOf({ id, project }: DemoCommitment, invoiceId: number): string {
  const path = `${project.id}/project/commitments/purchase_order_contracts/${id}/requisitions/${invoiceId}`;
  return `Approved by the project manager: https://us02.procore.com/${path}`;
}

/** "1234.50" of 123450 cents. */
export function decimalOf(cents: Minor): string {
  return (cents / 100).toFixed(2);
}
