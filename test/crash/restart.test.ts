import { fork, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { NO_COUNTS } from "../../server/domain/change.ts";
import { migrate, openDb, type Db } from "../../server/store/db.ts";
import { createSealer } from "../../server/store/seal.ts";
import { createStore, type Store } from "../../server/store/store.ts";
import { startPostgres, temporaryFolder, removeTemporaryFolders, type RunningPostgres } from "../battery/engines.ts";
import { createFakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import { createFakeProcore, type FakeProcore } from "../fakes/procore/fake-procore.ts";
import { listen, type Listening } from "../fakes/wire.ts";
import type { InstanceBriefing } from "./instance.ts";
import { aCompany, connect } from "./instances.ts";

/** Real servers on the wall's clock: how long a project is blocked by one that was killed. */
describe("a server that is killed in the middle of a sync, and started again at once", () => {
  const servers: Listening[] = [];
  const children: ChildProcess[] = [];
  let db: Db | undefined;
  let postgres: RunningPostgres | undefined;

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    for (const server of servers.splice(0)) await server.close();
    await db?.close();
    await postgres?.stop();
    postgres = undefined;
    removeTemporaryFolders();
  });

  async function spawn(briefing: InstanceBriefing): Promise<ChildProcess> {
    const file = fileURLToPath(new URL("instance.ts", import.meta.url));
    const env = { ...process.env, INSTANCE: JSON.stringify(briefing) };
    const child = fork(file, { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    children.push(child);
    await new Promise<void>((ready) => void child.once("message", () => ready()));
    return child;
  }

  function firstWrite(procore: FakeProcore): Promise<void> {
    return new Promise((told) => {
      procore.wire.onExchange = ({ request }) => {
        if (request.method === "POST" && request.target.includes("/contract_payments")) told();
      };
    });
  }

  async function stage(databaseUrl: string) {
    const now = (): Date => new Date();
    const procore = createFakeProcore({ now });
    const acumatica = createFakeAcumatica({ now, tenant: "Tenant" });
    const [at, books] = [await listen(procore.wire), await listen(acumatica.wire)];
    servers.push(at, books);
    const company = aCompany(procore, acumatica, books.url);
    const key = randomBytes(32);
    db = openDb(databaseUrl);
    await migrate(db);
    const store = createStore(db, createSealer([key]), now);
    await connect(store, company, { now: now() });
    const { ledger } = acumatica;
    for (let n = 1; n <= 40; n += 1) {
      const order = { type: "RS", number: "SC-0", line: 1 } as const;
      const lines = [{ amount: n * 100, project: "PR-0001", order }];
      const { ref } = ledger.addBill({ vendor: "V000001", date: "2026-02-01", vendorRef: `I-${n}`, lines });
      const commitmentId = company.commitments[0] ?? 0;
      procore.admin.addRequisition({ commitmentId, currentPaymentDue: `${n}.00`, invoiceNumber: `I-${n}` });
      const applications = [{ bill: ref, amount: n * 100 }];
      ledger.addPayment({ vendor: "V000001", date: "2026-02-02", extRef: String(n), applications });
    }
    const { clientId, clientSecret } = procore.app;
    const briefing: InstanceBriefing = {
      databaseUrl,
      procoreUrl: at.url,
      acumaticaHosts: [new URL(books.url).host],
      procoreClient: { clientId, clientSecret },
      encryptionKey: key.toString("base64"),
      clock: { from: Date.now(), since: Date.now(), speed: 1 },
    };
    return { procore, store, company, briefing };
  }

  /** How long, after the kill, until somebody else sends a payment. */
  async function blockedFor(databaseUrl: string): Promise<number> {
    const { procore, store, company, briefing } = await stage(databaseUrl);
    const { companyId, projectId } = company;
    const child = await spawn(briefing);
    const written = firstWrite(procore);
    await asked(store, { companyId, projectId });
    await written;
    const dead = new Promise<void>((done) => void child.once("exit", () => done()));
    child.kill("SIGKILL");
    await dead;
    const at = Date.now();
    const again = firstWrite(procore);
    await spawn(briefing);
    await again;
    return Date.now() - at;
  }

  async function asked(store: Store, where: { companyId: number; projectId: number }): Promise<void> {
    const request = { mode: "apply", trigger: "person", scope: null, planOf: null, undoOf: null } as const;
    const askedBy = { id: 1, login: "pat@example.com" };
    const stands = {
      status: "queued",
      startedAt: null,
      finishedAt: null,
      counts: NO_COUNTS,
      error: null,
      sweeps: false,
      resumes: null,
    } as const;
    const queuedAt = new Date().toISOString();
    await store.runs.enqueue({ id: `asked ${queuedAt}`, ...where, ...request, askedBy, queuedAt, ...stands });
  }

  it("goes on within 10 seconds on SQLite", { timeout: 120_000 }, async () => {
    expect(await blockedFor(`file:${temporaryFolder()}/app.db`)).toBeLessThan(10_000);
  });

  it("goes on within 30 seconds on PostgreSQL, and a moment to read", { timeout: 180_000 }, async () => {
    postgres = await startPostgres();
    expect(await blockedFor(postgres.url)).toBeLessThan(33_000);
  });
});
