import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { MoneyShape } from "../../server/contract/shapes.ts";
import type { Driver } from "../demo/drive.ts";
import { daysLater } from "../demo/later.ts";
import { writeDecimal } from "../fakes/procore/decimal.ts";
import { closeStage, connectCompany, goTo, leave, openStage, seen, visit } from "./stage.ts";
import type { Stage, Visit } from "./stage.ts";

/** After the first sync and the days that follow: somebody edited and deleted synced payments of the garage. */
let stage: Stage;
let admin: Driver;
beforeAll(async () => {
  stage = await openStage();
  admin = await connectCompany(stage);
  const { companyId, projects } = stage.company;
  for (const { id } of Object.values(projects)) await admin.sync(companyId, id);
  daysLater(stage.company);
  for (const { id } of [projects.school, projects.garage]) await admin.sync(companyId, id);
});
afterEach(async () => {
  expect(await leave(stage)).toEqual([]);
});
afterAll(() => closeStage(stage));

const syncButton = ({ app }: Visit) => app.getByRole("button", { name: "Sync Payments for Synced Invoices" });

/** Opens "Needs review" and one payment of it. */
async function review({ app }: Visit, payment: RegExp): Promise<void> {
  await app.getByRole("link", { name: /^Needs review/ }).click();
  await app.getByRole("button", { name: payment }).click();
}

async function decide({ app }: Visit, choice: string): Promise<void> {
  await app.getByRole("radio", { name: choice }).check();
  await app.getByRole("button", { name: "Decide", exact: true }).click();
}

function keyOf(notable: "edited" | "deleted"): string {
  const { payment, bill } = stage.company.notable[notable];
  return stage.company.books.toldOf(payment, bill).key;
}

/** What Procore shows of a payment of the story; null where it shows nothing. */
function shown(notable: "edited" | "deleted"): string | null {
  const key = keyOf(notable);
  const standing = [...stage.procore.world.payments.values()].find(({ originId }) => originId === key);
  return standing?.amount ? Number(writeDecimal(standing.amount)).toFixed(2) : null;
}

describe("a decision taken on the page", () => {
  it("says beforehand what it does to the money, and the next sync does just that", async () => {
    const visited = await visit(stage, { project: "garage" });
    await review(visited, /Decide about Check 40177/);
    const { app } = visited;
    expect(await app.getByRole("region", { name: "Procore" }).textContent()).toContain("$26,750.00 differs");

    await seen(visited, "Procore shows $26,750.00 now; it will show $27,650.00 again.").waitFor();
    await decide(visited, "Write Acumatica's values again");
    await app.getByRole("link", { name: "Needs review (2)" }).waitFor();
    expect(shown("edited")).toBeNull();
    await syncButton(visited).click();
    await seen(visited, /1 updated/).waitFor();

    expect(shown("edited")).toBe("27650.00");
  });

  it("to accept what Procore shows is kept to, and may be forgotten again", async () => {
    const visited = await visit(stage, { project: "garage" });
    await review(visited, /Decide about Check 40194/);
    await decide(visited, "Accept what Procore shows");
    await visited.app.getByRole("link", { name: "Needs review (1)" }).waitFor();

    await syncButton(visited).click();
    await seen(visited, /Nothing had to be written|Everything is in step/).waitFor();
    expect(shown("deleted")).toBeNull();
    await goTo(visited, stage, `#/review?payment=${encodeURIComponent(keyOf("deleted"))}`);
    await decide(visited, "Forget the decision");

    await visited.app.getByRole("link", { name: "Needs review (2)" }).waitFor();
  });

  it("takes over the one of two twins that the person chose, and leaves the other alone", async () => {
    const visited = await visit(stage, { project: "tower" });
    await review(visited, /Decide about Check 40187/);
    const { app } = visited;
    await app.getByRole("radio", { name: "It is the same payment: take it over" }).check();
    expect(await app.getByRole("button", { name: "Decide", exact: true }).isDisabled()).toBe(true);
    const twins = app.getByRole("group", { name: "Which payment in Procore?" }).getByRole("radio");
    expect(await twins.count()).toBe(2);
    await twins.last().check();
    await app.getByRole("button", { name: "Decide", exact: true }).click();
    await app.getByRole("link", { name: "Needs review (3)" }).waitFor();

    await syncButton(visited).click();
    await seen(visited, /1 taken over/).waitFor();

    const glazing = stage.company.commitments.glazing.id;
    const twinsNow = stage.procore.world.paymentsOf(glazing).filter(({ checkNumber }) => checkNumber === "40187");
    expect(twinsNow.map(({ originId }) => originId !== null).sort()).toEqual([false, true]);
  });

  it("can be taken for several payments at once", async () => {
    const visited = await visit(stage, { project: "garage" });
    await visited.app.getByRole("link", { name: /^Needs review/ }).click();
    const failed = visited.app.getByRole("group", { name: "Decide about several at once" }).last();
    await failed.getByRole("checkbox", { name: "Select all" }).check();
    expect(await failed.textContent()).toContain("4 selected, $121,673.00");
    await failed.getByRole("combobox").selectOption({ label: "Leave it out of the sync" });
    await failed.getByRole("button", { name: "Decide for all selected" }).click();

    await visited.app.getByRole("dialog").getByRole("button", { name: "Decide about 4" }).click();

    await visited.app.getByRole("dialog").waitFor({ state: "detached" });
    await seen(visited, "Could not be written").waitFor({ state: "detached" });
    const { companyId, projects } = stage.company;
    const states = (await admin.applications(companyId, projects.garage.id)).map(({ reason }) => reason?.code);
    expect(states.filter((code) => code === "ignored")).toHaveLength(4);
  });
});

describe("the tie-out", () => {
  const dollars = ({ amount, currency }: MoneyShape) =>
    new Intl.NumberFormat("en-US", { style: "currency", currency }).format(Number(amount));

  it("shows the numbers of the interface, commitment by commitment, and that they add up", async () => {
    const visited = await visit(stage, { project: "tower", width: 1_280 });
    const { companyId, projects } = stage.company;
    await visited.app.getByRole("link", { name: "Tie-out" }).click();
    await visited.app.getByRole("table", { name: "Tie-out by commitment" }).waitFor();

    const { totals, commitments, tiesOut } = await admin.tieOut(companyId, projects.tower.id);
    const rows = await visited.app
      .getByRole("table", { name: "Tie-out by commitment" })
      .getByRole("row")
      .allTextContents();
    expect(tiesOut).toBe(true);
    expect(await seen(visited, /^Every payment explained, \$[\d,.]+ apart$/).isVisible()).toBe(true);
    for (const { commitment, paidInAcumatica, issuedInProcore } of commitments) {
      const row = rows.find((text) => text.includes(commitment?.number ?? "Not on a commitment")) ?? "";
      expect(row).toContain(dollars(paidInAcumatica));
      expect(row).toContain(dollars(issuedInProcore));
    }
    const total = rows.find((text) => text.includes("Total USD")) ?? "";
    expect(total).toContain(dollars(totals[0]?.paidInAcumatica ?? { amount: "0", currency: "USD" }));
    const equations = visited.app.getByRole("region", { name: /^USD: what was paid/ });
    for (const part of [
      "synced",
      "pending",
      "waitingForInvoice",
      "needsReview",
      "failed",
      "excluded",
      "enteredByOthers",
    ] as const) {
      expect(await equations.textContent()).toContain(dollars(totals[0]?.[part] ?? { amount: "-1", currency: "USD" }));
    }
  });

  it("explains each difference with its reason, and leads to the payment", async () => {
    const visited = await visit(stage, { project: "tower", width: 1_280 });
    await visited.app.getByRole("link", { name: "Tie-out" }).click();

    await visited.app.getByRole("button", { name: "Differences of commitment SC-25014-03" }).click();
    await seen(visited, /A similar payment is already in Procore/).waitFor();
    await visited.app.getByRole("link", { name: /^Check 40157/ }).click();

    await visited.app.getByRole("button", { name: "Details of Check 40157" }).waitFor();
    expect(await visited.app.getByRole("region", { name: "Acumatica" }).textContent()).toContain("$98,760.80");
  });

  it("counts a payment whose bill spans several commitments in a row of its own, not on a commitment", async () => {
    const visited = await visit(stage, { project: "tower", width: 1_280 });
    await visited.app.getByRole("link", { name: "Tie-out" }).click();

    const row = visited.app.getByRole("row").filter({ hasText: "Not on a commitment" });
    expect(await row.textContent()).toContain("$19,200.00");
    await visited.app.getByRole("button", { name: "Differences of what is not on a commitment" }).click();
    await seen(visited, /name several commitments: SC-25014-04.*SC-25014-05/).waitFor();
    expect(await seen(visited, /Tidewater Mechanical/).count()).toBeGreaterThan(0);
  });

  it("names what others entered by its check number and date, with the way to it in Procore", async () => {
    const visited = await visit(stage, { project: "tower", width: 1_280 });
    const { companyId, projects } = stage.company;
    const { commitments } = await admin.tieOut(companyId, projects.tower.id);
    const row = commitments.find(({ differences }) => differences.some(({ key }) => key === null));
    const typed = row?.differences.find(({ key }) => key === null);
    await visited.app.getByRole("link", { name: "Tie-out" }).click();
    const label = `Differences of commitment ${row?.commitment?.number ?? ""}`;
    await visited.app.getByRole("button", { name: label, exact: true }).click();

    const link = visited.app
      .locator(`a[href="${typed?.url ?? ""}"]`)
      .filter({ hasText: typed?.payment?.reference ?? "" });
    await link.first().waitFor();
    expect(typed?.payment?.reference).not.toBe("");
  });

  it("says next to a balance below zero that retainage was paid, which the invoice's billed amount does not hold", async () => {
    const visited = await visit(stage, { project: "tower", width: 1_280 });
    await visited.app.getByRole("searchbox").fill("IBC-2205");
    const says = "$31,864.29 of what was paid is retainage, billed on a bill of its own and not part of “Billed”.";

    await seen(visited, "-$31,864.29").first().waitFor();
    await seen(visited, says).waitFor();
    await visited.app.getByRole("link", { name: "Tie-out" }).click();
    await seen(visited, `IBC-2205: ${says}`).waitFor();
  });

  it("comes as a file named after the project, equal to the interface's own", async () => {
    const visited = await visit(stage, { project: "tower", width: 1_280 });
    await visited.app.getByRole("link", { name: "Tie-out" }).click();

    const [download] = await Promise.all([
      visited.page.waitForEvent("download"),
      visited.app.getByRole("button", { name: "Download CSV" }).click(),
    ]);

    expect(download.suggestedFilename()).toMatch(/^tie-out-25-014-\d{4}-\d{2}-\d{2}\.csv$/);
    const csv = await readFile(await download.path(), "utf8");
    const { companyId, projects } = stage.company;
    const { totals, commitments } = await admin.tieOut(companyId, projects.tower.id);
    for (const { commitment, paidInAcumatica } of commitments) {
      const line = csv.split("\n").find((text) => text.includes(commitment?.number ?? "Not on a commitment")) ?? "";
      expect(line).toContain(paidInAcumatica.amount);
    }
    expect(csv).toContain(totals[0]?.issuedInProcore.amount);
  });
});
