import { beforeEach, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { DEFAULT_SETTINGS } from "../../server/domain/settings.ts";
import type { Db } from "../../server/store/db.ts";
import { createSealer, SealError } from "../../server/store/seal.ts";
import { createStore, type Store } from "../../server/store/store.ts";
import { acumaticaOwner } from "../../server/store/tokens.ts";
import { aConnection, at, COMPANY, KEY_BYTES, OTHER_COMPANY, HERE, THERE, storeOn } from "./store-things.ts";

const tokens = {
  accessToken: "access-token-in-the-clear",
  refreshToken: "refresh-token-in-the-clear",
  expiresAt: at("10:00"),
  chainStartedAt: at("08:00"),
};

const signedIn = {
  user: { id: 5, login: "pm@example.com", name: "Pat" },
  tokens: { accessToken: "user-token-in-the-clear", refreshToken: null, expiresAt: at("10:00") },
  companyId: COMPANY,
};

/** Every engine must pass this: connections, tokens and sessions. */
export function describeSecrets(engine: string, open: () => Promise<{ first: Db; second: Db }>): void {
  describe(`connections, tokens and sessions on ${engine}`, () => {
    let db: Db;
    let store: Store;
    let other: Store;
    beforeEach(async () => {
      const opened = await open();
      db = opened.first;
      store = storeOn(db);
      other = storeOn(opened.second);
    });

    const owner = acumaticaOwner(COMPANY);

    it("give back a connection as it was stored", async () => {
      const check = { id: "reachable", label: "Reachable", ok: null, says: "Not tried.", fix: null };
      const connection = aConnection({
        checks: [check],
        probe: { version: "26.1" },
        heldBecause: "moved",
        reader: null,
      });
      await store.connections.put(aConnection());
      await store.connections.put(connection);

      expect(await store.connections.get(COMPANY)).toEqual({ ...connection, epoch: 0 });
      expect(await store.connections.get(OTHER_COMPANY)).toBeNull();
      expect(await store.connections.list()).toEqual([connection]);
    });

    it("change what a patch names and leave the rest", async () => {
      await store.connections.put(aConnection({ heldBecause: "moved" }));
      const patched = await store.connections.patch(HERE, {
        heldBecause: null,
        probe: { a: 1 },
        clientSecret: "new",
      });

      expect(patched).toBe(true);
      const patch = { heldBecause: null, probe: { a: 1 }, clientSecret: "new", updatedAt: at("12:00") };
      expect(await store.connections.get(COMPANY)).toEqual({ ...aConnection(patch), epoch: 0 });
      expect(await store.connections.patch(THERE, { reader: null })).toBe(false);
    });

    it("find the company of a webhook by its token, for its system alone", async () => {
      await store.connections.put(aConnection({ webhookTokens: { procore: "p", acumatica: "a" } }));

      expect(await store.connections.companyOfHook("procore", "p")).toBe(COMPANY);
      expect(await store.connections.companyOfHook("procore", "a")).toBeNull();
      expect(await store.connections.companyOfHook("acumatica", "a")).toBe(COMPANY);
    });

    it("remove a connection together with its tokens", async () => {
      await store.connections.put(aConnection());
      await store.tokens.save(owner, tokens);
      await store.connections.remove(COMPANY);

      expect(await store.connections.get(COMPANY)).toBeNull();
      expect(await store.tokens.load(owner)).toBeNull();
    });

    it("merge settings at the top level, also of two who change them at once", async () => {
      await Promise.all([
        store.settings.patch(COMPANY, { schedule: "daily", approvers: [1] }),
        other.settings.patch(COMPANY, { voidPolicy: "zero" }),
      ]);
      const settings = await store.settings.patch(COMPANY, { approvers: [2] });

      expect(settings).toMatchObject({ schedule: "daily", voidPolicy: "zero", approvers: [2], drift: "report" });
      expect(await other.settings.get(COMPANY)).toEqual(settings);
      expect(await store.settings.get(OTHER_COMPANY)).toEqual(DEFAULT_SETTINGS);
    });

    it("remember what Procore said of a company", async () => {
      const unknown = { companyId: COMPANY, name: null, webBaseUrl: null, erpTool: null };
      expect(await store.companies.get(COMPANY)).toEqual(unknown);
      await store.companies.patch(COMPANY, {
        name: "Builders",
        webBaseUrl: "https://app.example.com",
      });
      await store.companies.patch(COMPANY, { erpTool: { present: false, at: at("09:00") } });

      expect(await store.companies.get(COMPANY)).toEqual({
        companyId: COMPANY,
        name: "Builders",
        webBaseUrl: "https://app.example.com",
        erpTool: { present: false, at: at("09:00") },
      });
      await store.companies.patch(COMPANY, { erpTool: null });
      expect((await store.companies.get(COMPANY)).erpTool).toBeNull();
    });

    it("keep the refresh token stored last, and forget it when told", async () => {
      await store.tokens.save(owner, tokens);
      await store.tokens.save(owner, { ...tokens, refreshToken: "rotated" });
      expect((await other.tokens.load(owner))?.refreshToken).toBe("rotated");
      await store.tokens.drop(owner);
      expect(await store.tokens.load(owner)).toBeNull();
    });

    it("let one refresh at a time, whichever instance asks", async () => {
      const asked = await Promise.all([
        store.tokens.lease(owner, "h1", at("10:01"), at("10:00")),
        other.tokens.lease(owner, "h2", at("10:01"), at("10:00")),
      ]);
      expect(asked.filter(Boolean)).toHaveLength(1);
      const [holder, loser] = asked[0] ? ["h1", "h2"] : ["h2", "h1"];

      expect(await store.tokens.lease(owner, holder, at("10:02"), at("10:00:30"))).toBe(true);
      expect(await store.tokens.lease(owner, loser, at("10:03"), at("10:01"))).toBe(false);
      await store.tokens.release(owner, loser);
      expect(await store.tokens.lease(owner, loser, at("10:03"), at("10:01"))).toBe(false);
      await store.tokens.release(owner, holder);
      expect(await store.tokens.lease(owner, loser, at("10:03"), at("10:01"))).toBe(true);
    });

    it("end a lease whose holder never came back", async () => {
      await store.tokens.save(owner, tokens);
      await store.tokens.lease(owner, "died", at("10:01"), at("10:00"));

      expect(await other.tokens.lease(owner, "next", at("10:03"), at("10:01"))).toBe(true);
      expect(await store.tokens.load(owner)).toEqual(tokens);
    });

    it("let a one-time code work once, even when two bring it at the same moment", async () => {
      await store.sessions.putCode("code", signedIn, at("10:01"));
      const taken = await Promise.all([
        store.sessions.takeCode("code", at("10:00")),
        other.sessions.takeCode("code", at("10:00")),
      ]);

      expect(taken.filter((one) => one !== null)).toEqual([signedIn]);
    });

    it("refuse a code that comes too late", async () => {
      await store.sessions.putCode("code", signedIn, at("10:01"));

      expect(await store.sessions.takeCode("code", at("10:01"))).toBeNull();
      expect(await store.sessions.takeCode("code", at("10:00"))).toBeNull();
    });

    it("know a session by its bearer until it is over, renewed or removed", async () => {
      const session = { ...signedIn, expiresAt: at("10:30") };
      await store.sessions.put("bearer", session);
      expect(await store.sessions.get("bearer", at("10:00"))).toEqual(session);
      expect(await store.sessions.get("bearer", at("10:30"))).toBeNull();
      expect(await store.sessions.get("guessed", at("10:00"))).toBeNull();

      const fresh = { ...signedIn.tokens, accessToken: "fresh" };
      expect(await store.sessions.saveTokens("bearer", fresh)).toBe(true);
      expect(await store.sessions.saveTokens("guessed", fresh)).toBe(false);
      const next = { bearer: "next", expiresAt: at("11:30") };
      expect(await store.sessions.renew("bearer", next, at("10:30"))).toBeNull();
      const renewed = await store.sessions.renew("bearer", next, at("10:20"));
      expect(renewed).toEqual({ ...signedIn, tokens: fresh, expiresAt: at("11:30") });
      expect(await store.sessions.renew("bearer", next, at("10:20"))).toBeNull();
      expect(await store.sessions.get("bearer", at("10:20"))).toBeNull();

      await store.sessions.remove("next");
      expect(await store.sessions.get("next", at("10:20"))).toBeNull();
    });

    it("delete sessions and codes that are over", async () => {
      await store.sessions.put("old", { ...signedIn, expiresAt: at("10:00") });
      await store.sessions.put("new", { ...signedIn, expiresAt: at("10:01") });
      await store.sessions.putCode("old", signedIn, at("09:00"));

      expect(await store.sessions.expire(at("10:00"))).toBe(2);
      expect(await store.sessions.get("new", at("10:00"))).not.toBeNull();
    });

    it("hold no secret in the clear", async () => {
      await storeEverySecret(store);

      const texts = await everyText(db);

      for (const secret of ["in-the-clear", "secret of the client", "one-time-code", "bearer-token", "hook-token"]) {
        expect(texts.filter((text) => text.includes(secret))).toEqual([]);
      }
    });

    it("open secrets only for the company they were sealed for", async () => {
      await store.tokens.save(owner, tokens);
      const stolen = acumaticaOwner(OTHER_COMPANY);
      await sql`update token set owner = ${stolen}`.execute(db.query);

      await expect(store.tokens.load(stolen)).rejects.toThrow(SealError);
    });

    it("seal everything again when the key changes, so that the earlier one can go", async () => {
      await storeEverySecret(store);
      const key = new Uint8Array(32).fill(9);
      const rotating = createStore(db, createSealer([key, KEY_BYTES]), () => new Date(0));
      expect(await rotating.tokens.load(owner)).toEqual(tokens);

      expect(await rotating.reseal()).toBe(5);
      expect(await rotating.reseal()).toBe(0);

      const rotated = createStore(db, createSealer([key]), () => new Date(0));
      expect(await rotated.tokens.load(owner)).toEqual(tokens);
      expect((await rotated.connections.get(COMPANY))?.clientSecret).toBe("secret of the client");
      expect(await rotated.sessions.get("bearer-token", at("10:00"))).toMatchObject(signedIn);
      expect(await rotated.sessions.takeCode("one-time-code", at("10:00"))).toEqual(signedIn);
      await expect(store.tokens.load(owner)).rejects.toThrow(SealError);
    });
  });
}

async function storeEverySecret(store: Store): Promise<void> {
  await store.connections.put(aConnection({ webhookTokens: { procore: "p hook-token", acumatica: "a hook-token" } }));
  await store.tokens.save(acumaticaOwner(COMPANY), tokens);
  await store.sessions.putCode("one-time-code", signedIn, at("10:30"));
  await store.sessions.put("bearer-token", { ...signedIn, expiresAt: at("10:30") });
}

async function everyText(db: Db): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const table of ["connection", "token", "login_code", "session"]) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db.query);
    expect(rows).toHaveLength(1);
    texts.push(...rows.flatMap((row) => Object.values(row).map(String)));
  }
  return texts;
}
