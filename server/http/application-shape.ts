import type { ApplicationShape } from "../contract/payments.ts";
import type { CommitmentRef, ReportedApplication } from "../sync/report-types.ts";
import type { RouteDeps, WebLinks } from "./deps.ts";
import { money } from "./shapes.ts";

/** Writes addresses of Procore's pages for one project; every one is null while the company's web host is not known. */
export type Linker = {
  commitment(commitment: CommitmentRef): string | null;
  contractPayment(commitment: CommitmentRef | null): string | null;
  invoice(commitment: CommitmentRef | null, invoiceId: number): string | null;
};

export async function linkerFor(
  { links, webBaseUrl }: Pick<RouteDeps, "links" | "webBaseUrl">,
  { c, p }: { readonly c: number; readonly p: number },
): Promise<Linker> {
  const web = await webBaseUrl(c);
  const at = (commitment: CommitmentRef | null, write: (place: Parameters<WebLinks["commitment"]>[0]) => string) =>
    web === null || commitment === null ? null : write({ web, projectId: p, commitment });
  return {
    commitment: (commitment) => at(commitment, (place) => links.commitment(place)),
    contractPayment: (commitment) => at(commitment, (place) => links.contractPayment(place)),
    invoice: (commitment, id) => at(commitment, (place) => links.invoice(place, id)),
  };
}

export function commitmentShape(commitment: CommitmentRef, linker: Linker) {
  const { id, number, title } = commitment;
  return { id, number, title, url: linker.commitment(commitment) };
}

/** One application as `…/payments` and a decision answer it. */
export function applicationShape(one: ReportedApplication, linker: Linker): ApplicationShape {
  const { commitment, invoice, contractPayment, payment, bill } = one;
  return {
    key: one.key,
    state: one.state,
    reason: one.reason,
    amount: money(one.amount, one.currency),
    payment: {
      type: payment.type,
      ref: payment.ref,
      date: payment.date,
      method: payment.method,
      reference: payment.reference,
      voided: payment.voided,
      amount: payment.amount && money(payment.amount.minor, payment.amount.currency),
      replaces: payment.replaces,
      replacedBy: payment.replacedBy,
    },
    bill: { type: bill.type, ref: bill.ref, vendor: bill.vendor, vendorRef: bill.vendorRef, date: bill.date },
    commitment: commitment && commitmentShape(commitment, linker),
    invoice: invoice && { id: invoice.id, number: invoice.number, url: linker.invoice(commitment, invoice.id) },
    contractPayment: contractPayment && {
      id: contractPayment.id,
      url: linker.contractPayment(commitment),
      amount: contractPayment.amount && money(contractPayment.amount.minor, contractPayment.amount.currency),
      oddAmount: contractPayment.oddAmount,
      date: contractPayment.date,
      checkNumber: contractPayment.checkNumber,
      invoiceNumber: contractPayment.invoiceNumber,
    },
    link: one.link && { rule: one.link.rule, says: one.link.says },
    candidates: one.candidates.map((candidate) => ({
      ...candidate,
      commitment: candidate.commitment && commitmentShape(candidate.commitment, linker),
      amount: candidate.amount && money(candidate.amount.minor, candidate.amount.currency),
    })),
    decision: one.decision,
  };
}
