import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDatabases, type Databases } from "./databases.ts";
import { killInstances } from "./instances.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await startDatabases("postgres");
});
afterAll(() => databases.stop());

describe("three instances on one PostgreSQL", () => {
  it(
    "lose nothing, double nothing and leave nothing stuck, whichever is killed while companies go on paying",
    { timeout: 180_000 },
    async () => {
      const { url: databaseUrl } = await databases.fresh();

      const { wrong, payments, runs } = await killInstances({ databaseUrl, instances: 3, kills: 6, seed: 7 });

      expect(wrong).toEqual([]);
      expect(payments).toBeGreaterThan(18);
      expect(runs).toBeGreaterThan(3);
    },
  );
});
