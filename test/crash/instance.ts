import { randomBytes, randomUUID } from "node:crypto";
import { compose } from "../../server/compose.ts";
import { createLog } from "../../server/log.ts";

/** What an instance is told, as JSON in the environment's `INSTANCE`. */
export type InstanceBriefing = {
  readonly databaseUrl: string;
  readonly procoreUrl: string;
  readonly acumaticaHosts: readonly string[];
  readonly procoreClient: { readonly clientId: string; readonly clientSecret: string };
  readonly encryptionKey: string;
  /** Its clock: `from` at the moment `since`, and so many times as fast as the wall's. Unix milliseconds. */
  readonly clock: Clock;
};

export type Clock = { readonly from: number; readonly since: number; readonly speed: number };

export function readClock({ from, since, speed }: Clock): Date {
  return new Date(from + (Date.now() - since) * speed);
}

/**
 * One whole server but for its port: the worker, the schedule and the leases, over a database that others use as well.
 * Only its clock is quicker, so that a lease is over while a test waits.
 */
export async function startInstance(briefing: InstanceBriefing): Promise<void> {
  const { clock, procoreUrl, procoreClient } = briefing;
  const { speed } = clock;
  const app = await compose({
    config: {
      mode: "production",
      port: 0,
      publicUrl: "http://localhost:1",
      procore: {
        loginUrl: procoreUrl,
        tokenUrl: `${procoreUrl}/oauth/token`,
        apiUrl: procoreUrl,
        webOrigins: ["https://app.procore.test"],
        ...procoreClient,
      },
      databaseUrl: briefing.databaseUrl,
      encryptionKeys: [new Uint8Array(Buffer.from(briefing.encryptionKey, "base64"))],
      erpHostAllowlist: briefing.acumaticaHosts,
      logLevel: "warn",
      traceEndpoint: null,
    },
    client: { page: () => Promise.resolve(""), files: (_request, _response, next) => next() },
    now: () => readClock(clock),
    sleep: (ms) => new Promise((done) => setTimeout(done, ms / speed)),
    every: (ms, call) => {
      const timer = setInterval(call, ms / speed);
      return () => clearInterval(timer);
    },
    random: Math.random,
    newId: randomUUID,
    newSecret: () => randomBytes(32).toString("base64url"),
    log: createLog("warn"),
  });
  await app.start();
  process.send?.("ready");
  process.once("SIGTERM", () => void app.stop(20_000 / speed).then(() => process.exit(0)));
}

if (process.env["INSTANCE"]) await startInstance(JSON.parse(process.env["INSTANCE"]) as InstanceBriefing);
