import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFakeAcumatica, type FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import { createFakeProcore, type FakeProcore } from "../fakes/procore/fake-procore.ts";
import { listen } from "../fakes/wire.ts";
import { freePort, startApp, type AppProcess } from "./app-process.ts";
import { seedCompany, type DemoCompany } from "./company.ts";
import { serveHostPage } from "./host-page.ts";
import { createMeanwhile } from "./meanwhile.ts";
import type { Origins } from "./origins.ts";

export type Demo = {
  readonly procore: FakeProcore;
  readonly acumatica: FakeAcumatica;
  readonly company: DemoCompany;
  readonly origins: Origins;
  readonly app: AppProcess;
  stop(): Promise<void>;
};

const CALLBACKS = { procore: "/auth/procore/callback", acumatica: "/auth/acumatica/callback" } as const;

/**
 * Both fakes with a seeded company on the real clock, the host page, and the real app in a process of its own: all on
 * free ports of this machine, with a data folder that is new each time. Nobody is signed in and nothing is connected.
 */
export async function startDemo(): Promise<Demo> {
  const [appPort, hostPort] = [await freePort(), await freePort()];
  const [app, host] = [`http://app.localhost:${appPort}`, `http://host.localhost:${hostPort}`];
  const now = () => new Date();
  const procore = createFakeProcore({ now, app: { redirectUris: [app + CALLBACKS.procore] } });
  const acumatica = createFakeAcumatica({ now });
  acumatica.client.redirectUris.push(app + CALLBACKS.acumatica);
  const company = seedCompany(procore, acumatica, { web: host });
  const [procoreServer, acumaticaServer] = [await listen(procore.wire), await listen(acumatica.wire)];
  const origins = {
    app,
    appPort,
    host,
    hostPort,
    login: `http://login.localhost:${procoreServer.port}`,
    procoreApi: procoreServer.url,
    acumatica: acumaticaServer.url,
  };
  const page = await serveHostPage(origins, company, createMeanwhile(company));
  const folder = mkdtempSync(join(tmpdir(), "payment-sync-demo-"));
  const closeFakes = () => Promise.all([page.close(), procoreServer.close(), acumaticaServer.close()]);
  const process = await startApp(origins, procore.app, folder).catch(async (error: unknown) => {
    await closeFakes();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  const stop = async () => {
    await process.stop();
    await closeFakes();
    rmSync(folder, { recursive: true, force: true });
  };
  return { procore, acumatica, company, origins, app: process, stop };
}
