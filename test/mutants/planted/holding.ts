import type { Mutant } from "../planted.ts";

/** What people decide, and what takes a sync back. */
export const HOLDING: readonly Mutant[] = [
  {
    name: "a decision that re-opens is forgotten: it is synced without being asked for",
    file: "server/sync/decided.ts",
    from: `  return same ? null : decision;`,
    to: `  return null;`,
    by: ["test/unit/sync", "test/scenario/decisions.test.ts"],
  },
  {
    name: "an undo holds from the moment it is wished for",
    file: "server/sync/decided.ts",
    from: `(!isMerelyBegun(decision) || showsAllLeftBy(decision, at))`,
    to: `true`,
    by: ["test/unit/sync", "test/scenario/undo-cut-short.test.ts"],
  },
  {
    name: "what a person said of a bill gives way to what a rule found",
    file: "server/sync/match-index.ts",
    from: `return said ? said.link : (this.#billLinks.get(bill) ?? null);`,
    to: `return this.#billLinks.get(bill) ?? said?.link ?? null;`,
    by: ["test/unit/sync", "test/scenario/decided-then-voided.test.ts"],
  },
  {
    name: "a run's word replaces what a person decided meanwhile",
    file: "server/store/links.ts",
    from: `and body = \${JSON.stringify(was)}`,
    to: ``,
    by: ["test/battery/store.test.ts", "test/scenario/undo.test.ts"],
  },
  {
    name: "a voided payment comes back in full when its removal is taken back",
    file: "server/sync/undo.ts",
    from: `  if (standing.application?.state === "ended") return ENDED;
`,
    to: ``,
    by: ["test/scenario/undo.test.ts"],
  },
  {
    name: "an undo writes beside what a person has typed in",
    file: "server/sync/undo.ts",
    from: `  const near = beside(draft, at.around.target);`,
    to: `  const near = null as string | null;`,
    by: ["test/scenario/undo.test.ts"],
  },
  {
    name: "an adoption taken back gives back the amount alone",
    file: "server/sync/undo.ts",
    from: `  const givesBack = { ...typed, amount: ended ? ZERO : typed.amount };`,
    to: `  const givesBack = { ...shownOf(shown), amount: ended ? ZERO : typed.amount };`,
    by: ["test/scenario/undo.test.ts"],
  },
];
