import { mkdirSync } from "node:fs";
import { buildIfStale } from "../demo/client-build.ts";
import {
  closeStage,
  connectCompany,
  goTo,
  openPopup,
  openStage,
  signIn,
  visit,
  type Stage,
  type Visit,
} from "./stage.ts";

/**
 * `npm run screenshots`: the pictures of the README and the guides, and those of the marketplace's listing, from the
 * demo's company in a real browser.
 */
const FOLDER = "docs/images";
const LISTING = "manifest/screenshots";
/** What a listing shows is the app alone, as wide as a laptop's screen leaves it. */
const LISTING_WIDTH = 1_280;
const WIDTHS = [400, 1_024, 1_600] as const;

mkdirSync(FOLDER, { recursive: true });
mkdirSync(LISTING, { recursive: true });
await buildIfStale();
const stage = await openStage();
try {
  await beforeAnything(stage);
  const admin = await connectCompany(stage);
  await preview(stage);
  const { companyId, projects } = stage.company;
  for (const { id } of Object.values(projects)) await admin.sync(companyId, id);
  for (const width of WIDTHS) await pagesAt(stage, width);
  await panel(stage);
  await listing(stage);
  await notAnswering(stage);
} finally {
  await closeStage(stage);
}

async function preview(at: Stage): Promise<void> {
  const visited = await visit(at, { width: 1_280 });
  await visited.app.getByRole("button", { name: "Preview", exact: true }).first().click();
  await visited.app
    .getByRole("button", { name: /^Apply th/ })
    .first()
    .waitFor();
  await shoot(visited, "preview");
  await shootApp(visited, "2-preview");
}

/** What a person meets first: the sign-in, and a company where nothing is set up. */
async function beforeAnything(at: Stage): Promise<void> {
  const visited = await visit(at, { as: null, height: 620 });
  await visited.app.getByRole("button", { name: "Sign in with Procore" }).waitFor();
  await shoot(visited, "sign-in");
  await signIn(visited, "Ana Reyes");
  await visited.app.getByRole("link", { name: "Settings" }).click();
  await visited.app.getByText("Set up in five steps").waitFor();
  await shoot(visited, "set-up");
}

/** A page whose last sync failed because Acumatica did not answer. Last: it stays so. */
async function notAnswering(at: Stage): Promise<void> {
  const down = { kind: "reply", reply: { status: 503, headers: {}, body: "" } } as const;
  const visited = await visit(at, { height: 620 });
  at.acumatica.wire.failNext(down, () => true, 10_000);
  await visited.app
    .getByRole("button", { name: /^Sync Payments/ })
    .first()
    .click();
  await visited.app.getByText(/^Acumatica has not answered since/).waitFor({ timeout: 60_000 });
  await shoot(visited, "not-answering");
}

async function listing(at: Stage): Promise<void> {
  const visited = await visit(at, { width: LISTING_WIDTH, height: 800, as: "Ana Reyes" });
  await visited.app.getByText("Synced", { exact: true }).first().waitFor();
  await shootApp(visited, "1-payments");
  await goTo(visited, at, "#/review");
  await openDecision(visited);
  await shootApp(visited, "3-needs-review");
  await goTo(visited, at, "#/tie-out");
  await visited.app.getByText("Download CSV").first().waitFor();
  await shootApp(visited, "4-tie-out");
}

/** The payment that is nearly the same as one in Procore, with both sides. */
async function openDecision({ app }: Visit): Promise<void> {
  await app.getByRole("button", { name: /40157/ }).first().click();
  await app.getByText("What shall happen?").waitFor();
}

async function pagesAt(at: Stage, width: (typeof WIDTHS)[number]): Promise<void> {
  const suffix = width === 1_600 ? "" : `-${width}`;
  const visited = await visit(at, { width, as: "Ana Reyes" });
  await visited.app.getByText("Synced", { exact: true }).first().waitFor();
  await shoot(visited, `project-page${suffix}`);
  for (const [hash, name, shows] of [
    ["#/review", "needs-review", "Needs a decision"],
    ["#/tie-out", "tie-out", "Download CSV"],
    ["#/history", "sync-history", /created/],
    ["#/settings/connection", "settings-connection", /answers at this address/],
  ] as const) {
    await goTo(visited, at, hash);
    await visited.app.getByText(shows).first().waitFor();
    if (name === "needs-review") await openDecision(visited);
    await shoot(visited, `${name}${suffix}`);
  }
}

/** The panel beside a commitment: a frame of its own, so its visitor signs in there. */
async function panel(at: Stage): Promise<void> {
  const visited = await visit(at, { width: 1_280, as: null });
  const [commitment] = [...at.procore.world.commitments.values()].filter(({ number }) => number === "SC-25014-01");
  await visited.page.evaluate((id) => (window.location.hash = `#commitments/${id}`), commitment?.id ?? 0);
  await visited.page.locator("#panel-button").click();
  const app = visited.page.frameLocator("#panel iframe");
  const popup = await openPopup(visited, () => app.getByRole("button", { name: "Sign in with Procore" }).click());
  const closed = popup.waitForEvent("close");
  await popup.getByRole("button", { name: "Jordan Blake" }).click();
  await closed;
  await app.getByText("Synced", { exact: true }).first().waitFor();
  await app.getByRole("heading", { name: "Tie-out" }).waitFor();
  await shoot(visited, "side-panel");
}

async function shootApp({ page }: Visit, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.locator("main iframe").screenshot({ path: `${LISTING}/${name}.png`, animations: "disabled" });
  console.log(`${LISTING}/${name}.png`);
}

async function shoot({ page }: Visit, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  // Nothing looks as if it were pointed at.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${FOLDER}/${name}.png`, animations: "disabled" });
  console.log(`${FOLDER}/${name}.png`);
}
