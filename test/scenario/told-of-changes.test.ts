import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PUBLIC_URL, ToldCompany } from "../http/told-company.ts";

let told: ToldCompany;
beforeEach(async () => {
  told = await ToldCompany.open();
});

/** What Procore is made to refuse on purpose. */
let provoked: readonly string[] = [];

afterEach(async () => {
  const manners = Object.entries(procore().health()).filter(([what, count]) => count > 0 && !provoked.includes(what));
  provoked = [];
  await told.app.close();
  expect(manners).toEqual([]);
});

const HALF_A_DAY = 13 * 3_600;
const procore = () => told.app.procore;

/** One synced payment of the company, by the sync that wrote it. */
async function aSyncedPayment(number = "1"): Promise<number> {
  told.world.pay(number, 500_00);
  await told.world.sync({ mode: "apply" }, await told.app.admin());
  const payment = procore()
    .world.paymentsOf(told.world.commitmentId)
    .find(({ checkNumber }) => checkNumber === `55${number}`);
  return payment?.id ?? 0;
}

function editByHand(id: number, checkNumber = "9999"): void {
  procore().ui.editPayment(id, { checkNumber }, { evenIfLocked: true, userId: 77 });
}

describe("a change in Procore", () => {
  it("is told of by one webhook, which the connection's page says", async () => {
    expect(told.hooks()).toMatchObject([{ status: "active", companyId: told.app.companyId, projectId: null }]);
    expect(told.hooks()[0]?.destinationUrl).toContain(`${PUBLIC_URL}/hooks/procore/`);
    expect((await told.connection())["procoreTells"]).toEqual({
      live: true,
      says: "Changes in Procore are seen within seconds.",
    });
  });

  it("is seen as drift within one hint, at the price of one look", async () => {
    editByHand(await aSyncedPayment());
    procore().webhooks.deliveries.splice(0, procore().webhooks.deliveries.length - 1);

    expect(await told.deliver()).toEqual([204]);
    await told.settled();

    expect(await told.states()).toEqual(["needs_review edited_in_procore"]);
    expect(await told.hinted()).toMatchObject([{ status: "succeeded", projectId: told.app.projectId }]);
  });

  it("that the sync itself wrote is not looked at again", async () => {
    await aSyncedPayment();

    const statuses = await told.deliver();
    await told.settled();

    expect(new Set(statuses)).toEqual(new Set([204]));
    expect(await told.hinted()).toEqual([]);
  });

  it("that is told twice, late or out of order starts nothing more", async () => {
    editByHand(await aSyncedPayment());
    await told.deliver({ failed: true });
    await told.settled();
    const once = (await told.hinted()).length;

    await told.deliver({ copies: 2, newestFirst: true });
    await told.settled();
    await told.app.restart(60);
    await told.send(procore().webhooks.deliveries);
    await told.settled();

    expect([once, (await told.hinted()).length]).toEqual([1, 1]);
  });

  it("that nobody made starts nothing: a wrong address and a wrong secret are told apart by nothing", async () => {
    const id = await aSyncedPayment();
    await told.deliver();
    editByHand(id);
    const [real] = procore().webhooks.deliver();
    if (!real) throw new Error("Nothing is told of");
    const forged = [
      { ...real, headers: { ...real.headers, authorization: "Bearer guess" } },
      { ...real, headers: { "content-type": "application/json" } },
      { ...real, url: `${PUBLIC_URL}/hooks/procore/guess` },
    ];

    const answers = await Promise.all(
      forged.map(async ({ url, headers, payload }) => {
        const body = JSON.stringify(payload);
        const reply = await fetch(told.app.reached(url), { method: "POST", headers, body });
        return [reply.status, await reply.text()];
      }),
    );
    await told.settled();

    expect(answers[0]?.[0]).toBe(404);
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(await told.hinted()).toEqual([]);
  });

  it("is one look however many are told in one burst", async () => {
    const ids = [await aSyncedPayment("1"), await aSyncedPayment("2"), await aSyncedPayment("3")];
    for (let turn = 0; turn < 10; turn += 1) for (const id of ids) editByHand(id, `${turn}`);

    await told.deliver();
    await told.settled();

    expect(await told.hinted()).toHaveLength(1);
    expect(await told.states()).toEqual([
      "needs_review edited_in_procore",
      "needs_review edited_in_procore",
      "needs_review edited_in_procore",
    ]);
  });

  it("that comes while a sync has already looked is looked at once that has ended", async () => {
    const id = await aSyncedPayment("1");
    told.world.pay("2", 300_00);
    let writing = false;
    const release = procore().wire.holdNext(({ method, target }) => {
      const isWrite = method === "POST" && target.includes("contract_payments");
      writing ||= isWrite;
      return isWrite;
    });
    const syncing = told.world.sync();
    await told.until(() => writing);
    editByHand(id);
    await told.deliver();
    told.app.later(3);
    await told.until(() => told.isHinted(told.world.commitmentId));

    release();
    await syncing;
    await told.settled();

    expect([...(await told.states())].sort()).toEqual(["needs_review edited_in_procore", "synced"]);
  });

  it("of a project that is not mapped does nothing", async () => {
    const id = await aSyncedPayment();
    const { admin } = procore();
    const other = admin.addProject({ companyId: told.app.companyId });
    await told.deliver();
    await told.configure({ projectMap: { [other.id]: "PR-0001" } });
    await told.settled();
    editByHand(id);

    await told.deliver();
    await told.settled();

    expect(await told.hinted()).toEqual([]);
  });
});

describe("what Procore could not deliver", () => {
  it("because the app was down is looked at once it is back, in one sync", async () => {
    const id = await aSyncedPayment();
    await told.deliver();
    editByHand(id, "8888");
    editByHand(id);
    procore().webhooks.discard();

    await told.app.restart(HALF_A_DAY);
    await told.until(async () => (await told.app.composed.store.hints.waiting("9999")).length > 0);
    await told.settled();

    expect(await told.hinted()).toHaveLength(1);
    expect(await told.states()).toEqual(["needs_review edited_in_procore"]);
  });

  it("and what it delivers late all the same is one", async () => {
    editByHand(await aSyncedPayment());
    await told.deliver({ failed: true });
    await told.settled();

    await told.app.restart(HALF_A_DAY);
    await told.deliver();
    await told.settled();

    expect(await told.hinted()).toHaveLength(1);
  });
});

describe("the webhook in Procore", () => {
  const gone = () => told.until(() => told.hooks().length === 0);

  it("is made again the next night where somebody deleted it", async () => {
    const [before] = told.hooks();
    procore().webhooks.hooks.clear();

    told.app.later(86_400);
    await told.until(() => told.hooks()[0]?.triggers.length === 12);
    await told.settled();

    expect(told.hooks()[0]?.id).not.toBe(before?.id);
    editByHand(await aSyncedPayment());
    await told.deliver();
    await told.settled();
    expect(await told.states()).toEqual(["needs_review edited_in_procore"]);
  });

  it("is removed when the company disconnects", async () => {
    await told.app.ask("DELETE", `${told.app.company}/connection`, { token: told.world.admin });

    await gone();
    expect((await told.connection())["procoreTells"]).toBeNull();
  });

  it("is removed though its id was never stored", async () => {
    const { procoreHooks } = told.app.composed.store;
    const at = told.app.in(0);
    const asked = { hookId: null, userId: null, status: "asked", says: null, checkedAt: at, readThrough: at } as const;
    await procoreHooks.put(told.app.companyId, asked);

    await told.app.ask("DELETE", `${told.app.company}/connection`, { token: told.world.admin });

    await gone();
  });

  it("is removed later where Procore cannot be reached when the company disconnects", async () => {
    const isHook = ({ target }: { target: string }) => target.includes("/webhooks/hooks");
    const reply = { status: 503, headers: {}, body: "" };
    procore().wire.failNext({ kind: "reply", reply }, isHook, 1_000);
    const before = procore().log.length;
    await told.app.ask("DELETE", `${told.app.company}/connection`, { token: told.world.admin });
    await told.until(() => procore().log.length === before + 4);
    await told.app.restart(60);
    procore().wire.heal();

    told.app.later(86_400);

    await gone();
  });

  it("is removed when all data of the company is deleted", async () => {
    const { status } = await told.app.ask("POST", `${told.app.company}/purge`, { token: told.world.admin });

    expect([status, told.hooks()]).toEqual([200, []]);
  });

  it("goes with the schedule Never, and comes back with another", async () => {
    await told.configure({ schedule: "never" });
    await gone();
    expect((await told.connection())["procoreTells"]).toMatchObject({ live: false });

    await told.configure({ schedule: "hourly" });
    await told.until(() => told.hooks()[0]?.triggers.length === 12);
  });

  it("that Procore refuses is said in words, and holds no sync up", async () => {
    await told.app.ask("DELETE", `${told.app.company}/connection`, { token: told.world.admin });
    await gone();
    provoked = ["forbidden"];
    procore().admin.company(told.app.companyId).serviceAccount.companyTools = { Directory: "Read Only" };
    await told.app.connect(told.world.admin);
    await told.until(async () => (await told.connection())["procoreTells"]?.["says"] !== undefined);
    await told.settled();

    const { live, says } = (await told.connection())["procoreTells"] as unknown as { live: boolean; says: string };
    expect(live).toBe(false);
    expect(says).toMatch(/^Procore refused to .+ Changes in Procore are seen at the next sync\.$/);
    told.world.pay("1", 500_00);
    expect(await told.world.sync()).toMatchObject({ status: "succeeded", counts: { create: 1 } });
  });
});

describe("a push notification of Acumatica", () => {
  type Push = { readonly url: string; readonly header: { readonly name: string; readonly value: string } };

  async function push(): Promise<Push> {
    return (await told.connection())["acumaticaPush"] as unknown as Push;
  }

  async function notify({ url, header }: Push, id = "2f1c"): Promise<number> {
    const payload = { Inserted: [{ RefNbr: "1" }], Deleted: [], Query: "AP payments", CompanyId: "MyStore", Id: id };
    const headers = { "content-type": "application/json", [header.name]: header.value };
    return (await told.send([{ url, headers, payload }]))[0] ?? 0;
  }

  it("makes the app read Acumatica and sync what is due", async () => {
    told.world.pay("1", 500_00);

    expect(await notify(await push())).toBe(204);
    await told.settled();
    await told.until(async () => (await told.states())[0] === "synced");

    expect((await told.connection())["acumaticaPush"]?.["lastAt"]).not.toBeNull();
  });

  it("that comes twice is read once, and one without the secret not at all", async () => {
    const right = await push();
    const before = told.app.acumatica.wire.log.length;
    const wrong = { ...right, header: { ...right.header, value: "Bearer guess" } };
    expect([await notify(wrong), await notify({ ...right, url: `${PUBLIC_URL}/hooks/acumatica/guess` })]).toEqual([
      404, 404,
    ]);
    await told.settled();
    expect(told.app.acumatica.wire.log.length).toBe(before);

    await notify(right);
    await told.settled();
    const once = told.app.acumatica.wire.log.length;
    await notify(right);
    await told.settled();

    expect([once > before, told.app.acumatica.wire.log.length]).toEqual([true, once]);
  });

  it("goes to a new address with a new secret after a renewal, and the old one is dead", async () => {
    const old = await push();

    const { status, body } = await told.app.ask("POST", `${told.app.company}/connection/push`, {
      token: told.world.admin,
    });

    const fresh = body["acumaticaPush"] as unknown as Push;
    expect(status).toBe(200);
    expect([fresh.url === old.url, fresh.header.value === old.header.value]).toEqual([false, false]);
    expect([await notify(old), await notify({ ...fresh, url: old.url }), await notify(fresh)]).toEqual([404, 404, 204]);
    expect(told.hooks()).toHaveLength(1);
  });
});
