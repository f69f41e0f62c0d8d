import type { Mutant } from "../planted.ts";

/** Reading Procore's picture of a project. */
export const REFRESHING: readonly Mutant[] = [
  {
    name: "the whole list of invoices is stored as a part of it",
    file: "server/sync/refresh.ts",
    from: "whole: since === null,",
    to: "whole: false,",
    by: [
      "test/unit/sync/gone-invoices.test.ts",
      "test/unit/sync/refresh.test.ts",
      "test/scenario/commitment-gone.test.ts",
      "test/scenario/waiting-for-invoice.test.ts",
      "simulate",
    ],
  },
  {
    name: "a list of payments is dated after it was read",
    file: "server/sync/refresh.ts",
    from: `    const at = deps.now();
    const issued = await deps.target.payments(commitment);`,
    to: `    const issued = await deps.target.payments(commitment);
    const at = deps.now();`,
    by: ["test/unit/sync/refresh.test.ts"],
  },
  {
    name: "a list of invoices is dated after it was read",
    file: "server/sync/refresh.ts",
    from: `  const at = now();
  const invoices = await target.invoices(projectId, since);`,
    to: `  const invoices = await target.invoices(projectId, since);
  const at = now();`,
    by: ["test/unit/sync/refresh.test.ts"],
  },
  {
    name: "invoices are read again from the last stamp on, without an overlap",
    file: "server/sync/refresh.ts",
    from: "Date.parse(through) - INVOICE_OVERLAP_MS",
    to: "Date.parse(through)",
    by: ["test/unit/sync/refresh.test.ts"],
  },
  {
    name: "a hint is forgotten once its commitment was ever listed",
    file: "server/sync/refresh.ts",
    from: "hintedAt !== null && (listedAt === null || listedAt <= hintedAt)",
    to: "hintedAt !== null && listedAt === null",
    by: ["test/scenario/told-of-changes.test.ts"],
  },
  {
    name: "what is half done is not listed first",
    file: "server/sync/refresh.ts",
    from: `    if (unfinished && projectId === pictures.projectId) ids.add(commitmentId);
`,
    to: "",
    by: [
      "test/unit/sync/refresh.test.ts",
      "test/scenario/crash.test.ts",
      "test/scenario/lost-replies.test.ts",
      "simulate",
    ],
  },
  {
    name: "a sum in Procore that moved is not looked into",
    file: "server/sync/refresh.ts",
    from: "return readMinor(totalPayments, currency) !== (sums.get(id) ?? 0);",
    to: "return false;",
    by: ["test/scenario/drift.test.ts", "test/scenario/edits-after-sync.test.ts", "simulate"],
  },
  {
    name: "a missing vendor is looked for once a day",
    file: "server/sync/refresh.ts",
    from: "missing || waiting || (person && vendorAlone) ? soon : DAY_MS",
    to: "DAY_MS",
    by: ["test/scenario/vendor-directory.test.ts"],
  },
];
