import type { AsItStood } from "../domain/as-it-stood.ts";
import { isWhole, type SyncRun } from "../domain/change.ts";
import { SyncError } from "../domain/errors.ts";
import { fromNullableJson } from "./batches.ts";
import { transact, type Db, type Queries } from "./db.ts";
import { rowOf, runIn, type Row } from "./run-rows.ts";
import { storeAsked } from "./standing-connection.ts";

/** A run may end between the refused insert and the look at what refused it; a few turns settle that. */
const TURNS = 3;

/** One unfinished run per project. What cannot be one is merged into that one or queued after it, or refused. */
export async function enqueue(db: Db, run: SyncRun, stood?: AsItStood): Promise<SyncRun> {
  const insert = (): Promise<SyncRun | null> =>
    stood ? storeAsked(db, stood, (within) => insertRun(within, run)) : insertRun(db, run);
  for (let turn = 0; turn < TURNS; turn++) {
    const stored =
      (await insert()) ??
      (await transact(db, (within) => (run.trigger === "person" ? takeOver(within, run) : joins(within, run))));
    if (stored) return stored;
  }
  throw new SyncError("busy", "This app", "A sync of this project is already running or waiting.");
}

async function insertRun({ query }: Queries, run: SyncRun, owes: string | null = null): Promise<SyncRun | null> {
  const inserted = await query
    .insertInto("sync_run")
    .values({ ...rowOf(run), owes })
    .onConflict((conflict) =>
      conflict.columns(["company_id", "project_id"]).where("finished_at", "is", null).doNothing(),
    )
    .returning("id")
    .executeTakeFirst();
  return inserted ? run : null;
}

async function unfinished({ engine, query }: Queries, run: SyncRun): Promise<Row | null> {
  const row = query
    .selectFrom("sync_run")
    .selectAll()
    .where("company_id", "=", run.companyId)
    .where("project_id", "=", run.projectId)
    .where("finished_at", "is", null);
  return (await (engine === "postgres" ? row.forUpdate() : row).executeTakeFirst()) ?? null;
}

/**
 * A queued run that nobody waits for becomes the person's. A sync of the whole project does what it would have done, as
 * deep; after anything less, a preview for one, it is queued again.
 */
async function takeOver(within: Queries, run: SyncRun): Promise<SyncRun | null> {
  const before = await unfinished(within, run);
  if (before?.status !== "queued" || before.trigger === "person") return null;
  const displaced = isWhole(run) ? null : { ...runIn(before), id: run.id };
  const sweeps = isWhole(run) && before.sweeps === 1;
  const { mode, trigger, scope, plan_of, undo_of, asked_by } = rowOf(run);
  const asked = { mode, trigger, scope, plan_of, undo_of, asked_by, resumes: null };
  return change(within, before.id, {
    ...asked,
    sweeps: Number(sweeps),
    ...(displaced && { owes: JSON.stringify(displaced) }),
  });
}

/**
 * A sweep that comes while another run is queued or under way is not lost until the next night: a queued sync of the whole
 * project becomes as deep, any other run is followed by it. What looks less deep sees nothing that such a run does not.
 */
async function joins(within: Queries, run: SyncRun): Promise<SyncRun | null> {
  const other = run.sweeps ? await unfinished(within, run) : null;
  if (!other) return null;
  const waits = other.status === "queued" && isWhole(runIn(other));
  if (!waits) return change(within, other.id, { owes: JSON.stringify(run) });
  return change(within, other.id, { sweeps: 1, ...(other.trigger !== "person" && { trigger: run.trigger }) });
}

async function change({ query }: Queries, id: string, set: Partial<Row>): Promise<SyncRun> {
  return runIn(
    await query.updateTable("sync_run").set(set).where("id", "=", id).returningAll().executeTakeFirstOrThrow(),
  );
}

/** What takes the place of a run that has ended: the rest of itself, and else what it kept waiting. */
export async function queueAfter(within: Queries, ended: Row, next: SyncRun | null, at: string): Promise<void> {
  const owed = fromNullableJson<SyncRun>(ended.owes);
  const first = next ?? (owed && { ...owed, queuedAt: at });
  if (first) await insertRun(within, first, next && ended.owes);
}
