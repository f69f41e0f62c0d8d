import { mkdirSync } from "node:fs";
import { buildIfStale } from "../demo/client-build.ts";
import { closeStage, connectCompany, goTo, openPopup, openStage, visit, type Stage, type Visit } from "./stage.ts";

/** `npm run screenshots`: the pictures of the README and the guides, from the demo's company in a real browser. */
const FOLDER = "docs/images";
const WIDTHS = [400, 1_024, 1_600] as const;

mkdirSync(FOLDER, { recursive: true });
await buildIfStale();
const stage = await openStage();
try {
  const admin = await connectCompany(stage);
  await preview(stage);
  const { companyId, projects } = stage.company;
  for (const { id } of Object.values(projects)) await admin.sync(companyId, id);
  for (const width of WIDTHS) await pagesAt(stage, width);
  await panel(stage);
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

async function shoot({ page }: Visit, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${FOLDER}/${name}.png`, animations: "disabled" });
  console.log(`${FOLDER}/${name}.png`);
}
