import type { SyncRun } from "../../server/domain/change.ts";
import type { Delivery } from "../fakes/procore/webhooks.ts";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";
import type { Answer } from "./served-app.ts";

export const PUBLIC_URL = "https://payments.example.com";

/** A served app on a public address, with its clock's work under way, that syncs by its schedule and is told of changes. */
export class ToldCompany {
  readonly world: PaidCompany;

  private constructor(world: PaidCompany) {
    this.world = world;
  }

  static async open(): Promise<ToldCompany> {
    const told = new ToldCompany(await aPaidCompany({ publicUrl: PUBLIC_URL, lasting: true }));
    await told.configure({ schedule: "daily" });
    const { procoreHooks } = told.app.composed.store;
    await told.until(async () => (await procoreHooks.get(told.app.companyId))?.status === "live");
    await told.settled();
    return told;
  }

  get app(): PaidCompany["app"] {
    return this.world.app;
  }

  hooks() {
    return [...this.app.procore.webhooks.hooks.values()];
  }

  configure(settings: object): Promise<Answer> {
    return this.app.ask("PATCH", `${this.app.company}/settings`, { token: this.world.admin, body: settings });
  }

  async connection(): Promise<Answer["body"]> {
    return (await this.app.get(`${this.app.company}/connection`, this.world.admin)).body;
  }

  /** Sends what Procore has to tell; answers the statuses. */
  deliver(how: Parameters<PaidCompany["app"]["procore"]["webhooks"]["deliver"]>[0] = {}): Promise<number[]> {
    return this.send(this.app.procore.webhooks.deliver(how));
  }

  send(deliveries: readonly Pick<Delivery, "url" | "headers" | "payload">[]): Promise<number[]> {
    const posts = deliveries.map(async ({ url, headers, payload }) => {
      const body = JSON.stringify(payload);
      return (await fetch(this.app.reached(url), { method: "POST", headers, body })).status;
    });
    return Promise.all(posts);
  }

  /** A burst is over, every hint is followed, every run has ended. */
  async settled(): Promise<void> {
    const { store, engine, freshness } = this.app.composed;
    this.app.later(3);
    await this.until(async () => {
      await Promise.all([engine.idle(), freshness.idle()]);
      // In this order: the sync that a hint asks for is stored before the hint is done with.
      const waiting = (await store.hints.waiting("9999")).length > 0;
      const ended = (await this.runs()).every(({ finishedAt }) => finishedAt !== null);
      // What could not be followed while a sync was under way is asked about again after some seconds.
      if (ended && waiting) this.app.later(1);
      return ended && !waiting;
    });
    await freshness.idle();
  }

  async runs(): Promise<readonly SyncRun[]> {
    const all = { projectIds: null, after: null, limit: 200 };
    return (await this.app.composed.store.runs.list(this.app.companyId, all)).runs;
  }

  /** Is it known that a payment of this commitment is said to have changed? */
  async isHinted(commitmentId: number): Promise<boolean> {
    const { pictures } = this.app.composed.store;
    const { commitments } = await pictures.procoreSeen(this.app.companyId, this.app.projectId);
    return typeof commitments.get(commitmentId)?.hintedAt === "string";
  }

  /** Runs that were started by a hint. */
  async hinted(): Promise<readonly SyncRun[]> {
    return (await this.runs()).filter(({ trigger }) => trigger === "webhook");
  }

  /** "needs_review edited_in_procore", of every application. */
  async states(): Promise<readonly string[]> {
    const { applications } = await this.app.composed.engine.report(this.app.companyId, this.app.projectId);
    return applications.map(({ state, reason }) => (reason ? `${state} ${reason.code}` : state));
  }

  /** Lets the event loop turn until it holds; the test's own limit ends a story that never comes to it. */
  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await holds())) await new Promise((done) => setImmediate(done));
  }
}
