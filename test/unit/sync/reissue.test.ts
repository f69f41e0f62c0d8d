import { describe, expect, it } from "vitest";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { applicationKey, type BillApplication, type Payment } from "../../../server/domain/payment.ts";
import { plan } from "../../../server/sync/plan.ts";
import { reissues } from "../../../server/sync/reissue.ts";
import { aPayment, anApplication, aVoidedApplication, TENANT, BILL } from "../../build/acumatica.ts";
import { usd } from "../../build/money.ts";
import { pictures as thePictures } from "../../build/pictures.ts";

type Check = { readonly ref: string; readonly on: string; readonly over?: Partial<BillApplication> };

const active = (ref: string, on: string, over: Partial<BillApplication> = {}): Check => ({ ref, on, over });
const voided = (ref: string, on: string, at: string | null, over: Partial<BillApplication> = {}): Check => ({
  ref,
  on,
  over: { ...aVoidedApplication(), ended: { how: "voided", by: { type: "VCK", ref }, at }, ...over },
});

function picturesOf(checks: readonly Check[]): Pictures {
  const payments = checks.map(({ ref, on, over }): Payment =>
    aPayment({ ref, reference: `no. ${ref}`, date: on, voided: over?.state === "ended" }),
  );
  const applications = checks.map(({ ref, on, over }) =>
    anApplication({ ...over, payment: { type: "CHK", ref }, date: on }),
  );
  return thePictures({ payments, applications });
}

/** "1 by 2": check 1 was replaced by check 2. */
function told(checks: readonly Check[]): readonly string[] {
  const { standings } = plan(picturesOf(checks));
  const stories = reissues(standings);
  const by = checks.flatMap(({ ref }) => {
    const next = stories.get(applicationKey(TENANT, { type: "CHK", ref }, BILL))?.replacedBy;
    return next ? [`${ref} by ${next.ref}`] : [];
  });
  for (const words of by) {
    const [former, next = ""] = words.split(" by ");
    expect(stories.get(applicationKey(TENANT, { type: "CHK", ref: next }, BILL))?.replaces?.ref).toBe(former);
  }
  return by;
}

describe("a voided check and the one written in its place", () => {
  it("are one story: same bill, same amount, on or after the day of the void", () => {
    expect(told([voided("1", "2026-02-10", "2026-02-20"), active("2", "2026-02-20")])).toEqual(["1 by 2"]);
  });

  it("tell each other's number and date", () => {
    const pictures = picturesOf([voided("1", "2026-02-10", "2026-02-20"), active("2", "2026-02-21")]);
    const story = reissues(plan(pictures).standings).get(applicationKey(TENANT, { type: "CHK", ref: "1" }, BILL));
    expect(story).toEqual({
      replaces: null,
      replacedBy: { type: "CHK", ref: "2", reference: "no. 2", date: "2026-02-21" },
    });
    const next = reissues(plan(pictures).standings).get(applicationKey(TENANT, { type: "CHK", ref: "2" }, BILL));
    expect(next).toEqual({
      replaces: { type: "CHK", ref: "1", reference: "no. 1", date: "2026-02-10" },
      replacedBy: null,
    });
  });

  it("are two: of checks that both stand neither replaces the other", () => {
    expect(told([active("1", "2026-02-10"), active("2", "2026-02-20")])).toEqual([]);
  });

  it("are the earliest that fits, in whatever order they were written down", () => {
    const later = active("2", "2026-02-25");
    expect(told([later, active("3", "2026-02-21"), voided("1", "2026-02-10", "2026-02-20")])).toEqual(["1 by 3"]);
  });

  it("are not an earlier number of the same day, where nothing tells the day of the void", () => {
    expect(told([active("1", "2026-02-10"), voided("2", "2026-02-10", null)])).toEqual([]);
  });

  it("are found along a chain of voids", () => {
    const chain = [
      voided("1", "2026-02-10", "2026-02-20"),
      voided("2", "2026-02-20", "2026-02-25"),
      active("3", "2026-02-26"),
    ];
    expect(told(chain)).toEqual(["1 by 2", "2 by 3"]);
  });

  it("are not a payment made before the void, nor one of another amount", () => {
    expect(told([voided("1", "2026-02-10", "2026-02-20"), active("2", "2026-02-15")])).toEqual([]);
    const other = active("2", "2026-02-21", { amount: usd("999.99") });
    expect(told([voided("1", "2026-02-10", "2026-02-20"), other])).toEqual([]);
  });

  it("are the next later payment where nothing tells the day of the void", () => {
    expect(told([voided("1", "2026-02-10", null), active("2", "2026-02-11")])).toEqual(["1 by 2"]);
  });

  it("are paired one to one: two voided checks are not both replaced by one", () => {
    const both = [voided("1", "2026-02-10", "2026-02-20"), voided("2", "2026-02-11", "2026-02-20")];
    expect(told([...both, active("3", "2026-02-20")])).toEqual(["1 by 3"]);
    expect(told([...both, active("3", "2026-02-20"), active("4", "2026-02-21")])).toEqual(["1 by 3", "2 by 4"]);
  });

  it("are not a payment that is only entered, nor one that was moved off the bill", () => {
    expect(told([voided("1", "2026-02-10", "2026-02-20"), active("2", "2026-02-21", { state: "unreleased" })])).toEqual(
      [],
    );
    const moved: Partial<BillApplication> = {
      state: "ended",
      ended: { how: "reversed", by: { type: "CHK", ref: "2" }, at: "2026-02-22" },
    };
    expect(told([voided("1", "2026-02-10", "2026-02-20"), active("2", "2026-02-21", moved)])).toEqual([]);
  });

  it("are the same whatever the order of the pictures", () => {
    const checks = [voided("1", "2026-02-10", "2026-02-20"), active("2", "2026-02-20"), active("3", "2026-02-20")];
    expect([...told(checks)].sort()).toEqual([...told([...checks].reverse())].sort());
  });
});
