import type { Mutant } from "../planted.ts";

/** A run, what starts it, and what it sends. */
export const RUNNING: readonly Mutant[] = [
  {
    name: "an attempt is never forgotten after success",
    file: "server/sync/apply.ts",
    from: `attempt: misread ? heldBack(task, reason("reply_differs", misread), deps.now()) : null,`,
    to: `...(misread && { attempt: heldBack(task, reason("reply_differs", misread), deps.now()) }),`,
    by: ["test/unit/sync/apply.test.ts", "test/scenario/procore-refuses.test.ts", "simulate"],
  },
  {
    name: "the waits between two tries never grow",
    file: "server/sync/apply.ts",
    from: "attempt?.change === changeText(change) ? attempt.tries : 0",
    to: "0",
    by: ["test/unit/sync/apply.test.ts", "test/scenario/procore-refuses.test.ts"],
  },
  {
    name: "whatever Procore stored counts as what was sent",
    file: "server/sync/apply.ts",
    from: "if (!reply || removed) return null;",
    to: "return null;",
    by: [
      "test/unit/sync/apply.test.ts",
      "test/scenario/odd-numbers.test.ts",
      "test/scenario/procore-refuses.test.ts",
      "test/scenario/lost-replies.test.ts",
      "simulate",
    ],
  },
  {
    name: "two commitments that refuse us do not end the run",
    file: "server/sync/stops.ts",
    from: "if (this.#shut.size < 2) return;",
    to: "return;",
    by: [
      "test/unit/sync/stops.test.ts",
      "test/scenario/procore-refuses.test.ts",
      "test/scenario/payments-off.test.ts",
      "test/scenario/hidden-documents.test.ts",
    ],
  },
  {
    name: "a run that slept sends without looking whether it is still ours",
    file: "server/sync/pulse.ts",
    from: "if (this.#age() < RENEW_AFTER_MS) return;",
    to: "return;",
    by: ["test/unit/sync/pulse.test.ts", "test/scenario/one-run-at-a-time.test.ts", "test/scenario/crash.test.ts"],
  },
  {
    name: "a run leaves its scope",
    file: "server/sync/run.ts",
    from: "return !held && inScope(change, run.scope);",
    to: "return !held;",
    by: ["test/scenario/scope.test.ts"],
  },
  {
    name: "a preview writes",
    file: "server/sync/run.ts",
    from: `if (run.mode === "preview") {`,
    to: `if (run.mode === "preview" && run.undoOf !== null) {`,
    by: ["test/scenario/preview.test.ts"],
  },
  {
    name: "a scheduled run tries what was refused before its time",
    file: "server/sync/run.ts",
    from: `if (trigger === "person" || !change || !attempt || attempt.retryAt <= now) return false;`,
    to: "if (change) return false;",
    by: ["test/scenario/procore-refuses.test.ts"],
  },
  {
    name: "a word about another commitment tries what was refused again",
    file: "server/sync/run.ts",
    from: `return (seen.commitments.get(change.commitmentId)?.hintedAt ?? "") < attempt.at;`,
    to: "return false;",
    by: ["test/scenario/procore-refuses.test.ts"],
  },
  {
    name: "the schedule runs though it is set to never",
    file: "server/jobs/engine.ts",
    from: `      if (!(await this.#runsByItself(companyId))) return;
      for (const projectId of await this.#deps.pictures.projectsConcerned(companyId)) {
        if (`,
    to: `      for (const projectId of await this.#deps.pictures.projectsConcerned(companyId)) {
        if (`,
    by: ["test/scenario/schedule-never.test.ts"],
  },
  {
    name: "a webhook starts a run though the schedule is set to never",
    file: "server/jobs/engine.ts",
    from: `if (schedule === "never" || (projectId !== null`,
    to: "if ((projectId !== null",
    by: ["test/scenario/schedule-never.test.ts", "test/scenario/told-of-changes.test.ts"],
  },
  {
    name: "a slot that has passed falls due again",
    file: "server/jobs/schedule.ts",
    from: "(slots + 1) * every",
    to: "slots * every",
    by: ["test/unit/jobs/schedule.test.ts"],
  },
  {
    name: "two looks at one company run at once",
    file: "server/jobs/scheduler.ts",
    from: `    if (this.#underWay.has(companyId)) return null;
`,
    to: "",
    by: ["test/unit/jobs/scheduler.test.ts"],
  },
  {
    name: "a hint that met a run in the way is forgotten",
    file: "server/jobs/hints.ts",
    from: "if (followed) await store.followed(group, at);",
    to: "await store.followed(group, at);",
    by: ["test/unit/jobs/hints.test.ts"],
  },
  {
    name: "a project under way is asked about at every look",
    file: "server/jobs/hints.ts",
    from: `    if (now < (this.#notBefore.get(name) ?? -Infinity)) return;
`,
    to: "",
    by: ["test/unit/jobs/hints.test.ts"],
  },
  {
    name: "one company takes all places",
    file: "server/jobs/in-process.ts",
    from: "unasked.filter(({ companyId }) => companyId === run.companyId).length < places.perCompany",
    to: "true",
    by: ["test/unit/jobs/in-process.test.ts"],
  },
  {
    name: "a preview of last week is applied",
    file: "server/jobs/run-request.ts",
    from: "> PREVIEW_KEEPS_MS",
    to: "> 99 * PREVIEW_KEEPS_MS",
    by: ["test/unit/jobs/run-request.test.ts", "test/scenario/preview.test.ts", "test/http/runs.test.ts"],
  },
  {
    name: "a preview of another project is applied",
    file: "server/jobs/run-request.ts",
    from: "preview?.projectId === projectId && preview.mode",
    to: "preview?.mode",
    by: ["test/unit/jobs/run-request.test.ts", "test/http/runs.test.ts", "test/scenario/preview.test.ts"],
  },
];
