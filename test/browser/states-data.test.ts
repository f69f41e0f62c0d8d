import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Driver } from "../demo/drive.ts";
import type { WireRequest } from "../fakes/wire.ts";
import { faultsOfLook } from "./looks.ts";
import { closeStage, connectCompany, goTo, leave, openStage, seen, signIn, visit } from "./stage.ts";
import type { Stage, Visit } from "./stage.ts";

/** What the page shows while there is nothing, not yet anything, or only a part. */

let stage: Stage;
let admin: Driver;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(async () => {
  stage.procore.wire.heal();
  stage.acumatica.wire.heal();
  expect(await leave(stage)).toEqual([]);
});
afterAll(() => closeStage(stage));

const heading = ({ app }: Visit, name: string) => app.getByRole("heading", { name });
const button = ({ app }: Visit, name: string | RegExp) => app.getByRole("button", { name }).first();

/** The toggle of an invoice of the tower that is on the list's first screen. */
const invoice = ({ app }: Visit) => app.getByRole("button", { name: "Payments of invoice IBC-2201" });

/** Only reading what changed asks for stamps and keys alone. */
const isObservation = ({ target }: WireRequest) =>
  decodeURIComponent(target).includes("select=LastModifiedDateTime,AdjdDocType");

/** A project of the company in which nothing was ever billed. */
function quietProject(): number {
  const { procore, company } = stage;
  const { id } = procore.admin.addProject({
    companyId: company.companyId,
    name: "Quay Street Library",
    number: "26-001",
  });
  procore.admin.joinProject(company.users.accountant, id, { Commitments: "Standard", Directory: "Read Only" });
  return id;
}

describe("empty", () => {
  it("before Acumatica is connected: an admin is led to the settings, others are told who does it", async () => {
    const theirs = await visit(stage, { as: "Jordan Blake" });
    await heading(theirs, "Acumatica is not connected yet").waitFor();
    expect(await seen(theirs, "A company admin connects it in the settings of this app.").isVisible()).toBe(true);
    const faults = await faultsOfLook(theirs, "empty, unconnected, to an accountant");

    const mine = await visit(stage, { as: "Ana Reyes" });
    await heading(mine, "Acumatica is not connected yet").waitFor();
    faults.push(...(await faultsOfLook(mine, "empty, unconnected, to an admin")));
    await button(mine, "Set up the connection").click();

    await mine.app.getByLabel(/Tenant/).waitFor();
    expect(faults).toEqual([]);
  });

  it("before Acumatica was read: every tab says so, and a preview reads it and fills the page", async () => {
    const answer = stage.acumatica.wire.holdNext(isObservation);
    admin = await connectCompany(stage);
    const visited = await visit(stage);
    await heading(visited, "Acumatica has not been read yet").waitFor();
    const faults = await faultsOfLook(visited, "empty, unread");
    for (const [tab, title] of [
      ["review", "Nothing needs review"],
      ["tie-out", "Nothing to tie out yet"],
      ["history", "No sync has run yet"],
    ] as const) {
      await goTo(visited, stage, `#/${tab}`);
      await heading(visited, title).waitFor();
      faults.push(...(await faultsOfLook(visited, `empty, ${tab}`)));
    }
    await goTo(visited, stage, "#/payments");
    await visited.app.getByRole("main").getByRole("button", { name: "Preview" }).click();
    answer();

    await button(visited, /^Apply th/).waitFor();
    await visited.app.getByRole("link", { name: "Payments", exact: true }).click();
    await invoice(visited).waitFor();
    expect(faults).toEqual([]);
  });

  it("before Procore's invoices were read: what is there is shown, and a preview finds its invoices", async () => {
    const visited = await visit(stage, { project: "school" });
    await seen(visited, "Procore's invoices have not been read yet").waitFor();
    await seen(visited, "Not on a subcontractor invoice").waitFor();
    const faults = await faultsOfLook(visited, "partial, Procore unread");
    await visited.app.getByRole("main").getByRole("button", { name: "Preview" }).click();

    await button(visited, /^Apply th/).waitFor();
    await visited.app.getByRole("link", { name: "Payments", exact: true }).click();
    await visited.app
      .getByRole("button", { name: /^Payments of invoice/ })
      .first()
      .waitFor();
    expect(await seen(visited, "Procore's invoices have not been read yet").count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it("in a project without subcontractor invoices: what will appear, and when", async () => {
    const id = quietProject();
    const visited = await visit(stage, { as: null });
    await visited.page.goto(stage.origins.host);
    await visited.page.locator("main iframe").evaluate((frame: HTMLIFrameElement, to) => (frame.src = to), embed(id));
    await signIn(visited, "Jordan Blake");

    await heading(visited, "No subcontractor invoices in this project yet").waitFor();
    await seen(visited, /^Payments appear here once a subcontractor invoice has been exported/).waitFor();
    expect(await faultsOfLook(visited, "empty, no invoices")).toEqual([]);
  });

  it("where filters hide everything: they are cleared by one button", async () => {
    const visited = await visit(stage);
    await visited.app.getByRole("searchbox").fill("zzz");
    await heading(visited, "Nothing fits these filters").waitFor();
    const faults = await faultsOfLook(visited, "empty, filtered");

    await visited.app.getByRole("main").getByRole("button", { name: "Clear filters" }).last().click();

    await invoice(visited).waitFor();
    expect(faults).toEqual([]);
  });
});

function embed(projectId: number): string {
  return `${stage.origins.app}/embed?company_id=${stage.company.companyId}&project_id=${projectId}`;
}

describe("loading", () => {
  it("shows the shape of what is coming, tells it to screen readers, and gives way to it", async () => {
    const answer = stage.procore.wire.holdNext(({ target }: WireRequest) => target.includes("permissions?project_id"));
    // Nobody's rights are known yet in this project, so that Procore has to be asked.
    const visited = await visit(stage, { as: null, project: "garage" });
    await signIn(visited, "Ana Reyes");

    const loading = visited.app.getByRole("status").filter({ hasText: "Loading the page" });
    await loading.waitFor();
    expect(await loading.getAttribute("aria-busy")).toBe("true");
    expect(await loading.locator("[class*=row]").count()).toBeGreaterThan(3);
    const faults = await faultsOfLook(visited, "loading");
    answer();

    await visited.app.getByRole("link", { name: "Sync history" }).waitFor();
    await loading.waitFor({ state: "detached" });
    expect(faults).toEqual([]);
  });

  it("keeps the header and the tabs in place while a list is on its way", async () => {
    const visited = await visit(stage, { as: null });
    let release = (): void => undefined;
    const held = new Promise<void>((done) => (release = done));
    await visited.page.route("**/projects/*/payments?*", async (route) => {
      await held;
      await route.continue();
    });
    await signIn(visited, "Jordan Blake");

    await visited.app.getByRole("status").filter({ hasText: "Loading payments" }).waitFor();
    expect(await visited.app.getByRole("link", { name: "Tie-out" }).isVisible()).toBe(true);
    const faults = await faultsOfLook(visited, "loading, a list");
    release();

    await invoice(visited).waitFor();
    expect(faults).toEqual([]);
  });
});

describe("partial", () => {
  it("shows the payments where the invoices could not be read, says what is missing, and reads it when asked", async () => {
    const visited = await visit(stage, { as: null });
    await visited.page.route("**/projects/*/invoices?*", (route) => route.abort());
    await signIn(visited, "Jordan Blake");

    await seen(visited, "Not everything could be loaded").waitFor();
    await seen(visited, "Payments, without their invoices").waitFor();
    await seen(visited, /· IBC-2205/)
      .first()
      .waitFor();
    await seen(visited, /Subcontractor invoices are missing/).waitFor();
    const faults = await faultsOfLook(visited, "partial, no invoices");
    await visited.page.unroute("**/projects/*/invoices?*");
    await button(visited, "Try again").click();

    await invoice(visited).waitFor();
    expect(await seen(visited, "Not everything could be loaded").count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it("shows the invoices where the payments could not be read, and heals by itself", async () => {
    const visited = await visit(stage, { as: null });
    await visited.context.clock.install();
    await visited.page.reload();
    await visited.page.route("**/projects/*/payments?*", (route) => route.abort());
    await signIn(visited, "Jordan Blake");
    await visited.context.clock.fastForward(5_000);

    await seen(visited, "Not everything could be loaded").waitFor();
    await seen(visited, /Payments are missing/).waitFor();
    await visited.app.getByRole("link", { name: /^IBC-2201/ }).waitFor();
    const faults = await faultsOfLook(visited, "partial, no payments");
    await visited.page.unroute("**/projects/*/payments?*");
    await visited.context.clock.fastForward(60_000);

    await seen(visited, "Not everything could be loaded").waitFor({ state: "detached" });
    expect(faults).toEqual([]);
  });

  it("says which payments a sync could not write and why, and writes them at the next sync", async () => {
    const visited = await visit(stage);
    const refusal = {
      status: 422,
      headers: { "content-type": "application/json" },
      body: '{"errors":{"date":["is in a closed period"]}}',
    };
    stage.procore.wire.failNext(
      { kind: "reply", reply: refusal },
      ({ method, target }) => method === "POST" && target.includes("/contract_payments"),
    );
    await button(visited, /^Sync Payments/).click();

    await seen(visited, "Synced, but not everything could be written").waitFor();
    await seen(visited, /1 failed/)
      .first()
      .waitFor();
    const faults = await faultsOfLook(visited, "partial, one refused");
    await goTo(visited, stage, "#/payments?state=failed");
    await seen(visited, /is in a closed period/)
      .first()
      .waitFor();
    faults.push(...(await faultsOfLook(visited, "partial, the refused one")));
    await button(visited, /^Sync Payments/).click();

    await seen(visited, "Payments synced").waitFor();
    const { companyId, projects } = stage.company;
    const failed = (await admin.applications(companyId, projects.tower.id)).filter(({ state }) => state === "failed");
    expect(failed).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("keeps the tie-out where the chart's figures could not be read, and says so in the chart's place", async () => {
    const visited = await visit(stage, { as: null });
    await visited.page.route("**/projects/*/invoices?*", (route) => route.abort());
    await signIn(visited, "Jordan Blake");
    await goTo(visited, stage, "#/tie-out");

    await seen(visited, /^(Equal to the cent|Every payment explained)/).waitFor();
    const chart = visited.app.getByRole("region", { name: "Paid against billed" });
    await chart.getByRole("alert").waitFor();
    const faults = await faultsOfLook(visited, "partial, tie-out");
    await visited.page.unroute("**/projects/*/invoices?*");
    await chart.getByRole("button", { name: "Try again" }).click();

    await chart.getByRole("listitem").first().waitFor();
    expect(faults).toEqual([]);
  });
});
