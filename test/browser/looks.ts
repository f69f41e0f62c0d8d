import { mkdirSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Frame } from "playwright-core";
import { HEADER_HEIGHT, toolsBeside, type Visit } from "./stage.ts";

/** WCAG 2.2 AA, as far as a machine can tell. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Every width the page is opened at: the panel's, a small and a large screen's. */
export const WIDTHS = [400, 1_024, 1_600] as const;

/** Where the app is framed in the host page. */
export type Where = "main iframe" | "#panel iframe";

/** What axe finds in the app's own frame, in words; the page around it is the host's. */
export async function violations({ page }: Visit, where: Where = "main iframe"): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).withTags(TAGS).include({ fromFrames: [where, "html"] });
  const found = await axe.analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join("; ");
      return `${id}: ${html.slice(0, 160)} (${why.slice(0, 200)})`;
    }),
  );
}

/** What is wrong with the look of what is shown now, at each width: rules of accessibility, a document wider than its frame. */
export async function faultsOfLook(visit: Visit, name: string): Promise<string[]> {
  const before = visit.page.viewportSize();
  const faults: string[] = [];
  for (const width of WIDTHS) {
    await resize(visit, width);
    const wide = await widthOfDocument(await frameIn(visit, "main iframe"));
    if (wide > width) faults.push(`${name} at ${width} px: the document is ${wide} px wide`);
    faults.push(...(await violations(visit)).map((broken) => `${name} at ${width} px: ${broken}`));
    await picture(visit, `${name}-${width}`);
  }
  if (before) await visit.page.setViewportSize(before);
  return faults;
}

/** Makes the app's own frame that wide, and waits until it is. */
export async function resize(visit: Visit, width: number, height = 900): Promise<void> {
  await visit.page.setViewportSize({ width: width + toolsBeside(width), height: height + HEADER_HEIGHT });
  const frame = await frameIn(visit, "main iframe");
  await frame.waitForFunction((wanted) => window.innerWidth === wanted, width);
}

export async function frameIn({ page }: Visit, where: Where): Promise<Frame> {
  const element = await page.waitForSelector(where);
  const frame = await element.contentFrame();
  if (!frame) throw new Error(`Nothing is framed at ${where}`);
  return frame;
}

export function widthOfDocument(frame: Frame): Promise<number> {
  return frame.evaluate(() => document.documentElement.scrollWidth);
}

/** Where $SHOTS names a folder, a picture of everything that is looked at is left there, for people. */
export async function picture({ page }: Visit, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name.replaceAll(/\W+/g, "-")}.png`, animations: "disabled" });
}
