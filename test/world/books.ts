import { formatMinor, parseMinor, type Minor } from "../../server/domain/money.ts";
import type { Ledger } from "../fakes/acumatica/ledger.ts";
import { writeDecimal } from "../fakes/procore/decimal.ts";
import type { FakeProcore } from "../fakes/procore/fake-procore.ts";
import type { ContractPayment } from "../fakes/procore/state.ts";

/** What the ledger itself says was paid, one line for each application, as `key amount currency`. */
export function paidInLedger(ledger: Ledger, tenant: string): readonly string[] {
  return ledger
    .paid()
    .filter(
      ({ state, migrated, billType, amount }) => state === "active" && !migrated && billType === "INV" && amount !== 0,
    )
    .map(({ paymentType, paymentRef, billType, billRef, amount, currency }) => {
      const key = ["acu", tenant, paymentType, paymentRef, billType, billRef].join(":");
      return `${key} ${formatMinor(amount as Minor, currency)} ${currency}`;
    })
    .sort();
}

/** What Procore shows of ours that is money, the same way. */
export function shownInProcore({ world, admin }: FakeProcore): readonly string[] {
  return [...world.payments.values()]
    .filter(({ originId, amount }) => originId?.startsWith("acu:") && amount !== 0n)
    .map(({ originId, amount, contractId }) => {
      const { currency } = admin.commitment(contractId);
      return `${originId} ${formatMinor(parseMinor(writeDecimal(amount ?? 0n), currency), currency)} ${currency}`;
    })
    .sort();
}

/** Payments that name one of our keys and yet can be edited by anyone. */
export function leftUnlocked({ world }: FakeProcore): readonly ContractPayment[] {
  return [...world.payments.values()].filter(
    ({ originId, originData }) => originId === null && (originData ?? "").includes("acu:"),
  );
}

/** A line of Payments Issued, as a person reads it. */
export type Issued = {
  readonly id: number;
  readonly amount: string | null;
  readonly date: string | null;
  readonly checkNumber: string | null;
  readonly originId: string | null;
  readonly invoiceId: number | null;
};

export function onThePage({ id, amount, date, checkNumber, originId, requisitionId }: ContractPayment): Issued {
  const shown = amount === null ? null : Number(writeDecimal(amount)).toFixed(2);
  return { id, amount: shown, date, checkNumber, originId, invoiceId: requisitionId };
}
