import { describe, expect, it } from "vitest";
import type { RunChange } from "../../../server/domain/change.ts";
import { reason } from "../../../server/domain/reasons.ts";
import { undo, type Undoing } from "../../../server/sync/undo.ts";
import { aDraft, KEY } from "../../build/memory.ts";
import { pictures } from "../../build/pictures.ts";
import { PROJECT } from "../../build/procore.ts";

function aDoneChange(over: Partial<RunChange> = {}): RunChange {
  return {
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
    outcome: "applied",
    error: null,
    ...over,
  };
}

/** Of one change, of a payment that the project has no more. */
function undoing(outcome: RunChange["outcome"]): Undoing {
  const changes = [aDoneChange({ outcome })];
  return { of: "run 1", changes, pictures: pictures({ applications: [] }), standings: [], scope: null };
}

describe("an undo", () => {
  it.each(["failed", "conflict", "planned", null] as const)(
    "has nothing to say of a change that came to %s",
    (outcome) => {
      expect(undo(undoing(outcome))).toEqual({ apply: [], moved: [] });
    },
  );

  it.each(["applied", "found"] as const)(
    "says of one that was %s, and is the project's no more, that it is so",
    (outcome) => {
      const { apply, moved } = undo(undoing(outcome));

      expect([apply, moved.map(({ change }) => change.key)]).toEqual([[], [KEY]]);
    },
  );
});
