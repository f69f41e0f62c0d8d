import { describe, expect, it } from "vitest";
import {
  procore,
  company,
  commitment,
  user,
  later,
  ask,
  post,
  inProcore,
  itKeepsTheContract,
  type Json,
} from "./procore-world.ts";

inProcore();

describe("webhooks", () => {
  const base = () => `/rest/v2.0/companies/${company}/webhooks`;
  const hook = { payload_version: "v2.0", namespace: "payments", destination_url: "https://app.example.com/hooks" };
  const trigger = { resource_name: "Contract Payments", event_type: "create" };

  async function hooked(fields: Json = {}): Promise<string> {
    const made = await ask("POST", `${base()}/hooks`, {
      body: { ...hook, destination_headers: { Authorization: "Bearer hook-secret" }, ...fields },
    });
    const id = String((made.data["data"] as Json)["id"]);
    expect((await ask("POST", `${base()}/hooks/${id}/triggers`, { body: trigger })).status).toBe(201);
    return id;
  }

  it("keeps hooks and triggers, ids as text and the secret masked", async () => {
    const id = await hooked();

    const list = await ask("GET", `${base()}/hooks`, { params: { namespace: "payments" } });
    expect(list.data["data"]).toMatchObject([{ id, status: "active", company_id: String(company), trigger_count: 1 }]);
    expect(JSON.stringify(list.data)).not.toContain("hook-secret");
    const triggers = await ask("GET", `${base()}/hooks/${id}/triggers`);
    expect(triggers.data["data"]).toMatchObject([{ resource_name: "Contract Payments", event_type: "CREATED" }]);
    const patched = await ask("PATCH", `${base()}/hooks/${id}`, { body: { status: "disabled" } });
    expect(patched.data["data"]).toMatchObject({ status: "disabled" });
    expect((await ask("DELETE", `${base()}/hooks/${id}`)).status).toBe(204);
    expect((await ask("GET", `${base()}/hooks/${id}`)).status).toBe(404);
  });

  it("adds and removes triggers in bulk", async () => {
    const id = await hooked();
    const body = [{ resource_name: "Work Order Contracts", event_type: "update" }];
    const added = await ask("POST", `${base()}/hooks/${id}/triggers/bulk`, { body });
    const [row] = added.data["data"] as Json[];

    const removed = await ask("DELETE", `${base()}/hooks/${id}/triggers/bulk`, { body: [row?.["id"]] });
    expect(removed.data["data"]).toEqual({ succeeded: [row?.["id"]] });
    expect((await ask("DELETE", `${base()}/hooks/${id}/triggers/${String(row?.["id"])}`)).status).toBe(404);
  });

  it("lists no requisitions among what it can tell of", async () => {
    const reply = await ask("GET", `${base()}/resources`, { params: { payload_version: "v2.0", per_page: 100 } });
    const names = (reply.data["data"] as Json[]).map(({ name }) => name);

    expect(names).toContain("Contract Payments");
    expect(names).not.toContain("Requisitions");
  });

  it("wants a public https address", async () => {
    const body = { ...hook, destination_url: "http://127.0.0.1/hooks" };

    expect((await ask("POST", `${base()}/hooks`, { body })).status).toBe(400);
  });

  it("wants Standard on the Webhooks API tool", async () => {
    procore.admin.joinCompany(user, company, { Admin: "Admin" });

    expect((await ask("POST", `${base()}/hooks`, { body: hook })).status).toBe(403);
  });

  it("tells of a created payment with the static header, and without its contract", async () => {
    await hooked();
    const created = await post({ amount: "1.00" });

    const [delivery] = procore.webhooks.deliver();
    expect(delivery?.headers["authorization"]).toBe("Bearer hook-secret");
    expect(delivery?.payload).toMatchObject({ resource_name: "Contract Payments", resource_id: created.data["id"] });
    expect(delivery?.payload).not.toHaveProperty("contract_id");
    expect(procore.webhooks.deliver()).toEqual([]);
  });

  it("delivers twice, late and out of order when asked", async () => {
    await hooked();
    for (const amount of ["1.00", "2.00"]) procore.ui.typeInPayment({ commitmentId: commitment, amount });

    expect(procore.webhooks.deliver({ failed: true })).toHaveLength(2);
    later(3_600);
    const again = procore.webhooks.deliver({ copies: 2, newestFirst: true });
    expect(new Set(again.map(({ payload }) => payload["ulid"])).size).toBe(2);
    const times = again.map(({ payload }) => Number(payload["resource_id"]));
    expect([times.length, (times[0] ?? 0) > (times[3] ?? 0)]).toEqual([4, true]);
  });

  it("remembers what was never delivered", async () => {
    const id = await hooked();
    procore.ui.typeInPayment({ commitmentId: commitment, amount: "1.00" });
    procore.webhooks.discard();

    const params = { "filter[status]": "discarded", "filter[start]": "2026-03-01", "filter[end]": "2026-03-02" };
    const list = await ask("GET", `${base()}/hooks/${id}/deliveries`, { params });
    expect(list.data["data"]).toMatchObject([{ status: "discarded" }]);
    const none = await ask("GET", `${base()}/hooks/${id}/deliveries`, { params: { "filter[status]": "succeeded" } });
    expect(none.data["data"]).toEqual([]);
  });

  it("writes ids as text in version 4", async () => {
    await hooked({ payload_version: "v4.0" });
    const { id } = procore.ui.typeInPayment({ commitmentId: commitment, amount: "1.00" });

    expect(procore.webhooks.deliver()[0]?.payload).toMatchObject({ resource_id: String(id), reason: "create" });
  });
});

itKeepsTheContract();
