import { describe, expect, it } from "vitest";
import { SyncError, type ErrorKind } from "../../../server/domain/errors.ts";
import { NAMELESS, type Hint, type HookState } from "../../../server/domain/hint.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../server/domain/settings.ts";
import { HookKeeper, wantsHook, type HookKeeperDeps } from "../../../server/jobs/hook-keeper.ts";
import { silent } from "../../world/silent-log.ts";

const AT = "2026-03-02T10:00:00.000Z";
const COMPANY = 7;

type Told = Awaited<ReturnType<HookKeeperDeps["procore"]["missed"]>>[number];

const missed = (event: string, userId: number | null = null): Told => ({
  event,
  from: "Procore",
  projectId: 70,
  ...NAMELESS,
  userId,
});

type Given = {
  readonly state?: HookState | null;
  readonly connected?: boolean;
  readonly secrets?: boolean;
  readonly fails?: ErrorKind | null;
  readonly settings?: Partial<Settings>;
  readonly missed?: readonly Told[] | ErrorKind;
  readonly leads?: boolean;
};

/** One company, what Procore was asked, and what is remembered afterwards. */
function aKeeper(given: Given = {}) {
  const { connected = true, secrets = true, fails = null, leads = true } = given;
  const memory: { state: HookState | null; tokens: object | null } = { state: given.state ?? null, tokens: null };
  const asked: string[] = [];
  const hints: Hint[] = [];
  const clock = { now: new Date(AT) };
  const refuse = (kind: ErrorKind) => Promise.reject(new SyncError(kind, "Procore", `Procore: ${kind}.`));
  const tokens = { procore: "p", acumatica: "a", ...(secrets && { secrets: { procore: "ps", acumatica: "as" } }) };
  const keeper = new HookKeeper({
    connections: {
      get: () => Promise.resolve(connected ? { companyId: COMPANY, epoch: 0, webhookTokens: tokens } : null),
      patch: (_companyId, patch) => Promise.resolve(Boolean((memory.tokens = patch.webhookTokens))),
      companies: () => Promise.resolve(connected ? [COMPANY] : []),
    },
    settings: {
      get: () =>
        Promise.resolve({ ...DEFAULT_SETTINGS, schedule: "hourly", projectMap: { 70: "PR" }, ...given.settings }),
    },
    states: {
      get: () => Promise.resolve(memory.state),
      put: (_companyId, state) => Promise.resolve(void (memory.state = state)),
      remove: () => Promise.resolve(void (memory.state = null)),
      orphans: () => Promise.resolve(memory.state && !connected ? [{ ...memory.state, companyId: COMPANY }] : []),
    },
    hints: { add: (_companyId, added) => Promise.resolve(hints.push(...added)) },
    procore: {
      ensure(_companyId, { url, authorization, knownId }) {
        asked.push(`ensure ${url} ${authorization} ${knownId}, remembered as ${memory.state?.status}`);
        return fails ? refuse(fails) : Promise.resolve("43");
      },
      remove(_companyId, { knownId }) {
        asked.push(`remove ${knownId}`);
        return fails ? refuse(fails) : Promise.resolve();
      },
      missed(_companyId, { hookId, since }) {
        asked.push(`missed of ${hookId} since ${since}`);
        return typeof given.missed === "string" ? refuse(given.missed) : Promise.resolve(given.missed ?? []);
      },
      ownUser: () => Promise.resolve(5),
    },
    publicUrl: "https://payments.example.com",
    newSecret: () => "new",
    isLeader: () => Promise.resolve(leads),
    now: () => clock.now,
    log: silent,
  });
  const later = (ms: number) => void (clock.now = new Date(clock.now.getTime() + ms));
  return { keeper, asked, hints, memory, later };
}

function aState(over: Partial<HookState> = {}): HookState {
  const at = "2026-03-01T10:00:00.000Z";
  return { hookId: "43", userId: 5, status: "live", says: null, checkedAt: at, readThrough: at, ...over };
}

const URL_OF_P = "https://payments.example.com/hooks/procore/p";

describe("the keeper of the webhook", () => {
  it("remembers that it asks before it asks, and then what it was given", async () => {
    const { keeper, asked, memory } = aKeeper();

    await keeper.check(COMPANY);

    expect(asked).toEqual([`ensure ${URL_OF_P} Bearer ps null, remembered as asked`]);
    expect(memory.state).toEqual(aState({ checkedAt: AT, readThrough: AT }));
  });

  it("takes in what was not delivered since a day before it last looked, but for the app's own writes", async () => {
    const told = [missed("01"), missed("02", 5), missed("03", 77)];
    const { keeper, asked, hints, memory } = aKeeper({ state: aState(), missed: told });

    await keeper.check(COMPANY);

    expect(asked.at(-1)).toBe("missed of 43 since 2026-02-28T10:00:00.000Z");
    expect(hints.map(({ event }) => event)).toEqual(["01", "03"]);
    expect(memory.state?.readThrough).toBe(AT);
  });

  it("reads from where it had come to once the deliveries can be read again", async () => {
    const { keeper, memory } = aKeeper({ state: aState(), missed: "unavailable" });

    await keeper.check(COMPANY);

    expect(memory.state).toEqual(aState({ checkedAt: AT }));
  });

  it("reads nothing of a hook that has only just been made", async () => {
    const { keeper, asked } = aKeeper({ state: aState({ hookId: "42" }) });

    await keeper.check(COMPANY);

    expect(asked).toHaveLength(1);
  });

  it.each(["unavailable", "rate limited"] as const)("leaves a live hook live where Procore is %s", async (fails) => {
    const { keeper, memory } = aKeeper({ state: aState(), fails });

    await keeper.check(COMPANY);

    expect(memory.state).toEqual(aState());
  });

  it("keeps Procore's refusal in words", async () => {
    const { keeper, memory } = aKeeper({ fails: "forbidden" });

    await keeper.check(COMPANY);

    expect(memory.state).toMatchObject({ status: "refused", says: "Procore: forbidden.", hookId: null });
  });

  it("gives secrets to a connection that has none", async () => {
    const { keeper, memory, asked } = aKeeper({ secrets: false });

    await keeper.check(COMPANY);

    const secrets = { procore: "new", acumatica: "new" };
    expect(memory.tokens).toEqual({ procore: "p", acumatica: "a", secrets });
    expect(asked[0]).toContain("Bearer new");
  });

  it("asks for nothing where no webhook is wanted, and removes what there is", async () => {
    const nothing = aKeeper({ settings: { schedule: "never" } });
    await nothing.keeper.check(COMPANY);
    expect(nothing.asked).toEqual([]);

    const { keeper, asked, memory } = aKeeper({ settings: { schedule: "never" }, state: aState() });
    await keeper.check(COMPANY);
    expect([asked, memory.state]).toEqual([["remove 43"], null]);
  });

  it("asks at the start about companies not looked at for ten minutes, once, and only where it leads", async () => {
    const fresh = aKeeper({ state: aState({ checkedAt: AT }) });
    await fresh.keeper.begin();
    const follower = aKeeper({ state: aState(), leads: false });
    await follower.keeper.begin();
    expect([fresh.asked, follower.asked]).toEqual([[], []]);

    const { keeper, asked } = aKeeper({ state: aState() });
    await keeper.begin();
    await keeper.begin();
    expect(asked.filter((line) => line.startsWith("ensure"))).toHaveLength(1);
  });

  it("tries once a day to remove what outlived its connection", async () => {
    const { keeper, asked, memory, later } = aKeeper({ connected: false, state: aState(), fails: "unavailable" });

    await keeper.remove(COMPANY);
    await keeper.tidy();
    expect([asked.length, memory.state?.checkedAt]).toEqual([1, AT]);

    later(86_400_001);
    await keeper.tidy();
    expect(asked).toEqual(["remove 43", "remove 43"]);
  });

  it("gives up what Procore refuses to remove: the app may have been uninstalled", async () => {
    const { keeper, memory } = aKeeper({ connected: false, state: aState(), fails: "forbidden" });

    await keeper.remove(COMPANY);

    expect(memory.state).toBeNull();
  });
});

describe("a webhook", () => {
  const settings = { schedule: "hourly", projectMap: { 70: "PR" } } as const;

  it.each([
    ["wanted", settings, "https://payments.example.com"],
    ["no https", settings, "http://localhost:3000"],
    ["no project", { ...settings, projectMap: {} }, "https://payments.example.com"],
    ["never", { ...settings, schedule: "never" as const }, "https://payments.example.com"],
  ])("is %s", (answer, given, publicUrl) => {
    expect(wantsHook(given, publicUrl)).toBe(answer);
  });
});
