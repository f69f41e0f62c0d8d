import type { Behavior } from "../fakes/procore/behavior.ts";
import type { Random } from "./random.ts";

/** The vendor's unconfirmed habits: any of them may be the true one. */
export function someHabits(random: Random): Partial<Behavior> {
  const pick = <T>(items: readonly [T, ...T[]]): T => random.pick(items) ?? items[0];
  return {
    clearsOriginId: pick(["null or empty", "null", "empty"]),
    deleteLocked: pick(["refused", "allowed"]),
    unlockWithChange: pick(["refused", "allowed"]),
    lockWithChange: pick(["allowed", "refused"]),
    duplicateOriginId: pick([422, 409]),
  };
}
