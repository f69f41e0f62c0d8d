import { Actor, type Briefing } from "./actor.ts";
import { Boundaries, type Watched } from "./boundaries.ts";

/** What a child process is started for, as JSON in the environment's `CRASH`. */
export type Errand = {
  readonly briefing: Briefing;
  /** The sync that dies, or the recovery from an earlier death, dying in its turn. */
  readonly act: "sync" | "recover";
  readonly watched: Watched;
  /** The boundary it dies at; null or beyond its last: it ends by itself and prints how many it passed. */
  readonly killAt: number | null;
};

const { briefing, act, watched, killAt } = JSON.parse(process.env["CRASH"] ?? "{}") as Errand;
const boundaries = new Boundaries(watched, killAt);
const actor = await Actor.start(briefing, boundaries);
if (act === "sync") await actor.sync();
else await actor.recover();
await actor.process.db.close();
process.stdout.write(String(boundaries.passed));
