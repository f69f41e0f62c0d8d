import type { Bill } from "../domain/bill.ts";
import type { Commitment, SubcontractorInvoice } from "../domain/contract-payment.ts";
import type { Evidence } from "../domain/link.ts";
import { docId } from "../domain/payment.ts";
import { reason, type Reason } from "../domain/reasons.ts";
import { namesBill, sameText } from "./bill-reference.ts";
import type { MatchIndex } from "./match-index.ts";
import type { SameVendor } from "./vendor.ts";

/** Which subcontractor invoice a bill was exported from, or why that is not known. */
export type Match =
  | {
      readonly found: true;
      readonly invoice: SubcontractorInvoice;
      readonly commitment: Commitment;
      readonly evidence: Evidence;
    }
  | {
      readonly found: false;
      readonly why: Reason;
      /** Invoices a person may choose from. */
      readonly candidates: readonly SubcontractorInvoice[];
    };

type Candidate = { readonly invoice: SubcontractorInvoice; readonly says: string };
type Rule = {
  readonly rule: Evidence["rule"];
  readonly candidates: (bill: Bill, index: MatchIndex) => readonly Candidate[];
};

/** Strongest evidence first. A weaker rule is tried only when every stronger one found nothing. */
const RULES: readonly Rule[] = [
  { rule: "origin id", candidates: byOriginId },
  { rule: "bill field", candidates: byBillField },
  { rule: "commitment and number", candidates: byCommitmentAndNumber },
  { rule: "project and amount", candidates: byProjectAndAmount },
];

/** Links one bill (product.md §3). A retainage bill goes through its original, an instalment through its master. */
export function matchBill(bill: Bill, index: MatchIndex): Match {
  return matchThrough(bill, index, new Set());
}

function matchThrough(bill: Bill, index: MatchIndex, passed: Set<string>): Match {
  if (index.isUnlinked(bill)) return open("unlinked", null);
  const earlier = byLink(bill, index);
  if (earlier) return earlier;
  const source = bill.retainageOf ?? bill.instalmentOf;
  const own = matchByRules(bill, source ? RULES.slice(0, 2) : RULES, index);
  if (!source || own.found || own.why.code !== "no_invoice") return own;
  passed.add(docId(bill));
  const from = index.bill(source);
  if (!from || passed.has(docId(source))) return open("no_invoice", `${nameOf(bill)}, of ${source.type} ${source.ref}`);
  const through = matchThrough(from, index, passed);
  if (!through.found) return through;
  const what = bill.retainageOf ? "Retainage of" : "Instalment of";
  return {
    ...through,
    evidence: { ...through.evidence, says: `${what} bill ${from.ref}. ${through.evidence.says}` },
  };
}

function byLink(bill: Bill, index: MatchIndex): Match | null {
  const link = index.billLink(bill);
  if (!link) return null;
  const invoice = index.invoice(link.invoiceId);
  const commitment = invoice && index.commitment(invoice.commitmentId);
  if (!invoice || !commitment) return open("invoice_gone", `invoice ${link.invoiceId} of bill ${bill.ref}`);
  return { found: true, invoice, commitment, evidence: link.evidence };
}

function matchByRules(bill: Bill, rules: readonly Rule[], index: MatchIndex): Match {
  const commitments = commitmentsNamed(bill);
  if (commitments.length > 1) return open("several_commitments", commitments.join(", "));
  for (const { rule, candidates } of rules) {
    const [first, second, ...more] = candidates(bill, index);
    if (first && second) {
      const invoices = [first, second, ...more].map(({ invoice }) => invoice);
      return open("several_invoices", invoices.map((invoice) => invoiceName(invoice, index)).join(", "), invoices);
    }
    if (first) return unlessVetoed(bill, { rule, ...first }, index);
  }
  return noInvoice(bill, index);
}

type Claim = Candidate & { readonly rule: Evidence["rule"] };

/** No rule links across two commitments or two invoice numbers: the books contradict each other, a person decides. */
function unlessVetoed(bill: Bill, { rule, invoice, says }: Claim, index: MatchIndex): Match {
  const commitment = index.commitment(invoice.commitmentId);
  if (!commitment) return open("no_invoice", `${nameOf(bill)}: the invoice's commitment is not in Procore's list`);
  const [named] = commitmentsNamed(bill);
  if (named !== undefined && !namesCommitment(named, commitment)) {
    return open("commitment_differs", `${named} on the bill, ${commitment.number} on the invoice`, [invoice]);
  }
  if (bill.vendorRef !== "" && invoice.number !== "" && sameText(bill.vendorRef) !== sameText(invoice.number)) {
    return open("number_differs", `${bill.vendorRef} on the bill, ${invoice.number} on the invoice`, [invoice]);
  }
  return { found: true, invoice, commitment, evidence: { rule, says } };
}

// ---- The rules -----------------------------------------------------------------------------------------------------

function byOriginId(bill: Bill, index: MatchIndex): readonly Candidate[] {
  return index.invoicesNaming(bill).flatMap((invoice) => {
    const vendor = vendorOf(bill, invoice, index);
    const says = `Procore says that invoice ${invoice.number} was exported as bill ${bill.ref}; same vendor ${vendor}.`;
    return vendor && namesBill(invoice.originId, index.tenant, bill) ? [{ invoice, says }] : [];
  });
}

function byBillField(bill: Bill, index: MatchIndex): readonly Candidate[] {
  const named = bill.procoreInvoiceId ?? bill.noteInvoiceId ?? null;
  const invoice = named === null ? null : index.invoice(named);
  if (!invoice) return [];
  const where = bill.procoreInvoiceId === null ? "note" : "field";
  return [{ invoice, says: `Bill ${bill.ref} names Procore invoice ${invoice.number} in its ${where}.` }];
}

function byCommitmentAndNumber(bill: Bill, index: MatchIndex): readonly Candidate[] {
  const [named] = commitmentsNamed(bill);
  if (named === undefined || bill.vendorRef === "") return [];
  return index.commitmentsOf(bill, named).flatMap(({ commitment, vendor }) =>
    index
      .invoicesNumbered(bill.vendorRef)
      .filter((invoice) => invoice.commitmentId === commitment.id)
      .map((invoice) => ({
        invoice,
        says:
          `The bill's lines name commitment ${commitment.number}, the vendor is the same (${vendor}), ` +
          `and Vendor Ref. ${bill.vendorRef} is the invoice number.`,
      })),
  );
}

function byProjectAndAmount(bill: Bill, index: MatchIndex): readonly Candidate[] {
  if (bill.vendorRef === "") return [];
  const projects = index.mappedProjects(bill);
  return index.invoicesNumbered(bill.vendorRef).flatMap((invoice) => {
    const vendor = vendorOf(bill, invoice, index);
    const fits =
      vendor !== null &&
      projects.has(invoice.projectId) &&
      invoice.billed === bill.amount &&
      invoice.currency === bill.currency;
    const says =
      `Project, vendor (${vendor}), amount, and Vendor Ref. ${bill.vendorRef} = invoice number agree; ` +
      "the bill's lines name no other commitment.";
    return fits ? [{ invoice, says }] : [];
  });
}

// ---- When no rule fires --------------------------------------------------------------------------------------------

function noInvoice(bill: Bill, index: MatchIndex): Match {
  const named = index.invoicesNaming(bill);
  const numbered = bill.vendorRef === "" ? [] : index.invoicesNumbered(bill.vendorRef);
  const nearby = index.projectsOf(bill);
  const others = [...new Set([...named, ...numbered])].filter((invoice) => nearby.has(invoice.projectId));
  const strangers = others.filter((invoice) => vendorOf(bill, invoice, index) === null);
  const candidates = others.length > 0 ? others : index.invoicesOfVendor(bill);
  if (strangers.length > 0 && strangers.length === others.length) {
    return open("other_vendor", strangers.map((invoice) => invoiceName(invoice, index)).join(", "), candidates);
  }
  return open("no_invoice", nameOf(bill), candidates);
}

// ---- Words and small questions -------------------------------------------------------------------------------------

function open(
  code: Parameters<typeof reason>[0],
  detail: string | null,
  from: readonly SubcontractorInvoice[] = [],
): Match {
  return { found: false, why: reason(code, detail), candidates: from };
}

/** Every line is read, not the first. Numbers as written on the lines, each once. */
export function commitmentsNamed(bill: Bill): readonly string[] {
  const byText = new Map<string, string>();
  for (const { commitment } of bill.lines) {
    if (commitment !== null && !byText.has(sameText(commitment))) byText.set(sameText(commitment), commitment);
  }
  return [...byText.values()].sort();
}

export function namesCommitment(number: string, commitment: Commitment): boolean {
  const text = sameText(number);
  return (
    text === sameText(commitment.number) || (commitment.originId !== null && text === sameText(commitment.originId))
  );
}

function vendorOf(bill: Bill, invoice: SubcontractorInvoice, index: MatchIndex): SameVendor | null {
  return index.same(bill.vendor, index.vendorOfInvoice(invoice));
}

function nameOf(bill: Bill): string {
  return bill.vendorRef === "" ? `${bill.ref} (no Vendor Ref.)` : `${bill.ref} (Vendor Ref. ${bill.vendorRef})`;
}

function invoiceName(invoice: SubcontractorInvoice, index: MatchIndex): string {
  const commitment = index.commitment(invoice.commitmentId);
  const vendor = invoice.vendorName === "" ? "" : ` of ${invoice.vendorName}`;
  return `invoice ${invoice.number}${vendor} on ${commitment?.number ?? `commitment ${invoice.commitmentId}`}`;
}
