import type { Instant } from "../domain/payment.ts";
import { STREAMS, type PictureStore } from "../sync/ports.ts";
import { reportOf } from "../sync/report.ts";
import type { AsOf, ProjectReport } from "../sync/report-types.ts";

export type ReportsDeps = {
  readonly pictures: Pick<PictureStore, "version" | "pictures" | "watermark" | "procoreSeen">;
  /** Ends a moment later: requests that were sent together have arrived by then. */
  readonly gather: () => Promise<void>;
};

type Made = { readonly version: number; readonly report: ProjectReport };

/** Reports are kept up to so many applications in all, about 1.5 kB each: the page asks for one of ten thousand seven times. */
const MOST_KEPT = 40_000;

/**
 * What a project's pages show, made once for each version of the pictures. Nobody gets less than what was stored when
 * they asked: the version is read after they asked and before the pictures, so that a report is at least as new as it.
 */
export class Reports {
  readonly #deps: ReportsDeps;
  /** Least recently used first. */
  readonly #kept = new Map<string, Made>();
  /** Asked for and not yet begun: whoever asks once it is being made gets another. */
  readonly #asked = new Map<string, Promise<Made>>();

  constructor(deps: ReportsDeps) {
    this.#deps = deps;
  }

  /** From the stored pictures alone: no request to either vendor. */
  async of(companyId: number, projectId: number): Promise<ProjectReport> {
    const name = `${companyId} ${projectId}`;
    const kept = this.#kept.get(name);
    if (kept) {
      // First, so that what is shown is never older than it says.
      const asOf = await this.asOf(companyId, projectId);
      if (kept.version === (await this.#deps.pictures.version(companyId))) {
        this.#keep(name, kept);
        return dated(kept.report, asOf);
      }
    }
    const asked = this.#asked.get(name) ?? this.#makeSoon(name, companyId, projectId);
    this.#asked.set(name, asked);
    return (await asked).report;
  }

  /** When each side was last looked at. */
  async asOf(companyId: number, projectId: number): Promise<AsOf> {
    const { pictures } = this.#deps;
    const marks = await Promise.all(STREAMS.map((stream) => pictures.watermark(companyId, stream)));
    const { commitmentsAt, invoicesAt } = await pictures.procoreSeen(companyId, projectId);
    return { acumatica: earliest(marks.map(({ at }) => at)), procore: earliest([commitmentsAt, invoicesAt]) };
  }

  async #makeSoon(name: string, companyId: number, projectId: number): Promise<Made> {
    await this.#deps.gather();
    this.#asked.delete(name);
    const asOf = await this.asOf(companyId, projectId);
    const version = await this.#deps.pictures.version(companyId);
    const made = { version, report: reportOf(await this.#deps.pictures.pictures(companyId, projectId), asOf) };
    this.#keep(name, made);
    return made;
  }

  #keep(name: string, made: Made): void {
    const before = this.#kept.get(name);
    this.#kept.delete(name);
    this.#kept.set(name, before && before.version > made.version ? before : made);
    let room = MOST_KEPT;
    for (const [each, { report }] of [...this.#kept].reverse()) {
      room -= report.applications.length + report.invoices.length;
      if (room < 0) this.#kept.delete(each);
    }
  }
}

/** The same, looked at again since. */
function dated(report: ProjectReport, asOf: AsOf): ProjectReport {
  const { acumatica, procore } = report.asOf;
  return acumatica === asOf.acumatica && procore === asOf.procore ? report : { ...report, asOf };
}

function earliest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce((a, b) => (a === null || b === null ? null : a < b ? a : b), instants[0] ?? null);
}
