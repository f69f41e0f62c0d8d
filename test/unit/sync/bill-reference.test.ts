import { describe, expect, it } from "vitest";
import { billsNamedBy, namesBill } from "../../../server/sync/bill-reference.ts";
import { BILL, TENANT } from "../../build/acumatica.ts";

describe("the origin id of an invoice", () => {
  it.each([
    "000123",
    "INV 000123",
    "INV-000123",
    "inv 000123",
    "Bill 000123",
    "BILL-000123",
    " 000123 ",
    "acu:MyStore:INV:000123",
    "acu:MyStore:Bill:000123",
    "INV\u2013000123",
    "Bill\u00a0000123",
    "\u200b000123",
    "INV \uff10\uff10\uff10\uff11\uff12\uff13",
  ])("names the bill as %j", (originId) => {
    expect(namesBill(originId, TENANT, BILL)).toBe(true);
  });

  it.each([
    null,
    "",
    "123",
    "0001234",
    "ACR 000123",
    "CHK-000123",
    "2INV 000123",
    "INV 000123\nand more",
    "acu:Other:INV:000123",
    "acu:MyStore:ACR:000123",
    "acu:MyStore:CHK:000045:INV:000123",
  ])("does not name it as %j", (originId) => {
    expect(namesBill(originId, TENANT, BILL)).toBe(false);
  });

  it("is read without the space around its number, as the document is asked for by it", () => {
    expect(billsNamedBy(" INV  000123 ", TENANT)[0]).toEqual(BILL);
  });

  it.each([
    null,
    "",
    "  ",
    "acu:Other:INV:000123",
    "acu:MyStore::000123",
    "acu:MyStore:INV",
    "acu:MyStore:INV:1:INV:2",
  ])("names no bill at all as %j", (originId) => {
    expect(billsNamedBy(originId, TENANT)).toEqual([]);
  });

  it("names one bill alone by a number that begins like no type", () => {
    expect(billsNamedBy("AP-7", TENANT)).toEqual([{ type: "INV", ref: "AP-7" }]);
  });

  it("names a bill whose own number begins like a type", () => {
    expect(namesBill("INV-000123", TENANT, { type: "INV", ref: "INV-000123" })).toBe(true);
    expect(namesBill("Bill INV-000123", TENANT, { type: "INV", ref: "INV-000123" })).toBe(true);
  });

  it("names a bill whose number holds a space, a hyphen or a colon", () => {
    expect(namesBill("AP 7", TENANT, { type: "INV", ref: "AP 7" })).toBe(true);
    expect(namesBill("INV AP-7", TENANT, { type: "INV", ref: "AP-7" })).toBe(true);
    expect(namesBill("acu:MyStore:INV:A%3A7", TENANT, { type: "INV", ref: "A:7" })).toBe(true);
  });

  it("names no credit adjustment by a bare number", () => {
    expect(namesBill("000123", TENANT, { type: "ACR", ref: "000123" })).toBe(false);
  });
});
