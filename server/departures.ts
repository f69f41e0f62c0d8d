import { isSyncError } from "./domain/errors.ts";
import type { AcumaticaDoor } from "./http/deps.ts";
import type { Log } from "./log.ts";
import type { ProcoreClient } from "./procore/client.ts";
import { readWebBaseUrl } from "./procore/company.ts";
import type { AuditNote } from "./store/audit.ts";
import type { Store } from "./store/store.ts";

export type DeparturesDeps = {
  readonly store: Store;
  readonly client: ProcoreClient;
  readonly acumatica: Pick<AcumaticaDoor, "giveBack" | "forget">;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: Log;
};

/** How long data is kept after an uninstall where the company chose to have it deleted: an uninstall may be a mistake. */
export const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

const REMOVED = "The app was removed from this company in Procore. Install it there again, then sign in to Acumatica.";

/**
 * What happens when a company uninstalls the app. Procore tells nobody; it refuses every request with 403 "App is not
 * connected to this company".
 */
export class Departures {
  readonly #deps: DeparturesDeps;
  /** Many requests may be refused at once. */
  readonly #departing = new Map<number, Promise<void>>();
  readonly #askedAt = new Map<number, number>();

  constructor(deps: DeparturesDeps) {
    this.#deps = deps;
  }

  /** Procore said so: the tokens are given back to Acumatica at once, and nothing is scheduled any more. Never throws. */
  seen(companyId: number): Promise<void> {
    const departing = this.#departing.get(companyId) ?? this.#departNow(companyId);
    this.#departing.set(companyId, departing);
    return departing;
  }

  async #departNow(companyId: number): Promise<void> {
    try {
      await this.#depart(companyId);
    } catch (error) {
      this.#deps.log.error({ err: error, companyId }, "A company's uninstall could not be carried out");
    } finally {
      this.#departing.delete(companyId);
    }
  }

  /** Call it every hour: asks once a day of each company who left unseen, who came back, and whose time is over. */
  async check(): Promise<void> {
    const { store, now } = this.#deps;
    const departed = new Map((await store.departures.list()).map((one) => [one.companyId, one.seenAt]));
    for (const companyId of await store.connections.companies()) {
      const askedAt = this.#askedAt.get(companyId) ?? -Infinity;
      if (now().getTime() - askedAt < DAY_MS) continue;
      this.#askedAt.set(companyId, now().getTime());
      const installed = await this.#isInstalled(companyId);
      const seenAt = departed.get(companyId);
      if (installed === false) await this.#remains(companyId, seenAt ?? null);
      if (installed === true && seenAt !== undefined) await this.#returned(companyId);
    }
  }

  /** null: Procore did not say. */
  async #isInstalled(companyId: number): Promise<boolean | null> {
    try {
      await readWebBaseUrl(this.#deps.client, companyId);
      return true;
    } catch (error) {
      if (!isSyncError(error)) throw error;
      return error.extra.appRemoved ? false : null;
    }
  }

  async #remains(companyId: number, seenAt: string | null): Promise<void> {
    if (seenAt === null) return this.seen(companyId);
    const { store, now } = this.#deps;
    const { afterUninstall } = await store.settings.get(companyId);
    const over = now().getTime() - Date.parse(seenAt) >= KEPT_DAYS * DAY_MS;
    if (!over || afterUninstall !== "purge") return;
    try {
      await this.#purge(companyId);
    } catch (error) {
      // A run that was never ended: the others are looked after all the same, this one tomorrow.
      if (!isSyncError(error, "busy")) throw error;
    }
  }

  async #depart(companyId: number): Promise<void> {
    const { store, acumatica, now, log } = this.#deps;
    const connection = await store.connections.get(companyId);
    const departed = (await store.departures.list()).some((one) => one.companyId === companyId);
    if (!connection || departed) return;
    // First the sessions are given back: once they are forgotten, nobody could.
    const tokensRevoked = await acumatica.giveBack(companyId);
    const note = this.#noteOf(companyId, "removed the app in Procore", { tokensRevoked });
    const held = { status: "needs sign-in", heldBecause: REMOVED } as const;
    const beside = { tokens: null, departedAt: now().toISOString(), note };
    if (!(await store.connections.patch(connection, held, beside))) return;
    acumatica.forget(companyId);
    log.warn({ companyId, tokensRevoked }, "The app was removed from a company");
  }

  async #returned(companyId: number): Promise<void> {
    const { store, log } = this.#deps;
    const connection = await store.connections.get(companyId);
    if (!connection) return;
    const note = this.#noteOf(companyId, "installed the app in Procore again", null);
    if (!(await store.connections.patch(connection, { heldBecause: null }, { departedAt: null, note }))) return;
    log.info({ companyId }, "The app was installed in a company again");
  }

  async #purge(companyId: number): Promise<void> {
    const { store, acumatica, newId, now, log } = this.#deps;
    const receipt = { id: newId(), at: now().toISOString(), tokensRevoked: await acumatica.giveBack(companyId) };
    await store.purge.purge(companyId, receipt);
    acumatica.forget(companyId);
    log.info({ companyId, receipt: receipt.id }, "A company's data was purged after it removed the app");
  }

  #noteOf(companyId: number, what: string, after: unknown): AuditNote {
    const { newId, now } = this.#deps;
    const entry = { id: newId(), companyId, at: now().toISOString(), who: "Procore", what };
    return { ...entry, target: "Procore", before: null, after };
  }
}
