import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Keyboard, pressOn } from "./keys.ts";
import { frameIn, resize, widthOfDocument } from "./looks.ts";
import { closeStage, connectCompany, goTo, leave, openPopup, openStage, seen, visit } from "./stage.ts";
import type { Stage } from "./stage.ts";

/** A whole session without a mouse, with large text, and without motion. */

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const admin = await connectCompany(stage);
  await admin.sync(stage.company.companyId, stage.company.projects.tower.id, "preview");
});
afterEach(async () => {
  expect(await leave(stage)).toEqual([]);
});
afterAll(() => closeStage(stage));

describe("by keyboard alone", () => {
  it("a person signs in, looks around, decides, previews, applies and thinks better of an undo", async () => {
    const visited = await visit(stage, { width: 1_280, as: null });
    const { app } = visited;
    const keyboard = new Keyboard(visited);

    // Signs in through the window. A frame that is still loading would drop the focus again.
    await app.getByRole("button", { name: "Sign in with Procore" }).waitFor();
    await keyboard.enterFrame();
    const popup = await openPopup(visited, () => keyboard.use("Sign in with Procore"));
    const closed = popup.waitForEvent("close");
    await pressOn(popup, /Jordan Blake/);
    await closed;
    await app.getByRole("button", { name: "Payments of invoice IBC-2201" }).waitFor();

    // Through the tabs and back.
    await keyboard.enterFrame();
    await keyboard.use("Tie-out");
    await seen(visited, /^(Equal to the cent|Every payment explained)/).waitFor();
    await keyboard.use("Differences of commitment SC-25014-03");
    await keyboard.tabTo("Sync history", { back: true });
    await keyboard.press("Enter");
    await app.getByRole("table", { name: "Sync history" }).waitFor();
    await keyboard.tabTo("Payments", { back: true });
    await keyboard.press("Enter");

    // Filters, and opens a row and a payment of it.
    await keyboard.tabTo(/^Search/);
    await keyboard.type("NG-0933");
    const row = app.getByRole("button", { name: "Payments of invoice NG-0933" });
    await app.getByRole("button", { name: "Payments of invoice IBC-2201" }).waitFor({ state: "detached" });
    await keyboard.use("Payments of invoice NG-0933");
    expect(await row.getAttribute("aria-expanded")).toBe("true");
    await keyboard.use(/^Details of Check 40157/);
    await app.getByRole("region", { name: "Acumatica" }).waitFor();
    await keyboard.tabTo("Clear filters", { back: true });
    await keyboard.press("Enter");
    await app.getByRole("button", { name: "Payments of invoice IBC-2201" }).waitFor();

    // Decides, after a question that first is answered with Cancel, then with Escape.
    await keyboard.tabTo(/^Needs review \(/, { back: true });
    await keyboard.press("Enter");
    await seen(visited, "Needs a decision").waitFor();
    await keyboard.use(/^Select .*40157/, "Space");
    await keyboard.tabTo("Decide for all selected", { back: true });
    for (const answer of [() => keyboard.use("Cancel"), () => keyboard.press("Escape")]) {
      await keyboard.press("Enter");
      await app.getByRole("dialog").waitFor();
      expect(await inDialog(keyboard)).toBe(true);
      await answer();
      await app.getByRole("dialog").waitFor({ state: "detached" });
      expect(await keyboard.focused()).toMatchObject({ name: "Decide for all selected", isVisible: true });
    }
    await keyboard.press("Enter");
    await app.getByRole("dialog").waitFor();
    await keyboard.use("Decide about 1");
    await app.getByRole("dialog").waitFor({ state: "detached" });
    await app.getByRole("link", { name: "Needs review (3)" }).waitFor();
    // What opened the question is gone with the selection: the focus stays in the same place of the page.
    await expect
      .poll(() => keyboard.focused(), { timeout: 15_000 })
      .toMatchObject({ name: "Needs review", isVisible: true });

    // Previews, applies.
    await keyboard.tabTo("Preview", { back: true });
    await keyboard.press("Enter");
    await app.getByRole("button", { name: /^Apply th/ }).waitFor();
    await keyboard.use(/^Apply th/);
    await seen(visited, "Payments synced").waitFor();

    // Opens the undo and cancels it.
    await keyboard.tabTo("See each change", { back: false });
    await keyboard.press("Enter");
    await keyboard.use("Undo this run");
    await app.getByRole("dialog", { name: "Undo this run?" }).waitFor();
    await keyboard.use("Cancel");
    await app.getByRole("dialog").waitFor({ state: "detached" });
    expect(await keyboard.focused()).toMatchObject({ name: "Undo this run", isVisible: true });

    expect([...new Set(keyboard.unseen)]).toEqual([]);
  });

  async function inDialog(keyboard: Keyboard): Promise<boolean> {
    // Four times Tab does not lead out of it.
    for (let turn = 0; turn < 4; turn++) await keyboard.press("Tab");
    const frame = await frameIn(stage.visits.at(-1) ?? fail(), "main iframe");
    return frame.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null);
  }
});

function fail(): never {
  throw new Error("Nobody is there");
}

const SCREENS = ["payments", "review", "tie-out", "history", "settings/connection", "settings/projects"] as const;

describe("with the text at twice its size", () => {
  it("an 800 px wide frame loses nothing: no screen is wider than what is left, and every action is there", async () => {
    // 200 % zoom of a frame 800 px wide leaves 400 CSS pixels.
    const visited = await visit(stage, { as: "Ana Reyes", width: 800 });
    const lost: string[] = [];
    for (const screen of SCREENS) {
      await resize(visited, 800);
      await goTo(visited, stage, `#/${screen}`);
      await visited.app.getByRole("status", { name: /Loading/ }).waitFor({ state: "detached" });
      await visited.app
        .getByRole("main")
        .getByRole("button")
        .or(visited.app.getByRole("main").getByRole("link"))
        .first()
        .waitFor();
      const before = await names(visited.app);
      await resize(visited, 400, 450);
      const frame = await frameIn(visited, "main iframe");
      const wide = await widthOfDocument(frame);
      if (wide > 400) lost.push(`${screen} is ${wide} px wide`);
      const after = await names(visited.app);
      lost.push(...before.filter((name) => !after.includes(name)).map((name) => `${screen}: ${name}`));
    }

    expect(lost).toEqual([]);
  });
});

/** What can be pressed in the header and is not part of a list. */
async function names(app: {
  getByRole(role: "banner"): { locator(what: string): { allTextContents(): Promise<string[]> } };
}) {
  return app.getByRole("banner").locator("a, button").allTextContents();
}

describe("for people who asked for less motion", () => {
  it("nothing moves: what breathes while loading and what slides stands still", async () => {
    const visited = await visit(stage, { as: "Jordan Blake", reducedMotion: "reduce" });
    await visited.page.route("**/projects/*/tie-out*", () => new Promise(() => undefined));
    await goTo(visited, stage, "#/tie-out");
    await visited.app.getByRole("status").filter({ hasText: "Loading the tie-out" }).waitFor();
    const frame = await frameIn(visited, "main iframe");

    const moving = await frame.evaluate(
      () =>
        [...document.querySelectorAll("*")].filter((element) => {
          const { animationDuration, animationIterationCount, animationName, transitionDuration } =
            getComputedStyle(element);
          const lasts = (text: string) => text.split(",").some((each) => parseFloat(each) > 0.001);
          const animated =
            animationName !== "none" && (lasts(animationDuration) || animationIterationCount === "infinite");
          return animated || lasts(transitionDuration);
        }).length,
    );

    expect(moving).toBe(0);
  });
});
