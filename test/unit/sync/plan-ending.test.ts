import { describe, expect, it } from "vitest";
import { originDataOf } from "../../../server/domain/contract-payment.ts";
import { ZERO } from "../../../server/domain/money.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { aReversedApplication, aVoidedApplication } from "../../build/acumatica.ts";
import { aDraft, aLink, anAttempt, aSyncedPayment, KEY, shownBy } from "../../build/memory.ts";
import { changeText } from "../../../server/domain/change.ts";
import { plan } from "../../../server/sync/plan.ts";
import { onlyStanding, outcomes } from "../../build/outcome.ts";
import { inStep, pictures } from "../../build/pictures.ts";

type Over = NonNullable<Parameters<typeof inStep>[0]>;

const atZero = aDraft({ amount: ZERO });
const zeroedPayment = shownBy(atZero);
const zeroedLink = aLink({ draft: atZero, zeroed: true });

function ended(over: Over = {}): Pictures {
  return inStep({ applications: [aVoidedApplication()], ...over });
}

/** "delete", or the amount that would be left. */
function removal(input: Pictures): string | number | null {
  const { change } = onlyStanding(input);
  if (change?.kind !== "remove") return null;
  return change.after ? change.after.amount : "delete";
}

describe("an application that ended", () => {
  it.each<[what: string, input: Pictures, expected: string | number]>([
    ["is deleted by default", ended(), "delete"],
    ["is set to zero by policy", ended({ settings: { voidPolicy: "zero" } }), 0],
    ["is set to zero when a person had typed it in", ended({ links: [aLink({ adopted: true })] }), 0],
    ["is set to zero when it has attachments", ended({ issued: [aSyncedPayment({ attachments: 1 })] }), 0],
    ["is deleted though the memory of it was lost", ended({ links: [] }), "delete"],
    [
      "is set to zero by policy though the memory of it was lost",
      ended({ links: [], settings: { voidPolicy: "zero" } }),
      0,
    ],
    ["is deleted though its lock was opened", ended({ issued: [aSyncedPayment({ originId: null })] }), "delete"],
  ])("%s", (_what, input, expected) => {
    expect(removal(input)).toBe(expected);
  });

  it.each<[what: string, input: Pictures, says: string | null]>([
    ["which document ended it", ended(), "VCK 000045"],
    [
      "that it was typed in by hand",
      ended({ links: [aLink({ adopted: true })] }),
      "VCK 000045; typed in by hand, so it is set to 0.00",
    ],
    [
      "that it has attachments",
      ended({ issued: [aSyncedPayment({ attachments: 1 })] }),
      "VCK 000045; it has attachments, so it is set to 0.00",
    ],
    ["nothing of policy when zero is the policy", ended({ settings: { voidPolicy: "zero" } }), "VCK 000045"],
  ])("says %s", (_what, input, says) => {
    expect(onlyStanding(input).reason?.detail).toBe(says);
  });

  it("changes nothing but the amount when it is set to zero", () => {
    const { change } = onlyStanding(ended({ settings: { voidPolicy: "zero" } }));
    expect(change).toMatchObject({ contractPaymentId: 5000, after: atZero });
  });

  it("is settled once it stands at zero", () => {
    const settled = { issued: [zeroedPayment], links: [zeroedLink] };
    expect(outcomes(ended({ ...settled, settings: { voidPolicy: "zero" } }))).toEqual(["removed zeroed"]);
    expect(outcomes(ended(settled))).toEqual(["removed zeroed"]);
    expect(onlyStanding(ended(settled)).reason?.detail).toBe("VCK 000045");
  });

  it("is not settled at zero while a change of it is unfinished", () => {
    const unfinished = { doing: "remove", step: "relock", since: "2026-02-12T09:00:00.000Z" } as const;
    expect(removal(ended({ issued: [zeroedPayment], links: [{ ...zeroedLink, adopted: true, unfinished }] }))).toBe(0);
  });

  it("is not settled at zero while its lock stands open", () => {
    const issued = [{ ...zeroedPayment, originId: null }];
    expect(removal(ended({ issued, links: [zeroedLink], settings: { voidPolicy: "zero" } }))).toBe(0);
  });

  it("is set to zero again when somebody changed the amount since", () => {
    const issued = [{ ...zeroedPayment, amount: aDraft().amount }];
    expect(removal(ended({ issued, links: [zeroedLink], settings: { voidPolicy: "zero" } }))).toBe(0);
  });

  it("stays until the first backfill is complete", () => {
    expect(outcomes(ended({ backfillComplete: false }))).toEqual(["pending to_remove_voided"]);
  });

  it("waits for a person where Procore refused 0.00", () => {
    const input = ended({ settings: { voidPolicy: "zero" } });
    const [change] = plan(input).changes;
    const refusal = { code: "zero_refused", detail: ": Amount must be greater than 0" };
    const attempts = [anAttempt({ change: changeText(change!), reason: refusal })];
    expect(outcomes({ ...input, attempts })).toEqual(["needs_review zero_refused remove"]);
  });

  it("comes back as an update when it is applied again after it was set to zero", () => {
    const { change } = onlyStanding(inStep({ issued: [zeroedPayment], links: [zeroedLink] }));
    expect(change).toMatchObject({ kind: "update", contractPaymentId: 5000, after: aDraft() });
  });

  it("is told apart from one that was moved off the bill", () => {
    expect(outcomes(pictures({ applications: [aReversedApplication()] }))).toEqual(["removed reversed"]);
    expect(outcomes(pictures({ applications: [aVoidedApplication()] }))).toEqual(["removed voided"]);
  });

  it("never removes what somebody else took over meanwhile", () => {
    const taken = ended({ issued: [aSyncedPayment({ originId: "5501" })] });
    expect(outcomes(taken)).toEqual(["needs_review foreign_payment"]);
    expect(plan(taken).changes).toEqual([]);
  });

  it("never removes the payment of another application that a stale link points at", () => {
    const other = "acu:MyStore:CHK:000046:INV:000123" as typeof KEY;
    const theirs = aDraft({ key: other });
    const issued = [aSyncedPayment({ originId: other, originData: originDataOf(theirs) })];
    const touched = plan(ended({ issued })).changes.map(({ kind, contractPaymentId }) => [kind, contractPaymentId]);
    expect(touched).toEqual([["remove", null]]);
  });

  it("never goes through Procore Pay", () => {
    const input = ended({ issued: [aSyncedPayment({ externalPaymentId: "2169c3f0" })] });
    expect(outcomes(input)).toEqual(["needs_review foreign_payment"]);
  });
});
