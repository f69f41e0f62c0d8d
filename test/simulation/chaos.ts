import { AxiosError, type AxiosAdapter, type AxiosResponse } from "axios";
import type { Store } from "../../server/store/store.ts";
import type { Random } from "./random.ts";
import type { Sometimes } from "./sometimes.ts";

/** What may go wrong at one boundary between the engine and the world. */
const FAULTS = [
  "request lost",
  "reply lost",
  "server error",
  "unavailable for a while",
  "rate limited",
  "reply cut off",
  "login page instead of an answer",
  "token refused",
  "killed before the request",
  "killed after the reply",
  "asleep before the request",
  "asleep after the reply",
] as const;
type Fault = (typeof FAULTS)[number];

/** Both vendors may also be down altogether for a time. */
export type Trouble = {
  readonly rate: number;
  readonly mayKill: boolean;
  /** May the process sleep for longer than its leases last? */
  readonly maySleep: boolean;
  /** How likely somebody does something at a boundary, while the process works. */
  readonly meddling: number;
};

export const NO_TROUBLE: Trouble = { rate: 0, mayKill: false, maySleep: false, meddling: 0 };

/** Somebody else does something, while whoever reached this boundary waits. */
export type Meddle = () => Promise<void>;

/**
 * Faults at every awaited boundary of one process: each request, before or after the vendor acted, and each call of
 * the store, before or after it committed. A killed process simply never goes on: whatever it awaited does not answer.
 * One that sleeps goes on where it was, once it is woken.
 */
export class Chaos {
  readonly #random: Random;
  readonly #sometimes: Sometimes;
  #trouble: Trouble = NO_TROUBLE;
  #downUntil = 0;
  #dead = false;
  #slept = false;
  #meddling = false;
  #woken: Promise<void> | null = null;
  #wake: () => void = () => undefined;
  #stop: () => void = () => undefined;
  /** Resolves when the process was killed, or fell asleep. */
  stopped: Promise<void> = Promise.resolve();
  /** Ends when whoever acted meanwhile is done. */
  meddled: Promise<void> = Promise.resolve();
  readonly #now: () => Date;
  readonly #somebodyActs: Meddle;

  constructor(random: Random, sometimes: Sometimes, now: () => Date, meddle: Meddle) {
    this.#random = random;
    this.#sometimes = sometimes;
    this.#now = now;
    this.#somebodyActs = meddle;
    this.#runs();
  }

  get dead(): boolean {
    return this.#dead;
  }

  get asleep(): boolean {
    return this.#woken !== null;
  }

  /** It goes on where it was, however late it is. */
  wake(): void {
    this.#woken = null;
    this.#runs();
    this.#wake();
  }

  #runs(): void {
    this.stopped = new Promise((resolve) => {
      this.#stop = resolve;
    });
  }

  set trouble(trouble: Trouble) {
    this.#trouble = trouble;
    if (trouble.rate === 0) this.#downUntil = 0;
  }

  /** No vendor answers until then. */
  takeDown(minutes: number): void {
    this.#downUntil = this.#now().getTime() + minutes * 60_000;
    this.#sometimes.reached("fault: both vendors down");
  }

  adapter(inner: AxiosAdapter): AxiosAdapter {
    return async (config) => {
      await this.#alive();
      await this.#meddle();
      const lose = (): never => {
        throw new AxiosError("socket hang up", "ECONNRESET", config);
      };
      if (this.#now().getTime() < this.#downUntil) return lose();
      const fault = this.#next(config.method?.toUpperCase() === "GET");
      if (fault) this.#sometimes.reached(`fault: ${fault}`);
      if (fault === "killed before the request") await this.#kill();
      if (fault === "asleep before the request") await this.#sleep();
      if (fault === "request lost") return lose();
      if (fault === "server error") return { ...bare(config), status: 502, data: "<html>Bad gateway</html>" };
      if (fault === "unavailable for a while") return { ...bare(config), status: 503, headers: { "retry-after": "3" } };
      if (fault === "token refused") return { ...bare(config), status: 401, data: '{"error":"invalid_token"}' };
      if (fault === "rate limited") return { ...bare(config), status: 429, headers: { "retry-after": "5" } };
      const response = await inner(config);
      if (fault === "killed after the reply") await this.#kill();
      if (fault === "asleep after the reply") await this.#sleep();
      if (fault === "reply lost") return lose();
      if (fault === "reply cut off") return { ...response, data: half(response.data) };
      if (fault === "login page instead of an answer")
        return { ...response, data: "<!doctype html><title>Sign in</title>" };
      return response;
    };
  }

  /** The same store, with a boundary before and after each call. */
  around(store: Store): Store {
    return {
      ...store,
      pictures: this.#guard("pictures", store.pictures),
      links: this.#guard("links", store.links),
      runs: this.#guard("runs", store.runs),
      held: (lease) => {
        const { pictures, links } = store.held(lease);
        return { pictures: this.#guard("pictures", pictures), links: this.#guard("links", links) };
      },
    };
  }

  #guard<T extends object>(name: string, part: T): T {
    const boundary = async (moment: string): Promise<void> => {
      await this.#alive();
      await this.#meddle();
      const { mayKill, maySleep, rate } = this.#trouble;
      if (maySleep && !this.#slept && !this.#meddling && this.#random.chance(rate / 8)) {
        this.#sometimes.reached(`fault: asleep ${moment} a write of the store`);
        await this.#sleep();
      }
      if (!mayKill || !this.#random.chance(rate / 8)) return;
      this.#sometimes.reached(`fault: killed ${moment} a write of the store`);
      await this.#kill();
    };
    const guarded = Object.entries(part).map(([method, act]: [string, unknown]) => {
      if (method === "lease") return [method, act];
      if (typeof act !== "function") throw new Error(`${name}.${method} is no function`);
      const call = act as (...args: unknown[]) => Promise<unknown>;
      return [
        method,
        async (...args: unknown[]) => {
          await boundary("before");
          const result = await call.apply(part, args);
          await boundary("after");
          return result;
        },
      ];
    });
    return Object.fromEntries(guarded) as T;
  }

  /** A write whose reply is garbage says no more than a lost one, but not every client knows; so both are tried. */
  #next(isRead: boolean): Fault | null {
    if (!this.#random.chance(this.#trouble.rate)) return null;
    const fault = this.#random.pick(FAULTS) ?? null;
    if (fault?.startsWith("killed") && !this.#trouble.mayKill) return null;
    if (fault?.startsWith("asleep") && (!this.#trouble.maySleep || this.#slept || this.#meddling)) return null;
    return isRead || fault !== "server error" ? fault : "reply lost";
  }

  async #alive(): Promise<void> {
    while (this.#woken) await this.#woken;
    if (this.#dead) await new Promise<never>(() => undefined);
  }

  /** One at a time: what a meddler does has boundaries of its own. Whoever it waits for may be the one who waits here. */
  async #meddle(): Promise<void> {
    if (this.#meddling || !this.#random.chance(this.#trouble.meddling)) return;
    this.#meddling = true;
    this.meddled = this.#somebodyActs().finally(() => {
      this.#meddling = false;
    });
    await Promise.race([this.meddled, someTurns()]);
  }

  /** Once in the life of a process. */
  async #sleep(): Promise<void> {
    this.#slept = true;
    this.#woken = new Promise((resolve) => {
      this.#wake = resolve;
    });
    this.#stop();
    await this.#alive();
  }

  async #kill(): Promise<never> {
    this.#dead = true;
    this.#stop();
    return new Promise<never>(() => undefined);
  }
}

const TURNS = 30;

/** Long enough for whatever waits for nobody. */
async function someTurns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((next) => setImmediate(next));
}

function bare(config: AxiosResponse["config"]): AxiosResponse<string> {
  return { data: "", status: 200, statusText: "", headers: {}, config };
}

function half(data: unknown): unknown {
  return typeof data === "string" ? data.slice(0, Math.floor(data.length / 2)) : data;
}
