import { beforeAll, describe, expect, it } from "vitest";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";
import { textOf, type Json } from "./served-app.ts";

let world: PaidCompany;
let key: string;
beforeAll(async () => {
  world = await aPaidCompany();
  world.pay("1", 1_000_00);
  await world.sync({ mode: "preview" });
  const { body } = await world.app.get(`${world.app.project}/payments`, world.admin);
  key = textOf((body["items"] as unknown as readonly Json[])[0]?.["key"]);
});

const decide = (body: unknown, token = world.admin) =>
  world.app.ask("POST", `${world.app.project}/decisions`, { token, body });

describe("POST …/decisions", () => {
  it("is protected: it needs the right to sync, and to see the project", async () => {
    const statuses = await world.app.statuses("POST", `${world.app.project}/decisions`, {});

    expect(statuses).toEqual({ nobody: 401, stranger: 404, outsider: 403, viewer: 403, accountant: 422, admin: 422 });
  });

  it("answers the application as it now stands, until the decision is forgotten", async () => {
    const ignored = await decide({ key, decide: "ignore" });
    const reset = await decide({ key, decide: "reset" });

    expect([ignored.status, reset.status]).toEqual([200, 200]);
    expect(ignored.body).toMatchObject({
      key,
      state: "excluded",
      reason: { code: "ignored" },
      decision: { decide: "ignore" },
    });
    expect(reset.body).toMatchObject({ key, state: "pending", decision: null });
  });

  it("keeps who decided what", async () => {
    await decide({ key, decide: "ignore" });
    await decide({ key, decide: "reset" });

    const { body } = await world.app.get(`${world.app.company}/audit`, world.admin);

    const entries = body["items"] as unknown as readonly Json[];
    expect(entries.slice(-2).map(({ what, target }) => [what, target])).toEqual([
      ["decided: ignore", key],
      ["decided: reset", key],
    ]);
  });

  it.each<[what: string, body: object, pointer: string]>([
    ["a link without an invoice", { decide: "link" }, "/invoiceId"],
    ["an invoice that is not there", { decide: "link", invoiceId: 1 }, "/invoiceId"],
    ["a payment that is not there", { decide: "adopt", contractPaymentId: 1 }, "/contractPaymentId"],
    ["a decision that there is not", { decide: "forget" }, "/decide"],
  ])("points at %s", async (_what, body, pointer) => {
    const answer = await decide({ key, ...body });

    expect([answer.status, answer.body["pointer"]]).toEqual([422, pointer]);
  });

  it("knows no application of another project", async () => {
    expect((await decide({ key: "acu:MyStore:CHK:999:INV:999", decide: "ignore" })).status).toBe(404);
  });
});
