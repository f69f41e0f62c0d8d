import { Chaos } from "./chaos.ts";
import type { Random } from "./random.ts";
import { SimProcess, type SimProcessDeps } from "./sim-process.ts";
import type { Sometimes } from "./sometimes.ts";

export type ServersDeps = Pick<
  SimProcessDeps,
  "db" | "pass" | "procoreUrl" | "acumaticaOf" | "wires" | "began" | "wrote" | "failed"
> & {
  readonly random: Random;
  readonly sometimes: Sometimes;
  /** The vendors' clock. */
  readonly now: () => Date;
  /** What the app's own clock says. */
  readonly appNow: () => Date;
  readonly tell: (line: string) => void;
  /** Somebody acts at a boundary of a run. */
  readonly meddle: () => Promise<void>;
  /** Something happens while a process sleeps. */
  readonly meanwhile: () => Promise<void>;
};

/** The processes of one world over one database: the one that works, and those that died or sleep. */
export class Servers {
  readonly #deps: ServersDeps;
  /** Only where processes take turns may one sleep and another go on: one alone is never taken for dead. */
  readonly #several: boolean;
  #current: SimProcess | null = null;
  #sleeping = false;
  #starts = 0;

  constructor(deps: ServersDeps) {
    this.#deps = deps;
    this.#several = deps.random.chance(0.3);
  }

  get running(): SimProcess {
    if (!this.#current) throw new Error("No process");
    return this.#current;
  }

  get maySleep(): boolean {
    return this.#several && !this.#sleeping;
  }

  async start(): Promise<void> {
    this.#starts += 1;
    const { random, sometimes, now, appNow, meddle, ...deps } = this.#deps;
    this.#current = await SimProcess.start({
      ...deps,
      name: `p${this.#starts}`,
      chaos: new Chaos(random, sometimes, now, meddle),
      now: appNow,
      random: () => random.next(),
      pageRows: random.pick([8, 2_000]) ?? 2_000,
      several: this.#several,
    });
  }

  /**
   * Does something in the process. Should it be killed meanwhile, or sleep for too long, another takes its place after
   * the lease; one that wakes goes on beside it.
   */
  async inProcess(act: (running: SimProcess) => Promise<unknown>): Promise<void> {
    const { running } = this;
    const acting = act(running).then(() => running.chaos.meddled);
    await Promise.race([acting, running.chaos.stopped]);
    if (running.chaos.dead) return this.#takeOver("is killed");
    if (!running.chaos.asleep) return;
    await this.#takeOver("sleeps");
    this.#sleeping = true;
    await this.inProcess((next) => next.work());
    for (let steps = this.#deps.random.int(0, 2); steps > 0; steps -= 1) await this.#deps.meanwhile();
    this.#sleeping = false;
    this.#deps.tell("the process wakes");
    running.chaos.wake();
    this.#deps.sometimes.reached("two processes at once");
    await this.inProcess(async (next) => {
      await Promise.all([Promise.race([acting, running.chaos.stopped]), next.work()]);
    });
  }

  async #takeOver(why: string): Promise<void> {
    this.#deps.tell(`the process ${why}`);
    await this.start();
    if (await this.running.expire()) this.#deps.sometimes.reached("run: resumed after a death");
  }
}
