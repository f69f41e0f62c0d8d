import { isSyncError, SyncError, type System } from "../domain/errors.ts";
import {
  afterAnswer,
  afterLosing,
  afterNotSent,
  afterRefusal,
  afterSending,
  freshBudget,
  noteOf,
  permit,
  readAllowance,
  withNote,
} from "./budget.ts";
import type { HttpReply } from "./http.ts";
import { retryAfterMs } from "./retry.ts";
import { Turn, type TurnOptions } from "./turn.ts";

/**
 * What ends a half-done change goes before everything. A page being opened goes before a run that a person waits for, and
 * that before what a schedule does.
 */
export type Lane = "half done" | "page" | "person" | "schedule";

/** Told when a request has to wait for the allowance, and null when it goes on. */
export type OnWait = (until: Date | null) => void;

export type Gate = {
  /**
   * Sends once the vendor's allowance permits it.
   * @throws SyncError "rate limited", not sent, when that is further away than the lane's patience; what `send` throws
   */
  run(lane: Lane, send: () => Promise<HttpReply>, onWait?: OnWait): Promise<HttpReply>;
};

export type GateOptions = {
  readonly system: System;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  /** At most so many requests at the same time. */
  readonly concurrency?: number;
  /** How long a request may have to wait in all before it is refused instead. */
  readonly patienceMs?: Readonly<Record<Lane, number>>;
  /** Where several instances of the server send with one allowance. */
  readonly turn?: TurnOptions;
};

/** A shorter wait is over before anybody has read of it. */
export const WORTH_TELLING_MS = 1_000;

type Waiting = {
  readonly since: number;
  readonly send: () => Promise<HttpReply>;
  readonly onWait: OnWait | undefined;
  readonly resolve: (reply: HttpReply) => void;
  readonly reject: (error: unknown) => void;
};

const LANES: readonly Lane[] = ["half done", "page", "person", "schedule"];
const OVER_AN_HOUR_MS = 65 * 60_000;
/**
 * Whoever opens a page is told within seconds when it goes on, instead of looking at an empty shape; a run waits two
 * minutes; a schedule sits out even the hourly window, and so does a payment that stands unlocked.
 */
export const PATIENCE_MS: Readonly<Record<Lane, number>> = {
  "half done": OVER_AN_HOUR_MS,
  page: 3_000,
  person: 120_000,
  schedule: OVER_AN_HOUR_MS,
};

/** Applies the budget of one bucket (one client id and company) to everything sent through it. */
export function createGate(options: GateOptions): Gate {
  return new BudgetGate(options);
}

class BudgetGate implements Gate {
  readonly #options: Required<Omit<GateOptions, "turn">>;
  readonly #turn: Turn | null;
  readonly #waiting: Record<Lane, Waiting[]> = { "half done": [], page: [], person: [], schedule: [] };
  #budget = freshBudget();
  /** When the gate wakes by itself; Infinity while no sleep is under way. */
  #wakesAt = Infinity;
  #asksForTurn = false;

  constructor({ turn, ...options }: GateOptions) {
    this.#options = { concurrency: 16, patienceMs: PATIENCE_MS, ...options };
    const read = (note: string | null): void => void (this.#budget = withNote(this.#budget, note));
    this.#turn = turn ? new Turn(turn, { read, write: () => noteOf(this.#budget) }) : null;
  }

  run(lane: Lane, send: () => Promise<HttpReply>, onWait?: OnWait): Promise<HttpReply> {
    return new Promise((resolve, reject) => {
      this.#waiting[lane].push({ since: this.#now(), send, onWait, resolve, reject });
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#budget.inFlight < this.#options.concurrency) {
      const lane = LANES.find((name) => this.#waiting[name].length > 0);
      if (!lane || !this.#isOurTurn()) return;
      const permitted = permit(this.#budget, this.#now());
      if (permitted === "after an answer") return;
      if (permitted !== "now") return this.#wait(permitted.waitMs);
      const next = this.#waiting[lane].shift();
      if (next) this.#send(next);
    }
  }

  #isOurTurn(): boolean {
    if (!this.#turn) return true;
    if (this.#asksForTurn) return false;
    const mine = this.#turn.isMine((failed) => {
      this.#asksForTurn = false;
      if (failed !== undefined) this.#refuseAll(failed);
      this.#pump();
    });
    this.#asksForTurn = !mine;
    return mine;
  }

  #refuseAll(error: unknown): void {
    for (const lane of LANES) for (const { reject } of this.#waiting[lane].splice(0)) reject(error);
  }

  #send({ send, onWait, resolve, reject }: Waiting): void {
    onWait?.(null);
    this.#turn?.sent();
    this.#budget = afterSending(this.#budget);
    send().then(
      (reply) => {
        this.#learn(reply);
        resolve(reply);
        this.#turn?.answered();
        this.#pump();
      },
      (error: unknown) => {
        const never = isSyncError(error) && error.extra.notSent === true;
        this.#budget = (never ? afterNotSent : afterLosing)(this.#budget);
        reject(error);
        this.#turn?.answered();
        this.#pump();
      },
    );
  }

  #learn(reply: HttpReply): void {
    const now = this.#now();
    const allowance = readAllowance(reply.headers);
    const askedMs = retryAfterMs(reply.headers["retry-after"], this.#options.now());
    const refused = reply.status === 429 || (reply.status === 503 && askedMs !== null);
    this.#budget = refused
      ? afterRefusal(this.#budget, { allowance, askedMs, now })
      : afterAnswer(this.#budget, allowance, now);
  }

  #wait(ms: number): void {
    const now = this.#now();
    for (const lane of LANES) this.#refuseImpatient(lane, now + ms);
    const wakesAt = now + ms;
    if (ms >= WORTH_TELLING_MS)
      for (const { onWait } of LANES.flatMap((lane) => this.#waiting[lane])) onWait?.(new Date(wakesAt));
    if (wakesAt >= this.#wakesAt || LANES.every((lane) => this.#waiting[lane].length === 0)) return;
    this.#wakesAt = wakesAt;
    void this.#options.sleep(ms).then(() => {
      if (this.#wakesAt === wakesAt) this.#wakesAt = Infinity;
      this.#pump();
    });
  }

  #refuseImpatient(lane: Lane, goesAt: number): void {
    const { patienceMs, system } = this.#options;
    const [stay, leave] = [[] as Waiting[], [] as Waiting[]];
    for (const one of this.#waiting[lane]) (goesAt - one.since > patienceMs[lane] ? leave : stay).push(one);
    this.#waiting[lane] = stay;
    for (const { reject } of leave) {
      const extra = { notSent: true, retryAfterMs: goesAt - this.#now() };
      reject(new SyncError("rate limited", system, `${system} asked us to slow down.`, extra));
    }
  }

  #now(): number {
    return this.#options.now().getTime();
  }
}
