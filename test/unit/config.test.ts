import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError, dataFolder, loadConfig } from "../../server/config.ts";

const KEY = Buffer.alloc(32, 1).toString("base64");
const OTHER_KEY = Buffer.alloc(32, 2).toString("base64");
const needed = { PROCORE_CLIENT_ID: "id", PROCORE_CLIENT_SECRET: "secret", ENCRYPTION_KEY: KEY };

const folders: string[] = [];
function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "config-"));
  folders.push(folder);
  return folder;
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function wrongIn(env: Record<string, string>): string {
  try {
    loadConfig(env, aFolder());
    return "";
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

describe("the environment", () => {
  it("needs no more than Procore's client and the key", () => {
    const config = loadConfig(needed, aFolder());

    expect(config).toMatchObject({
      mode: "production",
      port: 3000,
      publicUrl: "http://localhost:3000",
      databaseUrl: "file:./data/payments.db",
      erpHostAllowlist: [],
      logLevel: "info",
      procore: {
        loginUrl: "https://login.procore.com",
        tokenUrl: "https://login.procore.com/oauth/token",
        apiUrl: "https://api.procore.com",
        webOrigins: ["https://*.procore.com"],
      },
    });
  });

  it("asks the login host for tokens, unless the server has to use another name for it", () => {
    const login = { ...needed, PROCORE_LOGIN_URL: "https://login-sandbox.procore.com/" };
    const apart = { ...login, PROCORE_TOKEN_URL: "http://127.0.0.1:9000/oauth/token" };

    expect(loadConfig(login, aFolder()).procore.tokenUrl).toBe("https://login-sandbox.procore.com/oauth/token");
    expect(loadConfig(apart, aFolder()).procore.tokenUrl).toBe("http://127.0.0.1:9000/oauth/token");
  });

  it("reads lists with commas", () => {
    const lists = {
      PROCORE_WEB_ORIGINS: "https://app.procore.com, https://us02.procore.com",
      ERP_HOST_ALLOWLIST: "ERP.local:8443,127.0.0.1:80",
      ENCRYPTION_KEY_PREVIOUS: OTHER_KEY,
    };

    const config = loadConfig({ ...needed, ...lists }, aFolder());

    expect(config.procore.webOrigins).toEqual(["https://app.procore.com", "https://us02.procore.com"]);
    expect(config.erpHostAllowlist).toEqual(["erp.local:8443", "127.0.0.1:80"]);
    expect(config.encryptionKeys.map((key) => key[0])).toEqual([1, 2]);
  });

  it("takes an empty variable for one that is not set", () => {
    expect(loadConfig({ ...needed, PORT: "", DATABASE_URL: " " }, aFolder())).toMatchObject({ port: 3000 });
  });

  it.each([
    "http://localhost:3000",
    "http://app.localhost:3000",
    "http://127.0.0.1:3000",
    "https://payments.example.com",
  ])("accepts %s as PUBLIC_URL", (url) => expect(wrongIn({ ...needed, PUBLIC_URL: url })).toBe(""));

  it.each<[name: string, value: string]>([
    ["PUBLIC_URL", "http://payments.example.com"],
    ["PUBLIC_URL", "http://localhost.example.com"],
    ["PUBLIC_URL", "https://example.com/app"],
    ["PUBLIC_URL", "payments"],
    ["PORT", "70000"],
    ["PORT", "http"],
    ["DATABASE_URL", "mysql://localhost"],
    ["PROCORE_API_URL", "api.procore.com"],
    ["PROCORE_WEB_ORIGINS", "https://app.procore.com/path"],
    ["PROCORE_WEB_ORIGINS", "*"],
    ["ERP_HOST_ALLOWLIST", "https://erp.local"],
    ["ENCRYPTION_KEY", "short"],
    ["ENCRYPTION_KEY_PREVIOUS", "short"],
    ["LOG_LEVEL", "loud"],
    ["NODE_ENV", "staging"],
  ])("refuses %s=%s, by its name", (name, value) => {
    expect(wrongIn({ ...needed, [name]: value })).toMatch(new RegExp(`^  - ${name}(\\.0)?: `, "m"));
  });

  it("lists everything that is wrong in one message, without the values", () => {
    const message = wrongIn({ PORT: "x", PUBLIC_URL: "http://example.com", PROCORE_CLIENT_SECRET: "secret-0001" });

    expect(message.split("\n").filter((line) => line.startsWith("  - "))).toHaveLength(4);
    expect(message).toMatch(/ENCRYPTION_KEY[^]*PORT[^]*PROCORE_CLIENT_ID[^]*PUBLIC_URL/);
    expect(message).not.toContain("secret-0001");
  });

  it("needs a key in production, and makes none", () => {
    const { ENCRYPTION_KEY: key, ...without } = needed;
    const folder = aFolder();

    expect(key).toBe(KEY);
    expect(() => loadConfig({ ...without, DATABASE_URL: `file:${folder}/a.db` }, folder)).toThrow("ENCRYPTION_KEY");
    expect(existsSync(join(folder, "encryption-key"))).toBe(false);
  });

  it("makes a key beside the database in development, once, for its owner alone", () => {
    const { PROCORE_CLIENT_ID, PROCORE_CLIENT_SECRET } = needed;
    const folder = aFolder();
    const env = {
      PROCORE_CLIENT_ID,
      PROCORE_CLIENT_SECRET,
      NODE_ENV: "development",
      DATABASE_URL: "file:./kept/payments.db",
    };

    const [first, again] = [loadConfig(env, folder), loadConfig(env, folder)];

    const file = join(folder, "kept", "encryption-key");
    expect(first.encryptionKeys[0]).toHaveLength(32);
    expect(again.encryptionKeys).toEqual(first.encryptionKeys);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(file, "utf8"), "base64")).toEqual(Buffer.from(first.encryptionKeys[0] ?? []));
  });

  it("keeps what belongs to a PostgreSQL database in the data folder", () => {
    expect(dataFolder("postgres://localhost/payments", "/srv/app")).toBe("/srv/app/data");
  });
});
