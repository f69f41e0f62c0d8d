import type { Change } from "../domain/change.ts";
import type { ContractPayment } from "../domain/contract-payment.ts";
import { applicationKey, docId, documentsOf, type BillApplication } from "../domain/payment.ts";
import type { Pictures } from "../domain/pictures.ts";
import { reason } from "../domain/reasons.ts";
import { matchBill, type Match } from "./match.ts";
import { MatchIndex } from "./match-index.ts";
import { resolveFresh, type Fresh } from "./plan-fresh.ts";
import { standOne, type Rules } from "./plan-one.ts";
import type { Case, Standing } from "./standing.ts";
import { TargetIndex } from "./target-index.ts";

export type Plan = {
  /** Removals first, then updates, adoptions and creations; each group by key. */
  readonly changes: readonly Change[];
  /** Every application of the project, exactly once, by key. */
  readonly standings: readonly Standing[];
};

const ORDER = { remove: 0, update: 1, adopt: 2, create: 3 } as const;

/**
 * What would have to be done so that Procore's project shows what Acumatica paid, from the three pictures alone.
 * Pure: no clock, no ids, no I/O; equal pictures give an equal plan, whatever the order of anything in them.
 */
export function plan(pictures: Pictures): Plan {
  const matches = new MatchIndex(pictures);
  const target = new TargetIndex(pictures.issued, pictures.links, pictures.tenant);
  const rules: Rules = {
    settings: pictures.settings,
    methods: new Map(pictures.methods.map((method) => [method.id, method])),
    backfillComplete: pictures.backfillComplete,
    projectId: pictures.projectId,
  };
  const standings: Standing[] = [];
  const fresh: Fresh[] = [];
  for (const at of casesOf(pictures, matches, target)) {
    if (!concerns(at, pictures.projectId, matches)) continue;
    const step = standOne(at, rules);
    if ("standing" in step) standings.push(step.standing);
    else fresh.push(step.fresh);
  }
  standings.push(...resolveFresh(fresh, target, rules.settings), ...neverSeen(pictures, target));
  standings.sort((a, b) => compare(a.key, b.key));
  const changes = standings.flatMap(({ change }) => (change ? [change] : []));
  changes.sort((a, b) => ORDER[a.kind] - ORDER[b.kind] || compare(a.key, b.key));
  return { changes, standings };
}

/** Every application seen, once, with all that the pictures know of it. */
function casesOf(pictures: Pictures, matches: MatchIndex, target: TargetIndex): Case[] {
  const payments = new Map(pictures.payments.map((payment) => [docId(payment), payment]));
  const links = new Map(pictures.links.map((link) => [link.key, link]));
  const decisions = new Map(pictures.decisions.map((decision) => [decision.key, decision]));
  const attempts = new Map(pictures.attempts.map((attempt) => [attempt.key, attempt]));
  const matched = new Map<string, Case["match"]>();
  return pictures.applications.flatMap((application) => {
    const bill = matches.bill(application.bill);
    const payment = payments.get(docId(application.payment));
    if (!bill || !payment) return [];
    const key = applicationKey(pictures.tenant, application.payment, application.bill);
    let match = matched.get(docId(bill));
    if (!match) matched.set(docId(bill), (match = matchBill(bill, matches)));
    const ours = target.ours(key);
    return [
      {
        key,
        application,
        bill,
        payment,
        match: match.found ? match : (shownBy(ours, match, matches) ?? match),
        ours,
        link: links.get(key) ?? null,
        decision: decisions.get(key) ?? null,
        attempt: attempts.get(key) ?? null,
      },
    ];
  });
}

/** Our memory of the link is lost, but Procore still shows on which invoice we put the payment. */
function shownBy(ours: ContractPayment | null, match: Match, index: MatchIndex): Match | null {
  const invoiceId = ours?.invoiceId ?? null;
  const invoice = invoiceId === null ? null : index.invoice(invoiceId);
  const commitment = invoice && index.commitment(invoice.commitmentId);
  if (match.found || match.why.code === "unlinked" || !invoice || !commitment) return null;
  const says = `Procore shows this payment on invoice ${invoice.number} already.`;
  return { found: true, invoice, commitment, evidence: { rule: "earlier", says } };
}

/** Is the application this project's: by what stands in Procore, by its link, by its match, or by what its bill names? */
function concerns({ bill, match, ours, link }: Case, projectId: number, index: MatchIndex): boolean {
  if (ours?.projectId === projectId) return true;
  if (link && !link.removed && link.projectId === projectId) return true;
  if (match.found) return match.invoice.projectId === projectId;
  if (link && !link.removed) return false;
  return index.projectsOf(bill).has(projectId);
}

/** Payments of ours in Procore for which Acumatica never showed an application. Absence is never evidence: no removal. */
function neverSeen({ applications, tenant, links, projectId }: Pictures, target: TargetIndex): Standing[] {
  const seen = new Set<string>(applications.map((a: BillApplication) => applicationKey(tenant, a.payment, a.bill)));
  const byKey = new Map(links.map((link) => [link.key, link]));
  return [...target.allOurs()].flatMap(([key, contractPayment]) => {
    if (seen.has(key) || contractPayment.projectId !== projectId) return [];
    const { payment } = documentsOf(key);
    return [
      {
        key,
        state: "needs_review" as const,
        reason: reason("not_seen", `${payment.type} ${payment.ref}`),
        application: null,
        bill: null,
        payment: null,
        match: null,
        contractPayment,
        link: byKey.get(key) ?? null,
        change: null,
        attempt: null,
        candidates: { invoices: [], contractPayments: [] },
      },
    ];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
