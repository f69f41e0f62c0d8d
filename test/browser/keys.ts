import type { Frame, Page } from "playwright-core";
import { frameIn } from "./looks.ts";
import type { Visit } from "./stage.ts";

/** What has the focus in the app's frame: its name, and whether the eye can find it. */
export type Focused = { readonly name: string; readonly role: string; readonly isVisible: boolean };

/** A person with a keyboard and no mouse. Remembers every place where they could not see the focus. */
export class Keyboard {
  readonly #visit: Visit;
  readonly unseen: string[] = [];

  constructor(visit: Visit) {
    this.#visit = visit;
  }

  async press(key: string): Promise<void> {
    await this.#visit.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.#visit.page.keyboard.type(text);
  }

  /** From the host page into the frame, at its beginning. */
  async enterFrame(): Promise<void> {
    await this.#visit.page.locator("main iframe").focus();
  }

  /** Goes on with Tab until what is called so has the focus. */
  async tabTo(name: string | RegExp, { back = false, most = 150 } = {}): Promise<Focused> {
    const passed: string[] = [];
    for (let turn = 0; turn < most; turn++) {
      const now = await this.focused();
      if (now && fits(now.name, name) && turn > 0) return now;
      await this.press(back ? "Shift+Tab" : "Tab");
      const next = await this.focused();
      if (next) passed.push(next.name);
      if (next && !next.isVisible) this.unseen.push(`${next.role} "${next.name}"`);
      if (next && fits(next.name, name)) return next;
    }
    throw new Error(`Tab never came to ${String(name)}, but to: ${passed.join(" | ")}`);
  }

  /** Tab to it, then Enter. */
  async use(name: string | RegExp, key = "Enter"): Promise<void> {
    await this.tabTo(name);
    await this.press(key);
  }

  async focused(): Promise<Focused | null> {
    return focusedIn(await frameIn(this.#visit, "main iframe"));
  }
}

/** Tabs through a page of its own, such as the sign-in window, to a button and presses it. */
export async function pressOn(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name }).waitFor();
  for (let turn = 0; turn < 20; turn++) {
    const text = await page.evaluate(() => {
      const element = document.activeElement;
      return element instanceof HTMLButtonElement ? (element.textContent ?? "") : "";
    });
    if (name.test(text.trim())) return page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${String(name)}`);
}

function fits(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === "string" ? text === wanted : wanted.test(text);
}

function focusedIn(frame: Frame): Promise<Focused | null> {
  return frame.evaluate(async () => {
    // What the eye sees is what was drawn.
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels : null;
    const labelledBy = document.getElementById(element.getAttribute("aria-labelledby") ?? "");
    const texts = [
      element.getAttribute("aria-label"),
      labelledBy?.textContent,
      labels?.[0]?.textContent,
      element.textContent,
    ];
    const name = (texts.find((text) => text) ?? "").replaceAll(/\s+/g, " ").trim();
    // Where a control is drawn by something else, that shows its focus.
    const drawn = [element, element.closest("label"), element.nextElementSibling, element.parentElement];
    const marked = drawn.some((each) => {
      if (!each) return false;
      const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(each);
      const outlined =
        outlineStyle !== "none" && parseFloat(outlineWidth) >= 1 && !/, 0\)|transparent/.test(outlineColor);
      // A ring of no width or no color is none.
      const ringed = boxShadow
        .split(/,(?![^(]*\))/)
        .some((ring) => /[1-9]\d*px/.test(ring) && !/rgba\([^)]*, 0\)/.test(ring));
      return outlined || ringed;
    });
    const { top, bottom, width, height } = element.getBoundingClientRect();
    const inSight = bottom > 0 && top < window.innerHeight && (width > 1 || height > 1 || labels !== null);
    return { name, role: element.getAttribute("role") ?? element.tagName.toLowerCase(), isVisible: marked && inSight };
  });
}
