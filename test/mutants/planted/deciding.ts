import type { Mutant } from "../planted.ts";

/** What people decide, what a plan makes of it, and undo. */
export const DECIDING: readonly Mutant[] = [
  {
    name: "a decision stays when Procore's amount changes",
    file: "server/sync/decided.ts",
    from: "decision.seen.procore === (ours?.amount ?? null)",
    to: "true",
    by: ["test/unit/sync", "test/scenario/decisions.test.ts"],
  },
  {
    name: "a decision leaves a payment of ours with its lock open",
    file: "server/sync/decided.ts",
    from: `  if (at.ours && unfinishedOf(at)) return null;
`,
    to: "",
    by: ["test/unit/sync", "simulate"],
  },
  {
    name: "a payment of the start date itself stays out",
    file: "server/sync/plan-one.ts",
    from: "if (dateOf(at) < from)",
    to: "if (dateOf(at) <= from)",
    by: ["test/unit/sync", "test/scenario/backfill.test.ts"],
  },
  {
    name: "a migrated bill's payments enter",
    file: "server/sync/plan-one.ts",
    from: "if (application.migrated || bill.migrated)",
    to: "if (application.migrated)",
    by: ["test/unit/sync"],
  },
  {
    name: "what was accepted holds over every later edit of the same amount",
    file: "server/sync/plan-one.ts",
    from: "|| !sameShown(shown, seen.shown)) return null;",
    to: ") return null;",
    by: ["test/unit/sync"],
  },
  {
    name: "a zeroed payment whose lock is open counts as finished",
    file: "server/sync/plan-one.ts",
    from: "ours.originId === at.key && finished)",
    to: "finished)",
    by: ["test/unit/sync"],
  },
  {
    name: "an undo takes back what was refused",
    file: "server/sync/undo.ts",
    from: `return outcome === "applied" || outcome === "found";`,
    to: `return outcome !== "planned";`,
    by: ["test/unit/sync", "test/unit/sync/undo.test.ts", "test/scenario/undo.test.ts"],
  },
  {
    name: "an undo deletes a payment that somebody attached a file to",
    file: "server/sync/undo.ts",
    from: `const keep = around.pictures.settings.voidPolicy === "zero" || (shown?.attachments ?? 0) > 0;`,
    to: `const keep = around.pictures.settings.voidPolicy === "zero";`,
    by: ["test/unit/sync", "test/scenario/undo.test.ts"],
  },
  {
    name: "another integration's payment may be chosen to be adopted",
    file: "server/sync/decide.ts",
    from: `if (!payment || owner !== "entered by hand") {`,
    to: "if (!payment) {",
    by: ["test/unit/sync/decide.test.ts", "test/scenario/decisions.test.ts"],
  },
  {
    name: "a payment of another commitment may be chosen to be adopted",
    file: "server/sync/decide.ts",
    from: "|| standing.match.commitment.id !== payment.commitmentId) {",
    to: ") {",
    by: ["test/unit/sync/decide.test.ts", "test/http/decisions.test.ts"],
  },
  {
    name: "a payment typed in on another invoice is taken for the same",
    file: "server/sync/plan-fresh.ts",
    from: `  if (payment.invoiceId !== null && payment.invoiceId !== draft.invoiceId) return false;
`,
    to: "",
    by: ["test/unit/sync"],
  },
  {
    name: "a bill that was unlinked is linked again",
    file: "server/sync/match.ts",
    from: `  if (index.isUnlinked(bill)) return open("unlinked", null, index.invoicesOfVendor(bill));
`,
    to: "",
    by: ["test/unit/sync", "test/scenario/decisions.test.ts"],
  },
  {
    name: "a retainage bill follows its original against its own lines",
    file: "server/sync/match.ts",
    from: "const contradiction = otherCommitment(bill, through.commitment);",
    to: "const contradiction = null as string | null;",
    by: ["test/unit/sync"],
  },
  {
    name: "what failed counts as pending",
    file: "server/sync/tie-out.ts",
    from: `failed: "failed",`,
    to: `failed: "pending",`,
    by: ["test/unit/sync"],
  },
  {
    name: "the vendor of a commitment is the last that an invoice names",
    file: "server/sync/vendor-index.ts",
    from: "invoice.id < before.id",
    to: "invoice.id > before.id",
    by: ["test/unit/sync/vendor.test.ts", "test/unit/sync"],
  },
  {
    name: "a run limited to an invoice forgets what stands on it",
    file: "server/sync/select.ts",
    from: "[after?.invoiceId, written?.invoiceId, before?.invoiceId]",
    to: "[after?.invoiceId, written?.invoiceId]",
    by: ["test/unit/sync/select.test.ts"],
  },
];
