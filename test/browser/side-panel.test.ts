import http from "node:http";
import type { AddressInfo } from "node:net";
import type { FrameLocator, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { GetRuns } from "../../server/contract/runs.ts";
import type { CommitmentName } from "../demo/cast.ts";
import type { Driver } from "../demo/drive.ts";
import type { Happening } from "../demo/meanwhile.ts";
import { frameIn, picture, violations, widthOfDocument } from "./looks.ts";
import { closeStage, leave, openPopup, openSyncedStage, visit } from "./stage.ts";
import type { Person, Stage, Visit } from "./stage.ts";

/** The 400 px panel beside a commitment or an invoice, and what it and its host say to each other. */

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

type Panel = {
  readonly visit: Visit;
  readonly app: FrameLocator;
  /** What the panel asked our server for, as method and path. */
  readonly asked: string[];
};

const commitmentId = (name: CommitmentName): number => stage.company.commitments[name].id;

/** Opens a commitment on the host page and the panel beside it, and signs in there: the panel is a frame of its own. */
async function openPanel(name: CommitmentName, as: Person = "Jordan Blake", clock = false): Promise<Panel> {
  const visited = await visit(stage, { width: 1_024, as: null });
  const asked: string[] = [];
  visited.page.on("request", (request) => {
    const { origin, pathname, search } = new URL(request.url());
    if (origin === stage.origins.app && pathname.startsWith("/api/"))
      asked.push(`${request.method()} ${pathname}${search}`);
  });
  if (clock) {
    await visited.context.clock.install();
    await visited.page.reload();
  }
  await showCommitment(visited, name);
  await visited.page.locator("#panel-button").click();
  const app = visited.page.frameLocator("#panel iframe");
  const popup = await openPopup(visited, () => app.getByRole("button", { name: "Sign in with Procore" }).click());
  const closed = popup.waitForEvent("close");
  await popup.getByRole("button", { name: as }).click();
  await closed;
  return { visit: visited, app, asked };
}

async function showCommitment({ page }: Visit, name: CommitmentName): Promise<void> {
  await page.evaluate((id) => (window.location.hash = `#commitments/${id}`), commitmentId(name));
}

const title = ({ app }: Panel, text: string | RegExp): Locator => app.getByRole("heading", { level: 2, name: text });
const tieOut = ({ app }: Panel): Locator => app.getByRole("region", { name: "Tie-out" });
const payments = ({ app }: Panel): Locator => app.getByRole("region", { name: "Payments" }).getByRole("listitem");
const syncThis = ({ app }: Panel): Locator => app.getByRole("button", { name: "Sync this commitment" });

/** The host page tells the panel something. */
async function tell({ visit: { page } }: Panel, message: unknown): Promise<void> {
  await page.evaluate(
    ([told, app]) => document.querySelector<HTMLIFrameElement>("#panel iframe")?.contentWindow?.postMessage(told, app),
    [message, stage.origins.app] as const,
  );
}

function setup(context: Record<string, unknown>) {
  const { companyId, projects } = stage.company;
  return { type: "setup", context: { company_id: companyId, project_id: projects.tower.id, ...context } };
}

const SUBCONTRACT = "commitments.work_order_contracts.detail";

async function faultsOf(panel: Panel, name: string): Promise<readonly string[]> {
  const frame = await frameIn(panel.visit, "#panel iframe");
  const faults = [...(await violations(panel.visit, "#panel iframe"))];
  const wide = await widthOfDocument(frame);
  if (wide > 400) faults.push(`The panel's document is ${wide} px wide`);
  await picture(panel.visit, `panel, ${name}`);
  return faults;
}

describe("beside a commitment", () => {
  it("shows what was billed and paid, the tie-out and each payment with its state", async () => {
    const panel = await openPanel("glazing");

    await title(panel, "Commitment SC-25014-03 · Curtain wall and glazing").waitFor();
    await tieOut(panel).getByText("7 differences").waitFor();
    expect(await tieOut(panel).textContent()).toMatch(
      /Paid in Acumatica.*Issued in Procore.*Difference.*-\$67,825\.00/s,
    );
    expect(await payments(panel).count()).toBe(5);
    expect(await payments(panel).getByText("Needs review", { exact: true }).count()).toBe(3);
    expect(await payments(panel).getByText("Synced", { exact: true }).count()).toBe(2);
    await payments(panel)
      .getByRole("button", { name: /^Details of/ })
      .first()
      .click();
    expect(await faultsOf(panel, "glazing")).toEqual([]);
  });

  it("says in step where Procore shows exactly what was paid", async () => {
    const panel = await openPanel("concrete");

    await title(panel, /^Commitment SC-25014-01/).waitFor();
    await tieOut(panel).getByText("Equal").waitFor();
    expect(await faultsOf(panel, "concrete")).toEqual([]);
  });

  it("syncs this commitment alone, and shows what came of it", async () => {
    const panel = await openPanel("elevators");
    await payments(panel).first().waitFor();
    const before = await payments(panel).count();
    pay.happen();

    await syncThis(panel).click();

    await panel.app.getByRole("status").getByText("1 created").waitFor();
    await expect.poll(() => payments(panel).count(), { timeout: 15_000 }).toBe(before + 1);
    await tieOut(panel).getByText("Equal").waitFor();
    const run = (await admin.call(GetRuns, { params: { c: stage.company.companyId }, query: {} })).items[0];
    expect(run?.scope).toEqual({ commitmentId: commitmentId("elevators") });
    expect(await faultsOf(panel, "synced")).toEqual([]);
  });

  it("offers no sync to a person who may only read, and says why", async () => {
    const panel = await openPanel("concrete", "Sam Okafor");

    await panel.app.getByText(/^Why: Syncing needs Admin on ERP Integrations/).waitFor();
    expect(await syncThis(panel).count()).toBe(0);
    expect(await faultsOf(panel, "read only")).toEqual([]);
  });
});

describe("the panel and its host", () => {
  it("begin with the panel's word, and the host's answer says what the panel is for", async () => {
    const visited = await visit(stage, { as: null });
    await visited.page.evaluate(() => {
      window.addEventListener("message", ({ data, origin }: MessageEvent<unknown>) => {
        document.body.dataset["heard"] = JSON.stringify([data, origin]);
      });
    });
    await showCommitment(visited, "concrete");
    await visited.page.locator("#panel-button").click();

    await expect
      .poll(() => visited.page.evaluate(() => document.body.dataset["heard"]))
      .toBe(JSON.stringify([{ type: "initialize" }, stage.origins.app]));
  });

  it("move on together: another commitment, an invoice, a list, and back, without signing in again", async () => {
    const panel = await openPanel("elevators");
    await payments(panel).first().waitFor();
    pay.happen();
    await syncThis(panel).click();
    await panel.app.getByRole("status").getByText("1 created").waitFor();

    await showCommitment(panel.visit, "steel");
    await title(panel, /^Commitment SC-25014-02/).waitFor();
    expect(await panel.app.getByText("1 created").count()).toBe(0);

    const invoice = [...stage.procore.world.requisitions.values()].find(
      ({ invoiceNumber }) => invoiceNumber === "IBC-2205",
    );
    await tell(panel, setup({ id: invoice?.id, view: "commitments.requisitions.detail" }));
    await title(panel, "Invoice IBC-2205").waitFor();
    await panel.app.getByRole("button", { name: "Sync this invoice" }).waitFor();
    const faults = [...(await faultsOf(panel, "invoice"))];

    await tell(panel, setup({ view: "commitments.contracts.list" }));
    await panel.app.getByText("Open a commitment or a subcontractor invoice to see its payments.").waitFor();
    faults.push(...(await faultsOf(panel, "list")));
    await tell(panel, setup({ id: String(commitmentId("concrete")), view: SUBCONTRACT }));
    await title(panel, /^Commitment SC-25014-01/).waitFor();
    expect(faults).toEqual([]);
  });

  it("take no word from anybody else, nor one of another shape", async () => {
    const panel = await openPanel("concrete");
    await title(panel, /^Commitment SC-25014-01/).waitFor();
    const forged = setup({ id: commitmentId("steel"), view: SUBCONTRACT });
    const close = await saidByAStranger(panel, forged);
    await saidByANeighbor(panel, forged);
    for (const strange of [
      "setup",
      null,
      { type: "setup" },
      { type: "setup", context: null },
      { type: "setup", context: [] },
      { type: "setup", context: {} },
      setup({ company_id: "x", id: commitmentId("steel"), view: SUBCONTRACT }),
      setup({ project_id: null, id: commitmentId("steel"), view: SUBCONTRACT }),
      setup({ id: { toString: "steel" }, view: SUBCONTRACT }),
      setup({ id: -1, view: SUBCONTRACT }),
      setup({ id: commitmentId("steel"), view: 7 }),
      { type: "sidepanel:app:hide", context: forged.context },
    ])
      await tell(panel, strange);

    // What the host says last is heard last: by then all of the above was there.
    await tell(panel, setup({ id: commitmentId("hvac"), view: SUBCONTRACT }));
    await title(panel, /^Commitment SC-25014-04/).waitFor();
    expect(panel.asked.filter((asked) => asked.includes(String(commitmentId("steel"))))).toEqual([]);
    close();
  });

  it("hidden, asks for nothing; shown again, tells at once what happened meanwhile", async () => {
    const panel = await openPanel("elevators", "Jordan Blake", true);
    await payments(panel).first().waitFor();
    await tieOut(panel).waitFor();
    const before = await payments(panel).count();
    const { context } = panel.visit;

    await tell(panel, { type: "sidepanel:app:hidden" });
    await panel.visit.page.evaluate(() => (document.body.dataset["told"] = "yes"));
    await context.clock.fastForward(1_000);
    panel.asked.splice(0);
    await context.clock.fastForward(5 * 60_000);
    pay.happen();
    await admin.sync(stage.company.companyId, stage.company.projects.tower.id);
    expect(panel.asked).toEqual([]);

    await tell(panel, { type: "sidepanel:app:visible" });
    await expect.poll(() => payments(panel).count(), { timeout: 15_000 }).toBe(before + 1);
    panel.asked.splice(0);
    await context.clock.fastForward(61_000);
    await expect.poll(() => panel.asked.some((asked) => asked.includes("/runs?")), { timeout: 15_000 }).toBe(true);
  });
});

/** A page of another site, framed beside the panel, talks to every frame of the host page. */
async function saidByAStranger({ visit: { page } }: Panel, message: unknown): Promise<() => void> {
  const server = http.createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end("<!doctype html><title>Elsewhere</title>");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://elsewhere.localhost:${(server.address() as AddressInfo).port}/`;
  await page.evaluate((from) => {
    const frame = document.createElement("iframe");
    frame.id = "stranger";
    frame.style.cssText = "position: fixed; width: 1px; height: 1px";
    frame.src = from;
    document.body.append(frame);
  }, url);
  const element = await page.waitForSelector("#stranger", { state: "attached" });
  const stranger = await element.contentFrame();
  await stranger?.waitForURL(url);
  await stranger?.evaluate((said) => {
    for (let index = 0; index < window.parent.length; index++) window.parent[index]?.postMessage(said, "*");
  }, message);
  return () => {
    server.close();
    server.closeAllConnections();
  };
}

/** Another frame of the host's own origin, which is not the page that frames the panel. */
async function saidByANeighbor({ visit: { page } }: Panel, message: unknown): Promise<void> {
  await page.evaluate((said) => {
    const neighbor = document.createElement("iframe");
    neighbor.style.cssText = "position: fixed; width: 1px; height: 1px";
    document.body.append(neighbor);
    const script = neighbor.contentDocument?.createElement("script");
    if (!script) return;
    const text = JSON.stringify(said);
    script.textContent = `for (let i = 0; i < parent.length; i++) parent[i].postMessage(${text}, "*")`;
    neighbor.contentDocument?.body.append(script);
  }, message);
}
