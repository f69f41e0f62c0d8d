import { isCredit, type Bill } from "../domain/bill.ts";
import type { Commitment, SubcontractorInvoice } from "../domain/contract-payment.ts";
import type { Evidence } from "../domain/link.ts";
import { asRead, isBlank } from "../domain/number.ts";
import { docId, type DocKey } from "../domain/payment.ts";
import { reason, type Reason, type ReasonCode } from "../domain/reasons.ts";
import { CANDIDATES, type MatchIndex } from "./match-index.ts";
import { hidesOrders, isOrder, ordersInWords, ordersNamedBy, otherKind } from "./orders.ts";

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
      /** The invoice that was the bill's and was deleted in Procore. */
      readonly was?: Found;
    };

type Found = {
  readonly invoice: SubcontractorInvoice;
  readonly commitment: Commitment;
  readonly evidence: Evidence;
};

/** `says` is put into words only for the one that is taken. */
type Candidate = { readonly invoice: SubcontractorInvoice; readonly says: () => string };
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

/** Those that rest neither on the bill's numbers nor on its amount. */
const BY_NAME = RULES.slice(0, 2);

/** Links one bill (product.md §3). A retainage bill goes through its original, an instalment through its master. */
export function matchBill(bill: Bill, index: MatchIndex, over: Over = NOBODY): Match {
  // What the vendor owes was exported from no invoice, whatever number it bears.
  if (isCredit(bill)) return open("credit_taken", `${bill.type} ${bill.ref}`, []);
  const match = matchThrough(bill, { index, over, passed: new Set() });
  if (match.found) return match;
  const candidates = here(match.candidates, index);
  if (candidates === match.candidates && candidates.length <= CANDIDATES) return match;
  return { ...match, candidates: candidates.slice(0, CANDIDATES) };
}

/** A person decides in one project: another's invoices are neither offered nor named there. */
function here(invoices: readonly SubcontractorInvoice[], { projectId }: MatchIndex): readonly SubcontractorInvoice[] {
  return invoices.every((one) => one.projectId === projectId)
    ? invoices
    : invoices.filter((one) => one.projectId === projectId);
}

/** Bills that fit by themselves, but not beside the others on their invoice: what is asked instead. */
type Over = ReadonlyMap<Bill, Match>;
const NOBODY: Over = new Map();

function matchThrough(bill: Bill, way: Way): Match {
  const { index } = way;
  if (index.isUnlinked(bill)) return open("unlinked", null, index.invoicesOfVendor(bill));
  const earlier = byLink(bill, index);
  if (earlier) return earlier;
  const source = bill.retainageOf ?? bill.instalmentOf;
  const hidden = hiddenOf(bill);
  const own = matchByRules(bill, source || hidden !== null ? BY_NAME : RULES, index);
  if (own.found) return way.over.get(bill) ?? own;
  if (!FITS_NOTHING.has(own.why.code)) return own;
  if (source) return matchSource(bill, source, way);
  return hidden === null ? own : open("unreadable", hidden, own.candidates);
}

/** Then the bill that it comes from says more, or that something of it is hidden. */
const FITS_NOTHING: ReadonlySet<ReasonCode> = new Set(["no_invoice", "other_vendor", "vendor_differs"]);

/** What the reader could not see of it. Without all of it, neither its number nor its amount says enough. */
function hiddenOf(bill: Bill): string | null {
  if (!hidesOrders(bill)) return bill.unreadable;
  return [bill.unreadable, "the orders of its lines"].filter(Boolean).join(", ");
}

type Way = { readonly index: MatchIndex; readonly over: Over; readonly passed: Set<string> };

/**
 * Its own number may be edited or blank, so it says nothing, unless it names an invoice of its own for what was released;
 * and lines of its own still may contradict.
 */
function matchSource(bill: Bill, source: DocKey, way: Way): Match {
  const { index, passed } = way;
  passed.add(docId(bill));
  const from = passed.has(docId(source)) ? null : index.bill(source);
  if (!from)
    return open("no_invoice", `${nameOf(bill)}, of ${source.type} ${source.ref}`, index.invoicesOfVendor(bill));
  const through = matchThrough(from, way);
  if (!through.found) return through;
  const contradiction = otherCommitment(bill, through.commitment);
  if (contradiction) return open("commitment_differs", contradiction, [through.invoice]);
  if (bill.retainageOf) return matchRelease(bill, through, index);
  const says = `Instalment of bill ${from.ref}. ${through.evidence.says}`;
  return { ...through, evidence: { ...through.evidence, says } };
}

/** Retainage may be billed on the invoice that it was withheld on, or on one of its own on the same commitment. */
function matchRelease(bill: Bill, through: Found, index: MatchIndex): Match {
  const { invoice, commitment, evidence } = through;
  const from = bill.retainageOf?.ref ?? "";
  const says = `Retainage of bill ${from}. ${evidence.says}`;
  const original: Match = { found: true, ...through, evidence: { ...evidence, says } };
  if (isBlank(bill.vendorRef) || asRead(bill.vendorRef) === asRead(invoice.number)) return original;
  const own = index.invoicesOn(commitment, bill.vendorRef);
  const [there, ...more] = own.filter(({ absence }) => absence !== "gone");
  if (!there) return own.length > 0 ? gone(bill, own, index.invoicesOfVendor(bill)) : original;
  if (more.length > 0) return open("several_invoices", namesOf([there, ...more], index), [there, ...more]);
  const named = `Retainage of bill ${from}; its own Vendor Ref. names invoice ${there.number} on the same commitment.`;
  return { found: true, invoice: there, commitment, evidence: { ...evidence, says: named } };
}

function byLink(bill: Bill, index: MatchIndex): Match | null {
  const link = index.billLink(bill);
  if (!link) return null;
  const invoice = index.invoice(link.invoiceId);
  const commitment = invoice && index.commitment(invoice.commitmentId);
  if (!invoice || !commitment) {
    return open("invoice_gone", `invoice ${link.invoiceId} of bill ${bill.ref}`, index.invoicesOfVendor(bill));
  }
  const { evidence } = link;
  if (invoice.absence !== "gone") return { found: true, invoice, commitment, evidence };
  const anew = index.madeAnew(invoice);
  const says = evidence.says.endsWith(MADE_ANEW) ? evidence.says : evidence.says + MADE_ANEW;
  if (anew) return { found: true, invoice: anew, commitment, evidence: { ...evidence, says } };
  return gone(bill, [invoice], index.invoicesOfVendor(bill), { invoice, commitment, evidence });
}

const MADE_ANEW = " The invoice was deleted in Procore and made anew under its number.";

function matchByRules(bill: Bill, rules: readonly Rule[], index: MatchIndex): Match {
  const orders = ordersNamedBy(bill);
  if (orders.length > 1) {
    return open("several_commitments", ordersInWords(orders), index.invoicesOfVendor(bill));
  }
  const deleted: SubcontractorInvoice[] = [];
  for (const { rule, candidates } of rules) {
    let claims = candidates(bill, index);
    if (claims.some(isGone)) {
      deleted.push(...claims.filter(isGone).map(({ invoice }) => invoice));
      claims = claims.filter((claim) => !isGone(claim));
    }
    if (claims.length > 1) {
      const invoices = claims.map(({ invoice }) => invoice);
      return open("several_invoices", namesOf(invoices, index), invoices);
    }
    const first = claims[0];
    if (!first) continue;
    const isLeft = deleted.every((one) => index.madeAnew(one) === first.invoice);
    return isLeft ? unlessVetoed(bill, { rule, ...first }, index) : gone(bill, deleted, [first.invoice]);
  }
  return deleted.length > 0 ? gone(bill, deleted, index.invoicesOfVendor(bill)) : noInvoice(bill, index);
}

/** A deleted invoice is no candidate; but that it was one keeps it from making another the only one. */
function isGone({ invoice }: Candidate): boolean {
  return invoice.absence === "gone";
}

type Claim = Candidate & { readonly rule: Evidence["rule"] };

/** No rule links across two commitments or two invoice numbers: the books contradict each other, a person decides. */
function unlessVetoed(bill: Bill, { rule, invoice, says }: Claim, index: MatchIndex): Match {
  const commitment = index.commitment(invoice.commitmentId);
  if (!commitment) {
    return open("no_invoice", `${nameOf(bill)}: the invoice's commitment is not in Procore's list`, [invoice]);
  }
  const contradiction = otherCommitment(bill, commitment);
  if (contradiction) return open("commitment_differs", contradiction, [invoice]);
  if (!isBlank(bill.vendorRef) && !isBlank(invoice.number) && asRead(bill.vendorRef) !== asRead(invoice.number)) {
    return open("number_differs", `${bill.vendorRef} on the bill, ${invoice.number} on the invoice`, [invoice]);
  }
  return { found: true, invoice, commitment, evidence: { rule, says: says() } };
}

/** The order that the bill's lines name, when it is another than the invoice's commitment. */
function otherCommitment(bill: Bill, commitment: Commitment): string | null {
  const [named] = ordersNamedBy(bill);
  if (named === undefined || isOrder(named, commitment)) return null;
  const { type: kind, number } = commitment;
  const [ofBill = "", ofInvoice = ""] =
    kind === named.kind ? [named.number, number] : [`${named.kind} ${named.number}`, `${kind} ${number}`];
  return `${ofBill} on the bill, ${ofInvoice} on the invoice`;
}

const NONE: readonly Candidate[] = [];

// ---- The rules -----------------------------------------------------------------------------------------------------

function byOriginId(bill: Bill, index: MatchIndex): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const invoice of index.invoicesNaming(bill)) {
    const vendor = index.sameVendor(bill, invoice);
    const says = () =>
      `Procore says that invoice ${invoice.number} was exported as bill ${bill.ref}; same vendor ${vendor}.`;
    if (vendor) found.push({ invoice, says });
  }
  return found;
}

function byBillField(bill: Bill, index: MatchIndex): readonly Candidate[] {
  const byField = index.invoice(bill.procoreInvoiceId ?? 0);
  const byNote = index.invoice(bill.noteInvoiceId ?? 0);
  const found: Candidate[] = [];
  if (byField) found.push(namedIn("field", bill, byField));
  if (byNote && byNote !== byField) found.push(namedIn("note", bill, byNote));
  return found;
}

function namedIn(where: "field" | "note", bill: Bill, invoice: SubcontractorInvoice): Candidate {
  return { invoice, says: () => `Bill ${bill.ref} names Procore invoice ${invoice.number} in its ${where}.` };
}

function byCommitmentAndNumber(bill: Bill, index: MatchIndex): readonly Candidate[] {
  const [named] = ordersNamedBy(bill);
  if (named === undefined || isBlank(bill.vendorRef)) return NONE;
  const found: Candidate[] = [];
  for (const { commitment, vendor } of index.commitmentsOf(bill, named)) {
    const says = () =>
      [
        "The bill's lines name commitment ",
        commitment.number,
        ", the vendor is the same (",
        vendor,
        "), and Vendor Ref. ",
        bill.vendorRef,
        " is the invoice number.",
      ].join("");
    for (const invoice of index.invoicesOn(commitment, bill.vendorRef)) found.push({ invoice, says });
  }
  return found;
}

function byProjectAndAmount(bill: Bill, index: MatchIndex): readonly Candidate[] {
  if (isBlank(bill.vendorRef)) return NONE;
  const projects = index.mappedProjects(bill);
  const found: Candidate[] = [];
  for (const invoice of index.invoicesFor(bill)) {
    const vendor = projects.has(invoice.projectId) ? index.sameVendor(bill, invoice) : null;
    const says = () =>
      `Project, vendor (${vendor}), amount, and Vendor Ref. ${bill.vendorRef} = invoice number agree; ` +
      "the bill's lines name no other commitment.";
    if (vendor) found.push({ invoice, says });
  }
  return found;
}

// ---- When no rule fires --------------------------------------------------------------------------------------------

function noInvoice(bill: Bill, index: MatchIndex): Match {
  const misnamed = byOtherKind(bill, index);
  if (misnamed) return misnamed;
  const numbered = isBlank(bill.vendorRef) ? [] : index.invoicesNearby(bill, bill.vendorRef);
  const others = [...new Set([...index.invoicesNaming(bill), ...numbered])].filter(({ absence }) => absence !== "gone");
  if (others.length > 0 && others.every((invoice) => index.sameVendor(bill, invoice) === null)) {
    return byAnotherVendor(bill, others, index);
  }
  return open("no_invoice", nameOf(bill), others.length > 0 ? others : index.invoicesOfVendor(bill));
}

/** Another vendor's waits for its own; but where only a number sets the two apart, a person has to say what it is. */
function byAnotherVendor(bill: Bill, others: readonly SubcontractorInvoice[], index: MatchIndex): Match {
  const alike = others.filter((invoice) => index.alikeVendor(bill, invoice) !== null);
  const [vendor] = alike.map((invoice) => index.alikeVendor(bill, invoice));
  if (!vendor) return open("other_vendor", namesOf(others, index), others);
  const { id, name } = bill.vendor;
  return open("vendor_differs", `${name} (${id}) in Acumatica, ${vendor.name} (${vendor.originId}) in Procore`, alike);
}

/** The number fits only a commitment of the other kind: a slip in either system, or another contract. A person says. */
function byOtherKind(bill: Bill, index: MatchIndex): Match | null {
  const [order] = ordersNamedBy(bill);
  if (order === undefined) return null;
  const [first, ...more] = index.commitmentsOf(bill, otherKind(order)).map(({ commitment }) => commitment);
  if (!first || index.commitmentsOf(bill, order).length > 0) return null;
  return open("commitment_differs", otherCommitment(bill, first), index.invoicesAmong([first, ...more], bill));
}

// ---- Words and small questions -------------------------------------------------------------------------------------

function open(code: ReasonCode, detail: string | null, candidates: readonly SubcontractorInvoice[]): Match {
  return { found: false, why: reason(code, detail), candidates };
}

function gone(
  bill: Bill,
  invoices: readonly SubcontractorInvoice[],
  from: readonly SubcontractorInvoice[],
  was?: Found,
): Match {
  const numbers = [...new Set(invoices.map(({ id, number }) => number || String(id)))];
  const why = reason("invoice_gone", `invoice ${numbers.join(", ")} of bill ${bill.ref}`);
  return { found: false, why, candidates: from, ...(was && { was }) };
}

function nameOf(bill: Bill): string {
  return bill.vendorRef === "" ? `${bill.ref} (no Vendor Ref.)` : `${bill.ref} (Vendor Ref. ${bill.vendorRef})`;
}

function namesOf(invoices: readonly SubcontractorInvoice[], index: MatchIndex): string {
  const named = here(invoices, index)
    .slice(0, CANDIDATES)
    .map((invoice) => {
      const commitment = index.commitment(invoice.commitmentId);
      const vendor = invoice.vendorName === "" ? "" : ` of ${invoice.vendorName}`;
      return `invoice ${invoice.number}${vendor} on ${commitment?.number ?? `commitment ${invoice.commitmentId}`}`;
    });
  const more = invoices.length - named.length;
  if (named.length === 0) return `${more} in other projects`;
  return more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
}
