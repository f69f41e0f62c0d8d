import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import type { BillDecision } from "../../server/domain/link.ts";
import type { Db } from "../../server/store/db.ts";
import { up as giveBillsTheirOwnDecisions } from "../../server/store/migrations/0017-bill-decisions.ts";
import type { Store } from "../../server/store/store.ts";
import {
  aBillLink,
  aConnection,
  aDecision,
  aLink,
  anInvoice,
  at,
  COMPANY,
  HERE,
  KEY,
  keyOf,
  PROJECT,
  storeOn,
  TENANT,
} from "./store-things.ts";

type Was = { readonly decide: string; readonly invoiceId?: number; readonly at?: string; readonly by?: string };

/** Every engine must pass this: what an earlier version stored is not lost, and means what it meant. */
export function describeBillDecisionsMoved(engine: string, open: () => Promise<Db>): void {
  describe(`bills' own decisions on ${engine}`, () => {
    let db: Db;
    let store: Store;
    beforeEach(async () => {
      db = await open();
      store = storeOn(db);
      await store.connections.put(aConnection());
      await sql`drop table bill_decision`.execute(db.query);
      await sql`alter table decision add column invoice_id bigint`.execute(db.query);
    });

    /** As the version before stored it. */
    async function decided(key: string, was: Was): Promise<void> {
      const { contractPaymentId, ...decision } = aDecision();
      const body = JSON.stringify({ ...decision, key, invoiceId: was.invoiceId ?? null, contractPaymentId, ...was });
      await sql`insert into decision (company_id, key, tenant, bill, invoice_id, contract_payment_id, body)
        values (${COMPANY}, ${key}, ${TENANT}, ${`INV:${key.split(":").at(-1) ?? ""}`}, ${was.invoiceId ?? null}, null, ${body})`.execute(
        db.query,
      );
    }

    async function moved(): Promise<BillDecision | null> {
      await giveBillsTheirOwnDecisions(db.query as never);
      return store.links.billDecision(COMPANY, aBillLink().bill);
    }

    it("are the last word on whichever of the bill's applications, and the link with it", async () => {
      await store.pictures.storeInvoices(HERE, PROJECT, { invoices: [anInvoice()], whole: true, at: at("09:00") });
      await store.links.record([{ companyId: COMPANY, runId: "run 1", key: KEY, billLink: aBillLink() }]);
      await decided(keyOf("000001", "000900"), { decide: "unlink", at: at("09:00") });
      await decided(keyOf("000002", "000900"), { decide: "link", invoiceId: 61, at: at("10:00"), by: `o"neil` });

      const said = await moved();

      expect(said).toMatchObject({ decide: "link", by: `o"neil`, at: at("10:00"), projectId: PROJECT });
      expect(said?.link).toMatchObject({ invoiceId: 61, commitmentId: 51, evidence: { rule: "person" } });
      expect(said?.link?.evidence.says).toContain(`by o"neil`);
      expect((await store.pictures.pictures(COMPANY, PROJECT)).billLinks).toEqual([]);
      expect(await store.links.decision(COMPANY, keyOf("000002", "000900"))).toBeNull();
    });

    it("leave what was decided about an application where it was, whatever a person is called", async () => {
      await decided(KEY, { decide: "ignore", by: `"decide":"link"` });

      expect(await moved()).toBeNull();
      expect(await store.links.decision(COMPANY, KEY)).toMatchObject({ decide: "ignore" });
    });

    it("keep a bill unlinked where it was written before", async () => {
      await store.links.record([{ companyId: COMPANY, runId: "run 1", key: KEY, link: aLink() }]);
      await decided(KEY, { decide: "unlink" });

      expect(await moved()).toMatchObject({ decide: "unlink", link: null, projectId: PROJECT });
    });

    it("wait for a person where the chosen invoice is not known any more", async () => {
      await decided(KEY, { decide: "link", invoiceId: 61 });

      expect(await moved()).toMatchObject({ decide: "unlink", link: null, projectId: null });
    });
  });
}
