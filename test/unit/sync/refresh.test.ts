import { describe, expect, it } from "vitest";
import type { Instant } from "../../../server/domain/payment.ts";
import type { PaymentTarget, PictureStore } from "../../../server/sync/ports.ts";
import { commitmentsConcerned, listIssued, refreshProject, type RefreshDeps } from "../../../server/sync/refresh.ts";
import type { Link } from "../../../server/domain/link.ts";
import type { Plan } from "../../../server/sync/plan.ts";
import { aLink } from "../../build/memory.ts";
import { inStep } from "../../build/pictures.ts";
import { aCommitment, anInvoice, PROJECT } from "../../build/procore.ts";

const SEEN = {
  commitmentsAt: "2026-03-01T08:00:00.000Z",
  invoicesAt: "2026-03-01T08:00:00.000Z",
  invoicesThrough: "2026-03-01T07:30:00.000Z" as Instant | null,
  vendorsAt: null,
  vendorsShown: true,
  commitments: new Map(),
};

/** Procore takes a minute for each list; what is stored is kept, in order. */
function aReading({ through }: { readonly through: Instant | null }) {
  let minute = 0;
  const stored: { readonly what: string; readonly at: Instant; readonly whole?: boolean }[] = [];
  const asked: { readonly since: Instant | null }[] = [];
  const target: Pick<PaymentTarget, "invoices" | "payments"> = {
    invoices(_projectId, since) {
      asked.push({ since });
      minute += 1;
      return Promise.resolve([anInvoice()]);
    },
    payments() {
      minute += 1;
      return Promise.resolve([]);
    },
  };
  const pictures: Pick<PictureStore, "procoreSeen" | "storeInvoices" | "storeIssued" | "pictures"> = {
    procoreSeen: () => Promise.resolve({ ...SEEN, invoicesThrough: through }),
    storeInvoices(_stood, _projectId, { whole, at }) {
      stored.push({ what: "invoices", whole, at });
      return Promise.resolve();
    },
    storeIssued(_stood, _commitment, _payments, at) {
      stored.push({ what: "payments", at });
      return Promise.resolve();
    },
    pictures: () => Promise.resolve({ commitments: [aCommitment()], invoices: [] } as never),
  };
  const deps = {
    companyId: 1,
    stood: { companyId: 1, epoch: 1 },
    projectId: PROJECT,
    target,
    pictures,
    now: () => `2026-03-01T09:0${minute}:00.000Z`,
  } as unknown as RefreshDeps;
  return { deps, stored, asked };
}

describe("the list of invoices", () => {
  it("is stored as of before it was asked for: what changes while it is read may not be in it", async () => {
    const { deps, stored } = aReading({ through: null });

    await refreshProject("invoices", deps);

    expect(stored).toEqual([{ what: "invoices", whole: true, at: "2026-03-01T09:00:00.000Z" }]);
  });

  it("is whole where it was read from the beginning, so that what it lacks is gone", async () => {
    const { deps, stored, asked } = aReading({ through: null });

    await refreshProject("invoices", deps);

    expect(asked).toEqual([{ since: null }]);
    expect(stored.map(({ whole }) => whole)).toEqual([true]);
  });

  it("is a part where it was read from five minutes before the last stamp on, and what it lacks stands", async () => {
    const { deps, stored, asked } = aReading({ through: "2026-03-01T07:30:00.000Z" });

    await refreshProject("invoices", deps);

    expect(asked).toEqual([{ since: "2026-03-01T07:25:00.000Z" }]);
    expect(stored.map(({ whole }) => whole)).toEqual([false]);
  });
});

describe("the list of a commitment's payments", () => {
  it("is stored as of before it was asked for: a hint that came meanwhile asks again", async () => {
    const { deps, stored } = aReading({ through: null });

    await listIssued([aCommitment()], deps);

    expect(stored).toEqual([{ what: "payments", at: "2026-03-01T09:00:00.000Z" }]);
  });
});

describe("the commitments that are listed before anything is written", () => {
  const QUIET = { changes: [], standings: [] } as unknown as Plan;
  const half = { doing: "update", step: "change", since: "2026-03-01T08:00:00.000Z" } as const;
  const concerned = (links: readonly Link[]): readonly number[] => {
    const commitments = [aCommitment({ id: 41 }), aCommitment({ id: 40 })];
    return commitmentsConcerned(QUIET, inStep({ commitments, links }), null, new Set()).map(({ id }) => id);
  };

  it("hold the one on which something is half done, whatever the plan says", () => {
    expect(concerned([aLink({ unfinished: half })])).toEqual([40]);
  });

  it("hold none where everything is finished, or half done in another project", () => {
    expect(concerned([aLink()])).toEqual([]);
    expect(concerned([aLink({ unfinished: half, projectId: PROJECT + 1 })])).toEqual([]);
  });

  it("hold those that somebody named, in order", () => {
    const commitments = [aCommitment({ id: 41 }), aCommitment({ id: 40 })];

    const named = commitmentsConcerned(QUIET, inStep({ commitments }), null, new Set([41, 40, 99]));
    expect(named.map(({ id }) => id)).toEqual([40, 41]);
  });
});
