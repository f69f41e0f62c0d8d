import type { Frame } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { frameIn, WIDTHS } from "./looks.ts";
import { closeStage, goTo, leave, openPopup, openSyncedStage, signIn, visit } from "./stage.ts";
import type { Stage } from "./stage.ts";

/** What moves under the reader's eyes between the first paint and the page standing still. */

let stage: Stage;
beforeAll(async () => {
  ({ stage } = await openSyncedStage());
});
afterEach(async () => {
  expect(await leave(stage)).toEqual([]);
});
afterAll(() => closeStage(stage));

/** The web's own measure calls 0.1 good. */
const MOST = 0.02;

/** Address, and what is there once nothing more comes. */
const PAGES = [
  ["#/payments", "Payments of invoice IBC-2201"],
  ["#/review", "Needs a decision"],
  ["#/tie-out", "Print statement"],
  ["#/history", /created/],
  ["#/settings/connection", "Save address"],
  ["#/settings/projects", "Project mapping"],
  ["#/settings/payments", "What is synced"],
  ["#/settings/schedule", "Sync schedule"],
  ["#/settings/people", "Who was here"],
  ["#/settings/activity", /signed in|changed|started/],
] as const;

type Shifts = { sum: number; readonly what: string[] };

/** Counts every shift from the frame's first moment on, also those shortly after a click, which the web's measure forgives. */
function watch(frame: Frame): Promise<void> {
  return frame.evaluate(() => {
    type Shift = PerformanceEntry & { value: number; sources: { node: Node | null }[] };
    const kept: Shifts = { sum: 0, what: [] };
    const count = (entries: PerformanceEntryList) => {
      for (const { value, sources } of entries as Shift[]) {
        kept.sum += value;
        const named = sources.map(({ node }) => node?.textContent?.slice(0, 40) ?? "?");
        kept.what.push(`${value.toFixed(4)} ${named.join(" | ")}`);
      }
      return kept;
    };
    const observer = new PerformanceObserver((list) => count(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    Object.assign(window, { shifts: () => count(observer.takeRecords()) });
  });
}

function shiftsIn(frame: Frame): Promise<Shifts> {
  return frame.evaluate(() => (window as unknown as { shifts: () => Shifts }).shifts());
}

describe.each(WIDTHS)("%i px wide", (width) => {
  it.each(PAGES)("%s stands still from its first paint on", async (hash, shows) => {
    const visited = await visit(stage, { width, as: null });
    const frame = await frameIn(visited, "main iframe");
    await visited.app.getByRole("button", { name: "Sign in with Procore" }).waitFor();
    await watch(frame);
    await goTo(visited, stage, hash);
    await signIn(visited, "Ana Reyes");
    const { app } = visited;
    await app
      .getByText(shows)
      .or(app.getByRole("button", { name: shows }))
      .first()
      .waitFor();
    await app.getByText("0 unexplained").waitFor();
    await app.locator("[aria-busy=true]").first().waitFor({ state: "detached" });

    const { sum, what } = await shiftsIn(frame);

    expect(sum, what.join("\n")).toBeLessThanOrEqual(MOST);
  });
});

describe("the side panel", () => {
  it("stands still from its first paint on", async () => {
    const visited = await visit(stage, { as: null });
    const { id } = stage.company.commitments.concrete;
    await visited.page.evaluate((commitment) => (window.location.hash = `#commitments/${commitment}`), id);
    await visited.page.locator("#panel-button").click();
    const app = visited.page.frameLocator("#panel iframe");
    const button = app.getByRole("button", { name: "Sign in with Procore" });
    await button.waitFor();
    const frame = await frameIn(visited, "#panel iframe");
    await watch(frame);
    const popup = await openPopup(visited, () => button.click());
    const closed = popup.waitForEvent("close");
    await popup.getByRole("button", { name: "Jordan Blake" }).click();
    await closed;
    await app.getByRole("heading", { name: "Tie-out" }).waitFor();
    await app.locator("[aria-busy=true]").first().waitFor({ state: "detached" });

    const { sum, what } = await shiftsIn(frame);

    expect(sum, what.join("\n")).toBeLessThanOrEqual(MOST);
  });
});
