import { PostPurge } from "../../contract/purge.ts";
import { SyncError } from "../../domain/errors.ts";
import type { RouteDeps } from "../deps.ts";
import { route } from "../route.ts";

export function purgeRoutes(deps: RouteDeps) {
  const { store, acumatica, hooks, newId, now, log } = deps;
  return [
    route(PostPurge, "configure", async ({ params }) => {
      await refuseWhileRunning(deps, params.c);
      // First the sessions are given back: once they are forgotten, nobody could.
      const tokensRevoked = await acumatica.giveBack(params.c);
      // Waited for: afterwards nobody knows that there was one.
      await hooks.remove(params.c);
      const asked = { id: newId(), at: now().toISOString(), tokensRevoked };
      const { id, at, counts } = await store.purge.purge(params.c, asked);
      acumatica.forget(params.c);
      log.info({ companyId: params.c, receipt: id }, "A company's data was purged");
      return { id, at, counts: { ...counts }, tokensRevoked };
    }),
  ];
}

/** A run that goes on writing to Procore while its memory is deleted would leave payments nobody can explain. */
async function refuseWhileRunning({ store }: RouteDeps, companyId: number): Promise<void> {
  const { runs } = await store.runs.list(companyId, { projectIds: null, after: null, limit: 200 });
  if (!runs.some(({ status }) => status === "running" || status === "queued")) return;
  throw new SyncError("busy", "This app", "A sync is under way. Wait until it has ended, then purge.");
}
