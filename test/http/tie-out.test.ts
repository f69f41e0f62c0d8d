import { beforeAll, describe, expect, it } from "vitest";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";
import { textOf, type Json } from "./served-app.ts";

const LINE = { project: "PR-0001", order: { type: "RS", number: "SC-001", line: 1 } } as const;
const usd = (amount: string) => ({ amount, currency: "USD" });

/** A line's cells; a name with a comma stands in quotes. */
function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, cell = ""]) => cell);
}

/** A project with everything that is odd: a credit taken along, one typed in by hand, a bill in no currency, 33.3333 USD. */
let world: PaidCompany;
let tieOut: Json;
beforeAll(async () => {
  world = await aPaidCompany();
  const { ledger } = world.app.acumatica;
  const { ui } = world.app.procore;
  world.pay("1", 1_000_00);
  const bill = (more: object) =>
    ledger.addBill({ vendor: "V000001", date: "2026-02-01", lines: [{ amount: 200_00, ...LINE }], ...more }).ref;
  const back = bill({ type: "ADR" });
  const waits = bill({ vendorRef: "77" });
  const both = [
    { bill: waits, amount: 200_00 },
    { bill: { type: "ADR", ref: back } as const, amount: 200_00 },
  ];
  ledger.addPayment({ vendor: "V000001", date: "2026-03-01", extRef: "0", applications: both });
  const unknown = bill({ currency: "USDX", vendorRef: "X" });
  const oddly = { bill: unknown, amount: 200_00 };
  ledger.addPayment({ vendor: "V000001", date: "2026-03-01", extRef: "X", currency: "USDX", applications: [oddly] });
  const byHand = { commitmentId: world.commitmentId, date: "2026-01-07" };
  ui.typeInPayment({ ...byHand, amount: "5.00", checkNumber: "4711" });
  ui.typeInPayment({ ...byHand, amount: "33.3333", checkNumber: "4712" });
  await world.sync({ mode: "apply", scope: { commitmentId: world.commitmentId } });
  tieOut = (await world.app.get(`${world.app.project}/tie-out`, world.admin)).body;
});

describe("…/tie-out of a project with odd values", () => {
  it("counts all that concerns the project: what waits, what a check took along, whatever its currency", () => {
    expect(tieOut).toMatchObject({
      tiesOut: false,
      equal: false,
      verdict: "open",
      unexplained: 0,
      unreadable: 1,
      totals: [
        {
          currency: "USD",
          paidInAcumatica: usd("1000.00"),
          synced: usd("1000.00"),
          waitingForInvoice: usd("200.00"),
          excluded: usd("-200.00"),
          issuedInProcore: usd("1005.00"),
          enteredByOthers: usd("5.00"),
          equal: false,
          verdict: "open",
        },
        { currency: "USDX", paidInAcumatica: { amount: "200.00", currency: "USDX" }, verdict: "explained" },
      ],
    });
  });

  it("names each difference by what people know it by in both systems", () => {
    const rows = tieOut["commitments"] as unknown as readonly Json[];
    const differences = rows.flatMap((row) => row["differences"] as unknown as readonly Json[]);
    const of = (code: string) => differences.filter(({ reason }) => textOf(reason?.["code"]) === code);

    expect(of("entered_by_hand")).toMatchObject([
      {
        key: null,
        amount: usd("-5.00"),
        payment: { type: null, ref: null, date: "2026-01-07", method: null, reference: "4711" },
        url: expect.stringContaining(`/work_order_contracts/${world.commitmentId}`) as string,
      },
    ]);
    expect(of("odd_in_procore")).toMatchObject([{ amount: usd("0.00"), payment: { reference: "4712" } }]);
    expect(of("credit_taken")).toMatchObject([
      { amount: usd("-200.00"), payment: { type: "CHK", date: "2026-03-01", method: "check", reference: "0" } },
    ]);
    expect(of("no_invoice")).toMatchObject([
      { amount: usd("200.00"), payment: { reference: "0" } },
      { amount: { amount: "200.00", currency: "USDX" }, payment: { reference: "X" } },
    ]);
  });

  it("comes as a file with the same figures, names and verdicts", async () => {
    const headers = { accept: "text/csv" };
    const { text } = await world.app.ask("GET", `${world.app.project}/tie-out`, { token: world.admin, headers });
    const lines = text.replace("\uFEFF", "").trim().split("\r\n");
    const head = lines[0]?.split(",") ?? [];
    const at = (line: string | undefined, column: string) => cellsOf(line ?? "")[head.indexOf(column)];

    const total = lines.find((line) => line.startsWith("total,") && line.includes(",USD,"));
    expect(at(total, "Waiting for invoice")).toBe("200.00");
    expect(at(total, "Excluded")).toBe("-200.00");
    expect(at(total, "Verdict")).toBe("open");
    const byHand = lines.find((line) => line.includes("4711"));
    expect([at(byHand, "Payment date"), at(byHand, "Check number")]).toEqual(["2026-01-07", "4711"]);
    expect(lines).toEqual(expect.arrayContaining(["verdict,open", "ties out,no", "unreadable,1"]));
  });
});

describe("…/payments of a project with odd values", () => {
  it("lists them all, a currency that is none included, and says what each check itself was for", async () => {
    const { status, body } = await world.app.get(`${world.app.project}/payments`, world.admin);
    const rows = body["items"] as unknown as readonly Json[];
    const told = rows.map((one) => [
      one["state"],
      one["reason"]?.["code"] ?? null,
      one["amount"],
      one["payment"]?.["amount"],
    ]);

    expect(status).toBe(200);
    expect(told).toEqual(
      expect.arrayContaining([
        ["synced", null, usd("1000.00"), usd("1000.00")],
        ["waiting_for_invoice", "no_invoice", usd("200.00"), usd("0.00")],
        ["excluded", "credit_taken", usd("-200.00"), usd("0.00")],
        [
          "waiting_for_invoice",
          "no_invoice",
          { amount: "200.00", currency: "USDX" },
          { amount: "200.00", currency: "USDX" },
        ],
      ]),
    );
  });

  it("searches amounts in any currency", async () => {
    const { status, body } = await world.app.get(`${world.app.project}/payments?q=1000.00`, world.admin);

    expect([status, body["total"]]).toEqual([200, 1]);
  });
});
