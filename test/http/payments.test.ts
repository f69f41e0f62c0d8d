import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";
import { textOf, type Json } from "./served-app.ts";

let world: PaidCompany;
let synced: { readonly invoiceId: number; readonly paymentRef: string };
beforeAll(async () => {
  world = await aPaidCompany();
  synced = world.pay("1", 1_000_00);
  await world.sync();
  world.pay("2", 250_50);
  await world.sync({ mode: "preview" });
});

const list = async (query = "", token = world.admin) =>
  (await world.app.get(`${world.app.project}/payments${query}`, token)).body;
const items = (body: Json) => body["items"] as unknown as readonly Json[];

describe("…/payments", () => {
  it("is protected", async () => {
    const expected = { nobody: 401, stranger: 404, outsider: 403, viewer: 200, accountant: 200, admin: 200 };

    expect(await world.app.statuses("GET", `${world.app.project}/payments`)).toEqual(expected);
  });

  it("refuses before it looks at the query", async () => {
    const token = await world.app.person({ project: null });

    expect((await world.app.get(`${world.app.project}/payments?state=lost`, token)).status).toBe(403);
  });

  it("is sent small to whoever takes it so, and says the same to others", async () => {
    const url = `${world.app.url}${world.app.project}/payments`;
    // Not `fetch`, which unpacks what it gets: the bytes are those on the wire.
    const ask = async (encoding: string) => {
      const headers = { authorization: `Bearer ${world.admin}`, "accept-encoding": encoding };
      const [reply] = (await once(get(url, { headers }), "response")) as [IncomingMessage];
      return { encoding: reply.headers["content-encoding"], bytes: await buffer(reply) };
    };
    const [small, whole] = [await ask("gzip"), await ask("identity")];

    expect(small.encoding).toBe("gzip");
    expect(whole.encoding).toBeUndefined();
    expect(small.bytes.length).toBeLessThan(whole.bytes.length);
    expect(JSON.parse(gunzipSync(small.bytes).toString())).toEqual(JSON.parse(whole.bytes.toString()));
  });

  it("shows each application in its one state, with both sides", async () => {
    const body = await list("?state=synced");

    expect(items(body)).toHaveLength(1);
    expect(items(body)[0]).toMatchObject({
      state: "synced",
      amount: { amount: "1000.00", currency: "USD" },
      payment: { type: "CHK", ref: synced.paymentRef, method: "check", reference: "551", voided: false },
      bill: { type: "INV", vendor: "Acme Concrete", vendorRef: "1", date: "2026-02-01" },
      commitment: { id: world.commitmentId, number: "SC-001" },
      invoice: { id: synced.invoiceId, number: "1" },
      contractPayment: { amount: { amount: "1000.00", currency: "USD" }, checkNumber: "551" },
    });
  });

  it("links into Procore's own pages", async () => {
    const [one] = items(await list("?state=synced"));

    const { pathname } = new URL(textOf(one?.["contractPayment"]?.["url"]));
    expect(pathname).toContain(`/work_order_contracts/${world.commitmentId}`);
  });

  it("counts every state, whatever the filter, and leaves nothing unexplained", async () => {
    const body = await list("?state=failed");

    expect(body).toMatchObject({ items: [], total: 0, unexplained: 0, counts: { synced: 1, pending: 1, failed: 0 } });
  });

  it.each([
    ["a state", "?state=pending", ["2"]],
    ["several states", "?state=pending,synced", ["1", "2"]],
    ["a commitment", "?commitment_id=1", []],
    ["a word of it", "?q=acme", ["1", "2"]],
    ["an amount", "?q=250.50", ["2"]],
  ])("finds by %s", async (_what, query, numbers) => {
    const found = items(await list(query)).map((one) => textOf(one["bill"]?.["vendorRef"]));

    expect(found.sort()).toEqual(numbers);
  });

  it("finds by invoice", async () => {
    expect(items(await list(`?invoice_id=${synced.invoiceId}`))).toHaveLength(1);
  });

  it("gives every application once, page by page", async () => {
    const first = await list("?page_size=1");
    const second = await list(`?page_size=1&page_token=${textOf(first["nextPageToken"])}`);

    const keys = [...items(first), ...items(second)].map((one) => one["key"]);
    expect(new Set(keys).size).toBe(2);
    expect(second["nextPageToken"]).toBeNull();
  });

  it.each(["?state=lost", "?commitment_id=x", "?page_token=x", "?page_size=0"])(
    "points at what is wrong in %s",
    async (query) => {
      const { status, body } = await world.app.get(`${world.app.project}/payments${query}`, world.admin);

      const [, name] = /\?(\w+)=/.exec(query) ?? [];
      expect([status, textOf(body["pointer"]).split("/")[1]]).toEqual([422, name]);
    },
  );

  it("asks neither vendor for the payments it shows", async () => {
    await list();
    const before = [world.app.procore.log.length, world.app.acumatica.wire.log.length];

    await list();

    expect([world.app.procore.log.length, world.app.acumatica.wire.log.length]).toEqual(before);
  });
});

describe("…/invoices", () => {
  it("is protected", async () => {
    const expected = { nobody: 401, stranger: 404, outsider: 403, viewer: 200, accountant: 200, admin: 200 };

    expect(await world.app.statuses("GET", `${world.app.project}/invoices`)).toEqual(expected);
  });

  it("shows what was billed, paid and is left, and the state", async () => {
    const { body } = await world.app.get(`${world.app.project}/invoices`, world.admin);

    expect(
      items(body).map(({ number, billed, paid, balance, state }) => ({ number, billed, paid, balance, state })),
    ).toEqual([
      {
        number: "1",
        billed: { amount: "1000.00", currency: "USD" },
        paid: { amount: "1000.00", currency: "USD" },
        balance: { amount: "0.00", currency: "USD" },
        state: "synced",
      },
      expect.objectContaining({ number: "2", state: "pending" }),
    ]);
  });

  it("gives every invoice once, page by page", async () => {
    const get = async (query: string) =>
      (await world.app.get(`${world.app.project}/invoices${query}`, world.admin)).body;
    const first = await get("?page_size=1");
    const second = await get(`?page_size=1&page_token=${textOf(first["nextPageToken"])}`);

    expect([...items(first), ...items(second)].map(({ number }) => number)).toEqual(["1", "2"]);
  });
});

describe("…/tie-out", () => {
  const tieOut = () => `${world.app.project}/tie-out`;

  it("is protected", async () => {
    const expected = { nobody: 401, stranger: 404, outsider: 403, viewer: 200, accountant: 200, admin: 200 };

    expect(await world.app.statuses("GET", tieOut())).toEqual(expected);
  });

  it("adds up to the cent and lists each difference with its reason", async () => {
    const { body } = await world.app.get(tieOut(), world.admin);

    expect(body).toMatchObject({
      tiesOut: true,
      unexplained: 0,
      totals: [
        {
          currency: "USD",
          paidInAcumatica: { amount: "1250.50", currency: "USD" },
          synced: { amount: "1000.00", currency: "USD" },
          pending: { amount: "250.50", currency: "USD" },
          issuedInProcore: { amount: "1000.00", currency: "USD" },
        },
      ],
      commitments: [{ differences: [{ reason: { code: "new_payment" }, amount: { amount: "250.50" } }] }],
    });
  });

  it("comes as a file whose cells no spreadsheet takes for a formula", async () => {
    const { headers, text } = await world.app.ask("GET", tieOut(), {
      token: world.admin,
      headers: { accept: "text/csv" },
    });

    expect(headers.get("content-type")).toContain("text/csv");
    expect(headers.get("content-disposition")).toContain("attachment");
    expect(text).toContain(`"'=Concrete"`);
    expect(text).toContain("1250.50");
  });
});
