import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listen, type Listening } from "../fakes/wire.ts";
import { createVendors, httpTo, Process } from "../world/company.ts";
import { checkPayments, paymentsBefore, type Before, type Verdict } from "./check.ts";
import { seedCompany, type DemoCompany } from "./company.ts";
import { daysLater } from "./later.ts";

const NOW = new Date("2026-03-02T15:00:00Z");

/** The oracle judges the demo; here it is shown that it would notice. */
describe.each(["dac", "contract"] as const)("the demo's oracle, Acumatica read through %s", (reader) => {
  let company: DemoCompany;
  let before: Before;
  let process: Process;
  const servers: Listening[] = [];

  const judge = (): Verdict => checkPayments(company, before);
  const payments = () => [...company.books.procore.world.payments.values()];
  const aSynced = () => {
    const synced = payments().find(({ originId, amount }) => originId?.startsWith("acu:") && amount !== 0n);
    if (!synced) throw new Error("Nothing is synced");
    return synced;
  };

  beforeAll(async () => {
    let clock = NOW.getTime();
    const now = () => new Date(clock);
    const sleep = (ms: number) => Promise.resolve(void (clock += ms));
    const options = { now, sleep, random: () => 0.5 };
    const { procore, acumatica } = createVendors(options);
    company = seedCompany(procore, acumatica);
    before = paymentsBefore(company);
    servers.push(await listen(procore.wire), await listen(acumatica.wire));
    const [procoreUrl = "", url = ""] = servers.map((server) => server.url);
    process = await Process.start({ procoreUrl, acumaticaOf: () => ({ url, fake: acumatica }), http: httpTo }, options);
    const { companyId, projectMap, startDate } = company;
    await process.connect(companyId, { projectMap, startDate, reader });
  });

  afterAll(async () => {
    await process.db.close();
    for (const server of servers) await server.close();
  });

  async function syncAll(): Promise<void> {
    const base = { mode: "apply", scope: null, planOf: null, undoOf: null, askedBy: { id: 1, login: "pat" } } as const;
    for (const { id: projectId } of Object.values(company.projects)) {
      await process.engine.requestRun({ companyId: company.companyId, projectId, ...base });
      await process.work();
    }
  }

  it("misses every payment before the first sync, and finds nothing touched", () => {
    const { wrong, due } = judge();

    expect(due).toBeGreaterThan(60);
    expect(wrong).toHaveLength(due);
    expect(wrong[0]).toMatch(/is not in Procore$/);
  });

  it("is content after a sync, and again after the days that follow", async () => {
    await syncAll();
    expect(judge().wrong).toEqual([]);

    daysLater(company);
    expect(judge().wrong).not.toEqual([]);

    await syncAll();
    expect(judge().wrong).toEqual([]);
  });

  it("notices a cent", () => {
    const payment = aSynced();
    payment.amount = (payment.amount ?? 0n) + 100n;

    expect(judge().wrong).toEqual([expect.stringContaining("the amount must be")]);

    payment.amount -= 100n;
    expect(judge().wrong).toEqual([]);
  });

  it("notices a payment on another invoice, and one that is there twice", () => {
    const payment = aSynced();
    const { requisitionId, id, amount, attachments, ...rest } = payment;
    payment.requisitionId = 1;
    expect(judge().wrong).toEqual([expect.stringContaining("the invoice must be")]);
    payment.requisitionId = requisitionId;

    const double = { ...rest, requisitionId, amount, attachments, id: id + 1_000_000 };
    company.books.procore.world.payments.set(double.id, double);
    expect(judge().wrong).toEqual([expect.stringContaining("stands in Procore twice")]);
    company.books.procore.world.payments.delete(double.id);
    expect(judge().wrong).toEqual([]);
  });

  it("notices a payment of ours that ended in Acumatica, and one that nobody knows", () => {
    const { ledger, today } = company.books;
    const told = company.books.toldOf(company.notable.halfPaid.payment, company.notable.halfPaid.bill);
    ledger.voidPayment(told.payment, today);
    expect(judge().wrong).toEqual([`${told.key}: must not stand`]);

    company.books.procore.admin.addPayment({ commitmentId: told.bill.commitment.id, amount: "5.00" });
    expect(judge().wrong).toHaveLength(2);
  });

  it("notices that somebody else's payment was changed, or is gone", () => {
    const [id = 0] = before.keys();
    const ours = judge().wrong.length;
    const twins = new Set([...company.books.told.values()].map(({ twinId }) => twinId));
    const other = [...before.keys()].find((one) => !twins.has(one)) ?? id;

    company.books.procore.admin.payment(other).notes = "changed";
    expect(judge().wrong).toHaveLength(ours + 1);

    company.books.procore.ui.deletePayment(other, { evenIfLocked: true });
    expect(judge().wrong).toContain(`Contract payment ${other}, not ours, is gone`);
  });
});

describe("the demo's company", () => {
  it("is the same on the same day", () => {
    const told = [1, 2].map(() => {
      const { procore, acumatica } = createVendors({
        now: () => NOW,
        sleep: () => Promise.resolve(),
        random: () => 0.5,
      });
      const company = seedCompany(procore, acumatica);
      return JSON.stringify([[...company.books.told.values()], company.books.ledger.paid()]);
    });

    expect(told[0]).toBe(told[1]);
  });

  it("holds what it promises: three projects, twelve commitments of both types, some sixty invoices", () => {
    const { procore, acumatica } = createVendors({ now: () => NOW, sleep: () => Promise.resolve(), random: () => 0.5 });
    const { books, projects, commitments } = seedCompany(procore, acumatica);

    expect(Object.keys(projects)).toHaveLength(3);
    expect(Object.keys(commitments)).toHaveLength(12);
    expect(new Set(Object.values(commitments).map(({ type }) => type)).size).toBe(2);
    expect(procore.world.requisitions.size).toBeGreaterThan(60);
    expect(books.told.size).toBeGreaterThan(85);
  });
});
