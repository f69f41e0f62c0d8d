import type { AddressInfo } from "node:net";
import http from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { SyncError } from "../../../server/domain/errors.ts";
import { ADDRESS_REFUSED, createHttp, json, type HttpExchange, type HttpReply } from "../../../server/net/http.ts";
import { listen, Wire, type Listening, type WireReply } from "../../fakes/wire.ts";

const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function aServer(reply: Partial<WireReply> = {}): Promise<{ wire: Wire; at: Listening }> {
  const wire = new Wire(() => ({ status: 200, headers: {}, body: "{}", ...reply }));
  const at = await listen(wire);
  open.push(at);
  return { wire, at };
}

const anHttp = () => createHttp({ system: "Procore", timeoutMs: 5_000 });

async function errorOf(promise: Promise<unknown>): Promise<SyncError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SyncError)) throw new Error("Expected a SyncError", { cause: error });
  return error;
}

describe("http", () => {
  it("returns any status as a reply, a redirect included", async () => {
    const { wire, at } = await aServer({ status: 302, headers: { location: "http://10.0.0.1/" }, body: "" });

    const reply = await anHttp()({ method: "GET", url: at.url });

    expect(reply).toMatchObject({ status: 302, text: "", headers: { location: "http://10.0.0.1/" } });
    expect(wire.log).toHaveLength(1);
  });

  it("encodes plus, colon and space in a query, and leaves OData's dollar sign", async () => {
    const { wire, at } = await aServer();

    const query = [["filters[updated_at]", "2026-03-01T10:00:00+01:00...z"] as const, ["$top", "1 2"] as const];
    await anHttp()({ method: "GET", url: `${at.url}/x?a=1`, query });

    expect(wire.log[0]?.request.target).toBe(
      "/x?a=1&filters%5Bupdated_at%5D=2026-03-01T10%3A00%3A00%2B01%3A00...z&$top=1%202",
    );
  });

  it("sends JSON and forms with their content types", async () => {
    const { wire, at } = await aServer();

    await anHttp()({ method: "POST", url: at.url, json: { a: "1" } });
    await anHttp()({ method: "POST", url: at.url, form: { grant_type: "a b" } });

    const sent = wire.log.map(({ request }) => [request.headers["content-type"], request.body]);
    expect(sent).toEqual([
      ["application/json", '{"a":"1"}'],
      ["application/x-www-form-urlencoded", "grant_type=a+b"],
    ]);
  });

  it("tells a request that never left from one whose reply was lost", async () => {
    const { wire, at } = await aServer();
    wire.failNext({ kind: "reset after" });
    const lost = await errorOf(anHttp()({ method: "POST", url: at.url }));
    await at.close();
    const refused = await errorOf(anHttp()({ method: "POST", url: at.url }));

    expect([lost.kind, lost.extra.notSent]).toEqual(["unavailable", false]);
    expect([refused.kind, refused.extra.notSent]).toEqual(["unavailable", true]);
  });

  it("gives up on a body that drips past the time allowed", async () => {
    const server = http.createServer((_incoming, outgoing) => {
      outgoing.writeHead(200).write("{");
      const drip = setInterval(() => outgoing.write(" "), 10);
      outgoing.on("close", () => clearInterval(drip));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    open.push({ close: () => (server.closeAllConnections(), server.close()) });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    const error = await errorOf(anHttp()({ method: "GET", url, timeoutMs: 100 }));

    expect([error.kind, error.extra.notSent]).toEqual(["unavailable", false]);
  });

  it("refuses a reply larger than allowed", async () => {
    const { at } = await aServer({ body: "x".repeat(2_000) });

    const error = await errorOf(
      createHttp({ system: "Procore", timeoutMs: 5_000, maxBytes: 1_000 })({ method: "GET", url: at.url }),
    );

    expect(error.kind).toBe("unexpected reply");
  });

  it("does not call a host that the lookup refuses", async () => {
    const refuse = createHttp({
      system: "Acumatica",
      timeoutMs: 5_000,
      lookup: (_host, _options, callback) => {
        callback(Object.assign(new Error("private"), { code: ADDRESS_REFUSED }), "", 4);
      },
    });

    const error = await errorOf(refuse({ method: "GET", url: "http://erp.example.com/" }));

    expect([error.kind, error.extra.notSent]).toEqual(["unavailable", true]);
    expect(error.message).toContain("not allowed");
  });

  it("keeps the token out of what it throws", async () => {
    const { wire, at } = await aServer();
    wire.failNext({ kind: "reset before" });

    const headers = { Authorization: "Bearer secret-token" };
    const error = await errorOf(anHttp()({ method: "GET", url: at.url, headers }));

    expect(JSON.stringify([error, error.cause, error.message])).not.toContain("secret-token");
    expect(error.cause).not.toHaveProperty("config");
  });

  it("reports each exchange, answered or not, by host and status alone", async () => {
    const { wire, at } = await aServer({ status: 404 });
    const seen: HttpExchange[] = [];
    const http = createHttp({ system: "Procore", timeoutMs: 5_000, onExchange: (exchange) => seen.push(exchange) });

    await http({ method: "GET", url: `${at.url}/secret/path` });
    wire.failNext({ kind: "reset before" });
    await errorOf(http({ method: "GET", url: at.url }));

    const host = `127.0.0.1:${at.port}`;
    expect(seen.map(({ status, host }) => ({ status, host }))).toEqual([
      { status: 404, host },
      { status: null, host },
    ]);
  });

  it("tells what is left of the allowance, where the vendor says it", async () => {
    const seen: HttpExchange[] = [];
    const http = createHttp({ system: "Procore", timeoutMs: 5_000, onExchange: (exchange) => seen.push(exchange) });
    const headers = { "x-rate-limit-limit": "200", "x-rate-limit-remaining": "50", "x-rate-limit-reset": "1795794704" };
    const [told, silent] = [await aServer({ headers }), await aServer()];

    await http({ method: "GET", url: told.at.url });
    await http({ method: "GET", url: silent.at.url });

    expect(seen.map(({ left }) => left)).toEqual([0.25, null]);
  });
});

describe("json", () => {
  const shape = z.object({ rows: z.array(z.object({ id: z.number() })) });
  const replyWith = (text: string): HttpReply => ({ status: 200, headers: {}, text });

  it("reads a reply that fits the schema", () => {
    expect(json(replyWith('{"rows":[{"id":1,"new":true}]}'), shape, "Procore")).toEqual({ rows: [{ id: 1 }] });
  });

  it.each([
    ["a web page", "<html>secret</html>"],
    ["JSON that was cut off", '{"rows":[{"id":"secret'],
    ["another shape", '{"rows":[{"id":"secret"}]}'],
    ["nothing", ""],
  ])("calls %s an unexpected reply, without quoting it", (_what, text) => {
    let error: unknown;
    try {
      json(replyWith(text), shape, "Procore");
    } catch (thrown) {
      error = thrown;
    }

    expect(error).toMatchObject({ kind: "unexpected reply", system: "Procore" });
    expect(String(error)).not.toContain("secret");
  });
});
