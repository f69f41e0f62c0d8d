import { describe, expect, it } from "vitest";
import type { ErrorKind } from "../../../server/domain/errors.ts";
import { refusalOf, sentenceOf } from "../../../server/procore/refusal.ts";

const now = new Date("2026-03-02T10:00:00Z");
const reply = (status: number, body: unknown = "", headers: Record<string, string> = {}) => ({
  status,
  headers,
  text: typeof body === "string" ? body : JSON.stringify(body),
});

describe("sentenceOf", () => {
  it.each<[shape: string, body: unknown, sentence: string | null]>([
    ["one sentence", { errors: "Unknown field: color" }, "Unknown field: color"],
    [
      "errors by field",
      { errors: { amount: ["is not a number"], base: ["It is locked"] } },
      "amount is not a number; It is locked",
    ],
    ["a list of errors", { errors: ["One", "Two"] }, "One; Two"],
    ["a message with an exception", { message: "Couldn't find it", exception: "NotFound" }, "Couldn't find it"],
    ["an error with a code", { error: { code: "bad_request", message: "Give one of both" } }, "Give one of both"],
    [
      "an error of version 2",
      { error: { code: "BAD_REQUEST", message: "Bad", details: [{ reason_code: "X", message: "No such hook" }] } },
      "No such hook",
    ],
    [
      "a message with its fields",
      { message: "Validation failed", fields: { origin_id: ["has already been taken"] } },
      "origin_id has already been taken",
    ],
    ["a message with the names of its fields", { message: "is taken", fields: ["origin_id"] }, "origin_id is taken"],
    ["a message with the name of its field", { message: "is taken", fields: "origin_id" }, "origin_id is taken"],
    [
      "a message that names its field itself",
      { message: "origin_id is taken", fields: "origin_id" },
      "origin_id is taken",
    ],
    ["the general form", { code: 422, message: "Locked", fields: null, reason: null, error: null }, "Locked"],
    ["a refusal of the login host", { error: "invalid_grant", error_description: "It is expired." }, "It is expired."],
    ["a web page", "<html><body>Error</body></html>", null],
    ["nothing", "", null],
    ["an empty list", { errors: [] }, null],
  ])("reads %s", (_shape, body, sentence) => {
    expect(sentenceOf(reply(422, body).text)).toBe(sentence);
  });

  it("cuts what is too long for a table", () => {
    expect(sentenceOf(JSON.stringify({ message: "x".repeat(1_000) }))).toHaveLength(301);
  });
});

describe("refusalOf", () => {
  it.each<[status: number, body: unknown, kind: ErrorKind]>([
    [302, "", "unexpected reply"],
    [400, { errors: "param is missing" }, "rejected"],
    [401, { message: "The access token is invalid" }, "unauthorized"],
    [403, { message: "The Commitments tool is not enabled" }, "forbidden"],
    [404, { message: "Couldn't find Project" }, "not found"],
    [406, { errors: "Unknown field" }, "rejected"],
    [408, "", "unavailable"],
    [409, { errors: { origin_id: ["has already been taken"] } }, "conflict"],
    [422, { errors: { origin_id: ["has already been taken"] } }, "conflict"],
    [422, { errors: ["origin_id has already been taken"] }, "conflict"],
    [422, { errors: ["Origin ID must be unique"] }, "conflict"],
    [422, { message: "Validation failed", fields: { origin_id: ["has already been taken"] } }, "conflict"],
    [422, { message: "has already been taken", fields: ["origin_id"] }, "conflict"],
    [422, { errors: { origin_id: ["is too long"] } }, "rejected"],
    [422, { errors: ["number has already been taken"] }, "rejected"],
    [422, { errors: { base: ["It is already synced"] } }, "rejected"],
    [429, "", "rate limited"],
    [500, "<html>", "unavailable"],
    [503, "", "unavailable"],
  ])("takes %i with %o as it is meant", (status, body, kind) => {
    expect(refusalOf(reply(status, body), "create the payment", now).kind).toBe(kind);
  });

  it("says what was refused, and why in Procore's own words", () => {
    const error = refusalOf(reply(422, { errors: { amount: ["is not a number"] } }), "create the payment", now);

    expect(error.message).toBe("Procore refused to create the payment: amount is not a number");
  });

  it.each<[names: boolean, status: number, body: unknown]>([
    [true, 422, { errors: { requisition_id: ["does not belong to this contract"] } }],
    [true, 422, { errors: ["Requisition must exist"] }],
    [true, 404, { message: "Couldn't find Requisition" }],
    [false, 422, { errors: { invoice_number: ["is too long"] } }],
    [false, 503, { message: "Requisition service unavailable" }],
    [false, 422, ""],
  ])("tells (%s) whether %i with %o names the invoice", (names, status, body) => {
    expect(refusalOf(reply(status, body), "create the payment", now).extra.namesInvoice === true).toBe(names);
  });

  it("knows that only a 429 was certainly not acted upon", () => {
    const sent = [429, 500, 503, 422].map((status) => refusalOf(reply(status), "x", now).extra.notSent);

    expect(sent).toEqual([true, false, false, false]);
  });

  it.each<[what: string, status: number, headers: Record<string, string>, ms: number | undefined]>([
    ["Retry-After", 503, { "retry-after": "9" }, 9_000],
    [
      "the reset of the window",
      429,
      {
        "x-rate-limit-limit": "25",
        "x-rate-limit-remaining": "0",
        "x-rate-limit-reset": String(now.getTime() / 1_000 + 4),
      },
      4_000,
    ],
    ["neither", 503, {}, undefined],
  ])("tells when to come back from %s", (_what, status, headers, ms) => {
    expect(refusalOf(reply(status, "", headers), "x", now).extra.retryAfterMs).toBe(ms);
  });
});
