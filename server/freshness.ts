import type { Config } from "./config.ts";
import type { Every, Hooks } from "./http/deps.ts";
import type { Engine } from "./jobs/engine.ts";
import { Hints } from "./jobs/hints.ts";
import { HookKeeper } from "./jobs/hook-keeper.ts";
import type { Log } from "./log.ts";
import type { ProcoreClient } from "./procore/client.ts";
import { ensureHook, readMissed, readOwnUser, removeHook } from "./procore/webhooks.ts";
import type { Store } from "./store/store.ts";

export type FreshnessDeps = {
  readonly config: Pick<Config, "publicUrl">;
  readonly store: Store;
  readonly engine: Pick<Engine, "follow">;
  readonly client: ProcoreClient;
  readonly isLeader: () => Promise<boolean>;
  readonly now: () => Date;
  readonly newSecret: () => string;
  readonly log: Log;
};

/** Everything that makes a change seen before the schedule would see it. */
export type Freshness = {
  readonly hooks: Hooks;
  /** The nightly look at one company's webhook, and at what it could not deliver. Never throws. */
  check(companyId: number): Promise<void>;
  /** @returns what stops it. */
  start(every: Every): () => void;
  idle(): Promise<void>;
};

const FOLLOW_MS = 1_000;
const BEGIN_MS = 5_000;
const TIDY_MS = 3_600_000;
/** Far longer than Procore repeats a delivery (12 hours), or Acumatica keeps one (2 days). */
const HINTS_KEPT_MS = 7 * 86_400_000;

/** Joins hints and webhooks over the store, the engine and Procore. */
export function createFreshness(deps: FreshnessDeps): Freshness {
  const { config, store, engine, client, isLeader, now, newSecret, log } = deps;
  const keeper = new HookKeeper({
    connections: store.connections,
    settings: store.settings,
    states: store.procoreHooks,
    hints: store.hints,
    procore: {
      ensure: (companyId, wish) => ensureHook(client, companyId, wish),
      remove: (companyId, known) => removeHook(client, companyId, known),
      missed: (companyId, of) => readMissed(client, companyId, of),
      ownUser: (companyId) => readOwnUser(client, companyId),
    },
    publicUrl: config.publicUrl,
    newSecret,
    isLeader,
    now,
    log,
  });
  const hints = new Hints({
    store: store.hints,
    async follow(group) {
      const connection = await store.connections.get(group.companyId);
      // Without a sign-in every hint would be a sync that fails; what it points at is found after the next sign-in.
      if (connection?.status !== "ready" || connection.heldBecause !== null) return true;
      return engine.follow(group);
    },
    now,
    log,
  });
  const watched = (what: string, act: () => Promise<unknown>) => () => {
    act().catch((error: unknown) => log.error({ err: error }, what));
  };
  const tidy = async () => {
    await store.hints.prune(new Date(now().getTime() - HINTS_KEPT_MS).toISOString());
    await keeper.tidy();
  };
  return {
    hooks: {
      check: (companyId) => void keeper.check(companyId),
      leave: (companyId) => void keeper.remove(companyId),
      remove: (companyId) => keeper.remove(companyId),
    },
    check: (companyId) => keeper.check(companyId),
    start(every) {
      const stops = [
        every(
          FOLLOW_MS,
          watched("Hints could not be read", () => hints.tick()),
        ),
        every(
          BEGIN_MS,
          watched("The webhooks could not be looked after", () => keeper.begin()),
        ),
        every(TIDY_MS, watched("Old hints could not be deleted", tidy)),
      ];
      return () => {
        keeper.stop();
        for (const stop of stops) stop();
      };
    },
    async idle() {
      await Promise.all([hints.idle(), keeper.idle()]);
    },
  };
}
