import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { keyInOriginData, type ContractPayment } from "../../../server/domain/contract-payment.ts";
import { applicationKey, type ApplicationKey } from "../../../server/domain/payment.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { REASONS, stateOf } from "../../../server/domain/reasons.ts";
import { plan, type Plan } from "../../../server/sync/plan.ts";
import { reportOf } from "../../../server/sync/report.ts";
import { TargetIndex } from "../../../server/sync/target-index.ts";
import { tieOut } from "../../../server/sync/tie-out.ts";
import { applied } from "../../build/applied.ts";
import { PROJECTS, seenBy, type Company } from "../../build/company.ts";
import { synced } from "../../build/events.ts";
import { deepFrozen, shuffled } from "../../build/order.ts";
import { anyCompany, anyPictures } from "../../build/worlds.ts";

// The same companies each time, so that a change is judged by what it does; others, and more, by command.
const { LAW_RUNS = "1000", LAW_SEED = "20260301", LAW_MS } = process.env;
const AS_OF = { acumatica: null, procore: null };

let lived = 0;
afterAll(() => {
  if (LAW_MS) console.log(`${lived} fresh companies, seed ${LAW_SEED}`);
});

/** Over so many companies, or over as many as a time allows. */
function holds<T>(worlds: fc.Arbitrary<T>, law: (world: T) => void): void {
  const enough = LAW_MS
    ? { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: Number(LAW_MS) }
    : { numRuns: Number(LAW_RUNS) };
  const told = fc.check(fc.property(worlds, law), { ...enough, seed: Number(LAW_SEED) });
  lived += told.numRuns;
  if (!told.failed) return;
  const again = `LAW_SEED=${LAW_SEED} LAW_RUNS=${told.numRuns} npx vitest run test/unit/sync/plan.laws.test.ts --testTimeout 900000`;
  throw new Error(`${again}\n${fc.defaultReportMessage(told)}`, { cause: told.errorInstance });
}

/** Changes that planning again right after would have nothing to do with: all but the second half of a move. */
function leftOver(first: Plan, second: Plan): Plan["changes"] {
  const moving = new Set(first.changes.filter(({ because }) => because.code === "moving").map(({ key }) => key));
  return second.changes.filter(({ key, kind }) => !(moving.has(key) && (kind === "create" || kind === "adopt")));
}

/** What Procore shows twice is taken away one after the other. */
function withoutSecond(pictures: Pictures): Pictures {
  const target = new TargetIndex(pictures.issued, pictures.links, pictures.tenant);
  const spares = new Set(keysOf(pictures).flatMap((key) => target.spares(key)));
  return { ...pictures, issued: pictures.issued.filter((payment) => !spares.has(payment)) };
}

function keysOf({ applications, tenant }: Pick<Company, "applications" | "tenant">): ApplicationKey[] {
  return applications.map(({ payment, bill }) => applicationKey(tenant, payment, bill));
}

describe("law 1: the planner is pure", () => {
  it("answers the same to the same, and leaves the pictures untouched", () => {
    holds(anyPictures, (pictures) => {
      const before = structuredClone(pictures);
      const first = plan(deepFrozen(pictures));
      expect(plan(before)).toEqual(first);
      expect(pictures).toEqual(before);
    });
  });
});

describe("law 2: the planner settles", () => {
  it("has nothing left to do right after everything was done, but to finish a move", () => {
    holds(anyPictures, (pictures) => {
      const once = withoutSecond(pictures);
      const first = plan(once);
      const after = applied(once, first);
      const second = plan(after);
      expect(leftOver(first, second)).toEqual([]);
      expect(plan(applied(after, second)).changes).toEqual([]);
    });
  });

  it("settles a company of two projects, whatever moves between them", () => {
    holds(anyCompany, (company) => {
      const twice = [...PROJECTS, ...PROJECTS, ...PROJECTS].reduce(synced, company);
      expect(PROJECTS.flatMap((id) => plan(seenBy(id, twice)).changes)).toEqual([]);
    });
  });
});

describe("law 3: the planner is free of order", () => {
  it("plans, ties out and reports the same, however the pictures are shuffled", () => {
    holds(fc.tuple(anyPictures, fc.nat()), ([pictures, seed]) => {
      const other = shuffled(pictures, seed);
      expect(withoutBills(plan(other))).toEqual(withoutBills(plan(pictures)));
      expect(reportOf(other, AS_OF)).toEqual(reportOf(pictures, AS_OF));
    });
  });
});

/** A bill's lines are shown in their own order; what follows from them is not. */
function withoutBills({ changes, standings }: Plan): unknown {
  return { changes, standings: standings.map((one) => ({ ...one, bill: null })) };
}

describe("law 4: the planner is complete", () => {
  it("shows every application exactly once, in one state, with a reason unless it is synced", () => {
    holds(anyPictures, (pictures) => {
      const { standings, changes } = plan(pictures);
      const keys = standings.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      for (const { state, reason, change } of standings) {
        if (reason === null) expect(state).toBe("synced");
        else expect(stateOf(reason)).toBe(state);
        if (change) expect(["pending", "failed", "needs_review"]).toContain(state);
      }
      expect(changes.map(({ key }) => key).sort()).toEqual(
        standings.filter(({ change }) => change).map(({ key }) => key),
      );
    });
  });

  it("loses no application between the projects of a company", () => {
    holds(anyCompany, (company) => {
      const shown = new Set(PROJECTS.flatMap((id) => plan(seenBy(id, company)).standings.map(({ key }) => key)));
      const numbers = new Set(company.commitments.map(({ number }) => number));
      const named = company.bills.filter(({ lines }) =>
        lines.some(({ order }) => order !== null && order !== "unknown" && numbers.has(order.number)),
      );
      const expected = company.applications.filter(({ bill }) =>
        named.some(({ type, ref }) => type === bill.type && ref === bill.ref),
      );
      for (const key of keysOf({ ...company, applications: expected })) expect(shown).toContain(key);
    });
  });

  it("shows every payment in Procore that carries a key of ours", () => {
    holds(anyPictures, (pictures) => {
      const shown = new Set<string>(plan(pictures).standings.map(({ key }) => key));
      const keyed = pictures.issued.filter((one) => one.externalPaymentId === null && one.originId?.startsWith("acu:"));
      for (const { originId } of keyed) expect(shown).toContain(originId);
    });
  });
});

describe("law 5: once each", () => {
  it("never plans two changes for one contract payment, or for one application", () => {
    holds(anyPictures, (pictures) => {
      const { changes } = plan(pictures);
      const touched = changes.flatMap(({ contractPaymentId }) => contractPaymentId ?? []);
      expect(new Set(touched).size).toBe(touched.length);
      expect(new Set(changes.map(({ key }) => key)).size).toBe(changes.length);
    });
  });

  it("never shows one application as two payments, once everything was done", () => {
    holds(anyCompany, (company) => {
      const before = keyed(company.issued);
      const after = keyed([...PROJECTS, ...PROJECTS].reduce(synced, company).issued);
      for (const [key, count] of after) expect(count).toBeLessThanOrEqual(Math.max(1, before.get(key) ?? 0));
    });
  });
});

function keyed(issued: readonly ContractPayment[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { originId, originData } of issued) {
    const key = originId ?? keyInOriginData(originData);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

describe("law 6: the planner is modest", () => {
  it("touches only what is ours, or what a person typed in and it takes over", () => {
    holds(anyPictures, (pictures) => {
      for (const { key, kind, contractPaymentId } of plan(pictures).changes) {
        if (contractPaymentId === null) continue;
        const payment = pictures.issued.find(({ id }) => id === contractPaymentId);
        const ours = payment !== undefined && isOurs(payment, key, pictures);
        const byHand = payment?.originId === null && !isAnothers(payment, key, pictures);
        expect(payment?.externalPaymentId).toBeNull();
        expect(ours || (kind === "adopt" && byHand)).toBe(true);
      }
    });
  });

  it("removes only for an application that was seen to end, or that moves", () => {
    holds(anyPictures, (pictures) => {
      const states = new Map(keysOf(pictures).map((key, n) => [key, pictures.applications[n]?.state]));
      for (const { key, kind, because } of plan(pictures).changes) {
        if (kind !== "remove") continue;
        expect(pictures.backfillComplete).toBe(true);
        expect(because.code === "moving" ? "active" : "ended").toBe(states.get(key));
      }
    });
  });

  it("leaves another integration's payments, and what people own of ours, as they are", () => {
    holds(anyPictures, (pictures) => {
      const after = new Map(applied(pictures, plan(pictures)).issued.map((one) => [one.id, one]));
      for (const before of pictures.issued) {
        const now = after.get(before.id);
        const foreign =
          before.externalPaymentId !== null || (before.originId !== null && !before.originId.startsWith("acu:"));
        if (foreign) expect(now).toEqual(before);
        if (now) expect(now.attachments).toBe(before.attachments);
        if (!now) expect(before.attachments).toBe(0);
      }
    });
  });
});

function isOurs(payment: ContractPayment, key: ApplicationKey, { links }: Pictures): boolean {
  if (payment.originId !== null) return payment.originId === key;
  if (keyInOriginData(payment.originData) === key) return true;
  return links.some((link) => link.key === key && !link.removed && link.contractPaymentId === payment.id);
}

function isAnothers(payment: ContractPayment, key: ApplicationKey, pictures: Pictures): boolean {
  const others = new Set<ApplicationKey>(pictures.links.map((link) => link.key).filter((other) => other !== key));
  const named = keyInOriginData(payment.originData);
  return (named !== null && named !== key) || [...others].some((other) => isOurs(payment, other, pictures));
}

describe("law 7: the planner never guesses", () => {
  it("writes nothing new once a second invoice fits as well as the first", () => {
    holds(anyPictures, (pictures) => {
      for (const { key, match, change } of plan(pictures).standings) {
        if (change?.kind !== "create" && change?.kind !== "adopt") continue;
        if (
          !match?.found ||
          !["origin id", "commitment and number", "project and amount"].includes(match.evidence.rule)
        )
          continue;
        if (remembers(pictures, key)) continue;
        const double = { ...match.invoice, id: 12_345 };
        const again = plan({ ...pictures, invoices: [...pictures.invoices, double] });
        const standing = again.standings.find((one) => one.key === key);
        expect([standing?.state, standing?.reason?.code, standing?.change]).toEqual([
          "needs_review",
          "several_invoices",
          null,
        ]);
      }
    });
  });

  it("takes nothing over once a second payment looks the same", () => {
    holds(anyPictures, (pictures) => {
      for (const { key, change } of plan(pictures).standings) {
        if (change?.kind !== "adopt" || change.before?.originId !== null) continue;
        // What was begun had been chosen before.
        if (change.because.code === "interrupted") continue;
        const twin = pictures.issued.find(({ id }) => id === change.contractPaymentId);
        const chosen = pictures.decisions.some((one) => one.key === key && one.decide === "adopt");
        if (!twin || chosen || keyInOriginData(twin.originData) !== null) continue;
        const double = { ...twin, id: 12_345 };
        const again = plan({ ...pictures, issued: [...pictures.issued, double] });
        expect(
          again.changes.filter(({ contractPaymentId }) => [twin.id, double.id].includes(contractPaymentId ?? 0)),
        ).toEqual([]);
      }
    });
  });
});

/** A link of the bill or of the payment outranks every rule. */
function remembers({ billLinks, links, decisions, issued }: Pictures, key: ApplicationKey): boolean {
  const remembered = [...links.map((link) => link.key), ...decisions.map((decision) => decision.key)];
  return (
    billLinks.length > 0 ||
    remembered.includes(key) ||
    issued.some(({ originData }) => keyInOriginData(originData) === key)
  );
}

describe("law 8: no invented money", () => {
  it("writes the application's own amount in its currency, and zero only for one that is taken away", () => {
    holds(anyPictures, (pictures) => {
      const byKey = new Map(keysOf(pictures).map((key, n) => [key, pictures.applications[n]]));
      for (const { key, kind, after } of plan(pictures).changes) {
        const application = byKey.get(key);
        if (kind === "remove") expect(after?.amount ?? 0).toBe(0);
        else expect([after?.amount, after?.currency]).toEqual([application?.amount, application?.currency]);
      }
    });
  });

  it("writes no amount that is not above zero, and none to a commitment in another currency", () => {
    holds(anyPictures, (pictures) => {
      const currencies = new Map(pictures.commitments.map(({ id, currency }) => [id, currency]));
      for (const { kind, after, commitmentId } of plan(pictures).changes) {
        if (kind === "remove") continue;
        expect(after?.amount).toBeGreaterThan(0);
        expect(currencies.get(commitmentId)).toBe(after?.currency);
      }
    });
  });
});

describe("the tie-out of any company", () => {
  it("holds to the cent, explains everything, and counts all that Procore shows", () => {
    holds(anyPictures, (pictures) => {
      const ties = tieOut(pictures, plan(pictures).standings);
      const issued = pictures.issued.reduce((sum, one) => sum + one.amount, 0);
      expect(ties).toMatchObject({ tiesOut: ties.unreadable === 0, unexplained: 0 });
      expect(ties.totals.reduce((sum, one) => sum + one.issuedInProcore, 0)).toBe(issued);
    });
  });

  it("shows both sides equal on every commitment where all is synced or removed and nobody typed anything in", () => {
    holds(anyPictures, (pictures) => {
      const after = applied(pictures, plan(pictures));
      const { standings } = plan(after);
      const settled = standings.every(({ state, reason }) => (state === "synced" && !reason) || state === "removed");
      for (const one of tieOut(after, standings).commitments) {
        if (settled && one.enteredByOthers === 0) expect(one.paidInAcumatica).toBe(one.issuedInProcore);
      }
    });
  });
});

describe("the random companies", () => {
  it("reach every reason that planning alone can give, and every kind of change", () => {
    const seen = new Set<string>();
    for (const pictures of fc.sample(anyPictures, { seed: 20260301, numRuns: 3000 })) {
      for (const { reason, change } of plan(pictures).standings) {
        if (reason) seen.add(reason.code);
        if (change) seen.add(change.kind);
      }
    }
    const fromElsewhere = [
      "zero_refused",
      "tool_forbidden",
      "commitment_hidden",
      "unlocked",
      "moved_meanwhile",
      "not_positive",
    ];
    const planned = Object.keys(REASONS).filter((code) => !fromElsewhere.includes(code) && code !== "taking_back");
    expect([...planned, "create", "adopt", "update", "remove"].filter((code) => !seen.has(code))).toEqual([]);
  });
});
