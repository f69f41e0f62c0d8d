import { describe, expect, it } from "vitest";
import { applicationKey } from "../../../server/domain/payment.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { plan } from "../../../server/sync/plan.ts";
import { aBill, anApplication, aPayment, BILL, TENANT } from "../../build/acumatica.ts";
import { applied } from "../../build/applied.ts";
import { aBillDecision, aDraft, aLink, aSyncedPayment } from "../../build/memory.ts";
import { outcomes } from "../../build/outcome.ts";
import { pictures } from "../../build/pictures.ts";
import { aContractPayment, anInvoice } from "../../build/procore.ts";

const SECOND = { type: "CHK", ref: "000046" };
const SECOND_KEY = applicationKey(TENANT, SECOND, BILL);
const THERE = anInvoice({ id: 901, number: "18" });

/** Two checks on a bill that no rule links; the first stands in Procore, the bill's link is lost. */
function lost(over: Partial<Pictures> = {}): Pictures {
  const { settings, ...base } = pictures();
  return {
    ...base,
    bills: [aBill({ vendorRef: "99" })],
    payments: [aPayment(), aPayment({ ...SECOND, reference: "1046" })],
    applications: [anApplication(), anApplication({ payment: SECOND })],
    issued: [aSyncedPayment()],
    links: [aLink()],
    ...over,
    settings,
  };
}

describe("a bill whose link is lost", () => {
  it("has all its payments where one of them stands, in one plan", () => {
    const first = plan(lost());
    expect(first.standings.map(({ match }) => match?.found && match.invoice.id)).toEqual([900, 900]);
    const words = first.standings.map(({ match }) => match?.found && match.evidence.says);
    expect(words[1]).toBe("Another payment of the bill was written for invoice 17.");
    expect(plan(applied(lost(), first)).changes).toEqual([]);
  });

  it("adopts what was typed in for the second at once, beside a change of the first", () => {
    const typed = aContractPayment({ id: 5001, checkNumber: "1046" });
    const seen = lost({ issued: [aSyncedPayment({ originId: null }), typed], links: [] });
    expect(outcomes(seen)).toEqual(["pending to_adopt adopt", "pending to_adopt adopt"]);
    expect(plan(applied(seen, plan(seen))).changes).toEqual([]);
  });

  it("is a question where two of its payments stand on two invoices", () => {
    const draft = aDraft({ key: SECOND_KEY, invoiceId: 901, checkNumber: "1046" });
    const seen = lost({
      invoices: [anInvoice(), THERE],
      issued: [aSyncedPayment(), aSyncedPayment({ id: 5001, originId: SECOND_KEY, invoiceId: 901 })],
      links: [aLink(), aLink({ draft, contractPaymentId: 5001 })],
    });
    expect(outcomes(seen)).toEqual(["needs_review several_invoices", "needs_review several_invoices"]);
    expect(plan(seen).standings[0]?.reason?.detail).toBe("invoice 17, invoice 18");
  });

  it("follows what stands rather than what has ended", () => {
    const ended = {
      ...anApplication(),
      state: "ended" as const,
      ended: { how: "voided" as const, by: SECOND, at: "2026-02-20" },
    };
    const draft = aDraft({ key: SECOND_KEY, invoiceId: 901, checkNumber: "1046" });
    const seen = lost({
      invoices: [anInvoice(), THERE],
      applications: [ended, anApplication({ payment: SECOND })],
      links: [aLink(), aLink({ draft, contractPaymentId: 5001 })],
      issued: [
        aSyncedPayment(),
        aSyncedPayment({ id: 5001, originId: SECOND_KEY, invoiceId: 901, checkNumber: "1046" }),
      ],
    });
    expect(plan(seen).standings[1]?.match).toMatchObject({ found: true, invoice: { id: 901 } });
  });

  it("stays without one where a person took it away", () => {
    const seen = lost({ billDecisions: [aBillDecision({ decide: "unlink", link: null })] });
    expect(plan(seen).standings.map(({ match }) => match?.found)).toEqual([false, false]);
  });
});
