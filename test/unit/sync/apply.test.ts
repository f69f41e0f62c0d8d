import { describe, expect, it } from "vitest";
import { SyncError } from "../../../server/domain/errors.ts";
import type { Attempt, Link } from "../../../server/domain/link.ts";
import { usd } from "../../build/money.ts";
import { reason } from "../../../server/domain/reasons.ts";
import { applyChange, heldBack } from "../../../server/sync/apply.ts";
import type { Recorded } from "../../../server/sync/ports.ts";
import type { ApplyDeps, Task } from "../../../server/sync/task.ts";
import { changeText, type Change } from "../../../server/domain/change.ts";
import { originDataOf, type ContractPayment, type Draft } from "../../../server/domain/contract-payment.ts";
import { aDraft, aLink, KEY } from "../../build/memory.ts";
import { aCommitment, aContractPayment, PROJECT } from "../../build/procore.ts";

const AT = "2026-03-01T10:00:00.000Z";

function aCreate(over: Partial<Task> = {}): Task {
  const change: Change = {
    key: KEY,
    kind: "create",
    because: reason("new_payment"),
    projectId: PROJECT,
    commitmentId: 40,
    contractPaymentId: null,
    before: null,
    written: null,
    after: aDraft(),
    evidence: null,
  };
  return {
    change,
    commitment: aCommitment(),
    payment: null,
    link: null,
    attempt: null,
    decision: null,
    dated: true,
    ...over,
  };
}

/** Procore as `create` says; what was recorded is kept. */
function aHand(create: (draft: Draft) => Promise<ContractPayment>) {
  const recorded: Recorded[] = [];
  const deps = {
    companyId: 1,
    stood: { companyId: 1, epoch: 1 },
    runId: "run-1",
    target: { create, payments: () => Promise.resolve([]) },
    links: {
      record: (rows: readonly Recorded[]) => Promise.resolve(void recorded.push(...rows)),
      link: () => Promise.resolve(null),
    },
    pictures: { storeIssued: () => Promise.resolve(), storeAllowsPayments: () => Promise.resolve() },
    now: () => AT,
    allowed: () => Promise.resolve(),
  } as unknown as ApplyDeps;
  return { deps, recorded };
}

/** As Procore shows the draft, but for what it made of it. */
function shows(over: Partial<ContractPayment> = {}) {
  return ({ amount, date, checkNumber, invoiceId, invoiceNumber, key }: Draft) =>
    Promise.resolve(aContractPayment({ amount, date, checkNumber, invoiceId, invoiceNumber, originId: key, ...over }));
}

describe("a payment that was created", () => {
  it("forgets the refusal before it: the next difference is not held back by it", async () => {
    const { deps, recorded } = aHand(shows());
    const attempt = heldBack(aCreate(), reason("refused", "locked"), AT);

    const { stored } = await applyChange(aCreate({ attempt }), deps);

    expect(await stored).toBe("applied");
    expect(recorded).toMatchObject([{ key: KEY, attempt: null, outcome: { outcome: "applied", error: null } }]);
  });

  it.each([
    ["amount", { amount: usd("999.99") }],
    ["date", { date: "2026-02-11" }],
  ])("with another %s than was sent is a failure, however good the answer", async (field, over) => {
    const { deps, recorded } = aHand(shows(over));

    const { stored } = await applyChange(aCreate(), deps);

    expect(await stored).toBe("failed");
    expect(recorded).toMatchObject([{ attempt: { reason: { code: "reply_differs", detail: field } } }]);
  });
});

describe("a payment that was refused", () => {
  it("is held back, and does not end the run", async () => {
    const { deps, recorded } = aHand(() => Promise.reject(new SyncError("rejected", "Procore", "Closed.")));

    const { stop, stored } = await applyChange(aCreate(), deps);

    expect([stop, await stored]).toEqual([null, "failed"]);
    expect(recorded).toMatchObject([{ attempt: { tries: 1, reason: { code: "refused", detail: "Closed." } } }]);
  });

  it("waits longer from try to try of the same change, and starts anew for another", () => {
    const minutes = ({ retryAt }: Attempt): number => (Date.parse(retryAt) - Date.parse(AT)) / 60_000;
    const waits: number[] = [];
    let attempt: Attempt | null = null;
    for (let tries = 0; tries < 5; tries += 1) {
      attempt = heldBack(aCreate({ attempt }), reason("refused"), AT);
      waits.push(minutes(attempt));
    }
    const other = aCreate({ attempt: { ...heldBack(aCreate(), reason("refused"), AT), change: "another", tries: 3 } });

    expect(waits).toEqual([15, 60, 240, 1440, 1440]);
    expect(minutes(heldBack(other, reason("refused"), AT))).toBe(15);
    expect(attempt?.change).toBe(changeText(aCreate().change));
  });
});

describe("a removal that Procore refuses", () => {
  function aRemoval(unfinished: Link["unfinished"]): Task {
    const task = aCreate();
    const open = aContractPayment({ originId: null, originData: originDataOf(aDraft()) });
    return {
      ...task,
      change: { ...task.change, kind: "remove", after: null, contractPaymentId: open.id },
      payment: open,
      link: { ...aLink(), unfinished },
    };
  }

  /** Procore refuses the deletion; what was sent to lock the payment is kept. */
  async function refused(task: Task): Promise<readonly unknown[]> {
    const locked: unknown[] = [];
    const { deps } = aHand(() => Promise.reject(new Error("nothing is created")));
    Object.assign(deps.target, {
      remove: () => Promise.reject(new SyncError("rejected", "Procore", "It may not be deleted.")),
      patch: (_place: unknown, patch: unknown) => {
        locked.push(patch);
        return Promise.resolve(aContractPayment({ originId: KEY }));
      },
    });
    const { stored } = await applyChange(task, deps);
    expect(await stored).toBe("failed");
    return locked;
  }

  it("locks the payment again that a run before had opened, for nobody else will", async () => {
    const sent = await refused(aRemoval({ doing: "remove", step: "unlock", since: AT }));

    expect(sent).toEqual([{ originId: KEY, originData: originDataOf(aDraft()) }]);
  });

  it("leaves a payment open that a person had unlinked", async () => {
    expect(await refused(aRemoval(null))).toEqual([]);
  });
});
