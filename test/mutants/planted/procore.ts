import type { Mutant } from "../planted.ts";

/** Talking to Procore: pages, allowance, webhooks. */
export const PROCORE: readonly Mutant[] = [
  {
    name: "the last page of a list is left out when one row is on it",
    file: "server/procore/paging.ts",
    from: ": seen < total;",
    to: ": seen + 1 < total;",
    by: ["test/unit/procore/paging.test.ts"],
  },
  {
    name: "a total that moved while the list was read is believed",
    file: "server/procore/paging.ts",
    from: "const steady = totals.size <= 1 && [",
    to: "const steady = [",
    by: ["test/unit/procore/paging.test.ts"],
  },
  {
    name: "a full page without a total is taken for the last",
    file: "server/procore/paging.ts",
    from: "rows.length < size })",
    to: "rows.length <= size })",
    by: ["test/unit/procore/paging.test.ts"],
  },
  {
    name: "deleted commitments are still listed",
    file: "server/procore/target.ts",
    from: ".filter((row) => !row.deleted_at)",
    to: "",
    by: ["test/unit/procore/target.test.ts", "test/battery/procore-target.test.ts"],
  },
  {
    name: "a setting that is not shown counts as off",
    file: "server/procore/target.ts",
    from: "settings.allow_payments ?? true",
    to: "settings.allow_payments ?? false",
    by: ["test/unit/procore/target.test.ts", "test/battery/procore-target.test.ts"],
  },
  {
    name: "a request more than is left of the allowance goes out",
    file: "server/net/budget.ts",
    from: "left <= inFlight",
    to: "left < inFlight",
    by: ["test/unit/net/budget.test.ts"],
  },
  {
    name: "a lost answer is not taken off the allowance",
    file: "server/net/budget.ts",
    from: "return { ...afterNotSent(budget), windows: budget.windows.map(less) };",
    to: "return afterNotSent(budget);",
    by: ["test/unit/net/budget.test.ts"],
  },
  {
    name: "an answer that was overtaken gives allowance back",
    file: "server/net/budget.ts",
    from: "Math.min(live.find(same)?.left ?? Infinity, remaining)",
    to: "remaining",
    by: ["test/unit/net/budget.test.ts"],
  },
  {
    name: "a 429 does not pause the others",
    file: "server/net/gate.ts",
    from: "const refused = reply.status === 429 || (",
    to: "const refused = (",
    by: ["test/unit/net/gate.test.ts", "test/scenario/rate-limits.test.ts"],
  },
  {
    name: "a person's request waits for ever",
    file: "server/net/gate.ts",
    from: "goesAt - one.since > patienceMs[lane] ? leave : stay",
    to: "goesAt < 0 ? leave : stay",
    by: ["test/unit/net/gate.test.ts"],
  },
  {
    name: "the turn is handed on with requests under way",
    file: "server/net/turn.ts",
    from: "if (this.#wanted && this.#inFlight === 0) void this.#hand();",
    to: "if (this.#wanted) void this.#hand();",
    by: ["test/unit/net/gate.test.ts", "test/unit/net/turn.test.ts", "test/battery/turn.test.ts"],
  },
  {
    name: "a 401 is not tried again with another token",
    file: "server/procore/client.ts",
    from: "if (reply.status === 401) reply =",
    to: "if (reply.status === 4010) reply =",
    by: ["test/battery/procore-login.test.ts", "test/battery/procore-faults.test.ts"],
  },
  {
    name: "nobody asks whether the run is still ours after a wait for the allowance",
    file: "server/procore/client.ts",
    from: `        await request.beforeSend?.();
`,
    to: "",
    by: [
      "test/battery/procore-faults.test.ts",
      "test/battery/procore-target.test.ts",
      "test/scenario/one-run-at-a-time.test.ts",
      "test/scenario/rate-limits.test.ts",
    ],
  },
  {
    name: "another server's webhooks are taken for ours",
    file: "server/procore/webhook-plan.ts",
    from: "url.startsWith(ours.urlPrefix)",
    to: "true",
    by: ["test/unit/procore/webhook-plan.test.ts"],
  },
];
