import type { Browser, BrowserContext, Frame, FrameLocator, Locator, Page } from "playwright-core";
import { PatchSettings } from "../../server/contract/settings.ts";
import type { ProjectName } from "../demo/cast.ts";
import { startDemo, type Demo } from "../demo/demo.ts";
import { Driver } from "../demo/drive.ts";
import { createMeanwhile, type Happening } from "../demo/meanwhile.ts";
import { blockThirdPartyCookies, launchChromium } from "./chromium.ts";

/** The demo's company, its people and the real app, with a browser in front of them. */
export type Stage = Demo & {
  readonly browser: Browser;
  /** Whoever is there now. */
  readonly visits: Visit[];
};

export type Person = "Ana Reyes" | "Jordan Blake" | "Sam Okafor";

/** One window on Procore's stand-in, the app framed in it from another site. */
export type Visit = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the frame shows. */
  readonly app: FrameLocator;
  /** What the browser complained of: errors of scripts, refusals of the content policy. */
  readonly complaints: string[];
};

export type VisitWish = {
  readonly project?: ProjectName;
  /** How wide the app's own frame is, in pixels. */
  readonly width?: number;
  readonly height?: number;
  /** null: nobody signs in yet. Default: the accountant. */
  readonly as?: Person | null;
  readonly reducedMotion?: "reduce" | "no-preference";
};

export async function openStage(): Promise<Stage> {
  const [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
  return { ...demo, browser, visits: [] };
}

export async function closeStage(stage: Stage): Promise<void> {
  await stage.browser.close();
  await stage.stop();
}

/** Ends all visits. @returns what the browser complained of meanwhile; nothing, as it has to be */
export async function leave({ visits }: Stage): Promise<readonly string[]> {
  const ended = visits.splice(0);
  await Promise.all(ended.map(({ context }) => context.close()));
  return ended.flatMap(({ complaints }) => complaints);
}

/** The admin connects Acumatica, maps the projects and leaves the schedule at "never". */
export async function connectCompany({ company, origins, acumatica }: Stage): Promise<Driver> {
  const admin = new Driver(origins);
  const { companyId, projectMap, startDate } = company;
  await admin.signIn(company.users.admin, companyId);
  const body = { projectMap, startDate, schedule: "never" } as const;
  await admin.call(PatchSettings, { params: { c: companyId }, body });
  await admin.connect(companyId, acumatica, origins.acumatica);
  return admin;
}

/** A stage whose tower project is connected and synced, with its admin, and a check that accounting may write. */
export async function openSyncedStage(): Promise<{ stage: Stage; admin: Driver; pay: Happening }> {
  const stage = await openStage();
  const [pay] = createMeanwhile(stage.company);
  if (pay?.id !== "pay") throw new Error("Accounting does not pay");
  const admin = await connectCompany(stage);
  await admin.sync(stage.company.companyId, stage.company.projects.tower.id);
  return { stage, admin, pay };
}

/** The width of the host page's own column beside the frame. */
export const toolsBeside = (width: number) => (width + 120 <= 900 ? 120 : 200);
export const HEADER_HEIGHT = 46;

/** Opens the project's page in a browser of its own, third-party cookies blocked, and signs the person in. */
export async function visit(stage: Stage, wish: VisitWish = {}): Promise<Visit> {
  const { project = "tower", width = 1_024, height = 900, as = "Jordan Blake", reducedMotion = "reduce" } = wish;
  const context = await stage.browser.newContext({
    viewport: { width: width + toolsBeside(width), height: height + HEADER_HEIGHT },
    locale: "en-US",
    timezoneId: "America/Chicago",
    reducedMotion,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await blockThirdPartyCookies(page);
  const complaints = listenFor(page);
  await page.goto(stage.origins.host);
  if (project !== "tower")
    await page.getByRole("combobox", { name: "Project" }).selectOption(String(stage.company.projects[project].id));
  const opened = { context, page, app: page.frameLocator("main iframe"), complaints };
  stage.visits.push(opened);
  if (as !== null) await signIn(opened, as);
  return opened;
}

/** A refused request is the page's business to word, and it does; what else lands on the console is a fault. */
function listenFor(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !text.startsWith("Failed to load resource")) complaints.push(text);
  });
  return complaints;
}

/** Signs in through Procore's window, which closes by itself. */
export async function signIn(visit: Visit, person: Person): Promise<void> {
  const popup = await openPopup(visit, () => visit.app.getByRole("button", { name: "Sign in with Procore" }).click());
  const closed = popup.waitForEvent("close");
  await popup.getByRole("button", { name: person }).click();
  await closed;
  await visit.app.getByRole("button", { name: "Sign in with Procore" }).waitFor({ state: "detached" });
}

export async function openPopup({ context }: Visit, act: () => Promise<void>): Promise<Page> {
  const [popup] = await Promise.all([context.waitForEvent("page"), act()]);
  return popup;
}

/** A test that makes the browser complain on purpose: of a window that may not open, of a frame that is refused. */
export function forgive({ complaints }: Visit): void {
  complaints.splice(0);
}

/** A text as people see it; the page says some of them a second time, for screen readers alone. */
export function seen({ app }: Visit, text: string | RegExp): Locator {
  return app.getByText(text).and(app.locator(":not(.visually-hidden)"));
}

/** The frame itself, for what a locator cannot do. */
export function frameOf({ page }: Visit, { origins }: Stage): Frame {
  const frame = page.frames().find((each) => each.url().startsWith(origins.app));
  if (!frame) throw new Error("The app is not framed");
  return frame;
}

/** Goes to a place of the app's own, as a link in it would. */
export async function goTo(visit: Visit, stage: Stage, hash: string): Promise<void> {
  await frameOf(visit, stage).evaluate((to) => {
    window.location.hash = to;
  }, hash);
}
