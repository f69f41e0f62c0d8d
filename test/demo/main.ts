import { buildIfStale } from "./client-build.ts";
import { startDemo, type Demo } from "./demo.ts";
import { rehearse } from "./rehearsal.ts";
import { say, tableOf } from "./table.ts";

/**
 * `npm run demo`: the whole product on this machine, without an account or the network, until Ctrl-C.
 * `npm run demo -- --once`: the same, and ends: 0 when Procore equals the ledger to the cent and Procore saw no bad
 * manners, 1 otherwise.
 */
const once = process.argv.includes("--once");

const interrupted = new Promise<"interrupted">((done) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => done("interrupted"));
});
say(`The page is ${await buildIfStale()}. Starting both stand-ins and the app…`);
const demo = await startDemo();
try {
  const ending = await Promise.race([play(demo), interrupted, crashed(demo)]);
  process.exitCode = ending === "wrong" || (once && ending === "interrupted") ? 1 : 0;
} finally {
  await demo.stop();
}

async function play(demo: Demo): Promise<"as it has to be" | "wrong"> {
  const wrong = await rehearse(demo);
  for (const text of wrong) say(`  ✗ ${text}`);
  say(wrong.length === 0 ? "\nEverything is as it has to be." : `\n${wrong.length} things are wrong.`);
  if (!once) {
    invite(demo);
    await interrupted;
  }
  return wrong.length === 0 ? "as it has to be" : "wrong";
}

async function crashed({ app }: Demo): Promise<never> {
  const code = await app.ended;
  throw new Error(`The app ended by itself with ${String(code)}:\n${app.lastWords()}`);
}

function invite({ company, origins, app }: Demo): void {
  const people = [
    ["Ana Reyes", "admin: connects, configures, syncs", "all projects"],
    ["Jordan Blake", "accountant: previews, syncs, decides", "all projects"],
    ["Sam Okafor", "project manager: reads", company.projects.tower.name],
  ];
  say(`\nOpen  ${origins.host}/\n`);
  say(tableOf(["Sign in as", "who", "sees"], people));
  say(`
Try:
  · Open "Acumatica Payments" and sign in as Jordan Blake; look at what needs review, and decide it.
  · On the host page, choose "Meanwhile…": pay an invoice, void a check; then preview and sync.
  · Open a commitment, then its side panel: the same payments, beside Payments Issued.
  · Enable payments on the parking equipment, sync, and see four failed payments arrive.
  · Sign in as Sam Okafor: everything can be seen, nothing synced.
  · Ana Reyes maps the method PCARD in Settings; the payment that nobody could read heals.

The app itself: ${origins.app}/   Its log: ${app.logFile}
Ctrl-C ends it all; nothing is kept.`);
}
