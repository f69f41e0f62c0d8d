import { beforeAll, describe, expect, it } from "vitest";
import type { HookTokens } from "../../server/store/connections.ts";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";

let world: PaidCompany;
let tokens: HookTokens;
beforeAll(async () => {
  world = await aPaidCompany();
  const body = { schedule: "hourly" };
  await world.app.ask("PATCH", `${world.app.company}/settings`, { token: world.admin, body });
  const stored = await world.app.composed.store.connections.get(world.app.companyId);
  if (stored) tokens = stored.webhookTokens;
});

const waiting = () => world.app.composed.store.hints.waiting("9999");

function tell(system: "procore" | "acumatica", body: unknown, secret = tokens.secrets?.[system]) {
  const headers = { "content-type": "application/json", authorization: `Bearer ${secret}` };
  return world.app.ask("POST", `/hooks/${system}/${tokens[system]}`, { headers, body });
}

/** As version 4 writes it: every id a text. */
function anEvent(over: object = {}) {
  const { companyId, projectId } = world.app;
  return { id: "01J", company_id: String(companyId), project_id: String(projectId), reason: "update", ...over };
}

describe("a push hint", () => {
  it("is protected: by an address and a secret of its own system, and nothing tells which of them was wrong", async () => {
    const { procore, acumatica, secrets } = tokens;
    const right = `Bearer ${secrets?.procore}`;
    const answers = await Promise.all(
      [
        ["/hooks/procore/guess", right],
        [`/hooks/procore/${acumatica}`, right],
        [`/hooks/procore/${procore}`, `Bearer ${secrets?.acumatica}`],
        [`/hooks/procore/${procore}`, "Bearer "],
        [`/hooks/procore/${procore}`, null],
        [`/hooks/acumatica/${acumatica}`, right],
        ["/hooks/acumatica/guess", null],
      ].map(async ([path, authorization]) => {
        const headers = { "content-type": "application/json", ...(authorization && { authorization }) };
        const { status, text } = await world.app.ask("POST", path ?? "", { headers, body: "{ not even JSON" });
        return [status, text];
      }),
    );

    expect(answers[0]?.[0]).toBe(404);
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(await waiting()).toEqual([]);
  });

  it("of Procore is stored before it is answered, once however often it comes", async () => {
    const statuses = [await tell("procore", anEvent()), await tell("procore", anEvent())].map(({ status }) => status);

    expect(statuses).toEqual([204, 204]);
    expect(await waiting()).toMatchObject([{ from: "Procore", projectId: world.app.projectId, events: ["01J"] }]);
  });

  it.each([
    ["another company", { id: "02", company_id: "77" }],
    ["no event's id", { id: undefined }],
    ["a project by its name", { id: "03", project_id: "Harbor Tower" }],
  ])("that names %s is answered and not stored", async (_what, over) => {
    expect((await tell("procore", anEvent(over))).status).toBe(204);
    expect((await waiting()).flatMap(({ events }) => events)).toEqual(["01J"]);
  });

  it("of Acumatica is stored by its id; what else it says is not read", async () => {
    const body = { Id: "2f1c", Inserted: [{ RefNbr: "000001" }], Query: 5, CompanyId: null };

    expect([(await tell("acumatica", body)).status, (await tell("acumatica", body)).status]).toEqual([204, 204]);
    const [acumatica, ...more] = (await waiting()).filter(({ from }) => from === "Acumatica");
    expect(acumatica).toMatchObject({ projectId: null, events: ["2f1c"] });
    expect(more).toEqual([]);
  });

  it("is not taken by a connection from before there were secrets", async () => {
    const { connections } = world.app.composed.store;
    const { procore, acumatica } = tokens;
    const stood = await world.app.composed.store.pictures.asItStands(world.app.companyId);
    await connections.patch(stood, { webhookTokens: { procore, acumatica } });

    for (const secret of ["", "undefined"]) expect((await tell("procore", anEvent(), secret)).status).toBe(404);
    await connections.patch(stood, { webhookTokens: tokens });
  });
});
