import type { RunChange, SyncRun } from "../../server/domain/change.ts";
import type { SimProcess } from "./sim-process.ts";

/** While the world stands still, what a preview shows is what its application does. */
export async function previewedAndApplied(
  running: SimProcess,
  companyId: number,
  projectId: number,
): Promise<{ readonly broken: readonly string[]; readonly done: readonly SyncRun[] }> {
  const { engine, store } = running.process;
  const askedBy = { id: 1, login: "pat@example.com" };
  const base = { companyId, projectId, scope: null, undoOf: null, askedBy };
  const preview = await engine.requestRun({ ...base, mode: "preview", planOf: null });
  await running.work();
  const shown = await store.runs.changes(companyId, preview.id);
  const apply = await engine.requestRun({ ...base, mode: "apply", planOf: preview.id });
  const done = await running.work();
  const applied = await store.runs.changes(companyId, apply.id);
  const asShown = kinds(shown) === kinds(applied) && applied.every(({ outcome }) => outcome !== "conflict");
  const broken = asShown ? [] : [`a preview showed [${kinds(shown)}] and [${kinds(applied)}] was done`];
  return { broken, done };
}

function kinds(changes: readonly RunChange[]): string {
  return changes.map(({ key, kind }) => `${kind} ${key}`).join(", ");
}
