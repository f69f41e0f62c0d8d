import { spawn } from "node:child_process";
import type { Random } from "../simulation/random.ts";
import type { Errand } from "./child.ts";
import { buildChild, type BuiltChild } from "./child-build.ts";
import type { Watched } from "./boundaries.ts";
import type { Databases } from "./databases.ts";
import { Stage } from "./stage.ts";
import { STORIES, type Story } from "./stories.ts";

/** Which boundaries: of the sync, and, where given, of the recovery from that death too. */
export type Case = { readonly story: Story; readonly killAt: number; readonly killHeirAt: number | null };

export type Told = Case & {
  /** false: it came to its end before that boundary. */
  readonly died: boolean;
  readonly heirDied: boolean;
  readonly wrong: readonly string[];
};

export type LoopOptions = {
  readonly databases: Databases;
  readonly watched: Watched;
  /** Stories, or cases, that are gone through side by side, each on vendors and a database of its own. */
  readonly lanes: number;
  readonly told?: (told: Told) => void;
};

const LATER_MIN = 30;

/** Kills a process at the first boundary of each story, then another at the second, until one ends by itself. */
export async function everyBoundary(options: LoopOptions): Promise<readonly Told[]> {
  const loop = new Loop(options, await buildChild());
  const all: Told[] = [];
  await inLanes(options.lanes, STORIES, async (story) => {
    for (let killAt = 1, died = true; died; killAt += 1) {
      const told = await loop.live({ story, killAt, killHeirAt: null });
      ({ died } = told);
      all.push(told);
    }
  });
  loop.close();
  return all;
}

/** Some boundaries of all stories, from a seed; with `twice`, the process that recovers dies as well, and a third ends it. */
export async function someBoundaries(
  options: LoopOptions,
  { random, count, twice }: { readonly random: Random; readonly count: number; readonly twice: boolean },
): Promise<readonly Told[]> {
  const loop = new Loop(options, await buildChild());
  const lengths = new Map<Story, number>();
  await inLanes(options.lanes, STORIES, async (story) => void lengths.set(story, await loop.length(story)));
  const cases = Array.from({ length: count }, (_, nth): Case => {
    const story = STORIES[nth % STORIES.length] ?? never();
    const killAt = random.int(1, lengths.get(story) ?? 1);
    return { story, killAt, killHeirAt: twice ? random.int(1, lengths.get(story) ?? 1) : null };
  });
  const all: Told[] = [];
  await inLanes(options.lanes, cases, async (one) => void all.push(await loop.live(one)));
  loop.close();
  return all;
}

/** Where and how promises broke, one line for each death. */
export function wordsOf(all: readonly Told[]): readonly string[] {
  return all
    .filter(({ wrong }) => wrong.length > 0)
    .map(({ story, killAt, killHeirAt, wrong }) => {
      const heir = killHeirAt === null ? "" : `, its successor at ${killHeirAt}`;
      return `${story.name}: killed at ${killAt}${heir}: ${wrong.join("; ")}`;
    });
}

class Loop {
  readonly #options: LoopOptions;
  readonly #built: BuiltChild;

  constructor(options: LoopOptions, built: BuiltChild) {
    this.#options = options;
    this.#built = built;
  }

  /** How many boundaries its sync passes when nothing kills it. */
  length(story: Story): Promise<number> {
    return this.#onStage(story, async (stage) => {
      const { died, passed } = await this.#child(stage, { act: "sync", killAt: null });
      if (died) throw new Error("It died without being killed");
      return passed;
    });
  }

  async live(one: Case): Promise<Told> {
    const end = await this.#onStage(one.story, async (stage) => {
      let heirDied = false;
      const { died } = await this.#child(stage, { act: "sync", killAt: one.killAt });
      const atDeath = stage.alwaysWrong();
      stage.later(LATER_MIN);
      if (one.killHeirAt !== null) {
        heirDied = (await this.#child(stage, { act: "recover", killAt: one.killHeirAt })).died;
        atDeath.push(...stage.alwaysWrong());
        stage.later(LATER_MIN);
      }
      return { died, heirDied, wrong: [...atDeath, ...(await this.#ended(stage, one.story))] };
    });
    const told = { ...one, ...end };
    this.#options.told?.(told);
    return told;
  }

  close(): void {
    this.#built.remove();
  }

  /** An engine that knows only the database finishes; then everything must hold, and nothing be left to do. */
  async #ended(stage: Stage, story: Story): Promise<readonly string[]> {
    const { report, changes } = await stage.here(async (actor, { companyId, projectId }) => {
      await actor.recover();
      const runs = await actor.sync();
      const changes = runs.map(({ counts: { create, adopt, update, remove } }) => create + adopt + update + remove);
      return { report: await actor.process.engine.report(companyId, projectId), changes };
    });
    const busy = changes.some((count) => count > 0) ? ["it was not finished by the recovery and the schedule"] : [];
    return [...(await stage.restWrong(report)), ...story.wrong(stage), ...busy];
  }

  async #onStage<T>({ settings, prepare }: Story, act: (stage: Stage) => Promise<T>): Promise<T> {
    const database = await this.#options.databases.fresh();
    const stage = await Stage.open(database.url, settings ?? {});
    try {
      await prepare(stage);
      return await act(stage);
    } finally {
      await stage.close();
      await database.drop();
    }
  }

  /** A real process, and how it ended. @throws Error when it failed instead of being killed or coming to its end. */
  #child(
    stage: Stage,
    how: Pick<Errand, "act" | "killAt">,
  ): Promise<{ readonly died: boolean; readonly passed: number }> {
    const errand: Errand = { ...how, briefing: stage.briefing(), watched: this.#options.watched };
    const { PATH, HOME, TMPDIR } = process.env;
    const child = spawn(process.execPath, [this.#built.program], {
      env: { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE: this.#built.compiled, CRASH: JSON.stringify(errand) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { out: "", error: "" };
    child.stdout.on("data", (chunk: Buffer) => void (said.out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => void (said.error += chunk.toString()));
    return new Promise((done, fail) => {
      child.once("error", fail);
      child.once("close", (code, signal) => {
        if (signal === "SIGKILL" && how.killAt !== null) done({ died: true, passed: how.killAt });
        else if (code === 0) done({ died: false, passed: Number(said.out) });
        else fail(new Error(`A child ended with ${signal ?? code}:\n${said.error}`));
      });
    });
  }
}

async function inLanes<T>(lanes: number, items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

function never(): never {
  throw new Error("There is no story");
}
