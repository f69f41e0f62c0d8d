import type { Bill } from "../domain/bill.ts";
import { changeText, type Change } from "../domain/change.ts";
import { shownOf, type ContractPayment, type SubcontractorInvoice } from "../domain/contract-payment.ts";
import type { Attempt, Decision, Link } from "../domain/link.ts";
import type { ApplicationKey, BillApplication, Payment } from "../domain/payment.ts";
import { reason, stateOf, type Reason, type ReasonCode } from "../domain/reasons.ts";
import type { State } from "../domain/reason-entry.ts";
import type { Found, Whole } from "./draft.ts";
import type { Match } from "./match.ts";

/** Where one application stands, and what would be done about it. One for each application of the project. */
export type Standing = {
  readonly key: ApplicationKey;
  readonly state: State;
  readonly reason: Reason | null;
  /** null where Procore shows a payment of ours that Acumatica never showed us. */
  readonly application: BillApplication | null;
  readonly bill: Bill | null;
  readonly payment: Payment | null;
  readonly match: Match | null;
  readonly contractPayment: ContractPayment | null;
  readonly link: Link | null;
  readonly change: Change | null;
  /** The refusal that holds the change back until its time comes. */
  readonly attempt: Attempt | null;
  /** What a person may choose from. */
  readonly candidates: {
    readonly invoices: readonly SubcontractorInvoice[];
    readonly contractPayments: readonly ContractPayment[];
  };
};

/** One application with everything that the pictures know of it. */
export type Case = Whole & {
  readonly match: Match;
  readonly ours: ContractPayment | null;
  readonly link: Link | null;
  readonly decision: Decision | null;
  /** The payment in Procore that the decision names, as it stands now. */
  readonly about: ContractPayment | null;
  readonly attempt: Attempt | null;
  /** The payment that was ours, if another integration has taken it over. */
  readonly taken: ContractPayment | null;
};

/** What is known of an application by its key alone. */
export function unknown(key: ApplicationKey, known: Partial<Standing> & Pick<Standing, "state" | "reason">): Standing {
  const nothing = { application: null, bill: null, payment: null, match: null, contractPayment: null, link: null };
  return { key, ...nothing, change: null, attempt: null, candidates: NOBODY, ...known };
}

const NOBODY: Standing["candidates"] = { invoices: [], contractPayments: [] };
const NOTHING = { change: null, attempt: null, on: null };

type Doing = Pick<Standing, "change" | "attempt"> & { readonly on: ContractPayment | null };

export function settled(at: Case, state: State, why: Reason | null, doing: Doing = NOTHING): Standing {
  const { key, application, bill, payment, match, ours, link } = at;
  const candidates = match.found ? NOBODY : { invoices: match.candidates, contractPayments: [] };
  return {
    key,
    state,
    reason: why,
    application,
    bill,
    payment,
    match,
    contractPayment: doing.on ?? ours,
    link,
    change: doing.change,
    attempt: doing.attempt,
    candidates,
  };
}

/** A standing whose state follows from its reason. */
export function because(at: Case, code: ReasonCode, detail: string | null = null): Standing {
  const why = reason(code, detail);
  return settled(at, stateOf(why), why);
}

type Wanted = Pick<Change, "kind" | "because" | "after"> & { readonly on?: ContractPayment };

/** A standing with a change: pending by its reason, or failed while the same change was refused before. */
export function changing(at: Case, { kind, because: why, after, on }: Wanted): Standing {
  const target = on ?? at.ours;
  const found: Found | null = at.match.found ? at.match : null;
  const place = target ?? after ?? at.link;
  if (!place) throw new Error(`A change of ${at.key} has no place`);
  const change: Change = {
    key: at.key,
    kind,
    because: why,
    projectId: place.projectId,
    commitmentId: place.commitmentId,
    // Never our memory's id: what stands under it may be another application's by now.
    contractPaymentId: target?.id ?? null,
    before: target ? shownOf(target) : null,
    written: at.link?.draft ?? null,
    after,
    evidence: found?.evidence ?? null,
  };
  const held = at.attempt && holds(at.attempt, change) ? at.attempt : null;
  const says = held ? reasonOf(held) : why;
  return settled(at, stateOf(says), says, { change, attempt: held, on: target });
}

/** Is it the refusal of this very change? Of what Procore stored otherwise than sent, the change is to send it again. */
function holds({ change: text, reason: why }: Attempt, change: Change): boolean {
  return text === changeText(change) || (why.code === "reply_differs" && change.because.code === "reply_differs");
}

function reasonOf({ reason: { code, detail } }: Attempt): Reason {
  return reason(code as ReasonCode, detail);
}
