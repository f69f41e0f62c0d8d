import type { Bill } from "../domain/bill.ts";
import type { Change } from "../domain/change.ts";
import { applicationKey, documentsOf, type ApplicationKey, type Payment } from "../domain/payment.ts";
import type { Pictures } from "../domain/pictures.ts";
import { reason, stateOf } from "../domain/reasons.ts";
import { askedAgain, reopened } from "./decided.ts";
import { InOrder, mapBy } from "./groups.ts";
import type { Match } from "./match.ts";
import { Matching } from "./matching.ts";
import { MatchIndex } from "./match-index.ts";
import { described, enterAlone, resolveFresh, withPayments, type Fresh } from "./plan-fresh.ts";
import { standOne, standUnmapped, type Rules, type Step } from "./plan-one.ts";
import { withMemory } from "./remembered.ts";
import { because, unknown, type Case, type Standing } from "./standing.ts";
import { TargetIndex } from "./target-index.ts";

export type Plan = {
  /** Removals first, then updates, adoptions and creations; each group by key. */
  readonly changes: readonly Change[];
  /** Every application of the project, exactly once, by key. */
  readonly standings: readonly Standing[];
};

/**
 * What would have to be done so that Procore's project shows what Acumatica paid, from the three pictures alone.
 * Pure: no clock, no ids, no I/O; equal pictures give an equal plan, whatever the order of anything in them.
 */
export function plan(pictures: Pictures): Plan {
  const matches = new MatchIndex(pictures);
  const target = new TargetIndex(pictures.issued, pictures.links, pictures.tenant);
  const rules: Rules = {
    settings: pictures.settings,
    methods: mapBy(pictures.methods, ({ id }) => id),
    backfillComplete: pictures.backfillComplete,
    projectId: pictures.projectId,
    deleted: deletedOf(pictures),
  };
  const standings: Standing[] = [];
  const fresh: Fresh[] = [];
  /** How many of ours in Procore Acumatica showed an application for. */
  let seen = 0;
  for (const one of withMemory([...casesOf(pictures, matches, target)], matches)) {
    if (one.ours) seen += 1;
    const place = placeOf(one, { pictures, matches });
    if (place === "elsewhere") continue;
    const step = isWhole(one) ? stand(one, place, rules) : { standing: hidden(one) };
    if ("standing" in step) {
      standings.push(isWhole(one) ? shownOnce(unlessReopened(one, step.standing), one, target) : step.standing);
    } else if (target.hasOthersOn(step.fresh.draft.commitmentId)) fresh.push(step.fresh);
    else standings.push(unlessReopened(step.fresh.at, enterAlone(step.fresh)));
  }
  const resolved = resolveFresh(fresh, target, rules.settings).map((standing, n) => {
    const at = fresh[n]?.at;
    return at ? unlessReopened(at, standing) : standing;
  });
  const all = [...standings, ...resolved, ...neverSeen(pictures, target, seen)];
  all.sort((a, b) => compare(a.key, b.key));
  return { changes: changesOf(all), standings: all };
}

function deletedOf({ invoices }: Pictures): ReadonlySet<number> {
  return new Set(invoices.filter(({ absence }) => absence === "gone").map(({ id }) => id));
}

/** Of standings in order of key; what is alike in kind stays in that order. */
function changesOf(standings: readonly Standing[]): readonly Change[] {
  const changes: Record<Change["kind"], Change[]> = { remove: [], update: [], adopt: [], create: [] };
  for (const { change } of standings) if (change) changes[change.kind].push(change);
  return Object.values(changes).flat();
}

/** An application as far as the pictures show it: of a document that they lack, only the key is known. */
type Seen = Omit<Case, "bill" | "payment" | "match"> & {
  readonly bill: Bill | null;
  readonly payment: Payment | null;
  readonly match: Match | null;
};

function isWhole(one: Seen): one is Case {
  return one.bill !== null && one.payment !== null && one.match !== null;
}

function stand(at: Case, place: "here" | "unmapped", rules: Rules): Step {
  return place === "here" ? standOne(at, rules) : { standing: standUnmapped(at) };
}

/** Nothing is written by itself where a person decided and an amount has moved since: they are asked again. */
function unlessReopened(at: Case, standing: Standing): Standing {
  const again = standing.change || standing.state === "pending" ? reopened(at) : null;
  return again ? askedAgain(at, again) : standing;
}

/** Right by itself, and yet not while Procore shows it a second time: that is money that nobody paid. */
function shownOnce(standing: Standing, at: Case, target: TargetIndex): Standing {
  const [spare, ...more] = target.spares(at.key);
  if (!spare || (standing.state !== "synced" && standing.state !== "removed")) return standing;
  return withPayments(because(at, "shown_twice", described(spare)), [spare, ...more]);
}

/** Every application seen, once, with all that the pictures know of it. */
function* casesOf(pictures: Pictures, matches: MatchIndex, target: TargetIndex): Generator<Seen> {
  const matching = new Matching(pictures.bills, matches);
  const payments = InOrder.byDoc(pictures.payments, (payment) => payment);
  const links = InOrder.byKey(pictures.links);
  const decisions = mapBy(pictures.decisions, ({ key }) => key);
  const attempts = mapBy(pictures.attempts, ({ key }) => key);
  // Applications of one bill mostly stand together.
  let before: Bill | null = null;
  let match: Match | null = null;
  for (const application of pictures.applications) {
    const key = applicationKey(pictures.tenant, application.payment, application.bill);
    const bill = matches.bill(application.bill);
    if (bill !== before) match = bill && matching.of(bill);
    before = bill;
    const ours = target.ours(key);
    const link = links.get(key) ?? null;
    const decision = kept(decisions, key);
    yield {
      key,
      application,
      bill,
      payment: payments.get(application.payment) ?? null,
      match,
      ours,
      link,
      decision,
      about: decision?.contractPaymentId ? target.payment(decision.contractPaymentId) : null,
      attempt: kept(attempts, key),
      taken: link && !ours ? target.takenFrom(link) : null,
    };
  }
}

/** Keys are long texts made anew: looking one up where nothing is kept costs more than asking whether anything is. */
function kept<T>(map: ReadonlyMap<ApplicationKey, T>, key: ApplicationKey): T | null {
  return map.size === 0 ? null : (map.get(key) ?? null);
}

type Around = { readonly pictures: Pictures; readonly matches: MatchIndex };

/**
 * Is the application this project's: by what stands in Procore, by its link, by its match, or by what its bill names?
 * One whose bill concerns no project at all is shown wherever its lines name a commitment's number.
 */
function placeOf({ bill, match, ours, link, application }: Seen, { pictures, matches }: Around) {
  const { projectId } = pictures;
  if (ours?.projectId === projectId) return "here";
  if (link && !link.removed && link.projectId === projectId) return "here";
  if (match?.found) return match.invoice.projectId === projectId ? "here" : "elsewhere";
  if (link && !link.removed) return "elsewhere";
  if (!bill) return (matches.joinedTo(application.bill) ?? projectId) === projectId ? "here" : "elsewhere";
  const projects = matches.projectsOf(bill);
  if (projects.size > 0) return projects.has(projectId) ? "here" : "elsewhere";
  return matches.namesProject(bill, projectId) ? "unmapped" : "elsewhere";
}

/** The picture lacks a document that the application names: nobody may guess what it says. */
function hidden({ key, application, bill, payment, match, ours, link }: Seen): Standing {
  const missing = [
    ...(bill ? [] : [`bill ${application.bill.type} ${application.bill.ref} is not shown`]),
    ...(payment ? [] : [`payment ${application.payment.type} ${application.payment.ref} is not shown`]),
  ];
  const why = reason("unreadable", missing.join("; "));
  const known = { application, bill, payment, match, contractPayment: ours, link };
  return unknown(key, { state: stateOf(why), reason: why, ...known });
}

/** Payments of ours in Procore for which Acumatica never showed an application. Absence is never evidence: no removal. */
function neverSeen(pictures: Pictures, target: TargetIndex, seen: number): Standing[] {
  if (target.size === seen) return [];
  const { applications, links, projectId, tenant } = pictures;
  const shown = new Set(applications.map(({ payment, bill }) => applicationKey(tenant, payment, bill)));
  const lost = target.allOurs().filter(({ key, payment }) => !shown.has(key) && payment.projectId === projectId);
  const remembered = lost.length === 0 ? null : mapBy(links, ({ key }) => key);
  return lost.map(({ key, payment: contractPayment }) => {
    const { payment } = documentsOf(key);
    const why = reason("not_seen", `${payment.type} ${payment.ref}`);
    const link = remembered?.get(key) ?? null;
    return unknown(key, { state: stateOf(why), reason: why, contractPayment, link });
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
