import { Problem } from "../../server/contract/problem.ts";
import { said } from "../messages/said.ts";

/** What went wrong with a request: a problem that our server named, or one met before it could answer. */
export type RequestProblemKind =
  | ReturnType<typeof Problem.parse>["kind"]
  /** The browser has no network. */
  | "offline"
  /** The network is there, our server does not answer. */
  | "unreachable";

/** A failed request. `says` is the server's own sentence for people; the page adds what to do (ui/problem.tsx). */
export class RequestProblem extends Error {
  readonly kind: RequestProblemKind;
  readonly says: string | null;
  /** The id under which the server logged a bug. */
  readonly reference: string | null;
  /** Sentences for single fields of the body, by JSON pointer (`/baseUrl`). */
  readonly fields: Readonly<Record<string, string>>;
  /** When a limit that was reached ends; null where nothing is known of it. */
  readonly resumesAt: Date | null;

  constructor(
    kind: RequestProblemKind,
    says: string | null,
    more: Partial<Pick<RequestProblem, "reference" | "fields" | "resumesAt">> = {},
  ) {
    super(says ?? kind);
    this.name = "RequestProblem";
    this.kind = kind;
    this.says = says;
    this.reference = more.reference ?? null;
    this.fields = more.fields ?? {};
    this.resumesAt = more.resumesAt ?? null;
  }
}

export function isProblem(error: unknown, ...kinds: readonly RequestProblemKind[]): error is RequestProblem {
  return error instanceof RequestProblem && (kinds.length === 0 || kinds.includes(error.kind));
}

function saidOr(sentence: string | undefined): string | null {
  return sentence === undefined ? null : said(sentence);
}

/** The sentence for one field of a form that was refused, or null. */
export function fieldProblem(error: unknown, field: string): string | null {
  return error instanceof RequestProblem ? saidOr(error.fields[`/${field}`]) : null;
}

/** Reads an error reply (RFC 9457). A proxy's own error page becomes "unavailable" or "bug" by its status. */
export async function readProblem(reply: Response): Promise<RequestProblem> {
  const read = Problem.safeParse(await reply.json().catch(() => null));
  if (!read.success) return new RequestProblem(reply.status >= 502 ? "unreachable" : "bug", null);
  const { kind, detail, id, pointer, errors } = read.data;
  const pointed = pointer === undefined ? [] : [[pointer, detail] as const];
  const fields = Object.fromEntries([
    ...pointed,
    ...(errors ?? []).map((each) => [each.pointer, each.detail] as const),
  ]);
  return new RequestProblem(kind, detail, { reference: id ?? null, fields, resumesAt: resumesAt(reply) });
}

/** `Retry-After` in seconds, as our server writes it, from now on. */
function resumesAt({ headers }: Response): Date | null {
  const seconds = Number(headers.get("retry-after") ?? "");
  return seconds > 0 ? new Date(Date.now() + seconds * 1_000) : null;
}
