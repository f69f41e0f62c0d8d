import { beforeAll, describe, expect, it } from "vitest";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";
import { textOf, type Json } from "./served-app.ts";

let world: PaidCompany;
let tokens: { readonly procore: string; readonly acumatica: string };
beforeAll(async () => {
  world = await aPaidCompany();
  const stored = await world.app.composed.store.connections.get(world.app.companyId);
  tokens = stored?.webhookTokens ?? { procore: "", acumatica: "" };
});

const runs = async () => {
  await world.app.composed.engine.idle();
  const { body } = await world.app.get(`${world.app.company}/runs`, world.admin);
  return body["items"] as unknown as readonly Json[];
};

describe("a push hint", () => {
  it("is protected: a token that is not ours finds nothing, nor does one of the other system", async () => {
    for (const path of ["/hooks/procore/guess", "/hooks/acumatica/guess", `/hooks/procore/${tokens.acumatica}`]) {
      expect((await world.app.ask("POST", path, { body: {} })).status).toBe(404);
    }
  });

  it("of Procore is answered at once and looked at", async () => {
    const before = await runs();

    const { status } = await world.app.ask("POST", `/hooks/procore/${tokens.procore}`, {
      body: {
        id: "01J",
        company_id: String(world.app.companyId),
        project_id: String(world.app.projectId),
        reason: "update",
      },
    });

    expect(status).toBe(202);
    const after = await runs();
    expect(after.length).toBe(before.length + 1);
    expect(after[0]).toMatchObject({ trigger: "webhook", projectId: world.app.projectId });
    await world.app.ended(world.admin, textOf(after[0]?.["id"]));
  });

  it("that names another company's project is answered and starts nothing", async () => {
    const { admin } = world.app.procore;
    const elsewhere = admin.addProject({ companyId: admin.addCompany().id });
    const before = await runs();

    const body = { project_id: elsewhere.id };
    const { status } = await world.app.ask("POST", `/hooks/procore/${tokens.procore}`, { body });

    expect(status).toBe(202);
    expect(await runs()).toHaveLength(before.length);
  });

  it("of Acumatica makes the app look there", async () => {
    const before = world.app.acumatica.wire.log.length;

    const { status } = await world.app.ask("POST", `/hooks/acumatica/${tokens.acumatica}`, { body: { Inserted: [] } });
    await world.app.composed.engine.idle();

    expect(status).toBe(202);
    expect(world.app.acumatica.wire.log.length).toBeGreaterThan(before);
  });
});
