import { describe, expect, it } from "vitest";
import { createFakeProcore } from "../fakes/procore/fake-procore.ts";
import {
  ADMIN,
  procore,
  project,
  user,
  clock,
  later,
  set,
  ask,
  post,
  listPayments,
  inProcore,
  itKeepsTheContract,
  type Json,
} from "./procore-world.ts";

inProcore();

describe("rate limits", () => {
  it("tells what is left of the nearer window", async () => {
    set({ spikeLimit: 25, hourlyLimit: 600 });

    const { headers } = await listPayments();

    expect(headers["x-rate-limit-limit"]).toBe("25");
    expect(headers["x-rate-limit-remaining"]).toBe("24");
    expect(Number(headers["x-rate-limit-reset"])).toBe(clock.getTime() / 1_000 + 10);
  });

  it("refuses with 429 what exceeds the spike window, until it ends", async () => {
    set({ spikeLimit: 2 });
    await listPayments();
    await listPayments();

    expect((await listPayments()).status).toBe(429);
    expect(procore.health().tooManyRequests).toBe(1);
    later(10);
    expect((await listPayments()).status).toBe(200);
  });

  it("refuses with 429 what exceeds the hour, however many spike windows pass", async () => {
    set({ hourlyLimit: 1, retryAfterOn429: true });
    await listPayments();
    later(3_590);

    const refused = await listPayments();
    expect([refused.status, refused.headers["retry-after"]]).toEqual([429, "10"]);
  });

  it("counts each company for itself", async () => {
    set({ spikeLimit: 1 });
    const other = procore.admin.addCompany().id;
    procore.admin.joinCompany(user, other);
    await listPayments();

    expect((await ask("GET", "/rest/v1.0/company_base_url", { company: other })).status).toBe(200);
  });
});

describe("conduct", () => {
  it.each<[what: string, path: string, counts: Json]>([
    [
      "an endpoint for ERP partners",
      "/rest/v1.0/companies/1/invoice_payments/sync",
      { privateEndpoint: 1, notFound: 1 },
    ],
    ["an endpoint nobody published", "/rest/v1.0/contract_payments/sync", { privateEndpoint: 1, notFound: 1 }],
    ["a webhook endpoint of version 1", "/rest/v1.0/webhooks/hooks", { deprecatedEndpoint: 1, forbidden: 1 }],
  ])("counts %s", async (_what, path, counts) => {
    await ask("PATCH", path, { body: {} });

    expect(procore.health()).toMatchObject(counts);
  });

  it("counts nothing against a client that behaves", async () => {
    await listPayments();
    await post({ amount: "1.00" });

    expect(new Set(Object.values(procore.health()))).toEqual(new Set([0]));
  });

  it("counts 401, 403 and 404, and starts again when told", async () => {
    await ask("GET", "/rest/v1.0/me", { token: "unknown" });
    await listPayments({ contract_id: 1 });
    procore.admin.disableTool(project, "Commitments");
    await listPayments();
    expect(procore.health()).toMatchObject({ unauthorized: 1, notFound: 1, forbidden: 1 });

    procore.resetHealth();
    expect(procore.health()).toMatchObject({ unauthorized: 0, notFound: 0, forbidden: 0 });
  });

  it("says so where it does not serve a published endpoint", async () => {
    expect((await ask("PATCH", `/rest/v1.1/requisitions/1`, { body: {} })).status).toBe(501);
  });

  it("can be made to answer 503 with Retry-After without having acted", async () => {
    const reply = { status: 503, headers: { "retry-after": "7" }, body: "" };
    procore.wire.failNext({ kind: "reply", reply });

    const refused = await post({ amount: "1.00" });

    expect([refused.status, refused.headers["retry-after"], procore.world.payments.size]).toEqual([503, "7", 0]);
  });

  it("can act and lose the reply, so that only a look can tell", async () => {
    procore.wire.failNext({ kind: "reset after" });
    await expect(post({ amount: "1.00", origin_id: "acu:1" })).rejects.toThrow();

    expect((await listPayments()).data).toMatchObject([{ origin_id: "acu:1" }]);
  });

  it("replays a story to the byte", async () => {
    const story = async () => {
      const fake = createFakeProcore({ now: () => new Date(0) });
      const { admin } = fake;
      const companyId = admin.addCompany().id;
      const projectId = admin.addProject({ companyId }).id;
      const vendorId = admin.addVendor({ companyId }).id;
      const contractId = admin.addCommitment({ projectId, vendorId }).id;
      const userId = admin.addUser().id;
      admin.joinCompany(userId, companyId);
      admin.joinProject(userId, projectId, ADMIN);
      const headers = {
        authorization: `Bearer ${fake.signIn(userId).accessToken}`,
        "procore-company-id": String(companyId),
        "content-type": "application/json",
      };
      const body = JSON.stringify({
        project_id: projectId,
        contract_id: contractId,
        contract_payment: { amount: "1" },
      });
      await fake.wire.exchange({ method: "POST", target: "/rest/v1.0/contract_payments", headers, body });
      return JSON.stringify(fake.log);
    };

    expect(await story()).toBe(await story());
  });
});

itKeepsTheContract();
