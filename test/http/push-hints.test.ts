import { beforeAll, describe, expect, it } from "vitest";
import type { SyncRun } from "../../server/domain/change.ts";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";

let world: PaidCompany;
let tokens: { readonly procore: string; readonly acumatica: string };
beforeAll(async () => {
  world = await aPaidCompany();
  // With the schedule "never" nothing is written unasked, and so no hint starts a run.
  const body = { schedule: "hourly" };
  await world.app.ask("PATCH", `${world.app.company}/settings`, { token: world.admin, body });
  const stored = await world.app.composed.store.connections.get(world.app.companyId);
  tokens = stored?.webhookTokens ?? { procore: "", acumatica: "" };
});

async function runs(): Promise<readonly SyncRun[]> {
  await world.app.composed.engine.idle();
  const all = { projectIds: null, after: null, limit: 100 };
  return (await world.app.composed.store.runs.list(world.app.companyId, all)).runs;
}

/** A hint is followed after its answer has gone out. */
async function runsAfter(count: number): Promise<readonly SyncRun[]> {
  for (;;) {
    const all = await runs();
    if (all.length > count) return all;
    await new Promise((done) => setImmediate(done));
  }
}

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
    const after = await runsAfter(before.length);
    expect(after.length).toBe(before.length + 1);
    expect(after[0]).toMatchObject({ trigger: "webhook", projectId: world.app.projectId });
    await world.app.ended(world.admin, after[0]?.id ?? "");
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
