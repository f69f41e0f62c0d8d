import { describe, expect, it } from "vitest";
import {
  ACUMATICA_CONTRACT,
  checkExchanges,
  PROCORE_CONTRACT,
  readContract,
  type Contract,
} from "../fakes/contract-check.ts";
import type { Schema } from "../fakes/contract-schemas.ts";
import type { Exchange } from "../fakes/wire.ts";

const payment: Schema = {
  type: "object",
  properties: { id: { type: "integer" }, amount: { type: "string" }, vendor: { $ref: "#/components/schemas/Vendor" } },
};

/** A vendor of our own, so that these tests need no file of another's. */
const small: Contract = {
  paths: {
    "/v1/payments": {
      get: {
        parameters: [
          { name: "Company-Id", in: "header", required: true, schema: { type: "integer" } },
          { name: "project_id", in: "query", required: true, schema: { type: "integer" } },
          { name: "filters[id]", in: "query", schema: { type: "array", items: { type: "integer" } } },
          { name: "view", in: "query", schema: { type: "string", enum: ["compact", "extended"] } },
        ],
        responses: { "200": json({ type: "array", items: payment }), "401": json({ type: "object" }) },
      },
      post: {
        requestBody: json({
          type: "object",
          required: ["amount"],
          properties: { amount: { type: "string" }, origin_id: { type: "string", nullable: true } },
        }),
        responses: { "201": json({ oneOf: [payment, { type: "object", properties: { id: { type: "integer" } } }] }) },
      },
    },
    "/v1/payments/{id}": {
      delete: {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
        responses: { "200": { description: "gone" } },
      },
    },
    "/v1/bills/{ids}": {
      get: {
        parameters: [{ name: "ids", in: "path", required: true, schema: { type: "string" } }],
        responses: { "200": json({ $ref: "#/components/schemas/Vendor" }) },
      },
    },
  },
  components: {
    schemas: {
      Entity: { type: "object", required: ["note"], properties: { id: { type: "integer" }, note: { type: "string" } } },
      Vendor: {
        allOf: [{ $ref: "#/components/schemas/Entity" }, { type: "object", properties: { name: { type: "string" } } }],
      },
    },
  },
};

const options = { ...PROCORE_CONTRACT, spanning: ["ids"], anywhere: [401, 503] };

function json(schema: Schema): Schema {
  return { description: "", content: { "application/json": { schema } } };
}

function anExchange(
  methodAndTarget: string,
  given: { status?: number; reply?: unknown; body?: unknown } = {},
): Exchange {
  const [method = "", target = ""] = methodAndTarget.split(" ");
  const headers = { "company-id": "7", "content-type": "application/json" };
  const body = given.body === undefined ? "" : JSON.stringify(given.body);
  const written = given.reply === undefined ? "" : JSON.stringify(given.reply);
  return {
    request: { method, target, headers, body },
    reply: { status: given.status ?? 200, headers: {}, body: written },
  };
}

const LIST = "GET /v1/payments?project_id=1";

describe("checking exchanges against a contract", () => {
  it("says that a contract is not present rather than that all is well", () => {
    expect(checkExchanges(null, [], options)).toEqual({ contract: "not present" });
  });

  it.each<[behavior: string, exchange: Exchange]>([
    ["a null or absent property, for vendors declare neither", anExchange(LIST, { reply: [{ id: 1, amount: null }] })],
    [
      "a base type with its extension",
      anExchange(LIST, { reply: [{ id: 1, vendor: { id: 2, note: "n", name: "A" } }] }),
    ],
    ["a repeated list filter with brackets", anExchange(`${LIST}&filters[id][]=1&filters[id][]=2`, { reply: [] })],
    [
      "an alternative where several fit",
      anExchange("POST /v1/payments", { status: 201, reply: { id: 1 }, body: { amount: "1" } }),
    ],
    [
      "null where the request may send it",
      anExchange("POST /v1/payments", { status: 401, body: { amount: "1", origin_id: null } }),
    ],
    ["a documented success without a body", anExchange("DELETE /v1/payments/5")],
    ["a key of several segments", anExchange("GET /v1/bills/INV/000123", { reply: { id: 1 } })],
    ["an error that any operation may answer", anExchange(LIST, { status: 503 })],
  ])("accepts %s", (_behavior, exchange) => {
    expect(checkExchanges(small, [exchange], options)).toEqual({
      contract: "present",
      checked: 1,
      requests: [],
      replies: [],
    });
  });

  it.each<[behavior: string, exchange: Exchange, problem: string]>([
    ["an unknown path", anExchange("GET /v1/secrets"), "GET /v1/secrets: not an operation of the contract"],
    ["a missing parameter", anExchange("GET /v1/payments", { reply: [] }), "query project_id is missing"],
    ["an unknown parameter", anExchange(`${LIST}&sort=date`, { reply: [] }), "query sort is not in the contract"],
    ["a value outside its list", anExchange(`${LIST}&view=full`, { reply: [] }), "query view must be equal to one of"],
    [
      "a text for a number",
      anExchange(`${LIST}&filters[id][]=x`, { reply: [] }),
      "query filters[id]/* must be integer",
    ],
    ["an id of the wrong type", anExchange("DELETE /v1/payments/x"), "path id must be integer"],
    [
      "an incomplete body",
      anExchange("POST /v1/payments", { status: 401, body: {} }),
      "must have required property 'amount'",
    ],
    [
      "an unknown field",
      anExchange("POST /v1/payments", { status: 401, body: { amount: "1", x: 1 } }),
      'properties ("x")',
    ],
    ["a body where there is none", anExchange(LIST, { reply: [], body: {} }), "the request has a body"],
  ])("finds %s in a request", (_behavior, exchange, problem) => {
    const verdict = checkExchanges(small, [exchange], options);

    expect(verdict).toMatchObject({ requests: [expect.stringContaining(problem)], replies: [] });
  });

  it.each<[behavior: string, exchange: Exchange, problem: string]>([
    ["a missing id", anExchange(LIST, { reply: [{ amount: "1.0" }] }), "must have required property 'id'"],
    [
      "a number for an amount",
      anExchange(LIST, { reply: [{ id: 1, amount: 5 }] }),
      "reply 200/*/amount must be string",
    ],
    ["a property that the contract lacks", anExchange(LIST, { reply: [{ id: 1, method: "check" }] }), '("method")'],
    ["one in a named schema", anExchange("GET /v1/bills/INV/1", { reply: { id: 1, color: "red" } }), '("color")'],
    [
      "a status that is not documented",
      anExchange(LIST, { status: 202, reply: [] }),
      "status 202 is not in the contract",
    ],
    ["a body after a documented nothing", anExchange("DELETE /v1/payments/5", { reply: {} }), "status 200 has a body"],
    ["a cut-off body", anExchange(LIST), "the body of status 200 is not JSON"],
  ])("finds %s in a reply", (_behavior, exchange, problem) => {
    const verdict = checkExchanges(small, [exchange], options);

    expect(verdict).toMatchObject({ requests: [] });
    expect(verdict.contract === "present" && verdict.replies.join()).toContain(problem);
  });

  it("checks the request alone where the reply was lost", () => {
    const { request } = anExchange(LIST);

    expect(checkExchanges(small, [{ request, reply: null }], options)).toMatchObject({ requests: [], replies: [] });
  });

  it("finds a missing header", () => {
    const { request, reply } = anExchange(LIST, { reply: [] });
    const bare = { request: { ...request, headers: {} }, reply };

    expect(checkExchanges(small, [bare], options)).toMatchObject({
      requests: [`GET /v1/payments: header Company-Id is missing`],
    });
  });

  it("leaves out what the caller skips", () => {
    const skip = ({ request }: Exchange) => request.target === "/v1/secrets";

    expect(checkExchanges(small, [anExchange("GET /v1/secrets")], { ...options, skip })).toMatchObject({ checked: 0 });
  });
});

const acumatica = readContract("acumatica");

describe.skipIf(!acumatica)("Acumatica's contract", () => {
  const base = "/entity/Default/24.200.001";

  it("knows a bill by its key, with what it may carry", () => {
    const bill = {
      id: "7b1d1f7e-6a3f-4d5e-9a52-0d6f2a3a1c11",
      ReferenceNbr: { value: "000123" },
      custom: {},
      note: {},
    };
    const exchange = anExchange(`GET ${base}/Bill/INV/000123?$expand=Applications`, { reply: bill });

    expect(checkExchanges(acumatica, [exchange], ACUMATICA_CONTRACT)).toMatchObject({
      checked: 1,
      requests: [],
      replies: [],
    });
  });

  it("does not know a bill's field that the endpoint lacks", () => {
    const exchange = anExchange(`GET ${base}/Bill/INV/000123`, { reply: { JointPayees: [] } });

    expect(checkExchanges(acumatica, [exchange], ACUMATICA_CONTRACT)).toMatchObject({
      replies: [expect.stringContaining('("JointPayees")')],
    });
  });
});
