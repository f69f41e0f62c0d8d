import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Driver } from "../demo/drive.ts";
import type { Happening } from "../demo/meanwhile.ts";
import type { WireReply, WireRequest } from "../fakes/wire.ts";
import { faultsOfLook } from "./looks.ts";
import { closeStage, goTo, leave, openSyncedStage, seen, signIn, visit } from "./stage.ts";
import type { Stage, Visit } from "./stage.ts";

/** What the page shows when Acumatica or Procore is slow, down, or has something switched off. */

let stage: Stage;
let admin: Driver;
let pay: Happening;
beforeAll(async () => {
  ({ stage, admin, pay } = await openSyncedStage());
});
afterEach(async () => {
  stage.procore.wire.heal();
  stage.acumatica.wire.heal();
  Object.assign(stage.procore.behavior, { spikeLimit: 10_000 });
  expect(await leave(stage)).toEqual([]);
});
afterAll(() => closeStage(stage));

const MANY = 10_000;
const heading = ({ app }: Visit, name: string) => app.getByRole("heading", { name });
const button = ({ app }: Visit, name: string | RegExp) => app.getByRole("button", { name }).first();
const sync = (visited: Visit) => button(visited, /^Sync Payments/);
const invoice = ({ app }: Visit) => app.getByRole("button", { name: "Payments of invoice IBC-2201" });

const isCreate = ({ method, target }: WireRequest) => method === "POST" && target.includes("/contract_payments");
const asksRights = ({ target }: WireRequest) => target.includes("/settings/permissions");

function answers(status: number, body: string): { readonly kind: "reply"; readonly reply: WireReply } {
  return { kind: "reply", reply: { status, headers: { "content-type": "application/json" }, body } };
}

describe("asked to slow down", () => {
  it("at the door says at what time it goes on, and goes on by itself then", async () => {
    const visited = await visit(stage, { as: null, project: "school" });
    stage.procore.wire.failNext(slowDown(12), asksRights, MANY);
    await signIn(visited, "Ana Reyes");

    const alert = visited.app.getByRole("alert");
    await alert.getByText("We were asked to slow down").waitFor();
    expect(await alert.textContent()).toMatch(
      /Procore asked us to slow down\. Nothing is lost\. It goes on by itself at \d?\d:\d\d:\d\d [AP]M\./,
    );
    const faults = await faultsOfLook(visited, "rate limited, at the door");
    stage.procore.wire.heal();

    await visited.app.getByRole("link", { name: "Sync history" }).waitFor({ timeout: 30_000 });
    expect(faults).toEqual([]);
  });

  it("within a sync says until when it waits, and the sync ends well", async () => {
    const visited = await visit(stage);
    pay.happen();
    stage.procore.wire.failNext(slowDown(20), isCreate);
    await sync(visited).click();

    await seen(
      visited,
      /Procore asked us to slow down\. It goes on at \d?\d:\d\d:\d\d [AP]M\. 0 of 1 changes done/,
    ).waitFor();
    const faults = await faultsOfLook(visited, "rate limited, a sync waits");

    await seen(visited, "Payments synced").waitFor({ timeout: 40_000 });
    expect(faults).toEqual([]);
  });
});

/** Procore's refusal of a request too many, with the time at which its window ends. */
function slowDown(seconds: number) {
  const reset = String(Math.ceil(Date.now() / 1_000) + seconds);
  const headers = { "content-type": "application/json", "x-rate-limit-limit": "100", "x-rate-limit-remaining": "0" };
  const body = '{"message":"You have surpassed the max number of requests"}';
  return { kind: "reply", reply: { status: 429, headers: { ...headers, "x-rate-limit-reset": reset }, body } } as const;
}

describe("Acumatica down", () => {
  it("ends a sync in words, keeps what was known, and the next sync works again", async () => {
    const visited = await visit(stage);
    await invoice(visited).waitFor();
    pay.happen();
    stage.acumatica.wire.failNext(answers(503, "{}"), () => true, MANY);
    await sync(visited).click();

    await seen(visited, "The sync stopped before it was done").waitFor({ timeout: 30_000 });
    await seen(visited, /Acumatica is not available just now/)
      .first()
      .waitFor();
    await seen(visited, /nothing is doubled/).waitFor();
    expect(await invoice(visited).isVisible()).toBe(true);
    const faults = await faultsOfLook(visited, "Acumatica down");
    stage.acumatica.wire.heal();
    await sync(visited).click();

    await seen(visited, "Payments synced").waitFor();
    expect(faults).toEqual([]);
  });

  it("is said in the header since when, with what happens next, until Acumatica is read again", async () => {
    const visited = await visit(stage, { as: "Ana Reyes" });
    await seen(visited, "Acumatica connected").waitFor();
    stage.acumatica.wire.failNext(answers(503, "{}"), () => true, MANY);
    await sync(visited).click();

    const strip = visited.app.getByRole("list", { name: "State of the sync" });
    await strip.getByText(/^Acumatica has not answered since .*\d:\d\d [AP]M$/).waitFor({ timeout: 30_000 });
    await strip.getByText("The next sync tries again").waitFor();
    expect(await strip.getByText("Acumatica connected").count()).toBe(0);
    await goTo(visited, stage, "#/settings/connection");
    await heading(visited, "Connection to Acumatica").waitFor();
    await seen(visited, /^Acumatica is not available just now\. What you see is as of the last read/).waitFor();
    await seen(visited, "Not answering").waitFor();
    const faults = await faultsOfLook(visited, "Acumatica down, the header");
    stage.acumatica.wire.heal();
    // Somebody else's sync, on another page: this one heals by itself.
    await admin.sync(stage.company.companyId, stage.company.projects.tower.id);

    await strip.getByText("Acumatica connected").waitFor({ timeout: 30_000 });
    await seen(visited, "Not answering").waitFor({ state: "detached" });
    expect(faults).toEqual([]);
  });

  it("shows in the connection's checks which of them fail, and passes once checked again", async () => {
    const visited = await visit(stage, { as: "Ana Reyes" });
    await goTo(visited, stage, "#/settings/connection");
    await button(visited, /^Check again|^Run the checks/).waitFor();
    stage.acumatica.wire.failNext({ kind: "reset before" }, () => true, MANY);
    await button(visited, /^Check again|^Run the checks/).click();

    await seen(visited, /The connection to Acumatica was lost/)
      .first()
      .waitFor({ timeout: 30_000 });
    const faults = await faultsOfLook(visited, "Acumatica down, checks");
    stage.acumatica.wire.heal();
    await button(visited, /^Check again|^Run the checks/).click();

    await seen(visited, /answers at this address/).waitFor();
    expect(faults).toEqual([]);
  });
});

describe("Procore down", () => {
  it("at the door says so, and the page opens by itself once Procore answers", async () => {
    // Nobody asked yet what this person may do here.
    const visited = await visit(stage, { as: null, project: "school" });
    stage.procore.wire.failNext(answers(503, "{}"), asksRights, MANY);
    await signIn(visited, "Jordan Blake");

    const alert = visited.app.getByRole("alert");
    await alert.getByText("A system did not answer").waitFor({ timeout: 30_000 });
    expect(await alert.textContent()).toContain("Procore could not say what you may do just now");
    const faults = await faultsOfLook(visited, "Procore down, at the door");
    stage.procore.wire.heal();

    await visited.app.getByRole("link", { name: "Sync history" }).waitFor({ timeout: 60_000 });
    expect(faults).toEqual([]);
  });

  it("ends a sync in words, and the next one writes what was left, once", async () => {
    const visited = await visit(stage);
    pay.happen();
    stage.procore.wire.failNext(
      answers(502, "<html>Bad gateway</html>"),
      ({ target }) => target.includes("/requisitions"),
      MANY,
    );
    await sync(visited).click();

    await seen(visited, "The sync stopped before it was done").waitFor({ timeout: 60_000 });
    await seen(visited, /^Procore could not list the project's .* just now/).waitFor();
    const faults = await faultsOfLook(visited, "Procore down, a sync");
    stage.procore.wire.heal();
    await sync(visited).click();

    await seen(visited, /1 created/)
      .first()
      .waitFor();
    expect(faults).toEqual([]);
  });
});

describe("switched off in Procore", () => {
  it("Payments Issued on a commitment: names it at each payment, and syncs once it is on again", async () => {
    const { commitments } = stage.company;
    stage.procore.admin.setAllowPayments(commitments.elevators.id, false);
    const visited = await visit(stage);
    pay.happen();
    await sync(visited).click();

    await seen(visited, "Synced, but not everything could be written").waitFor();
    await goTo(visited, stage, "#/review");
    await heading(visited, "Could not be written").waitFor();
    await seen(visited, /^Procore refused it: /).waitFor();
    // The refusal made the app ask anew what the commitment allows.
    await sync(visited).click();
    await seen(visited, /^The Payments Issued tab is switched off on commitment PO-25014-01/).waitFor();
    const faults = await faultsOfLook(visited, "Payments Issued off");
    stage.procore.admin.setAllowPayments(commitments.elevators.id, true);
    await sync(visited).click();

    await seen(visited, /1 created/)
      .first()
      .waitFor();
    await heading(visited, "Could not be written").waitFor({ state: "detached" });
    expect(faults).toEqual([]);
  });

  it("the Commitments tool of a project: says what is missing and whom to ask", async () => {
    stage.procore.admin.disableTool(stage.company.projects.garage.id, "Commitments");
    const visited = await visit(stage, { as: null, project: "garage" });
    await signIn(visited, "Jordan Blake");

    await heading(visited, "You cannot see payments in this project").waitFor();
    await seen(visited, /or to switch the tool on if it is off in this project/).waitFor();
    expect(await faultsOfLook(visited, "tool off")).toEqual([]);
    stage.procore.admin.enableTool(stage.company.projects.garage.id, "Commitments");
  });
});

describe("asked to rest for longer than a sync waits", () => {
  // Last: from here on the server keeps to that rest.
  it("the sync ends and says when it can go on; a page says the same", async () => {
    const visited = await visit(stage);
    pay.happen();
    stage.procore.wire.failNext(slowDown(600), isCreate);
    await sync(visited).click();

    await seen(visited, "The sync stopped before it was done").waitFor();
    await seen(visited, /Procore asked us to slow down\. It can go on at \d?\d:\d\d:\d\d [AP]M\./).waitFor();
    const faults = await faultsOfLook(visited, "rate limited, a sync stopped");
    const later = await visit(stage, { as: null, project: "garage" });
    await signIn(later, "Ana Reyes");

    await later.app
      .getByRole("alert")
      .getByText(/It goes on by itself at/)
      .waitFor();
    expect(faults).toEqual([]);
  });
});
