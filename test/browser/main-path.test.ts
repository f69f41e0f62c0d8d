import type { Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Told } from "../demo/told.ts";
import { createMeanwhile, type Happening } from "../demo/meanwhile.ts";
import { closeStage, connectCompany, leave, openStage, seen, visit } from "./stage.ts";
import type { Stage, Visit } from "./stage.ts";

let stage: Stage;
let meanwhile: readonly Happening[];
beforeAll(async () => {
  stage = await openStage();
  meanwhile = createMeanwhile(stage.company);
  await connectCompany(stage);
});
afterEach(async () => {
  stage.procore.wire.heal();
  expect(await leave(stage)).toEqual([]);
});
afterAll(() => closeStage(stage));

/** What stands in Payments Issued as ours, on one project. */
function ours(project: "tower" | "school"): ReadonlySet<string> {
  const { id } = stage.company.projects[project];
  const payments = [...stage.procore.world.payments.values()];
  return new Set(payments.flatMap(({ projectId, originId }) => (projectId === id && originId ? [originId] : [])));
}

function happens(id: "pay" | "void"): string {
  const happening = meanwhile.find((each) => each.id === id);
  if (!happening) throw new Error(`Nothing like "${id}" happens`);
  return happening.happen();
}

/** The latest check that accounting wrote. */
function latest(): Told {
  const told = [...stage.company.books.told.values()].at(-1);
  if (!told) throw new Error("Accounting paid nothing");
  return told;
}

const previewButton = ({ app }: Visit) => app.getByRole("button", { name: "Preview", exact: true }).first();
const syncButton = ({ app }: Visit) => app.getByRole("button", { name: "Sync Payments for Synced Invoices" });
const applyButton = ({ app }: Visit) => app.getByRole("button", { name: /^Apply th/ });

/** Is the pill green: by its word, and by what the eye sees? */
async function isGreen(pill: Locator): Promise<boolean> {
  const color = await pill.evaluate((element) => getComputedStyle(element).backgroundColor);
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return green > red && green > blue && (await pill.textContent()) === "Synced";
}

/** The line of an invoice and its pill. */
function pillOf({ app }: Visit, invoice: string): Locator {
  const row = app.getByRole("row").filter({ has: app.getByRole("link", { name: new RegExp(`^${invoice}\\b`) }) });
  return row.locator("[class*=Pill]").first();
}

describe("the main path", () => {
  it("previews without writing, applies exactly what was previewed, and the rows turn green", async () => {
    const visited = await visit(stage, { width: 1_280 });
    const before = ours("tower");
    await previewButton(visited).click();
    await applyButton(visited).waitFor();
    expect(ours("tower")).toEqual(before);
    expect(await seen(visited, "35 to create · 1 to take over").isVisible()).toBe(true);
    // One more check is written while the preview is being read.
    happens("pay");

    await applyButton(visited).click();
    await seen(visited, "Payments synced").waitFor();

    const synced = ours("tower");
    expect(synced.size - before.size).toBe(36);
    expect(synced).not.toContain(latest().key);
    await visited.app.getByRole("link", { name: "Payments", exact: true }).click();
    expect(await isGreen(pillOf(visited, "IBC-2201"))).toBe(true);
    await visited.app.getByRole("searchbox").or(visited.app.getByLabel("Search")).fill("NG-0932");
    expect(await isGreen(pillOf(visited, "NG-0932"))).toBe(true);
    expect(await visited.app.getByRole("button", { name: /^Synced 36/ }).count()).toBe(1);
  });

  it("shows at once what accounting paid since, and syncs it with the button of Procore's own words", async () => {
    const visited = await visit(stage, { width: 1_280 });
    happens("pay");
    const { key } = latest();
    // The second write is kept waiting until the page was seen to tell of the first: otherwise there is nothing to see.
    let writes = 0;
    const answer = stage.procore.wire.holdNext(({ method }) => method === "POST" && ++writes > 1);

    await syncButton(visited).click();

    await visited.app.getByRole("progressbar", { name: "Progress of the sync" }).waitFor();
    await seen(visited, /^[01] of 2 changes done/).waitFor();
    expect(await syncButton(visited).isDisabled()).toBe(true);
    answer();
    await seen(visited, "Payments synced").waitFor();
    await seen(visited, /2 created/).waitFor();
    expect(ours("tower")).toContain(key);
    expect(await syncButton(visited).isEnabled()).toBe(true);
  });

  it("takes a voided check out again", async () => {
    const visited = await visit(stage, { width: 1_280 });
    const standing = ours("tower").size;
    happens("void");

    await syncButton(visited).click();
    await seen(visited, /1 removed/).waitFor();

    expect(ours("tower").size).toBe(standing - 1);
  });

  it("lets everybody on the page follow a run that somebody else started", async () => {
    const mine = await visit(stage);
    happens("pay");
    const answer = stage.procore.wire.holdNext(({ method }) => method === "POST");
    await syncButton(mine).click();
    await mine.app.getByRole("progressbar").waitFor();

    const theirs = await visit(stage, { as: "Sam Okafor" });

    await theirs.app.getByRole("progressbar").waitFor();
    answer();
    await Promise.all([mine, theirs].map((each) => seen(each, "Payments synced").waitFor()));
  });
});

describe("the sync history", () => {
  it("lists every run with what it did, and each change with before and after", async () => {
    // So high that every row is drawn.
    const visited = await visit(stage, { width: 1_280, height: 6_000 });
    await visited.app.getByRole("link", { name: "Sync history" }).click();
    const first = visited.app.getByRole("row").filter({ hasText: "35 created · 1 taken over" });

    expect(await first.textContent()).toContain("jordan.blake@halvorsen.example");
    await first.getByRole("link").click();

    await visited.app.getByRole("heading", { name: /^Sync of/ }).waitFor();
    await seen(visited, "Applied a preview").waitFor();
    const changes = visited.app.getByRole("table", { name: "Changes" });
    await changes.getByText("Take over").waitFor();
    expect(await changes.getByText("Take over").count()).toBe(1);
    const taken = changes.getByRole("row").filter({ hasText: "Take over" });
    expect(await taken.textContent()).toContain("The same payment was typed in by hand");
  });

  it("takes a run back after asking", async () => {
    const visited = await visit(stage, { width: 1_280 });
    happens("pay");
    const { key } = latest();
    await syncButton(visited).click();
    await visited.app.getByRole("link", { name: "See each change" }).click();
    expect(ours("tower")).toContain(key);

    await visited.app.getByRole("button", { name: "Undo this run" }).click();
    await visited.app
      .getByRole("dialog", { name: "Undo this run?" })
      .getByRole("button", { name: /^Undo \d/ })
      .click();
    await seen(visited, /^1 change taken back/)
      .first()
      .waitFor();

    expect(ours("tower")).not.toContain(key);
  });
});

describe("a person who may only read", () => {
  it("sees the payments, finds nothing to run, and is told why", async () => {
    const visited = await visit(stage, { as: "Sam Okafor", width: 1_280 });

    await pillOf(visited, "IBC-2201").waitFor();
    expect(await previewButton(visited).count()).toBe(0);
    expect(await syncButton(visited).count()).toBe(0);
    await seen(visited, /Why: Syncing needs Admin on ERP Integrations, or to be an accounting approver/).waitFor();
    await visited.app.getByRole("link", { name: /^Needs review/ }).click();
    await visited.app
      .getByRole("button", { name: /^Decide about/ })
      .first()
      .click();
    await seen(visited, /^Deciding needs the right to sync/).waitFor();
    expect(await visited.app.getByRole("radio").count()).toBe(0);
  });

  it("is told so in a project where they may not even look", async () => {
    const visited = await visit(stage, { as: "Sam Okafor", project: "garage" });

    await seen(visited, "You cannot see payments in this project").waitFor();
    await seen(visited, /Read Only or higher on its Commitments tool/).waitFor();
  });
});
