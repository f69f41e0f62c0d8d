import { z } from "zod";
import type { Outcome, RunStatus, RunTrigger } from "../domain/change.ts";
import type { Endpoint } from "./endpoint.ts";
import { Id, IdInQuery, Instant, listOf, LocalDate, Method, Money, PageQuery, Person, Reason } from "./shapes.ts";

const STATUSES = ["queued", "running", "succeeded", "partial", "failed"] as const satisfies readonly RunStatus[];
const TRIGGERS = ["person", "schedule", "webhook", "sweep"] as const satisfies readonly RunTrigger[];
const OUTCOMES = ["planned", "applied", "found", "failed", "conflict"] as const satisfies readonly Outcome[];

export const Counts = z.object({
  create: z.int(),
  adopt: z.int(),
  update: z.int(),
  remove: z.int(),
  unchanged: z.int(),
  discrepancy: z.int(),
  failed: z.int(),
  conflict: z.int(),
});

/** The owned fields that Procore shows. */
const Before = z.object({
  amount: Money.nullable(),
  date: LocalDate.nullable(),
  checkNumber: z.string(),
  invoiceNumber: z.string(),
  invoiceId: Id.nullable(),
  originId: z.string().nullable(),
});

/** The owned fields that Procore shall hold. */
const After = z.object({
  amount: Money,
  date: LocalDate,
  checkNumber: z.string(),
  method: Method,
  invoiceNumber: z.string(),
  invoiceDate: LocalDate,
  invoiceId: Id,
});

/** One line of a plan, and what came of it. */
export const RunChange = z.object({
  key: z.string(),
  kind: z.enum(["create", "adopt", "update", "remove"]),
  because: Reason,
  commitmentId: Id,
  contractPaymentId: Id.nullable(),
  before: Before.nullable(),
  /** null for a removal by deletion. */
  after: After.nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  error: z.string().nullable(),
});

export const Scope = z.union([z.strictObject({ commitmentId: Id }), z.strictObject({ invoiceId: Id })]);

export const RunSummary = z.object({
  id: z.string(),
  projectId: Id,
  mode: z.enum(["preview", "apply"]),
  trigger: z.enum(TRIGGERS),
  status: z.enum(STATUSES),
  queuedAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  counts: Counts,
  /** `retryAt`: when a vendor's limit ends that stopped the run. */
  error: z.object({ kind: z.string(), says: z.string(), retryAt: Instant.optional() }).nullable(),
  scope: Scope.nullable(),
  /** The preview whose plan it applies. */
  plan: z.string().nullable(),
  /** The run it takes back. */
  undo: z.string().nullable(),
  askedBy: Person.nullable(),
});
export type RunSummaryShape = z.output<typeof RunSummary>;

export const Run = RunSummary.extend({ changes: z.array(RunChange) });
export type RunShape = z.output<typeof Run>;

export const PostRun = {
  method: "POST",
  path: "/api/companies/:c/projects/:p/runs",
  summary: "Start a Sync Run: preview, apply, apply a stored preview, or take a run back.",
  body: z
    .strictObject({
      mode: z.enum(["preview", "apply"]),
      scope: Scope.optional(),
      plan: z.string().min(1).max(100).optional(),
      undo: z.string().min(1).max(100).optional(),
    })
    .refine(({ plan, undo }) => plan === undefined || undo === undefined, {
      message: "Either a plan to apply or a run to take back, not both",
      path: ["undo"],
    })
    .refine(({ plan, mode }) => plan === undefined || mode === "apply", {
      message: "A stored plan can only be applied",
      path: ["mode"],
    }),
  reply: z.object({ runId: z.string() }),
  status: 202,
  errors: ["unauthorized", "forbidden", "not found", "invalid", "busy"],
} as const satisfies Endpoint;

export const GetRuns = {
  method: "GET",
  path: "/api/companies/:c/runs",
  summary: "Sync Runs, newest first; without `project_id` those of the projects the user may see.",
  query: z.object({ project_id: IdInQuery.optional(), ...PageQuery }),
  reply: listOf(RunSummary),
  errors: ["unauthorized", "forbidden", "not found", "invalid"],
} as const satisfies Endpoint;

export const GetRun = {
  method: "GET",
  path: "/api/companies/:c/runs/:id",
  summary: "One Sync Run with its counts and changes.",
  reply: Run,
  errors: ["unauthorized", "forbidden", "not found"],
} as const satisfies Endpoint;

/** `text/event-stream`: `progress` events, then one `end`. Read with `fetch`: the bearer goes in a header. */
export const GetRunEvents = {
  method: "GET",
  path: "/api/companies/:c/runs/:id/events",
  summary: "Live progress of a Sync Run, as server-sent events.",
  reply: z.string(),
  errors: ["unauthorized", "forbidden", "not found"],
} as const satisfies Endpoint;

/** The data of a `progress` event, and of the `end` event. */
export const RunProgress = z.object({
  status: z.enum(STATUSES),
  counts: Counts,
  done: z.int(),
  /** null until the plan is made. */
  total: z.int().nullable(),
  /** When it goes on, while a vendor asks for a rest. */
  waitsUntil: Instant.nullable(),
});
export type RunProgressShape = z.output<typeof RunProgress>;
