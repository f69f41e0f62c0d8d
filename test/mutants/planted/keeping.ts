import type { Mutant } from "../planted.ts";

/** The store: leases, fences, paging, and whose a row is. */
export const KEEPING: readonly Mutant[] = [
  {
    name: "a memory is handed to another company",
    file: "server/store/links.ts",
    from: `    .where("company_id", "=", companyId)
    .where("key", "=", key)
    .executeTakeFirst();`,
    to: `    .where("key", "=", key)
    .executeTakeFirst();`,
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "attempts pile up in the store",
    file: "server/store/links.ts",
    from: "if (forgotten.length > 0) {",
    to: "if (forgotten.length > 99) {",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a run beats for whoever asks",
    file: "server/store/runs.ts",
    from: `.where(isOneOf(db, "id", runIds))
    .where("holder", "=", holder)`,
    to: `.where(isOneOf(db, "id", runIds))`,
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a run may be claimed twice",
    file: "server/store/runs.ts",
    from: `        .where("id", "=", runId)
        .where("status", "=", "queued")
`,
    to: `        .where("id", "=", runId)
`,
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a run that was taken away ends all the same",
    file: "server/store/runs.ts",
    from: "if (!ended) throw new LeaseLost(runId);",
    to: "if (!ended) return;",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a run ends by the word of a process that lost it",
    file: "server/store/runs.ts",
    from: `    .where("id", "=", runId)
    .where("holder", "=", holder)
    .where("status", "=", "running")
    .returningAll`,
    to: `    .where("id", "=", runId)
    .where("status", "=", "running")
    .returningAll`,
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a run that beats is failed for its silence",
    file: "server/store/runs.ts",
    from: `running.where("beat_at", "<", dead.beatBefore)`,
    to: "running",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a person takes over what another person waits for",
    file: "server/store/run-queue.ts",
    from: ` || before.trigger === "person"`,
    to: "",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "the last run of a page is shown again on the next",
    file: "server/store/runs.ts",
    from: "(queued_at, id) < (",
    to: "(queued_at, id) <= (",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "the list of runs ends after its first page",
    file: "server/store/runs.ts",
    from: ".limit(limit + 1)",
    to: ".limit(limit)",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a reader that slept stores over its successor",
    file: "server/store/observations-acumatica.ts",
    from: "if (numUpdatedRows === 1n) return;",
    to: "if (numUpdatedRows >= 0n) return;",
    by: ["test/battery/store.test.ts", "test/battery/turn.test.ts"],
  },
  {
    name: "an edited document counts as seen",
    file: "server/store/observations-acumatica.ts",
    from: "stamps.get(id) === stamp",
    to: "stamps.has(id)",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a touched bill's note is not read again",
    file: "server/store/observations-acumatica.ts",
    from: `const reopened = stream === "documents" ? await reopenNotes(within, companyId, unseen) : 0;`,
    to: `const reopened = stream === "documents" && unseen.length < 0 ? await reopenNotes(within, companyId, unseen) : 0;`,
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a date once known is forgotten",
    file: "server/store/observations-acumatica.ts",
    from: "coalesce(excluded.date, bill_application.date)",
    to: "excluded.date",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a note once read is forgotten",
    file: "server/store/observations-acumatica.ts",
    from: "case when excluded.note_read = 1 then 1 else bill.note_read end",
    to: "excluded.note_read",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a payment deleted in Procore stays in the picture",
    file: "server/store/observations-procore.ts",
    from: "filter((id) => !listed.has(id)),",
    to: "filter((id) => id < 0 && !listed.has(id)),",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a project's list deletes another project's rows",
    file: "server/store/observations-procore.ts",
    from: `    .where("company_id", "=", companyId)
    .where("project_id", "=", projectId)
    .execute();
  const missing`,
    to: `    .where("company_id", "=", companyId)
    .execute();
  const missing`,
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "the payments of all projects are in one picture",
    file: "server/store/pictures.ts",
    from: `    .where("project_id", "=", projectId)
`,
    to: "",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a dead instance keeps its lease for ever",
    file: "server/store/tokens.ts",
    from: `                eb("token.lease_until", "<=", now),
`,
    to: "",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a lease that is another's is made longer",
    file: "server/store/tokens.ts",
    from: `.set({ lease_until: until })
        .where("owner", "=", owner)
        .where("lease_holder", "=", holder)`,
    to: `.set({ lease_until: until })
        .where("owner", "=", owner)`,
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a dead instance keeps its turn for ever",
    file: "server/store/turns.ts",
    from: `eb("turn.until", "<=", at), `,
    to: "",
    by: ["test/battery/turn.test.ts", "test/battery/store.test.ts"],
  },
  {
    name: "a commit that failed is told as stored",
    file: "server/store/group-commit.ts",
    from: "      failed(error);",
    to: "      done();",
    by: ["test/unit/store/group-commit.test.ts"],
  },
  {
    name: "a company is purged under a waiting run",
    file: "server/store/purge.ts",
    from: `["queued", "running"]`,
    to: `["running"]`,
    by: ["test/battery/store.test.ts", "test/http/uninstall.test.ts"],
  },
  {
    name: "what was asked on another connection is stored all the same",
    file: "server/store/standing-connection.ts",
    from: "if (!(await stillStands(within, asked))) throw standsOtherwise();",
    to: "await stillStands(within, asked);",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a changed connection stands as before",
    file: "server/store/standing-connection.ts",
    from: "sql`epoch + 1`",
    to: "sql`epoch`",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a run stores without its lease",
    file: "server/store/fence.ts",
    from: "if (!row) throw new LeaseLost(runId);",
    to: "",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "whoever holds a run now stores for whoever held it",
    file: "server/store/fence.ts",
    from: `    .where("holder", "=", holder)
`,
    to: "",
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "another company's pages are shown",
    file: "server/http/access.ts",
    from: `    if (!company) throw nowhere();
`,
    to: "",
    by: ["test/http/access.test.ts"],
  },
  {
    name: "who may not see a project may sync it",
    file: "server/http/access.ts",
    from: "return access.canView && access.canSync;",
    to: "return access.canSync;",
    by: ["test/http/access.test.ts"],
  },
  {
    name: "rights taken away in Procore last another hour",
    file: "server/http/access.ts",
    from: "const KEEP_MS = 60_000;",
    to: "const KEEP_MS = 3_600_000;",
    by: ["test/http/access.test.ts"],
  },
];
