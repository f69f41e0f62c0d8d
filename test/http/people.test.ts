import { beforeAll, describe, expect, it } from "vitest";
import { serveApp, type ServedApp } from "./served-app.ts";

let app: ServedApp;
beforeAll(async () => {
  app = await serveApp();
});

describe("GET …/people", () => {
  const path = () => `${app.company}/people`;

  it("is protected: who may configure reads it", async () => {
    const refused = { nobody: 401, stranger: 404, outsider: 403, viewer: 403, accountant: 403 };

    expect(await app.statuses("GET", path())).toEqual({ ...refused, admin: 200 });
  });

  it("names who opened the app in the company, with what they may do and why", async () => {
    const admin = await app.admin();
    const accountant = await app.accountant();
    await app.get(`${app.company}/access`, accountant);

    const { body } = await app.get(path(), admin);

    const items = body["items"] as unknown as {
      canSync: boolean;
      canConfigure: boolean;
      because: string;
      name: string;
    }[];
    expect(items.some(({ canConfigure }) => canConfigure)).toBe(true);
    expect(items.find(({ canSync, canConfigure }) => canSync && !canConfigure)?.because).toMatch(/ccounting approver/);
    expect(items.every(({ name }) => name !== "")).toBe(true);
  });

  it("names nobody of another company", async () => {
    await app.stranger();
    const { body } = await app.get(path(), await app.admin());

    expect(JSON.stringify(body)).not.toContain("Other Builders");
    const ids = (body["items"] as unknown as { id: number }[]).map(({ id }) => id);
    const others = await app.composed.store.people.list(app.companyId + 1);
    expect(others.filter(({ id }) => ids.includes(id))).toEqual([]);
  });
});
