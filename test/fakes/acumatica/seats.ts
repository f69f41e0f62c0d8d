import type { WireReply, WireRequest } from "../wire.ts";
import { html, httpError } from "./replies.ts";

export type SeatsOptions = {
  readonly now: () => Date;
  /** "Max. Number of Concurrent API Logins" of the API user (SM201010). Null: no limit. */
  readonly limit: number | null;
  /** How a call is refused once all are taken: sent to an error page, or as a 500. */
  readonly refusedBy: "redirect" | "exception";
  /** How long an unused one stays taken; the vendor's last 10 to 30 minutes. */
  readonly idleMinutes: number;
};

const SAYS = "The number of concurrent API logins has reached the limit.";

/**
 * API logins of one user. A call takes one for its session, which keeps it until it is signed out, or unused for long;
 * revoking its token gives nothing back.
 */
export class Seats {
  limit: number | null;
  refusedBy: SeatsOptions["refusedBy"];
  /** Calls that were refused for want of one. */
  refused = 0;
  readonly #options: SeatsOptions;
  readonly #usedAt = new Map<string, number>();
  #others = 0;

  constructor(options: SeatsOptions) {
    this.#options = options;
    this.limit = options.limit;
    this.refusedBy = options.refusedBy;
  }

  /** How many are taken, others' integrations included. */
  get taken(): number {
    return this.#alive().length + this.#others;
  }

  /** Another integration signs in as the same user, or out (a negative number). */
  takeForOthers(count: number): void {
    this.#others = Math.max(0, this.#others + count);
  }

  /** null: the session has its seat now. */
  refusal(session: string): WireReply | null {
    if (!this.#alive().includes(session) && this.limit !== null && this.taken >= this.limit) {
      this.refused += 1;
      return this.refusedBy === "redirect" ? toErrorPage() : asException();
    }
    this.#usedAt.set(session, this.#options.now().getTime());
    return null;
  }

  /** `POST /entity/auth/logout`: IIS wants the length of the body that is not there. */
  signOut(session: string, { method, headers }: WireRequest): WireReply {
    if (method !== "POST") return html(405, "Method not allowed");
    if (headers["content-length"] !== "0") return html(411, "<h2>Length Required</h2>");
    this.#usedAt.delete(session);
    return { status: 204, headers: {}, body: "" };
  }

  #alive(): string[] {
    const since = this.#options.now().getTime() - this.#options.idleMinutes * 60_000;
    return [...this.#usedAt].filter(([, at]) => at > since).map(([session]) => session);
  }
}

function toErrorPage(): WireReply {
  const query = `exceptionID=3e1a&typeID=error&errorcode=403&HideScript=On&message=${encodeURIComponent(SAYS)}`;
  return html(302, "<html><head><title>Object moved</title></head></html>", {
    location: `/Frames/Error.aspx?${query}`,
  });
}

function asException(): WireReply {
  return httpError(500, "An error has occurred.", { type: "PX.Data.PXException", message: SAYS });
}
