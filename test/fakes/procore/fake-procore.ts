import { Wire, type Exchange } from "../wire.ts";
import { Admin } from "./admin.ts";
import { LoginHost, type RegisteredApp } from "./auth.ts";
import { defaultBehavior, type Behavior } from "./behavior.ts";
import { HealthCount, type Health } from "./health.ts";
import { RateLimiter } from "./rate-limit.ts";
import { answer } from "./router.ts";
import { World } from "./state.ts";
import { UserInterface } from "./user-interface.ts";
import { Webhooks } from "./webhooks.ts";

export type FakeProcoreOptions = {
  /** The fake's clock: tokens, windows and stamps move with it alone. */
  readonly now: () => Date;
  readonly app?: Partial<RegisteredApp>;
  readonly behavior?: Partial<Behavior>;
  /** The first id handed out. 15 digits by default: whoever keeps ids in 32 bits is found out. */
  readonly firstId?: number;
  /** Time every reply takes, in milliseconds; 0 by default. */
  readonly latencyMs?: number;
};

export type FakeProcore = {
  /** Mount with `listen(fake.wire)` or `axiosAdapter({ "http://procore.test": fake.wire })`; faults by `wire.failNext`. */
  readonly wire: Wire;
  readonly app: RegisteredApp;
  /** May be changed at any time. */
  readonly behavior: Behavior;
  /** The live state; read it to assert, change it through `admin` and `ui`. */
  readonly world: World;
  readonly admin: Admin;
  readonly ui: UserInterface;
  readonly webhooks: Webhooks;
  /** Tokens without a browser. */
  signIn(userId: number): { accessToken: string; refreshToken: string };
  /** The vendor's seven Integration Health observations since the last `resetHealth()`. */
  health(): Health;
  resetHealth(): void;
  /** Every exchange so far, oldest first. */
  readonly log: readonly Exchange[];
};

/**
 * Procore, strict and in memory: a function from request to reply behind a {@link Wire}.
 *
 * One handler answers both hosts: `/oauth/…` (login host) and `/rest/…` (API host), so PROCORE_LOGIN_URL and
 * PROCORE_API_URL may name one port. It has no clock and no randomness of its own: ids and tokens are counted, so equal
 * stories replay to the byte.
 *
 * - `admin` builds the world before a story (companies, people with tool levels, commitments, invoices, payments) and
 *   does what an admin does in one (disable a tool, switch payments off, disconnect the app, change permitted projects).
 * - `ui` does what people do to payments on the web pages: type in, edit, delete, unlink, attach.
 * - `behavior` settles what the vendor's texts leave open, strict by default, and sets limits and page sizes.
 * - `webhooks.deliver({ copies, newestFirst, failed })` returns the deliveries that are due, for the test to POST.
 * - `health()` counts 401, 403, 404, 429, missing company header, deprecated and private endpoints.
 *
 * ```ts
 * const procore = createFakeProcore({ now: () => clock });
 * const company = procore.admin.addCompany();
 * const project = procore.admin.addProject({ companyId: company.id });
 * const vendor = procore.admin.addVendor({ companyId: company.id, originId: "V000123" });
 * const commitment = procore.admin.addCommitment({ projectId: project.id, vendorId: vendor.id });
 * const { url } = await listen(procore.wire);
 * ```
 *
 * A path outside the vendor's published contract answers 404 and counts as private; one inside it that no payment sync
 * needs answers 501.
 */
export function createFakeProcore(options: FakeProcoreOptions): FakeProcore {
  const behavior = { ...defaultBehavior(), ...options.behavior };
  const world = new World(options.now, behavior, options.firstId ?? 598_134_325_000_001);
  const app: RegisteredApp = {
    clientId: "fake-procore-client",
    clientSecret: "fake-procore-secret",
    redirectUris: ["http://localhost/auth/procore/callback"],
    ...options.app,
  };
  const login = new LoginHost(world, app);
  const webhooks = new Webhooks(world);
  const admin = new Admin(world, login);
  const health = new HealthCount();
  const parts = { world, login, health, webhooks, limiter: new RateLimiter(behavior) };
  const latencyMs = options.latencyMs ?? 0;
  const wire = new Wire(async (request) => {
    if (latencyMs > 0) await new Promise((done) => setTimeout(done, latencyMs));
    return answer(request, parts);
  });
  return {
    wire,
    app,
    behavior,
    world,
    admin,
    ui: new UserInterface(world, admin, webhooks),
    webhooks,
    signIn: (userId) => login.signIn(userId),
    health: () => health.read(),
    resetHealth: () => health.reset(),
    log: wire.log,
  };
}
