import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";

/** Everything the environment decides, read once. */
export type Config = {
  readonly mode: "development" | "production" | "test";
  readonly port: number;
  /** No slash at the end. */
  readonly publicUrl: string;
  readonly procore: {
    readonly loginUrl: string;
    readonly tokenUrl: string;
    readonly apiUrl: string;
    /** Origins, or `https://*.host` patterns, that may frame the app. */
    readonly webOrigins: readonly string[];
    readonly clientId: string;
    readonly clientSecret: string;
  };
  readonly databaseUrl: string;
  /** 32 bytes each: the current key first, then those that only decrypt. */
  readonly encryptionKeys: readonly Uint8Array[];
  /** `host:port` entries that may be http, private or loopback. */
  readonly erpHostAllowlist: readonly string[];
  readonly logLevel: string;
  /** Where spans go; null: nowhere. */
  readonly traceEndpoint: string | null;
};

type Env = Readonly<Record<string, string | undefined>>;

/** The environment is wrong; the message lists everything, with what to do about it. */
export class ConfigError extends Error {}

const KEY_BYTES = 32;

/**
 * Reads the environment. On the first start in development an encryption key is created beside the database.
 * @throws ConfigError one message for everything that is wrong.
 */
export function loadConfig(env: Env, cwd: string): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = Environment.safeParse(given);
  const wrong = parsed.success ? [] : parsed.error.issues.map(inWords);
  const mode = Mode.catch("production").parse(given.NODE_ENV);
  const databaseUrl = given.DATABASE_URL ?? DEFAULT_DATABASE;
  if (mode === "production" && given.ENCRYPTION_KEY === undefined) wrong.push(MISSING_KEY);
  if (wrong.length > 0 || !parsed.success) throw new ConfigError(inOneMessage(wrong.sort()));
  const read = parsed.data;
  const key = read.ENCRYPTION_KEY ?? storedKey(dataFolder(databaseUrl, cwd));
  return {
    mode,
    port: read.PORT,
    publicUrl: read.PUBLIC_URL ?? `http://localhost:${read.PORT}`,
    procore: {
      loginUrl: read.PROCORE_LOGIN_URL,
      tokenUrl: read.PROCORE_TOKEN_URL ?? `${read.PROCORE_LOGIN_URL}/oauth/token`,
      apiUrl: read.PROCORE_API_URL,
      webOrigins: read.PROCORE_WEB_ORIGINS,
      clientId: read.PROCORE_CLIENT_ID,
      clientSecret: read.PROCORE_CLIENT_SECRET,
    },
    databaseUrl,
    encryptionKeys: [key, ...read.ENCRYPTION_KEY_PREVIOUS],
    erpHostAllowlist: read.ERP_HOST_ALLOWLIST,
    logLevel: read.LOG_LEVEL,
    traceEndpoint: read.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
  };
}

/** What the database commands need of the environment: they run where nothing of Procore is set. */
export type StorageConfig = Pick<Config, "databaseUrl" | "encryptionKeys">;

/**
 * As `loadConfig`, for the commands over the database. No key is created: there is none if none is set.
 * @throws ConfigError one message for everything that is wrong.
 */
export function loadStorage(env: Env): StorageConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const asked = { DATABASE_URL: true, ENCRYPTION_KEY: true, ENCRYPTION_KEY_PREVIOUS: true } as const;
  const parsed = Environment.pick(asked).safeParse(given);
  if (!parsed.success) throw new ConfigError(inOneMessage(parsed.error.issues.map(inWords).sort()));
  const { DATABASE_URL, ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS } = parsed.data;
  return {
    databaseUrl: DATABASE_URL,
    encryptionKeys: [...(ENCRYPTION_KEY ? [ENCRYPTION_KEY] : []), ...ENCRYPTION_KEY_PREVIOUS],
  };
}

/** Where what the server keeps lies: beside the SQLite file; `data` when the database is elsewhere. */
export function dataFolder(databaseUrl: string, cwd: string): string {
  return databaseUrl.startsWith("file:") ? dirname(resolve(cwd, databaseUrl.slice("file:".length))) : join(cwd, "data");
}

const DEFAULT_DATABASE = "file:./data/payments.db";

const MISSING_KEY =
  "ENCRYPTION_KEY: is needed in production. Make one with `openssl rand -base64 32` and keep it: without it the stored secrets cannot be read.";

const Mode = z.enum(["development", "production", "test"], {
  error: "is development, production or test; leave it out for production.",
});

const Key = z.string().transform((text, context) => {
  const bytes = Buffer.from(text.trim(), "base64");
  if (bytes.length === KEY_BYTES) return new Uint8Array(bytes);
  context.addIssue({ code: "custom", message: "is not 32 bytes in base64. Make one with `openssl rand -base64 32`." });
  return z.NEVER;
});

const list = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .map((entry) => entry.trim())
    .filter(Boolean);

const WEB_ORIGIN = /^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/i;
const HOST_AND_PORT = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+):\d{1,5}$/i;

const HttpUrl = z
  .string()
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), "is not an address such as https://example.com.")
  .transform((text) => text.replace(/\/+$/, ""));

const PublicUrl = HttpUrl.refine((text) => !URL.canParse(text) || new URL(text).pathname === "/", {
  error: "must not have a path: give the origin only, such as https://payments.example.com.",
}).refine(
  (text) => !URL.canParse(text) || new URL(text).protocol === "https:" || isLoopback(new URL(text).hostname),
  "must begin with https://; http is accepted for localhost only.",
);

const Environment = z.object({
  NODE_ENV: Mode.optional(),
  PORT: z
    .string()
    .default("3000")
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, "is not a port: a number from 0 to 65535.")
    .transform(Number),
  PUBLIC_URL: PublicUrl.optional(),
  PROCORE_LOGIN_URL: HttpUrl.default("https://login.procore.com"),
  PROCORE_TOKEN_URL: HttpUrl.optional(),
  PROCORE_API_URL: HttpUrl.default("https://api.procore.com"),
  PROCORE_WEB_ORIGINS: z
    .string()
    .default("https://*.procore.com")
    .transform(list)
    .refine((origins) => origins.length > 0 && origins.every((origin) => WEB_ORIGIN.test(origin)), {
      error: "is a list with commas of origins such as https://*.procore.com, without paths.",
    }),
  PROCORE_CLIENT_ID: z.string({ error: "is missing: the client id of the app in Procore's Developer Portal." }),
  PROCORE_CLIENT_SECRET: z.string({ error: "is missing: the client secret of the app in Procore's Developer Portal." }),
  DATABASE_URL: z
    .string()
    .default(DEFAULT_DATABASE)
    .refine(
      (text) => /^file:./.test(text) || /^postgres(ql)?:\/\//.test(text),
      "is file:path for SQLite, or postgres://user:password@host/database.",
    ),
  ENCRYPTION_KEY: Key.optional(),
  ENCRYPTION_KEY_PREVIOUS: z.string().default("").transform(list).pipe(z.array(Key)),
  ERP_HOST_ALLOWLIST: z
    .string()
    .default("")
    .transform(list)
    .refine((hosts) => hosts.every((host) => HOST_AND_PORT.test(host)), {
      error: "is a list with commas of host:port, such as erp.local:8443.",
    })
    .transform((hosts) => hosts.map((host) => host.toLowerCase())),
  OTEL_EXPORTER_OTLP_ENDPOINT: HttpUrl.optional(),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      error: "is fatal, error, warn, info, debug, trace or silent.",
    })
    .default("info"),
});

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "127.0.0.1" || hostname.endsWith(".localhost");
}

/** The development key: made once, readable by its owner only. */
function storedKey(folder: string): Uint8Array {
  const file = join(folder, "encryption-key");
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const key = Key.safeParse(readFileSync(file, "utf8"));
  if (key.success) return key.data;
  throw new ConfigError(`${file} does not hold an encryption key: put the right one back, or set ENCRYPTION_KEY.`);
}

function inWords(issue: z.core.$ZodIssue): string {
  return `${issue.path.join(".")}: ${issue.message}`;
}

function inOneMessage(wrong: readonly string[]): string {
  return `The app cannot start: its settings are wrong.\n${wrong.map((line) => `  - ${line}`).join("\n")}\nSet them in the environment or in a file named .env, and start again.`;
}
