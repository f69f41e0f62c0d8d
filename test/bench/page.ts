import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Frame } from "playwright-core";
import { build } from "vite";
import { closeStage, connectCompany, frameOf, leave, openPopup, openStage, visit } from "../browser/stage.ts";
import type { Stage, Visit } from "../browser/stage.ts";
import type { Driver } from "../demo/drive.ts";
import { GetRun, PostRun } from "../../server/contract/runs.ts";
import { median, type Measure } from "./measure.ts";

/** The row of the page: the built page in a real browser, framed by another site, over a server that is warm. */

const PAYMENTS = 10_000;
const VISITS = 3;
const SCROLLS = 60;
const PREVIEW_WITHIN_MS = 120_000;

type Felt = {
  /** From the frame's navigation to its first screen, and from the end of the sign-in to the payments. */
  readonly firstViewMs: number;
  /** The longest task of the browser's main thread; 0: none was long. */
  readonly scrollingMs: number;
  readonly filteringMs: number;
};

export async function page(): Promise<Measure[]> {
  await build({ logLevel: "warn" });
  const stage = await openStage();
  try {
    const admin = await connectCompany(stage);
    payMany(stage);
    await previewed(admin, stage);
    const felt: Felt[] = [];
    // The first visit warms the server up.
    for (let n = 0; n <= VISITS; n += 1) felt.push(await feel(stage));
    return linesOf(felt.slice(1));
  } finally {
    await closeStage(stage);
  }
}

/** Nothing is written: ten thousand payments are shown as pending, as on the day when a company begins. */
async function previewed(admin: Driver, { company }: Stage): Promise<void> {
  const { companyId, projects } = company;
  const params = { c: companyId, p: projects.tower.id };
  const { runId } = await admin.call(PostRun, { params, body: { mode: "preview" } });
  for (const until = Date.now() + PREVIEW_WITHIN_MS; Date.now() < until;) {
    await new Promise((done) => setTimeout(done, 1_000));
    // The stand-ins keep this process so busy that a kept connection may be closed meanwhile: ask again.
    const run = await admin.call(GetRun, { params: { c: companyId, id: runId } }).catch(() => null);
    if (run?.status === "succeeded") return;
    if (run?.status === "failed") throw new Error(`The preview failed: ${run.error?.says ?? ""}`);
  }
  throw new Error("The preview did not end");
}

/** One subcontractor with very many invoices, each paid by a check of its own. */
function payMany({ company, procore, acumatica }: Stage): void {
  const { admin } = procore;
  const { ledger } = acumatica;
  const { id: projectId, acumaticaId } = company.projects.tower;
  const vendorId = admin.addVendor({
    companyId: company.companyId,
    name: "Larkspur Interiors",
    originId: "V000900",
  }).id;
  ledger.addVendor({ id: "V000900", name: "Larkspur Interiors" });
  const number = "SC-25014-90";
  ledger.addOrder({ number, vendor: "V000900", type: "RS", lines: [{ amount: 9_000_000_000, project: acumaticaId }] });
  const commitmentId = admin.addCommitment({ projectId, vendorId, number, title: "Interiors" }).id;
  const date = new Date().toISOString().slice(0, 10);
  for (let n = 1; n <= PAYMENTS; n += 1) {
    const amount = 100_000 + n;
    const lines = [{ amount, project: acumaticaId, order: { type: "RS", number, line: 1 } as const }];
    const { ref } = ledger.addBill({ vendor: "V000900", date, vendorRef: `LI-${n}`, lines });
    admin.addRequisition({ commitmentId, currentPaymentDue: (amount / 100).toFixed(2), invoiceNumber: `LI-${n}` });
    ledger.addPayment({ vendor: "V000900", date, extRef: String(700_000 + n), applications: [{ bill: ref, amount }] });
  }
}

// ---- One visit -----------------------------------------------------------------------------------------------------

async function feel(stage: Stage): Promise<Felt> {
  const visited = await visit(stage, { width: 1_280, as: null });
  await visited.app.getByRole("button", { name: "Sign in with Procore" }).waitFor();
  const frame = frameOf(visited, stage);
  const openedMs = await frame.evaluate(() => performance.now());
  const signedInAt = await signIn(visited);
  await visited.app.getByRole("row").nth(3).waitFor();
  const shownMs = Date.now() - signedInAt;
  // The rest of the list is still coming meanwhile: people do not wait for it either.
  const scrollingMs = await longestTask(frame, () => scrollThrough(visited, frame));
  await everyPayment(visited);
  const filteringMs = await longestTask(frame, () => filter(visited));
  await leave(stage);
  return { firstViewMs: openedMs + shownMs, scrollingMs, filteringMs };
}

/** @returns when the window of Procore had closed; unix milliseconds */
async function signIn(visited: Visit): Promise<number> {
  const popup = await openPopup(visited, () =>
    visited.app.getByRole("button", { name: "Sign in with Procore" }).click(),
  );
  const closed = popup.waitForEvent("close").then(() => Date.now());
  await popup.getByRole("button", { name: "Jordan Blake" }).click();
  return closed;
}

/** The list is complete: the line above it says how many there are, and no longer that more are coming. */
async function everyPayment({ app }: Visit): Promise<void> {
  await app.getByText(/· 10,0\d\d payments$/).waitFor({ timeout: 60_000 });
}

/** What the browser itself calls a long task (more than 50 ms), while `act` goes on. */
async function longestTask(frame: Frame, act: () => Promise<void>): Promise<number> {
  await frame.evaluate(() => {
    const kept = window as unknown as { longest: number; observer?: PerformanceObserver };
    kept.longest = 0;
    kept.observer?.disconnect();
    kept.observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) kept.longest = Math.max(kept.longest, duration);
    });
    kept.observer.observe({ type: "longtask" });
  });
  await act();
  // Entries are handed over when the thread is at rest.
  return frame.evaluate(async () => {
    await new Promise((done) => setTimeout(done, 300));
    return (window as unknown as { longest: number }).longest;
  });
}

async function scrollThrough({ page: window, app }: Visit, frame: Frame): Promise<void> {
  const box = await app.locator("main, #root").first().boundingBox();
  if (!box) throw new Error("The app shows nothing");
  await window.mouse.move(box.x + box.width / 2, 600);
  for (let n = 0; n < SCROLLS; n += 1) {
    await window.mouse.wheel(0, n % 10 === 9 ? -4_000 : 6_000);
    await frame.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
}

async function filter({ app }: Visit): Promise<void> {
  const search = app.getByRole("searchbox").or(app.getByLabel("Search")).first();
  await search.pressSequentially("LI-7", { delay: 40 });
  await app.getByText("LI-7", { exact: false }).first().waitFor();
  await search.fill("");
  for (const state of [/^Pending/, /^Pending/]) await app.getByRole("button", { name: state }).first().click();
}

// ---- The lines -----------------------------------------------------------------------------------------------------

function linesOf(felt: readonly Felt[]): Measure[] {
  const base = { row: "page", sense: "most", unit: "ms", note: `middle of ${felt.length} visits` } as const;
  const middle = (of: (one: Felt) => number) => median(felt.map(of));
  return [
    {
      ...base,
      what: "First useful view from a warm server, the sign-in's window aside",
      goal: 1_000,
      ours: middle((one) => one.firstViewMs),
    },
    { ...base, what: "Longest task while 10,000 payments scroll", goal: 100, ours: middle((one) => one.scrollingMs) },
    {
      ...base,
      what: "Longest task while 10,000 payments are filtered",
      goal: 100,
      ours: middle((one) => one.filteringMs),
    },
    {
      row: "page",
      sense: "most",
      unit: "kB",
      what: "Scripts before the first paint, gzip, the largest language",
      goal: 300,
      ours: initialScripts() / 1_000,
    },
  ];
}

/** Bytes of what the page loads before anything is seen, and of the largest language file. */
function initialScripts(): number {
  const gzipped = (file: string) => gzipSync(readFileSync(`dist/${file}`)).length;
  const html = readFileSync("dist/index.html", "utf8");
  const first = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file ?? "");
  const languages = readdirSync("dist/assets").filter((name) =>
    /^[a-z]{2}-[A-Z]{2}-[\w-]{8}\.js$|^[a-z]{2}-[\w-]{8}\.js$/.test(name),
  );
  const largest = Math.max(0, ...languages.map((name) => gzipped(`assets/${name}`)));
  return first.reduce((sum, file) => sum + gzipped(file), largest);
}
