import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BillDecision, Decision } from "../../../server/domain/link.ts";
import { docId, documentsOf } from "../../../server/domain/payment.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { plan } from "../../../server/sync/plan.ts";
import type { Standing } from "../../../server/sync/standing.ts";
import { TargetIndex } from "../../../server/sync/target-index.ts";
import { paidBy } from "../../../server/sync/tie-out.ts";
import { applied } from "../../build/applied.ts";
import { anyPictures } from "../../build/worlds.ts";

// The same companies each time; others, and more, by command.
const { LAW_RUNS = "1000", LAW_SEED = "20260301" } = process.env;

function holds(law: (pictures: Pictures) => void): void {
  fc.assert(fc.property(anyPictures, law), { numRuns: Number(LAW_RUNS), seed: Number(LAW_SEED) });
}

type Decided = { readonly standing: Standing; readonly decision: Decision };

/** Applications about which a person decided, whose lock nobody has left open; not what an undo only wished for. */
function decided(pictures: Pictures): readonly Decided[] {
  const decisions = new Map(pictures.decisions.map((one) => [one.key, one]));
  return plan(pictures).standings.flatMap((standing) => {
    const decision = decisions.get(standing.key);
    const wished = decision?.undo?.done === false;
    return decision && !wished && !standing.link?.unfinished ? [{ standing, decision }] : [];
  });
}

/** What the decision is about, on either side, as it is now. */
function amountsNow({ standing, decision }: Decided, { issued, links, tenant }: Pictures) {
  const ours = new TargetIndex(issued, links, tenant).ours(standing.key);
  const about = decision.decide === "adopt" ? issued.find(({ id }) => id === decision.contractPaymentId) : ours;
  return { acumatica: paidBy(standing), procore: about?.amount ?? null };
}

function saidOf({ key }: Standing, { billDecisions }: Pictures): BillDecision | null {
  const { bill } = documentsOf(key);
  return billDecisions.find((one) => docId(one.bill) === docId(bill)) ?? null;
}

describe("what a person said stands", () => {
  it("of a payment: where an amount has moved since, nothing is written by itself", () => {
    holds((pictures) => {
      for (const one of decided(pictures)) {
        const { standing, decision } = one;
        if (standing.application?.state !== "active") continue;
        const now = amountsNow(one, pictures);
        const unknown = decision.decide === "adopt" && (decision.seen.procore === null || standing.link !== null);
        if (unknown || (now.acumatica === decision.seen.acumatica && now.procore === decision.seen.procore)) continue;
        expect(standing.change).toBeNull();
        expect(standing.state).not.toBe("pending");
      }
    });
  });

  it("of a payment that is left out or taken back: while no amount moves, nothing at all is written", () => {
    holds((pictures) => {
      for (const one of decided(pictures)) {
        const { standing, decision } = one;
        if (decision.decide !== "ignore" && decision.decide !== "taken back") continue;
        const now = amountsNow(one, pictures);
        if (now.acumatica !== decision.seen.acumatica || now.procore !== decision.seen.procore) continue;
        expect(standing.change).toBeNull();
        // Of a document that is not shown nobody may say more.
        if (standing.bill && standing.payment) expect(standing.state).toBe("excluded");
      }
    });
  });

  it("of a bill that is unlinked: nothing of it is written, but what ended is taken away", () => {
    holds((pictures) => {
      for (const standing of plan(pictures).standings) {
        if (saidOf(standing, pictures)?.decide !== "unlink" || standing.link?.unfinished) continue;
        if (standing.change) expect([standing.change.kind, standing.application?.state]).toEqual(["remove", "ended"]);
      }
    });
  });

  it("of a bill that is linked: whatever is written goes to that invoice, whichever rule or memory says otherwise", () => {
    holds((pictures) => {
      for (const standing of plan(pictures).standings) {
        const link = saidOf(standing, pictures)?.link;
        if (!link || !standing.change?.after || standing.change.kind === "remove") continue;
        if (standing.match?.found) expect(standing.match.evidence.rule).toBe("person");
        expect(standing.change.after.invoiceId).toBe(
          standing.match?.found ? standing.match.invoice.id : link.invoiceId,
        );
      }
    });
  });

  it("through a whole sync: no run forgets what was said of a bill, nor what was left out or taken back", () => {
    holds((pictures) => {
      const after = applied(pictures, plan(pictures));
      expect(after.billDecisions).toEqual(pictures.billDecisions);
      const lasting = ({ decide }: Decision): boolean => decide === "ignore" || decide === "accept";
      const changed = new Set(plan(pictures).changes.map(({ key }) => key));
      for (const decision of pictures.decisions) {
        if (lasting(decision) && !changed.has(decision.key)) expect(after.decisions).toContainEqual(decision);
        if (decision.decide === "ignore") expect(after.decisions).toContainEqual(decision);
      }
    });
  });
});
