import "./node-version.cjs";
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import http from "node:http";
import { fileURLToPath } from "node:url";
import { ConfigError, loadConfig, type Config } from "./config.ts";
import { createLog, type Log } from "./log.ts";
import { createTrace, UNTRACED } from "./trace.ts";

/** The composition root: the clock, randomness and the environment enter here, and nowhere else. */

const now = (): Date => new Date();
const newSecret = (): string => randomBytes(32).toString("base64url");
const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const STOP_MS = 20_000;

function every(ms: number, call: () => void): () => void {
  const timer = setInterval(call, ms).unref();
  return () => clearInterval(timer);
}

try {
  await start(loadConfig(process.env, process.cwd()));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  // Imported only now: what is wrong with the environment is told before anything else is loaded.
  const { compose } = await import("./compose.ts");
  const client = await clientOf(config);
  const trace = config.traceEndpoint === null ? UNTRACED : await createTrace(config.traceEndpoint);
  const app = await compose({
    config,
    client,
    now,
    sleep,
    every,
    random: Math.random,
    newId: randomUUID,
    newSecret,
    log,
    trace,
  });
  const server = http.createServer(app.listener);
  server.once("error", (error) => {
    log.fatal({ err: error }, `Port ${config.port} cannot be listened on: set PORT to a free one`);
    process.exit(1);
  });
  server.listen(config.port, () => {
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    log.info({ port, publicUrl: config.publicUrl, mode: config.mode }, "Listening");
  });
  await app.start();
  process.on("unhandledRejection", (error) => log.error({ err: error }, "A promise was rejected and nobody listened"));
  stopOnSignal(log, async () => {
    server.close();
    server.closeIdleConnections();
    await client.close();
    await app.stop(STOP_MS);
    server.closeAllConnections();
    await trace.stop();
  });
}

async function clientOf(config: Config) {
  if (config.mode === "development") return (await import("./vite-client.ts")).viteClient(ROOT);
  if (!existsSync(`${ROOT}dist/index.html`)) {
    throw new ConfigError("The app cannot start: its page is not built. Run `npm run build`, and start again.");
  }
  const { builtClient } = await import("./http/embed.ts");
  return { ...builtClient(`${ROOT}dist`), close: () => Promise.resolve() };
}

/** A second signal, or a stop that takes too long, ends the process at once; what was under way is planned again. */
function stopOnSignal(log: Log, stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      log.info({ signal }, "Stopping");
      setTimeout(() => process.exit(1), STOP_MS + 10_000).unref();
      stop().then(
        () => {
          log.info("Stopped");
          process.exit(0);
        },
        (error: unknown) => {
          log.error({ err: error }, "Stopping failed");
          process.exit(1);
        },
      );
    });
  }
}
