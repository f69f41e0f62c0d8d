import { GetRun, GetRunEvents, RunProgress } from "../../server/contract/runs.ts";
import type { RunProgressShape, RunShape } from "../../server/contract/runs.ts";
import { call } from "./call.ts";
import { follow } from "./events.ts";
import { isUnfinished } from "./use-runs.ts";

const PAUSE_MS = 2_000;

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(resolve, PAUSE_MS);
    signal.addEventListener("abort", () => {
      window.clearTimeout(timer);
      resolve();
    });
  });
}

type Following = {
  readonly companyId: number;
  readonly runId: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgressShape) => void;
};

/** Reads the stream as long as it lasts. true: the run's own end was told. */
async function readStream({ companyId, runId, signal, onProgress }: Following): Promise<boolean> {
  try {
    for await (const { event, data } of follow(GetRunEvents, { params: { c: companyId, id: runId }, signal })) {
      const read = RunProgress.safeParse(JSON.parse(data));
      if (read.success) onProgress(read.data);
      if (event === "end") return true;
    }
  } catch (error) {
    // A proxy that cuts long replies, or a sleeping laptop: the state is asked for instead.
    if (signal.aborted) throw error;
  }
  return false;
}

/**
 * Follows a Sync Run to its end and returns it whole. Where the stream breaks, the run is asked for every two seconds
 * until the stream can be read again: the run goes on without us.
 */
export async function followRun(following: Following): Promise<RunShape> {
  const { companyId, runId, signal } = following;
  for (;;) {
    await readStream(following);
    const run = await call(GetRun, { params: { c: companyId, id: runId }, signal }).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return null;
    });
    if (run && !isUnfinished(run)) return run;
    await pause(signal);
    signal.throwIfAborted();
  }
}
