import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import axios from "axios";
import type { RegisteredApp } from "../fakes/procore/auth.ts";
import type { Origins } from "./origins.ts";

export type AppProcess = {
  /** Where its log is. */
  readonly logFile: string;
  /** Settles when the process ends, whoever ended it. */
  readonly ended: Promise<number | null>;
  /** The end of its log. */
  lastWords(): string;
  stop(): Promise<void>;
};

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;

/** The real app in a process of its own, on a data folder of its own; resolves once it can serve. */
export async function startApp(
  origins: Origins,
  client: Pick<RegisteredApp, "clientId" | "clientSecret">,
  folder: string,
): Promise<AppProcess> {
  const logFile = join(folder, "app.log");
  const log = createWriteStream(logFile);
  const child = spawn(process.execPath, ["server/main.ts"], {
    cwd: ROOT,
    env: { ...basics(), ...environment(origins, client, folder) },
    stdio: ["ignore", "pipe", "pipe"],
    // Out of the terminal's reach: Ctrl-C is ours, and the app gets one signal to stop in order.
    detached: true,
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const lastWords = () => readFileSync(logFile, "utf8").slice(-4_000);
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(kill, STOP_WITHIN_MS);
    await ended;
    clearTimeout(late);
    process.off("exit", kill);
    await new Promise<void>((done) => log.end(done));
  };
  try {
    await ready(origins.appPort, ended);
  } catch (error) {
    await stop();
    throw new Error(`The app did not start:\n${lastWords()}`, { cause: error });
  }
  return { logFile, ended, lastWords, stop };
}

/** What the operating system needs of ours; nothing that configures the app leaks in. */
function basics(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  return { PATH, HOME, TMPDIR, SystemRoot };
}

function environment(
  { app, appPort, host, login, procoreApi, acumatica }: Origins,
  { clientId, clientSecret }: Pick<RegisteredApp, "clientId" | "clientSecret">,
  folder: string,
): NodeJS.ProcessEnv {
  return {
    NODE_ENV: "production",
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    PORT: String(appPort),
    PUBLIC_URL: app,
    PROCORE_LOGIN_URL: login,
    PROCORE_TOKEN_URL: `${procoreApi}/oauth/token`,
    PROCORE_API_URL: procoreApi,
    PROCORE_WEB_ORIGINS: host,
    PROCORE_CLIENT_ID: clientId,
    PROCORE_CLIENT_SECRET: clientSecret,
    DATABASE_URL: `file:${join(folder, "payments.db")}`,
    ERP_HOST_ALLOWLIST: new URL(acumatica).host,
    LOG_LEVEL: "info",
  };
}

async function ready(port: number, ended: Promise<number | null>): Promise<void> {
  let over = false;
  void ended.then(() => (over = true));
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until && !over;) {
    const status = await axios
      .get(`http://127.0.0.1:${port}/readyz`, { proxy: false, timeout: 2_000, validateStatus: () => true })
      .then((reply) => reply.status)
      .catch(() => null);
    if (status === 200) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(over ? "It ended." : `It was not ready within ${READY_WITHIN_MS / 1_000} seconds.`);
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
