import { afterAll, beforeAll } from "vitest";
import { postgresEngine, removeTemporaryFolders, sqliteEngine } from "./engines.ts";
import { describeAudit } from "./store-audit.ts";
import { describeHeld } from "./store-held.ts";
import { describeHints } from "./store-hints.ts";
import { describeLinks } from "./store-links.ts";
import { describeBillDecisionsMoved } from "./store-bill-decisions.ts";
import { describeMigrations } from "./store-migrations.ts";
import { describeObservations } from "./store-observations.ts";
import { describePictures } from "./store-pictures.ts";
import { describeProcorePicture } from "./store-procore.ts";
import { describeRuns } from "./store-runs.ts";
import { describeSecrets } from "./store-secrets.ts";
import { describeStanding } from "./store-standing.ts";
import { describeVersion } from "./store-version.ts";
import { storeOn } from "./store-things.ts";

const engines = [sqliteEngine(), postgresEngine()];

beforeAll(async () => {
  for (const engine of engines) await engine.start();
});

afterAll(async () => {
  for (const engine of engines) await engine.stop();
  removeTemporaryFolders();
});

for (const engine of engines) {
  const open = async () => storeOn((await engine.open()).first);
  describeBillDecisionsMoved(engine.name, async () => (await engine.open()).first);
  const openTwice = async () => {
    const { first, second } = await engine.open();
    return { first: storeOn(first), second: storeOn(second) };
  };
  describeObservations(engine.name, open);
  describeProcorePicture(engine.name, open);
  describePictures(engine.name, open);
  describeVersion(engine.name, open);
  describeLinks(engine.name, open);
  describeHints(engine.name, openTwice);
  describeRuns(engine.name, openTwice);
  describeMigrations(engine.name, () => engine.open());
  describeHeld(engine.name, () => engine.open());
  describeSecrets(engine.name, () => engine.open());
  describeStanding(engine.name, () => engine.open());
  describeAudit(engine.name, () => engine.open());
}
