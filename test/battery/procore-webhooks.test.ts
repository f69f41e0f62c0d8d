import { beforeEach, describe, expect, it } from "vitest";
import { NAMELESS } from "../../server/domain/hint.ts";
import { ensureHook, readEvent, readMissed, readOwnUser, removeHook } from "../../server/procore/webhooks.ts";
import { checkExchanges, PROCORE_CONTRACT, readContract } from "../fakes/contract-check.ts";
import {
  anAdapterWorld,
  closingPorts,
  errorOf,
  exchangesOf,
  onEveryMount,
  type AdapterWorld,
} from "./procore-adapter.ts";

closingPorts();

const URL_PREFIX = "https://payments.example.com/hooks/procore/";
const wish = { url: `${URL_PREFIX}token`, authorization: "Bearer secret", knownId: null, urlPrefix: URL_PREFIX };
const worlds: AdapterWorld[] = [];

onEveryMount("the webhook in Procore", (mount) => {
  let world: AdapterWorld;
  beforeEach(async () => {
    world = await anAdapterWorld(mount);
    worlds.push(world);
  });

  const hooks = () => [...world.procore.webhooks.hooks.values()];
  const ensure = (knownId: string | null = null) => ensureHook(world.client, world.company, { ...wish, knownId });
  const typeIn = () => world.procore.ui.typeInPayment({ commitmentId: world.commitment.id, amount: "1.00" });

  it("is set up with its address, its secret and what it tells of", async () => {
    const id = await ensure();

    const [hook, ...more] = hooks();
    expect([hook?.id, more]).toEqual([id, []]);
    expect(hook).toMatchObject({ destinationUrl: wish.url, authorization: "Bearer secret", status: "active" });
    expect(new Set(hook?.triggers.map(({ resource, event }) => `${resource} ${event}`))).toEqual(
      new Set(
        ["Contract Payments", "Work Order Contracts", "Purchase Order Contracts", "Draw Requests"].flatMap((resource) =>
          ["create", "update", "delete"].map((event) => `${resource} ${event}`),
        ),
      ),
    );
  });

  it("is only looked at where it stands as it should", async () => {
    const id = await ensure();
    const before = world.sent().length;

    expect(await ensure(id)).toBe(id);
    expect(
      world
        .sent()
        .slice(before)
        .map((line) => line.split(" ")[0]),
    ).toEqual(["GET", "GET", "GET"]);
  });

  it("is set up again where somebody deleted it, and switched on again where somebody disabled it", async () => {
    const first = await ensure();
    world.procore.webhooks.hooks.clear();
    const second = await ensure(first);
    const [hook] = hooks();
    if (hook) hook.status = "disabled";
    hook?.triggers.splice(0, 2);

    expect(await ensure(second)).toBe(second);
    expect(second).not.toBe(first);
    expect(hooks()).toMatchObject([{ id: second, status: "active", triggers: { length: 12 } }]);
  });

  it("gets our secret where we have lost our memory of it", async () => {
    const id = await ensure();
    const [hook] = hooks();
    if (hook) hook.authorization = "Bearer of-another-life";

    expect(await ensure(null)).toBe(id);
    expect(hook?.authorization).toBe("Bearer secret");
  });

  it("is removed, and no other", async () => {
    const id = await ensure();
    const elsewhere = "https://staging.example.com/hooks/procore/";
    await ensureHook(world.client, world.company, { ...wish, url: `${elsewhere}token`, urlPrefix: elsewhere });

    await removeHook(world.client, world.company, { knownId: id, urlPrefix: URL_PREFIX });

    expect(hooks()).toMatchObject([{ destinationUrl: `${elsewhere}token` }]);
  });

  it("is refused in words where the app's service account may not", async () => {
    world.procore.admin.company(world.company).serviceAccount.companyTools = { Directory: "Read Only" };

    const error = await errorOf(ensure());

    expect(error.kind).toBe("forbidden");
    expect(error.message).toMatch(/^Procore refused to /);
  });

  it("is refused where the address is not public", async () => {
    const url = "http://127.0.0.1:3000/hooks/procore/token";
    const error = await errorOf(ensureHook(world.client, world.company, { ...wish, url }));

    expect([error.kind, error.message]).toEqual([
      "rejected",
      "Procore refused to set up the webhook: destination_url must be a public https address",
    ]);
  });

  it("tells of a payment, and by whom it was written", async () => {
    await ensure();
    const { id } = typeIn();
    await world.target.create(world.draft());

    const events = world.procore.webhooks.deliver().map(({ payload }) => readEvent(payload));

    const own = await readOwnUser(world.client, world.company);
    expect(events).toMatchObject([
      {
        from: "Procore",
        companyId: world.company,
        projectId: world.project,
        ...NAMELESS,
        contractPaymentId: id,
        userId: null,
      },
      { projectId: world.project, userId: own },
    ]);
  });

  it("is not asked to tell of invoices where Procore does not offer it", async () => {
    world.procore.behavior.drawRequestHooks = false;

    await ensure();

    expect(new Set(hooks()[0]?.triggers.map(({ resource }) => resource))).toEqual(
      new Set(["Contract Payments", "Work Order Contracts", "Purchase Order Contracts"]),
    );
  });

  it("tells of an invoice by its id where it was deleted, and of a commitment whatever happened to it", async () => {
    await ensure();
    const { ui, webhooks } = world.procore;
    ui.renumberInvoice(world.invoice, "INV-8");
    const anew = ui.makeInvoiceAnew(world.invoice);
    ui.setStatus(world.commitment.id, "Void");

    const events = webhooks.deliver().map(({ payload }) => readEvent(payload));

    expect(anew.id).not.toBe(world.invoice);
    expect(events).toMatchObject([
      { projectId: world.project, userId: null, ...NAMELESS },
      { projectId: world.project, userId: null, ...NAMELESS, invoiceId: world.invoice },
      { projectId: world.project, userId: null, ...NAMELESS },
      { projectId: world.project, userId: null, ...NAMELESS, commitmentId: world.commitment.id },
    ]);
  });

  it("is asked what never arrived, over all pages", async () => {
    const hookId = (await ensure()) ?? "";
    for (let more = 0; more < 120; more += 1) typeIn();
    world.procore.webhooks.discard();
    typeIn();
    world.procore.webhooks.deliver({ failed: true });

    const missed = await readMissed(world.client, world.company, { hookId, since: world.now().toISOString() });
    const none = await readMissed(world.client, world.company, { hookId, since: "2026-03-03T00:00:00.000Z" });

    expect([new Set(missed.map(({ event }) => event)).size, none]).toEqual([121, []]);
  });
});

describe("an event", () => {
  it("of version 2 is named by its ulid, and has its ids as numbers", () => {
    const body = {
      id: 5,
      ulid: "01H",
      company_id: 1,
      project_id: 2,
      user_id: 3,
      resource_name: "RFIs",
      resource_id: 4,
    };

    expect(readEvent(body)).toEqual({
      event: "01H",
      from: "Procore",
      companyId: 1,
      projectId: 2,
      userId: 3,
      ...NAMELESS,
    });
  });

  it("of version 4 has an empty text for what does not apply", () => {
    const body = {
      id: "01H",
      reason: "delete",
      company_id: "1",
      project_id: "",
      user_id: "",
      resource_type: "Draw Requests",
      resource_id: "4",
    };

    expect(readEvent(body)).toEqual({
      event: "01H",
      from: "Procore",
      companyId: 1,
      projectId: null,
      userId: null,
      ...NAMELESS,
      invoiceId: 4,
    });
    expect(readEvent({ ...body, resource_id: "" })).toMatchObject(NAMELESS);
  });

  it.each([
    ["nothing", null],
    ["a text", "hello"],
    ["no id", { project_id: 1 }],
    ["a project by name", { id: "1", project_id: "x" }],
  ])("is not read from %s", (_what, body) => {
    expect(readEvent(body)).toBeNull();
  });
});

const contract = readContract("procore");
describe("the vendor's contract", () => {
  it.skipIf(!contract)("is kept by every request and reply", () => {
    const exchanges = exchangesOf(worlds);
    // The contract shows a delivery's event of version 2 alone; version 4 stands in the vendor's text.
    const eventsOf4 = exchanges.map((one) =>
      one.request.target.includes("/deliveries") ? { ...one, reply: null } : one,
    );

    expect(exchanges.length).toBeGreaterThan(50);
    expect(checkExchanges(contract, eventsOf4, PROCORE_CONTRACT)).toMatchObject({ requests: [], replies: [] });
    worlds.length = 0;
  });
});
