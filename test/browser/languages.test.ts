import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { messages as de } from "../../client/messages/de.ts";
import { messages as enUS } from "../../client/messages/en-US.ts";
import { messages as ja } from "../../client/messages/ja.ts";
import { LOCALES } from "../../client/messages/locales.ts";
import type { Message, MessageKey, Messages } from "../../client/messages/text.ts";
import { blockThirdPartyCookies } from "./chromium.ts";
import { closeStage, connectCompany, frameOf, goTo, leave, openPopup, openStage, visit } from "./stage.ts";
import type { Stage, Visit } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const admin = await connectCompany(stage);
  await admin.sync(stage.company.companyId, stage.company.projects.tower.id);
});
afterEach(async () => {
  expect(await leave(stage)).toEqual([]);
});
afterAll(() => closeStage(stage));

function textOf(messages: Messages, key: MessageKey): string {
  const message: Message = messages[key];
  return typeof message === "string" ? message : message.other;
}

/** What the American page says between its values: pieces long enough to be nothing but English. */
const ENGLISH = [
  ...new Set(
    Object.values<Message>(enUS)
      .flatMap((message) => (typeof message === "string" ? [message] : Object.values(message)))
      .flatMap((text) => text.split(/\{\w+\}/))
      .map((piece) => piece.trim())
      .filter((piece) => piece.length >= 9 && piece.includes(" ") && !/^(DAC|Contract) /.test(piece)),
  ),
];

/** Everything the frame shows or says to a screen reader. The menu names each language in that language. */
async function wordsOn(visited: Visit): Promise<string> {
  return frameOf(visited, stage).evaluate(() => {
    const page = document.body.cloneNode(true) as HTMLElement;
    page.querySelector("footer")?.remove();
    const said = [...page.querySelectorAll("[aria-label], [title], [placeholder]")].flatMap((element) =>
      ["aria-label", "title", "placeholder"].map((name) => element.getAttribute(name) ?? ""),
    );
    return [page.textContent, ...said].join("\n");
  });
}

async function englishOn(visited: Visit): Promise<readonly string[]> {
  const words = await wordsOn(visited);
  return ENGLISH.filter((piece) => words.includes(piece));
}

/** Chooses the language on the sign-in page, and signs in with the button that is then there. */
async function visitIn(locale: "de" | "ja", messages: Messages, width: number): Promise<Visit> {
  const visited = await visit(stage, { as: null, width });
  await visited.app.getByRole("combobox", { name: textOf(enUS, "language.label") }).selectOption(locale);
  const button = visited.app.getByRole("button", { name: textOf(messages, "sign_in.action") });
  const popup = await openPopup(visited, () => button.click());
  const closed = popup.waitForEvent("close");
  await popup.getByRole("button", { name: "Ana Reyes" }).click();
  await closed;
  return visited;
}

/** Places of the page, and a word by which each is seen to have arrived. */
const PLACES = [
  ["#/payments", "state.synced"],
  ["#/review", "review.section.needs_review"],
  ["#/tie-out", "tie.csv"],
  ["#/history", "mode.apply"],
  ["#/settings/connection", "checks.title"],
  ["#/settings/projects", "map.title"],
  ["#/settings/payments", "pay.title"],
  ["#/settings/schedule", "sched.title"],
  ["#/settings/people", "people.approvers"],
  ["#/settings/activity", "said.deed.connection"],
] as const satisfies readonly (readonly [string, MessageKey])[];

describe.each([
  ["de", de],
  ["ja", ja],
] as const)("the page in %s", (locale, messages) => {
  it.each([400, 1_280])("has no English sentence left, %d pixels wide, and does not scroll sideways", async (width) => {
    const visited = await visitIn(locale, messages, width);
    const frame = frameOf(visited, stage);
    for (const [hash, word] of PLACES) {
      await goTo(visited, stage, hash);
      await visited.app.getByText(textOf(messages, word)).and(visited.app.locator(":visible")).first().waitFor();
      const closed = visited.app.locator("main li [aria-expanded=false]").first();
      if (hash === "#/review") await closed.click();
      expect(await englishOn(visited), hash).toEqual([]);
      expect(await frame.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), hash).toBe(0);
    }
    expect(await frame.evaluate(() => document.documentElement.lang)).toBe(locale);
  });
});

describe("the first paint", () => {
  it("is in the browser's own language: no English is seen before", async () => {
    const context = await stage.browser.newContext({ locale: "ja-JP", timezoneId: "Asia/Tokyo" });
    const page = await context.newPage();
    await blockThirdPartyCookies(page);
    const shown: string[] = [];
    await page.exposeFunction("tellShown", (text: string) => shown.push(text));
    await page.addInitScript(`
      if (window !== top) new MutationObserver(() => tellShown(document.body?.innerText ?? ""))
        .observe(document, { childList: true, subtree: true, characterData: true });
    `);
    await page.goto(stage.origins.host);
    await page.frameLocator("main iframe").getByText(textOf(ja, "sign_in.title")).waitFor();

    const everything = shown.join("\n").replaceAll(/^.*\(English \(.*$/gm, "");
    expect(everything).toContain(textOf(ja, "sign_in.title"));
    expect(ENGLISH.filter((piece) => everything.includes(piece))).toEqual([]);
    await context.close();
  });
});

describe("the built page", () => {
  const gzipped = (file: string) => gzipSync(readFileSync(`dist/${file}`)).length;
  const html = () => readFileSync("dist/index.html", "utf8");

  it("loads at most 300 kB of scripts before its first paint, whatever the language", () => {
    const first = [...html().matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file ?? "");
    const initial = first.reduce((sum, file) => sum + gzipped(file), 0);
    const chunks = readdirSync("dist/assets").map((name) => `assets/${name}`);
    const languages = LOCALES.map((locale) => {
      const named = new RegExp(`^assets/${locale}-[\\w-]{8}\\.js$`);
      return chunks.find((file) => named.test(file)) ?? "";
    });

    expect(languages.filter((file) => file === "" || first.includes(file))).toEqual([]);
    expect(initial + Math.max(...languages.map(gzipped))).toBeLessThan(300_000);
  });
});
