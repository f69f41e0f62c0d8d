import { describe, expect, it } from "vitest";
import { ZERO } from "../../../server/domain/money.ts";
import { applicationKey } from "../../../server/domain/payment.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { plan } from "../../../server/sync/plan.ts";
import { paidBy, tieOut } from "../../../server/sync/tie-out.ts";
import { anApplication, aPayment, aVoidedApplication, BILL, TENANT } from "../../build/acumatica.ts";
import { aDraft, aLink, aSyncedPayment, shownBy } from "../../build/memory.ts";
import { usd } from "../../build/money.ts";
import { inStep, pictures } from "../../build/pictures.ts";
import { aCommitment } from "../../build/procore.ts";

describe("what has no reason", () => {
  const explained = plan(pictures()).standings;
  const unexplained = explained.map((one) => ({ ...one, reason: null }));

  it("is counted, and does not tie out", () => {
    expect(tieOut(pictures(), unexplained)).toMatchObject({ tiesOut: false, unexplained: 1 });
    expect(tieOut(pictures(), explained)).toMatchObject({ tiesOut: true, unexplained: 0 });
  });

  it("is counted though no money hangs on it", () => {
    const input = pictures({ applications: [aVoidedApplication()] });
    const standings = plan(input).standings.map((one) => ({ ...one, reason: null }));
    expect(tieOut(input, standings)).toMatchObject({ tiesOut: false, unexplained: 1 });
  });

  it("is counted by application", () => {
    const second = { type: "CHK", ref: "000046" };
    const input = pictures({
      payments: [aPayment(), aPayment({ ...second, reference: "1046" })],
      applications: [anApplication(), anApplication({ payment: second })],
    });
    const standings = plan(input).standings.map((one) => ({ ...one, reason: null }));
    expect(tieOut(input, standings)).toMatchObject({ tiesOut: false, unexplained: 2 });
  });

  it("is counted when it calls itself synced but its amounts differ", () => {
    const input = inStep({ issued: [aSyncedPayment({ amount: usd("999.00") })] });
    const claimed = plan(input).standings.map((one) => ({ ...one, state: "synced" as const, reason: null }));
    expect(tieOut(input, claimed)).toMatchObject({ tiesOut: false, unexplained: 1 });
  });
});

describe("standings that contradict the pictures do not tie out", () => {
  const WRONG = { tiesOut: false, unexplained: 1 };
  /** What the plan says, but of one payment another amount than Procore shows. */
  const misread = (input: Pictures, amount: string) =>
    plan(input).standings.map((one) => ({
      ...one,
      contractPayment: one.contractPayment && { ...one.contractPayment, amount: usd(amount) },
    }));

  it("when an application is counted twice", () => {
    const input = inStep();
    const { standings } = plan(input);
    expect(tieOut(input, [...standings, ...standings]).tiesOut).toBe(false);
  });

  it("when money that was paid is in none of the figures", () => {
    const removed = (input: Pictures) => plan(input).standings.map((one) => ({ ...one, state: "removed" as const }));
    expect(tieOut(pictures(), removed(pictures()))).toMatchObject(WRONG);
    const other = pictures({ commitments: [aCommitment({ currency: "CAD" })] });
    expect(tieOut(other, removed(other))).toMatchObject(WRONG);
  });

  it("when the differences listed are not all, and the commitment is shown though it seems in step", () => {
    const synced = inStep({ issued: [] });
    const asIfThere = plan(inStep()).standings;
    expect(tieOut(synced, asIfThere)).toMatchObject({ ...WRONG, commitments: [{ paidInAcumatica: usd("1000.00") }] });
    // Beside another commitment, which does add up.
    const commitments = [aCommitment(), aCommitment({ id: 41, number: "SC-002" })];
    const ended = inStep({ commitments, applications: [aVoidedApplication()] });
    expect(tieOut(ended, misread(ended, "0.00"))).toMatchObject({
      ...WRONG,
      commitments: [{ issuedInProcore: usd("1000.00"), differences: [] }],
    });
  });

  it("when two errors make up for each other", () => {
    const second = { type: "CHK", ref: "000046" };
    const draft = aDraft({ key: applicationKey(TENANT, second, BILL), checkNumber: "1046" });
    const input = inStep({
      payments: [aPayment(), aPayment({ ...second, reference: "1046" })],
      applications: [anApplication(), anApplication({ payment: second, amount: usd("900.00") })],
      issued: [aSyncedPayment(), shownBy(draft, { id: 5001 })],
      links: [aLink(), aLink({ draft, contractPaymentId: 5001 })],
    });
    const [first, pending] = plan(input).standings;
    expect([first?.state, pending?.state]).toEqual(["synced", "pending"]);
    const [more, less] = [misread(input, "1000.01")[0]!, misread(input, "999.99")[1]!];
    expect(tieOut(input, [{ ...more, reason: pending!.reason }, less])).toMatchObject(WRONG);
  });
});

describe("what one application paid", () => {
  it("is its amount while it is active, and nothing where Acumatica never showed it", () => {
    expect(paidBy({ application: anApplication() })).toBe(usd("1000.00"));
    expect(paidBy({ application: anApplication({ state: "unreleased" }) })).toBe(ZERO);
    expect(paidBy({ application: null })).toBe(ZERO);
  });
});
