import { describe, expect, it } from "vitest";
import { changeTo } from "../../../server/http/connection-change.ts";
import type { Ledger } from "../../../server/store/ledgers.ts";
import type { StoredConnection } from "../../../server/store/connections.ts";

const fresh = {
  companyId: 8,
  connectedBy: "pat@example.com",
  webhookTokens: { procore: "new-p", acumatica: "new-a" },
  createdAt: "2026-03-02T10:00:00.000Z",
  updatedAt: "2026-03-02T10:00:00.000Z",
};
const entered = { baseUrl: "https://erp.example.com/Site", tenant: "Live", clientId: "A@Live", clientSecret: "s1" };
const stored = {
  ...changeTo(entered, null, { ledgers: [], fresh }).connection,
  status: "ready",
  webhookTokens: { procore: "p", acumatica: "a" },
  chainExpiresAt: "2026-04-01T10:00:00.000Z",
} as const satisfies StoredConnection;
const elsewhere = { ...entered, baseUrl: "https://new.example.com/Site" };

const change = (to: Parameters<typeof changeTo>[0], ledgers: readonly Ledger[] = []) =>
  changeTo(to, stored, { ledgers, fresh });

describe("entering a connection", () => {
  it("names the keys after the tenant of the first one", () => {
    expect(stored).toMatchObject({ keyTenant: "Live", heldBecause: null });
  });

  it("keeps the sign-in when only the secret changes", () => {
    const { connection, dropTokens, dropPicture } = change({ ...entered, clientSecret: "s2" });

    expect(connection).toMatchObject({ clientSecret: "s2", status: "ready", chainExpiresAt: stored.chainExpiresAt });
    expect([dropTokens, dropPicture]).toEqual([false, false]);
  });

  it("keeps the addresses of its push hints", () => {
    expect(change(entered).connection.webhookTokens).toEqual({ procore: "p", acumatica: "a" });
  });

  it("needs a new sign-in for another client", () => {
    const { connection, dropTokens, dropPicture } = change({ ...entered, clientId: "B@Live" });

    expect(connection.status).toBe("needs sign-in");
    expect([dropTokens, dropPicture]).toEqual([true, false]);
  });

  it("tells tenants apart without case", () => {
    expect(change({ ...entered, tenant: "LIVE" }).dropPicture).toBe(false);
  });

  it("drops tokens and picture of a ledger that moved, and keeps its keys", () => {
    const { connection, dropTokens, dropPicture } = change({ ...elsewhere, ledger: "moved" });

    expect(connection).toMatchObject({ keyTenant: "Live", status: "needs sign-in" });
    expect([dropTokens, dropPicture]).toEqual([true, true]);
  });

  it.each<[what: string, to: Partial<typeof entered>, ledgers: readonly Ledger[], keyTenant: string]>([
    ["its tenant's name", { tenant: "Second" }, [], "Second"],
    [
      "another name where the tenant is called the same",
      { baseUrl: "https://new.example.com" },
      [],
      "Live@new.example.com",
    ],
    [
      "a name that no earlier ledger had",
      { baseUrl: "https://new.example.com/B", tenant: "Second" },
      [{ baseUrl: "https://old.example.com", tenant: "Second", keyTenant: "Second" }],
      "Second@new.example.com",
    ],
    [
      "the name it had when the company comes back to it",
      { baseUrl: "https://old.example.com", tenant: "Old" },
      [{ baseUrl: "https://old.example.com", tenant: "Old", keyTenant: "Old" }],
      "Old",
    ],
  ])("gives another ledger %s", (_what, to, ledgers, keyTenant) => {
    expect(change({ ...entered, ...to, ...{ ledger: "another" as const } }, ledgers).connection.keyTenant).toBe(
      keyTenant,
    );
  });

  it("asks which ledger it is, and for the secret again", () => {
    const { baseUrl, tenant, clientId } = elsewhere;

    expect(() => change(elsewhere)).toThrow("other books");
    expect(() => change({ baseUrl, tenant, clientId, ledger: "moved" })).toThrow("client secret");
  });
});
