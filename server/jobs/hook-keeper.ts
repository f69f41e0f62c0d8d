import type { AsItStood } from "../domain/as-it-stood.ts";
import { isSyncError, type SyncError } from "../domain/errors.ts";
import type { Hint, HookState } from "../domain/hint.ts";
import type { Settings } from "../domain/settings.ts";
import type { Log } from "../log.ts";
import { atMost } from "../sync/at-most.ts";
import type { Now } from "../sync/ports.ts";
import { TakingTurns } from "./taking-turns.ts";

type Connection = AsItStood & { readonly webhookTokens: Tokens };
type Tokens = { readonly procore: string; readonly acumatica: string; readonly secrets?: Secrets };
type Secrets = { readonly procore: string; readonly acumatica: string };
type Told = Hint & { readonly userId: number | null };

export type HookKeeperDeps = {
  readonly connections: {
    get(companyId: number): Promise<Connection | null>;
    patch(stood: AsItStood, patch: { readonly webhookTokens: Tokens }): Promise<boolean>;
    companies(): Promise<readonly number[]>;
  };
  readonly settings: { get(companyId: number): Promise<Settings> };
  readonly states: {
    get(companyId: number): Promise<HookState | null>;
    put(companyId: number, state: HookState): Promise<void>;
    remove(companyId: number): Promise<void>;
    orphans(): Promise<readonly (HookState & { readonly companyId: number })[]>;
  };
  readonly hints: { add(companyId: number, hints: readonly Hint[], at: string): Promise<number> };
  /** Errors: SyncError. */
  readonly procore: {
    ensure(companyId: number, wish: HookWish): Promise<string | null>;
    remove(companyId: number, known: Omit<HookWish, "url" | "authorization">): Promise<void>;
    missed(companyId: number, of: { readonly hookId: string; readonly since: string }): Promise<readonly Told[]>;
    ownUser(companyId: number): Promise<number>;
  };
  readonly publicUrl: string;
  readonly newSecret: () => string;
  readonly isLeader: () => Promise<boolean>;
  readonly now: Now;
  readonly log: Log;
};

type HookWish = {
  readonly url: string;
  readonly authorization: string;
  readonly knownId: string | null;
  readonly urlPrefix: string;
};

/** What a delivery's `Authorization` header must be. */
export function authorizationOf(secret: string): string {
  return `Bearer ${secret}`;
}

/** Why no webhook is wanted, or "wanted". Procore sends to public https addresses alone. */
export function wantsHook(
  { schedule, projectMap }: Pick<Settings, "schedule" | "projectMap">,
  publicUrl: string,
): "wanted" | "no https" | "never" | "no project" {
  if (!publicUrl.startsWith("https:")) return "no https";
  if (Object.keys(projectMap).length === 0) return "no project";
  return schedule === "never" ? "never" : "wanted";
}

const DAY_MS = 86_400_000;
/** A start soon after another (a new version rolled out) does not ask Procore about every company again. */
const FRESH_MS = 10 * 60_000;
const COMPANIES_AT_ONCE = 4;

/**
 * Keeps one webhook per connected company in Procore, and reads what it could not deliver. It never throws and never
 * holds a sync up: without it everything is found by the schedule and the nightly sweep.
 */
export class HookKeeper {
  readonly #deps: HookKeeperDeps;
  readonly #turns = new TakingTurns();
  readonly #prefix: string;
  #began = false;
  #stopping = false;

  constructor(deps: HookKeeperDeps) {
    this.#deps = deps;
    this.#prefix = `${deps.publicUrl}/hooks/procore/`;
  }

  /** Once this process leads: what happened while nobody listened. Call it every few seconds. */
  async begin(): Promise<void> {
    if (this.#began || !(await this.#deps.isLeader())) return;
    const companies = await this.#deps.connections.companies();
    this.#began = true;
    const before = new Date(this.#deps.now().getTime() - FRESH_MS).toISOString();
    await atMost(COMPANIES_AT_ONCE, companies, async (companyId) => {
      const known = this.#stopping ? null : await this.#deps.states.get(companyId);
      if (!this.#stopping && (known === null || known.checkedAt < before)) await this.check(companyId);
    });
  }

  /** Begins with no further company. */
  stop(): void {
    this.#stopping = true;
  }

  /** Makes the webhook what it should be now, and takes in what was not delivered. */
  check(companyId: number): Promise<void> {
    return this.#inTurn(companyId, () => this.#check(companyId));
  }

  /** The connection is going: so is the webhook. What Procore does not confirm is tried again by `tidy`. */
  remove(companyId: number): Promise<void> {
    return this.#inTurn(companyId, async () => {
      const known = await this.#deps.states.get(companyId);
      if (known) await this.#remove(companyId, known);
    });
  }

  /** Webhooks that outlived their connection; each tried once a day, and given up where Procore refuses. */
  async tidy(): Promise<void> {
    const before = new Date(this.#deps.now().getTime() - DAY_MS).toISOString();
    const orphans = (await this.#deps.states.orphans()).filter(({ checkedAt }) => checkedAt < before);
    if (orphans.length === 0 || !(await this.#deps.isLeader())) return;
    await atMost(COMPANIES_AT_ONCE, orphans, ({ companyId }) => this.remove(companyId));
  }

  /** Waits for what is under way. */
  idle(): Promise<void> {
    return this.#turns.idle();
  }

  /** One thing at a time per company: two that create would leave two. */
  #inTurn(companyId: number, act: () => Promise<void>): Promise<void> {
    return this.#turns.run(companyId, act).catch((error: unknown) => {
      this.#deps.log.error({ err: error, companyId }, "The webhook in Procore could not be looked after");
    });
  }

  async #check(companyId: number): Promise<void> {
    const { connections, settings, states, publicUrl, now } = this.#deps;
    const connection = await connections.get(companyId);
    const known = await states.get(companyId);
    const secrets = connection && (await this.#secretsOf(connection));
    const wanted = connection && wantsHook(await settings.get(companyId), publicUrl) === "wanted";
    if (!connection || !secrets || !wanted) {
      if (known) await this.#remove(companyId, known);
      return;
    }
    const wish = {
      url: this.#prefix + connection.webhookTokens.procore,
      authorization: authorizationOf(secrets.procore),
      knownId: known?.hookId ?? null,
      urlPrefix: this.#prefix,
    };
    const at = now().toISOString();
    const standing = known ?? {
      hookId: null,
      userId: null,
      status: "asked",
      says: null,
      checkedAt: at,
      readThrough: at,
    };
    if (!known) await states.put(companyId, standing);
    try {
      await this.#ensure(companyId, wish, standing);
    } catch (error) {
      if (!isSyncError(error)) throw error;
      await this.#refused(companyId, standing, error);
    }
  }

  /** Connections from before there were secrets get theirs here. */
  async #secretsOf(connection: Connection): Promise<Secrets> {
    const { webhookTokens: tokens } = connection;
    if (tokens.secrets) return tokens.secrets;
    const { newSecret, connections } = this.#deps;
    const secrets = { procore: newSecret(), acumatica: newSecret() };
    await connections.patch(connection, { webhookTokens: { ...tokens, secrets } });
    return secrets;
  }

  async #ensure(companyId: number, wish: HookWish, known: HookState): Promise<void> {
    const { procore, states, now } = this.#deps;
    const at = now().toISOString();
    const hookId = await procore.ensure(companyId, wish);
    const userId = hookId === null ? null : (known.userId ?? (await procore.ownUser(companyId)));
    const stood = hookId !== null && known.hookId === hookId;
    const status = hookId === null ? ("not offered" as const) : ("live" as const);
    const state = { hookId, userId, status, says: null, checkedAt: at, readThrough: stood ? known.readThrough : at };
    await states.put(companyId, state);
    if (stood) await this.#readMissed(companyId, { ...state, hookId });
  }

  /** From a day before the last look: what is read twice is known by its id. */
  async #readMissed(companyId: number, state: HookState & { readonly hookId: string }): Promise<void> {
    const { hints, states, log } = this.#deps;
    const missed = await this.#missed(companyId, state);
    if (missed === null) return;
    const others = missed.filter(({ userId }) => userId === null || userId !== state.userId);
    const found = await hints.add(companyId, others, state.checkedAt);
    if (found > 0) log.info({ companyId, found }, "Procore had told of changes that did not arrive");
    await states.put(companyId, { ...state, readThrough: state.checkedAt });
  }

  /** null: not told, which is no reason to call the webhook broken; the next look begins where this one did. */
  async #missed(companyId: number, { hookId, readThrough }: HookState & { readonly hookId: string }) {
    const since = new Date(Date.parse(readThrough) - DAY_MS).toISOString();
    try {
      return await this.#deps.procore.missed(companyId, { hookId, since });
    } catch (error) {
      if (!isSyncError(error)) throw error;
      this.#deps.log.warn({ companyId, kind: error.kind }, "The deliveries that did not arrive could not be read");
      return null;
    }
  }

  /** What passes by itself leaves the webhook as it was; it is the next look's. */
  async #refused(companyId: number, known: HookState, error: SyncError): Promise<void> {
    const { states, now, log } = this.#deps;
    log.warn({ companyId, kind: error.kind }, "The webhook in Procore could not be checked");
    if (known.status === "live" && passes(error)) return;
    const checkedAt = now().toISOString();
    await states.put(companyId, { ...known, status: "refused", says: error.message, checkedAt });
  }

  async #remove(companyId: number, known: HookState): Promise<void> {
    const { procore, states, now, log } = this.#deps;
    try {
      await procore.remove(companyId, { knownId: known.hookId, urlPrefix: this.#prefix });
    } catch (error) {
      if (!isSyncError(error)) throw error;
      log.warn({ companyId, kind: error.kind }, "The webhook in Procore could not be deleted");
      if (passes(error)) return states.put(companyId, { ...known, checkedAt: now().toISOString() });
    }
    await states.remove(companyId);
  }
}

function passes({ kind }: SyncError): boolean {
  return kind === "unavailable" || kind === "rate limited";
}
