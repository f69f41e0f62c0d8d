import type { SyncRun } from "../../server/domain/change.ts";
import { httpTo, Process } from "../world/company.ts";
import { serve } from "./remote.ts";
import type { VendorsAt } from "./vendors.ts";

/** The measured process: one engine on its database, with the real clock, and what its work cost. */

export type Cost = {
  readonly wallMs: number;
  /** Of this process alone, all its threads. */
  readonly cpuMs: number;
  /** Highest resident memory meanwhile, above what it was before; bytes. */
  readonly grewBy: number;
};

const SAMPLE_MS = 20;

let process_: Process | null = null;
let at: VendorsAt | null = null;

async function costOf(act: () => Promise<unknown>): Promise<Cost> {
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  let most = idle;
  const sampler = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), SAMPLE_MS);
  const before = process.cpuUsage();
  const started = performance.now();
  await act();
  const wallMs = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  clearInterval(sampler);
  return { wallMs, cpuMs: (user + system) / 1_000, grewBy: Math.max(most, process.memoryUsage.rss()) - idle };
}

function running(): { process: Process; at: VendorsAt } {
  if (!process_ || !at) throw new Error("Not started");
  return { process: process_, at };
}

async function request(mode: SyncRun["mode"]): Promise<void> {
  const { process: engine, at: here } = running();
  const askedBy = { id: 1, login: "pat@example.com" };
  const { companyId, projectId } = here;
  await engine.engine.requestRun({ companyId, projectId, askedBy, mode, scope: null, planOf: null, undoOf: null });
  for (const { status, error } of await engine.work()) {
    if (status !== "succeeded") throw new Error(`The run ended ${status}: ${error?.says ?? ""}`);
  }
}

const commands = {
  async start(vendors: VendorsAt, databaseUrl: string) {
    await process_?.db.close();
    at = vendors;
    const fake = { ...vendors.acumatica, token: () => vendors.token };
    const acumaticaOf = () => ({ url: vendors.acumaticaUrl, fake });
    process_ = await Process.start(
      { procoreUrl: vendors.procoreUrl, acumaticaOf, http: httpTo },
      {
        now: () => new Date(),
        sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
        random: Math.random,
        databaseUrl,
      },
    );
    const projectMap = { [vendors.projectId]: "PR-0001" };
    await process_.connect(vendors.companyId, { projectMap, schedule: "15m" });
  },
  preview: () => costOf(() => request("preview")),
  sync: () => costOf(() => request("apply")),
  scheduled: () =>
    costOf(async () => {
      const { process: engine, at: here } = running();
      await engine.engine.scheduled(here.companyId);
      await engine.work();
    }),
  observe: () => costOf(() => running().process.engine.observe(running().at.companyId)),
};

export type AppCommands = typeof commands;
serve(commands);
