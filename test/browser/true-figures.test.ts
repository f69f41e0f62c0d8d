import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { GetRuns } from "../../server/contract/runs.ts";
import type { Driver } from "../demo/drive.ts";
import type { Happening } from "../demo/meanwhile.ts";
import { closeStage, goTo, leave, openSyncedStage, seen, visit } from "./stage.ts";
import type { Stage, Visit } from "./stage.ts";

/** A synced project, on which people go on working: what the page says of it stays true. */
let stage: Stage;
let admin: Driver;
let pay: Happening;
beforeAll(async () => {
  ({ stage, admin, pay } = await openSyncedStage());
});
afterEach(async () => {
  stage.procore.wire.heal();
  expect(await leave(stage)).toEqual([]);
});
afterAll(() => closeStage(stage));

const button = ({ app }: Visit, name: RegExp | string) => app.getByRole("button", { name }).first();
const project = () => stage.company.projects.tower.id;

/** The next create is refused, as Procore refuses what its rules do not allow. */
function refuseOneCreate(): void {
  const headers = { "content-type": "application/json" };
  const reply = { status: 422, headers, body: '{"errors":{"date":["is in a closed period"]}}' };
  stage.procore.wire.failNext(
    { kind: "reply", reply },
    ({ method, target }) => method === "POST" && target.includes("/contract_payments"),
  );
}

async function latestRun(): Promise<string> {
  const query = { project_id: project() };
  const [run] = (await admin.call(GetRuns, { params: { c: stage.company.companyId }, query })).items;
  if (!run) throw new Error("Nothing ran");
  return run.id;
}

describe("the list of payments", () => {
  it("shows an invoice in its own state however few of its payments the search leaves", async () => {
    const visited = await visit(stage, { width: 1_280 });
    await visited.app.getByRole("searchbox").or(visited.app.getByLabel("Search")).fill("40186");

    const row = visited.app.getByRole("row").filter({ hasText: "KSF 123" });
    await row.getByText("1 of 2 payments shown").waitFor();
    expect(await row.locator("[class*=Pill]").first().textContent()).toBe("Synced");
  });
});

describe("a preview", () => {
  it("is marked out of date once a sync has written anything, and offers only a new one", async () => {
    pay.happen();
    const visited = await visit(stage, { width: 1_280 });
    await button(visited, /^Preview$/).click();
    await button(visited, /^Apply this/).waitFor();

    await button(visited, /^Sync Payments/).click();

    await seen(visited, "This preview is out of date").waitFor();
    expect(await button(visited, /^Apply this/).count()).toBe(0);
    expect(await button(visited, /^Preview again$/).isVisible()).toBe(true);
  });
});

describe("a run's page", () => {
  it("counts only what was written, and tells apart what was not", async () => {
    pay.happen();
    refuseOneCreate();
    const visited = await visit(stage, { width: 1_280 });
    await button(visited, /^Sync Payments/).click();
    await seen(visited, "Synced, but not everything could be written").waitFor();

    await goTo(visited, stage, `#/history/${await latestRun()}`);

    await seen(visited, /^Not done \+\$/).waitFor();
    expect(await seen(visited, /Payments Issued changed by/).count()).toBe(0);
  });

  it("counts failed payments in the header, and leads to them", async () => {
    const visited = await visit(stage, { width: 1_280 });

    await visited.app.getByRole("link", { name: "1 failed" }).click();

    await seen(visited, /is in a closed period/)
      .first()
      .waitFor();
  });

  it("lists with their amounts what an undo takes back, says who took it back, and offers it no more", async () => {
    const { companyId } = stage.company;
    await admin.sync(companyId, project());
    pay.happen();
    await admin.sync(companyId, project());
    const run = await latestRun();
    const visited = await visit(stage, { width: 1_280 });
    await goTo(visited, stage, `#/history/${run}`);
    await button(visited, "Undo this run").click();
    const list = visited.app.getByRole("list", { name: "What is taken back" });
    expect(await list.getByText(/^\$[\d,.]+ is removed$/).count()).toBe(1);

    await button(visited, "Undo 1 change").click();

    await seen(visited, "The run was taken back").waitFor();
    await seen(visited, /^1 change taken back/)
      .first()
      .waitFor();
    await seen(visited, /^Taken back by/).waitFor();
    expect(await button(visited, "Undo this run").count()).toBe(0);
  });
});

describe("the two buttons", () => {
  it("spin only for what was asked for", async () => {
    const visited = await visit(stage, { width: 1_280 });
    await visited.page.route("**/projects/*/runs", async (route) => {
      await held;
      await route.continue();
    });
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));

    await button(visited, /^Preview$/).click();

    const wheels = (name: RegExp) => button(visited, name).locator("[class*=StyledSpinner]").first();
    await wheels(/^Preview$/).waitFor();
    expect(await wheels(/^Sync Payments/).isVisible()).toBe(false);
    answer();
    await seen(visited, /There is nothing to apply/)
      .or(button(visited, /^Apply/))
      .first()
      .waitFor();
  });
});
