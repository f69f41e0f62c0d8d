import type { ContractPayment } from "../domain/contract-payment.ts";
import type { Link } from "../domain/link.ts";
import { docId, type BillApplication } from "../domain/payment.ts";
import { reason } from "../domain/reasons.ts";
import { groupBy } from "./groups.ts";
import type { Match } from "./match.ts";
import type { MatchIndex } from "./match-index.ts";

type Found = Extract<Match, { readonly found: true }>;

/** What tells of an application where its payment was put. */
type Remembering = {
  readonly application: BillApplication;
  readonly match: Match | null;
  readonly ours: ContractPayment | null;
  readonly link: Link | null;
};

/**
 * The bill's link is lost and no rule finds it again, but Procore or our own memory still shows on which invoice a payment
 * of it was put: then the bill's other payments belong there, too. Where two of its payments stand on two invoices,
 * nobody knows which of them is the bill's.
 */
export function withMemory<T extends Remembering>(cases: readonly T[], index: MatchIndex): readonly T[] {
  const lost = cases.filter(({ match }) => match !== null && !match.found && match.why.code !== "unlinked");
  // Mostly nothing is remembered of what waits: then no groups are made.
  const remembered = new Set(lost.filter(remembers).map(({ application }) => docId(application.bill)));
  if (remembered.size === 0) return cases;
  const concerned = lost.filter(({ application }) => remembered.has(docId(application.bill)));
  const found = new Map<Remembering, Match>();
  for (const siblings of groupBy(concerned, ({ application }) => [docId(application.bill)]).values()) {
    for (const [one, match] of joined(siblings, index)) found.set(one, match);
  }
  if (found.size === 0) return cases;
  return cases.map((one) => {
    const match = found.get(one);
    return match ? { ...one, match } : one;
  });
}

function remembers({ ours, link }: Remembering): boolean {
  return ours !== null || (link !== null && !link.removed);
}

function joined(siblings: readonly Remembering[], index: MatchIndex): readonly (readonly [Remembering, Match])[] {
  const own = new Map(siblings.map((one) => [one, rememberedBy(one, index)]));
  const standing = siblings.filter(({ application }) => application.state !== "ended");
  // What has ended says where the bill belongs only where nothing else does.
  const places = placesOf(standing, own) ?? placesOf(siblings, own);
  if (places === null) return [];
  const [place, ...more] = places;
  if (!place) return [];
  if (more.length > 0) {
    const named = places.map(({ invoice }) => invoice).sort((a, b) => a.id - b.id);
    const says = named.map(({ number }) => `invoice ${number}`).join(", ");
    const asked: Match = { found: false, why: reason("several_invoices", says), candidates: named };
    return siblings.map((one) => [one, asked]);
  }
  const says = `Another payment of the bill was written for invoice ${place.invoice.number}.`;
  const shared: Match = { ...place, evidence: { rule: "earlier", says } };
  return siblings.map((one) => {
    const its = own.get(one);
    return [one, its?.invoice === place.invoice ? its : shared];
  });
}

/** The different invoices that these remember; null for none. */
function placesOf(some: readonly Remembering[], own: ReadonlyMap<Remembering, Found | null>): readonly Found[] | null {
  const places = new Map(some.flatMap((one) => own.get(one) ?? []).map((place) => [place.invoice.id, place]));
  return places.size === 0 ? null : [...places.values()];
}

function rememberedBy({ ours, link }: Remembering, index: MatchIndex): Found | null {
  const shown = ours?.invoiceId ?? null;
  const invoice = index.invoice(shown ?? (link && !link.removed ? link.draft.invoiceId : 0));
  const commitment = invoice && index.commitment(invoice.commitmentId);
  if (!invoice || !commitment || invoice.absence === "gone") return null;
  const says =
    shown === null
      ? `It was written for invoice ${invoice.number} before.`
      : `Procore shows this payment on invoice ${invoice.number} already.`;
  return { found: true, invoice, commitment, evidence: { rule: "earlier", says } };
}
