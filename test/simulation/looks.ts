import { keyInOriginData } from "../../server/domain/contract-payment.ts";
import type { SimCompany } from "./sim-company.ts";

/** Payments in Procore that carry one of our keys. */
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
