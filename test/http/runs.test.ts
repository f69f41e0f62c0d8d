import { beforeAll, describe, expect, it } from "vitest";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";
import { textOf, type Json } from "./served-app.ts";

let world: PaidCompany;
beforeAll(async () => {
  world = await aPaidCompany();
});

const runs = () => `${world.app.project}/runs`;
const start = (body: unknown, token = world.admin) => world.app.ask("POST", runs(), { token, body });
const items = (body: Json) => body["items"] as unknown as readonly Json[];

describe("POST …/runs", () => {
  it("is protected: it needs the right to sync, and to see the project", async () => {
    const statuses = await world.app.statuses("POST", runs(), { mode: "nothing" });

    expect(statuses).toEqual({ nobody: 401, stranger: 404, outsider: 403, viewer: 403, accountant: 422, admin: 422 });
    const blind = await world.app.person({ accountant: true, project: null });
    expect((await start({ mode: "preview" }, blind)).status).toBe(403);
  });

  it("previews without writing, then applies what was previewed", async () => {
    world.pay("1", 1_000_00);

    const preview = await world.sync({ mode: "preview" });
    const applied = await world.sync({ mode: "apply", plan: preview["id"] });

    expect(preview).toMatchObject({
      status: "succeeded",
      trigger: "person",
      counts: { create: 1 },
      changes: [
        { kind: "create", outcome: "planned", before: null, after: { amount: { amount: "1000.00", currency: "USD" } } },
      ],
    });
    expect(applied).toMatchObject({ status: "succeeded", plan: preview["id"], changes: [{ outcome: "applied" }] });
  });

  it("takes a run back", async () => {
    world.pay("2", 200_00);
    const done = await world.sync();

    const undone = await world.sync({ mode: "apply", undo: done["id"] });

    expect(undone).toMatchObject({
      status: "succeeded",
      undo: done["id"],
      changes: [{ kind: "remove", outcome: "applied" }],
    });
  });

  it("refuses a second one while the first is unfinished", async () => {
    const answers = [await start({ mode: "preview" }), await start({ mode: "preview" })];

    expect(answers.map(({ status }) => status)).toEqual([202, 409]);
    expect(answers[1]?.body["kind"]).toBe("busy");
    await world.app.ended(world.admin, textOf(answers[0]?.body["runId"]));
  });

  it.each<[what: string, body: unknown, pointer: string]>([
    ["an unknown mode", { mode: "guess" }, "/mode"],
    ["an unknown commitment", { mode: "preview", scope: { commitmentId: 1 } }, "/scope/commitmentId"],
    ["an unknown invoice", { mode: "preview", scope: { invoiceId: 1 } }, "/scope/invoiceId"],
    ["a plan that there is not", { mode: "apply", plan: "none" }, "/plan"],
    ["a run that there is not", { mode: "apply", undo: "none" }, "/undo"],
    ["a plan and an undo", { mode: "apply", plan: "a", undo: "b" }, "/undo"],
    ["a preview of a stored plan", { mode: "preview", plan: "a" }, "/mode"],
  ])("points at %s", async (_what, body, pointer) => {
    const answer = await start(body);

    expect([answer.status, answer.body["pointer"]]).toEqual([422, pointer]);
  });
});

describe("GET …/runs", () => {
  it("is protected, and shows only runs of projects that the caller may see", async () => {
    const all = `${world.app.company}/runs`;

    expect(await world.app.statuses("GET", all)).toMatchObject({
      nobody: 401,
      stranger: 404,
      outsider: 200,
      viewer: 200,
    });
    const seen = items((await world.app.get(all, await world.app.person())).body);
    const unseen = items((await world.app.get(all, await world.app.person({ project: null }))).body);
    expect(seen.length).toBeGreaterThan(0);
    expect(unseen).toEqual([]);
  });

  it("refuses the runs of a project that the caller may not see", async () => {
    const path = `${world.app.company}/runs?project_id=${world.app.projectId}`;

    expect((await world.app.get(path, await world.app.person({ project: null }))).status).toBe(403);
  });

  it("tells one run to those who may see its project alone", async () => {
    const { id } = await world.sync({ mode: "preview" });
    const path = `${world.app.company}/runs/${textOf(id)}`;

    expect(await world.app.statuses("GET", path)).toMatchObject({
      nobody: 401,
      stranger: 404,
      outsider: 403,
      viewer: 200,
    });
    expect((await world.app.get(`${world.app.company}/runs/none`, world.admin)).status).toBe(404);
  });
});

describe("GET …/runs/:id/events", () => {
  it("is protected", async () => {
    const { id } = await world.sync({ mode: "preview" });
    const path = `${world.app.company}/runs/${textOf(id)}/events`;

    expect(await world.app.statuses("GET", path)).toMatchObject({
      nobody: 401,
      stranger: 404,
      outsider: 403,
      viewer: 200,
    });
  });

  it("tells the progress of a run until its end", async () => {
    world.pay("9", 900_00);
    const { body } = await start({ mode: "apply" });

    const { text, headers } = await world.app.get(
      `${world.app.company}/runs/${textOf(body["runId"])}/events`,
      world.admin,
    );

    const events = text.split("\n\n").filter(Boolean);
    expect(headers.get("content-type")).toContain("text/event-stream");
    expect(events[0]).toMatch(/^event: progress\ndata: /);
    const [, data = "{}"] = /^event: end\ndata: (.*)$/s.exec(events.at(-1) ?? "") ?? [];
    expect(JSON.parse(data)).toMatchObject({ status: "succeeded", done: 1, total: 1, counts: { create: 1 } });
  });
});
