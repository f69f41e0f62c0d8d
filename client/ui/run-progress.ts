import { sentences } from "../messages/said.ts";
import { t } from "../messages/text.ts";
import { formatTime } from "./dates.tsx";

/** How far a run is, as the server tells it. */
export type Progress = {
  readonly status: string;
  readonly done: number;
  readonly total: number | null;
  readonly waitsUntil: string | null;
};

/** How far a run is; while a vendor asked for a rest, until when it waits. */
export function progressWords(progress: Progress | null): string {
  if (!progress || progress.status === "queued") return t("run.queued");
  const { done, total, waitsUntil } = progress;
  const far = total === null ? t("run.preparing") : t("run.progress", { done, total });
  if (waitsUntil === null) return far;
  const time = formatTime(new Date(waitsUntil));
  return sentences(t("run.waits", { system: "Procore", time }), far);
}

/** When it may be tried again, where a limit stopped it. */
export function resumptionWords({ retryAt }: { readonly retryAt?: string | undefined }): string | null {
  return retryAt === undefined ? null : t("run.ended.resumes", { time: formatTime(new Date(retryAt)) });
}
