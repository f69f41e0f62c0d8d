import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useEffect, useState } from "react";
import type { BodyOf } from "../../server/contract/endpoint.ts";
import { PostRun } from "../../server/contract/runs.ts";
import type { RunProgressShape, RunShape } from "../../server/contract/runs.ts";
import { call } from "./call.ts";
import { followRun } from "./follow-run.ts";
import type { Place } from "./keys.ts";
import { keys } from "./keys.ts";
import { isProblem } from "./problem.ts";
import { isUnfinished, useRuns } from "./use-runs.ts";

export type RunRequest = BodyOf<typeof PostRun>;

/** What is running in a project now, how far it is, and what the last one that was watched came to. */
export type RunControl = {
  readonly start: (request: RunRequest) => void;
  /** What is being asked for, until the server answers. */
  readonly starting: RunRequest["mode"] | null;
  readonly startError: unknown;
  /** The run being followed; null when nothing runs. */
  readonly runId: string | null;
  /** Does it only look, and write nothing? */
  readonly isPreview: boolean;
  readonly progress: RunProgressShape | null;
  /** The run that ended while it was watched; stays until dismissed. */
  readonly ended: RunShape | null;
  /** Was the ended run asked for on this page, by this person? */
  readonly mine: boolean;
  readonly dismiss: () => void;
};

/** Starts runs and, while it is looked at, follows whichever runs, whoever started it. One per page: `useRunControl` hands it on. */
export function useNewRunControl(place: Place, visible: boolean): RunControl {
  const { companyId, projectId } = place;
  const cache = useQueryClient();
  const runs = useRuns(place);
  const [started, setStarted] = useState<string | null>(null);
  const [progress, setProgress] = useState<RunProgressShape | null>(null);
  const [ended, setEnded] = useState<RunShape | null>(null);

  const running = runs.data?.items.find(isUnfinished);
  const runId = started ?? (running === undefined || running.id === ended?.id ? null : running.id);

  const { mutate, variables, isPending, error, reset } = useMutation({
    mutationFn: (body: RunRequest) => call(PostRun, { params: { c: companyId, p: projectId }, body }),
    onSuccess: (reply) => {
      setEnded(null);
      setStarted(reply.runId);
    },
    onError: (problem) => {
      // Somebody else's run is on: show that one instead of the refusal alone.
      if (isProblem(problem, "busy")) void cache.invalidateQueries({ queryKey: keys.runs({ companyId, projectId }) });
    },
  });

  useEffect(() => {
    if (runId === null || !visible) return;
    const stop = new AbortController();
    setProgress(null);
    followRun({ companyId, runId, signal: stop.signal, onProgress: setProgress }).then(
      (run) => {
        cache.setQueryData(keys.run(companyId, run.id), run);
        setEnded(run);
        setStarted(null);
        void cache.invalidateQueries({ queryKey: keys.project({ companyId, projectId }) });
        void cache.invalidateQueries({ queryKey: keys.connection(companyId) });
      },
      () => undefined, // aborted: the page moved on
    );
    return () => {
      stop.abort();
    };
  }, [companyId, projectId, runId, visible, cache]);

  const [mine, setMine] = useState<string | null>(null);
  if (started !== null && mine !== started) setMine(started);
  const dismiss = useCallback(() => {
    setEnded(null);
    reset();
  }, [reset]);
  return {
    start: mutate,
    starting: isPending ? variables.mode : null,
    startError: error,
    runId,
    isPreview: (started === null ? running?.mode : variables?.mode) === "preview",
    progress,
    ended,
    mine: ended !== null && ended.id === mine,
    dismiss,
  };
}

const Context = createContext<RunControl | null>(null);

export const RunControlProvider = Context.Provider;

export function useRunControl(): RunControl {
  const control = useContext(Context);
  if (!control) throw new Error("useRunControl outside of RunControlProvider");
  return control;
}
