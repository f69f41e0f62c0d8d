import { afterEach, describe, expect, it } from "vitest";
import { World } from "../world/world.ts";

describe.each(["dac", "contract"] as const)(
  "a connection that has not read all of Acumatica yet, through %s",
  (reader) => {
    let world: World;

    afterEach(() => world.close());

    /** Ours stand in Procore, the database was lost, and one of the payments was voided meanwhile. */
    async function rebuilding(): Promise<void> {
      world = await World.open({ durable: true, settings: { reader }, pageRows: 3 });
      for (let index = 0; index < 6; index += 1) {
        world.pay([{ bill: world.bill({ amount: 100_00 }).ref, amount: 100_00 }], { extRef: `T-${index}` });
        world.later(30);
      }
      await world.sync();
      expect(world.issued()).toHaveLength(6);
      await world.loseDatabase();
      world.later(60);
      world.ledger.voidPayment("000001");
    }

    it("removes nothing for want of having seen it, and nothing it did see to end either, until it is complete", async () => {
      await rebuilding();
      let asked = 0;
      world.acumatica.wire.failNext({ kind: "reset before" }, () => ++asked > 6, 10_000);

      const failed = await world.sync();

      expect(failed.status).toBe("failed");
      expect(world.issued()).toHaveLength(6);
      const { backfillComplete } = await world.process.store.pictures.pictures(world.companyId, world.projectId);
      expect(backfillComplete).toBe(false);

      world.acumatica.wire.heal();
      world.later(15);
      await world.sync();
      await world.sync();
      expect(world.issued()).toHaveLength(5);
      await world.expectInStep();
    });

    it("is not complete for having stored a first page of each list", async () => {
      await rebuilding();
      const listed =
        reader === "dac" ? /APRegister\?.*orderby=LastModified/ : /\/Bill\?.*select=Type,ReferenceNbr,LastModified/;
      let lists = 0;
      world.acumatica.wire.failNext(
        { kind: "reset before" },
        ({ target }) => listed.test(decodeURIComponent(target)) && ++lists > 1,
        10_000,
      );

      expect((await world.sync()).status).toBe("failed");

      expect(lists).toBeGreaterThan(1);
      const { backfillComplete } = await world.process.store.pictures.pictures(world.companyId, world.projectId);
      expect(backfillComplete).toBe(false);
      expect(world.issued()).toHaveLength(6);
    });

    it("reads on a while at a time, so that others have their turn, and goes on where it was", async () => {
      await rebuilding();
      world.acumatica.wire.onExchange = () => world.later(0.25);
      const { engine } = world.process;
      let looks = 1;
      let begun = 0;

      while (await engine.look(world.companyId)) {
        looks += 1;
        begun += (await world.process.store.runs.queued(10)).length;
      }
      world.acumatica.wire.onExchange = null;

      expect(looks).toBeGreaterThan(2);
      expect(begun).toBe(0);
      await world.process.work();
      expect(world.issued()).toHaveLength(5);
      await world.expectInStep();
    });

    it("recognizes its own payments by their keys, and doubles none", async () => {
      await rebuilding();

      const run = await world.sync();

      expect(run.counts).toMatchObject({ create: 0, adopt: 5, remove: 1 });
      await world.expectInStep();
    });

    it("shows a person who waits for it their own project's payments first, read by key", async () => {
      world = await World.open({ settings: { reader } });
      const { ref, invoiceId } = world.bill({ amount: 100_00 });
      world.pay([{ bill: ref, amount: 100_00 }]);
      const invoice = world.procore.world.requisitions.get(invoiceId);
      if (invoice) invoice.originId = ref;
      let reached = (): void => undefined;
      const listing = new Promise<void>((done) => {
        reached = done;
      });
      const answer = world.acumatica.wire.holdNext(({ target }) => {
        const lists = /orderby=LastModified|select=Type,ReferenceNbr,LastModified/.test(decodeURIComponent(target));
        if (lists) reached();
        return lists;
      });

      const running = world.sync();
      await listing;

      expect(await world.states()).toEqual(["pending new_payment"]);
      expect(world.issued()).toEqual([]);
      answer();
      expect(await running).toMatchObject({ status: "succeeded", counts: { create: 1 } });
      await world.expectInStep();
    });

    it("says of a payment of ours that Acumatica never showed: not seen, rather than removing it", async () => {
      await rebuilding();
      world.ledger.restrict({ type: "CHK", ref: "000003" });
      world.ledger.restrict({ type: "INV", ref: "000003" });

      await world.sync();

      expect(world.issued()).toHaveLength(5);
      expect((await world.states()).filter((state) => state === "needs_review not_seen")).toHaveLength(1);
      await world.expectTiedOut();
    });
  },
);
