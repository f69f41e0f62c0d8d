import { afterEach, describe, expect, it } from "vitest";
import { Random } from "../simulation/random.ts";
import { startDatabases, type Databases, type EngineName } from "./databases.ts";
import { everyBoundary, someBoundaries, wordsOf, type Told } from "./loop.ts";
import { STORIES } from "./stories.ts";

const MINUTES = 60_000;

/** `npm run crash` does the same at more boundaries, on either engine. */
describe("a process killed in the middle of a sync", () => {
  let databases: Databases;

  afterEach(() => databases.stop());

  async function open(engine: EngineName) {
    databases = await startDatabases(engine);
    return { databases, watched: "writes", lanes: 2 } as const;
  }

  it(
    "leaves nothing that its successor does not put right: before and after every write, on SQLite",
    async () => {
      const told = await everyBoundary(await open("sqlite"));

      expect(wordsOf(told)).toEqual([]);
      // Fewer would mean that the boundaries are no longer seen, and that nobody died there.
      expect(Math.min(...STORIES.map((story) => deathsIn(told, story.name)))).toBeGreaterThan(20);
    },
    8 * MINUTES,
  );

  it(
    "leaves nothing either where its successor is killed too: at 30 places from a seed, on PostgreSQL",
    async () => {
      const told = await someBoundaries(await open("postgres"), { random: new Random(30), count: 30, twice: true });

      expect(wordsOf(told)).toEqual([]);
      expect(told.filter(({ heirDied }) => heirDied).length).toBeGreaterThan(10);
    },
    4 * MINUTES,
  );
});

function deathsIn(told: readonly Told[], name: string): number {
  return told.filter(({ story, died }) => died && story.name === name).length;
}
