import { GetRun, GetRuns } from "../../server/contract/runs.ts";
import type { RunSummaryShape } from "../../server/contract/runs.ts";
import { call } from "./call.ts";
import type { Place } from "./keys.ts";
import { keys } from "./keys.ts";
import { healing, LOOK_AGAIN_MS } from "./query-client.ts";
import { useRead } from "./use-read.ts";

const LATEST_RUNS = 100;

export function isUnfinished({ status }: Pick<RunSummaryShape, "status">): boolean {
  return status === "queued" || status === "running";
}

/** The project's latest Sync Runs, newest first. */
export function useRuns(place: Place) {
  return useRead({
    queryKey: keys.runs(place),
    queryFn: ({ signal }) =>
      call(GetRuns, {
        params: { c: place.companyId },
        query: { project_id: place.projectId, page_size: LATEST_RUNS },
        signal,
      }),
    refetchInterval: (query) => healing(query) || LOOK_AGAIN_MS,
  });
}

export function useRun(companyId: number, runId: string) {
  return useRead({
    queryKey: keys.run(companyId, runId),
    queryFn: ({ signal }) => call(GetRun, { params: { c: companyId, id: runId }, signal }),
  });
}
