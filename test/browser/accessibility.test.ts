import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Driver } from "../demo/drive.ts";
import { daysLater } from "../demo/later.ts";
import { violations, WIDTHS } from "./looks.ts";
import { closeStage, connectCompany, goTo, leave, openStage, signIn, visit } from "./stage.ts";
import type { Stage, Visit } from "./stage.ts";

let stage: Stage;
let admin: Driver;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(async () => {
  expect(await leave(stage)).toEqual([]);
});
afterAll(() => closeStage(stage));

/** A screen: how it is reached, and what is waited for. */
type Screen = {
  readonly name: string;
  readonly hash: string;
  readonly shows: string | RegExp;
  /** Pressed before looking: what opens there is looked at too. */
  readonly press?: RegExp;
};

const SCREENS: readonly Screen[] = [
  { name: "payments", hash: "#/payments", shows: "Synced" },
  { name: "payments of one state", hash: "#/payments?state=needs_review", shows: "Needs review", press: /^Details of/ },
  { name: "payments that nothing fits", hash: "#/payments?q=zzz", shows: /Clear/ },
  { name: "needs review, one of them opened", hash: "#/review", shows: "Needs a decision", press: /^Decide about/ },
  { name: "tie-out", hash: "#/tie-out", shows: "Download CSV", press: /^Differences of/ },
  { name: "history", hash: "#/history", shows: /created/ },
  { name: "settings: connection", hash: "#/settings/connection", shows: /answers at this address/ },
  { name: "settings: projects", hash: "#/settings/projects", shows: /Acumatica project/ },
  { name: "settings: payments", hash: "#/settings/payments", shows: /Start date/ },
  { name: "settings: schedule", hash: "#/settings/schedule", shows: /Never/ },
  { name: "settings: people", hash: "#/settings/people", shows: /ERP Integrations/ },
  { name: "settings: activity", hash: "#/settings/activity", shows: /Ana Reyes|ana/i },
];

async function open(visited: Visit, { hash, shows, press }: Screen): Promise<void> {
  await goTo(visited, stage, hash);
  await visited.app.getByText(shows).and(visited.app.locator(":visible")).first().waitFor();
  if (press) await visited.app.getByRole("button", { name: press }).first().click();
}

describe("before Acumatica is connected", () => {
  it.each(WIDTHS)("signing in and the first steps break no rule at %d px", async (width) => {
    const visited = await visit(stage, { width, as: null });
    await visited.app.getByRole("button", { name: "Sign in with Procore" }).waitFor();
    const signedOut = await violations(visited);
    await signIn(visited, "Ana Reyes");
    await visited.app.getByRole("heading").first().waitFor();
    const first = await violations(visited);
    await goTo(visited, stage, "#/settings/connection");
    await visited.app.getByLabel(/Tenant/).waitFor();

    expect([...signedOut, ...first, ...(await violations(visited))]).toEqual([]);
  });
});

describe("with payments synced, waiting and doubtful", () => {
  beforeAll(async () => {
    admin = await connectCompany(stage);
    const { companyId, projects } = stage.company;
    for (const { id } of Object.values(projects)) await admin.sync(companyId, id);
    daysLater(stage.company);
    for (const { id } of [projects.school, projects.garage]) await admin.sync(companyId, id);
  });

  describe.each(WIDTHS)("at %d px", (width) => {
    it("no screen breaks a rule", { timeout: 120_000 }, async () => {
      const visited = await visit(stage, { width, as: "Ana Reyes" });
      const found: Record<string, readonly string[]> = {};
      for (const screen of SCREENS) {
        await open(visited, screen);
        const broken = await violations(visited);
        if (broken.length > 0) found[screen.name] = broken;
      }

      expect(found).toEqual({});
    });

    it("no run breaks a rule, previewed or applied", async () => {
      const visited = await visit(stage, { width });
      await visited.app.getByRole("button", { name: "Preview", exact: true }).first().click();
      await visited.app
        .getByText(/would|Nothing/)
        .first()
        .waitFor();
      const previewed = await violations(visited);
      await goTo(visited, stage, "#/history");
      await visited.app
        .getByRole("link", { name: /Sync|Preview/ })
        .first()
        .click();
      await visited.app.getByRole("heading", { level: 1 }).first().waitFor();

      expect([...previewed, ...(await violations(visited))]).toEqual([]);
    });
  });
});
