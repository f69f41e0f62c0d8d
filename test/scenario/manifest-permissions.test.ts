import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppManifest } from "../../manifest/schema.ts";
import { ensureHook } from "../../server/procore/webhooks.ts";
import type { Level, ToolLevels } from "../fakes/procore/state.ts";
import { World } from "../world/world.ts";

const manifest = AppManifest.parse(JSON.parse(readFileSync("manifest/app.json", "utf8")));
const { permissions } = manifest.components.service_account_authentication;

const BELOW: Readonly<Record<Exclude<Level, "None">, Level>> = {
  "Read Only": "None",
  Standard: "Read Only",
  Admin: "Standard",
};

type Permission = (typeof permissions)[number];

function levelsOf(level: Permission["level"], among: readonly Permission[], lowered: Permission | null): ToolLevels {
  return Object.fromEntries(
    among
      .filter((one) => one.level === level)
      .map((one) => [one.tool, one === lowered ? BELOW[one.access] : one.access]),
  );
}

describe("a service account with exactly what the manifest asks for", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open();
  });

  afterEach(() => world.close());

  function permit(lowered: Permission | null): void {
    const { serviceAccount } = world.procore.admin.company(world.companyId);
    serviceAccount.companyTools = levelsOf("company", permissions, lowered);
    serviceAccount.projectTools = levelsOf("project", permissions, lowered);
  }

  /** Everything the app does as itself, beside syncing. */
  async function keepHook(): Promise<unknown> {
    const urlPrefix = "https://payments.example.com/hooks/procore/";
    const wish = { url: `${urlPrefix}token`, authorization: "Bearer secret", knownId: null, urlPrefix };
    return ensureHook(world.process.client, world.companyId, wish).catch(() => null);
  }

  it("creates, changes and removes payments, and Procore refuses it nothing", async () => {
    permit(null);
    const one = world.bill({ amount: 1_250_00 });
    const two = world.bill({ amount: 800_00, commitment: "PO-001" });
    const check = world.pay([{ bill: one.ref, amount: 1_250_00 }]);
    world.pay([{ bill: two.ref, amount: 800_00 }], { extRef: "5502" });
    await world.sync();
    world.later(30);
    world.ledger.voidPayment(check);

    const run = await world.sync();

    expect(await keepHook()).not.toBeNull();
    expect(run).toMatchObject({ status: "succeeded", counts: { remove: 1, failed: 0 } });
    expect([world.amounts(), world.amounts("PO-001")]).toEqual([[], ["800.00"]]);
    await world.expectInStep();
  });

  it.each(permissions.map((one) => [`${one.access} on ${one.tool}`, one] as const))(
    "needs %s: one level less is refused",
    async (_what, permission) => {
      permit(permission);
      const { ref } = world.bill({ amount: 1_250_00 });
      world.pay([{ bill: ref, amount: 1_250_00 }]);

      await world.sync();
      await keepHook();

      const { forbidden, notFound } = world.procore.health();
      expect(forbidden + notFound).toBeGreaterThan(0);
    },
  );
});
