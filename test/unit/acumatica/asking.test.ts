import { describe, expect, it } from "vitest";
import { halve, windowFilter, type Window } from "../../../server/acumatica/contract-windows.ts";
import { keyFilters, quoted, refFilters } from "../../../server/acumatica/dac-query.ts";
import { Governor, takeToken } from "../../../server/acumatica/governor.ts";
import { readMetadata, selection } from "../../../server/acumatica/metadata.ts";
import { PageTrust } from "../../../server/acumatica/page-trust.ts";
import { refusalOf } from "../../../server/acumatica/refusal.ts";

describe("filters by key", () => {
  const fields = { type: "DocType", ref: "RefNbr" };

  it("group documents by type in OR-lists, never with an operator the vendor lacks", () => {
    const docs = [
      { type: "INV", ref: "000001" },
      { type: "CHK", ref: "A'1" },
      { type: "INV", ref: "000009" },
    ];

    expect(keyFilters(docs, fields)).toEqual([
      "DocType eq 'INV' and (RefNbr eq '000001' or RefNbr eq '000009')",
      "DocType eq 'CHK' and (RefNbr eq 'A''1')",
    ]);
  });

  it("ask for neighbouring numbers as a range", () => {
    const refs = ["000003", "000001", "000002", "000004", "000100"];

    expect(refFilters(refs, "RefNbr")).toEqual(["(RefNbr ge '000001' and RefNbr le '000004') or RefNbr eq '000100'"]);
  });

  it("never make a range of what a collation may order otherwise", () => {
    expect(refFilters(["9", "10", "11", "a1", "a2", "a3"], "RefNbr")[0]).not.toContain(" ge ");
  });

  it("name every document, in filters that fit into a URL", () => {
    const refs = Array.from({ length: 500 }, (_, index) => `CK-${String(index * 7).padStart(9, "0")}`);
    const filters = refFilters(refs, "AdjgRefNbr");

    expect(Math.max(...filters.map((filter) => encodeURIComponent(filter).length))).toBeLessThan(1_400);
    expect(refs.filter((ref) => !filters.some((filter) => filter.includes(quoted(ref))))).toEqual([]);
  });

  it("split ranges so that a reply stays within a few pages", () => {
    const refs = Array.from({ length: 2_500 }, (_, index) => String(index).padStart(6, "0"));

    expect(refFilters(refs, "RefNbr")).toHaveLength(3);
  });
});

describe("time windows", () => {
  it("are cut so that every stamp lies in exactly one half", () => {
    const whole: Window = { from: "2026-01-01T00:00:00.000Z", to: "2026-01-03T00:00:00.000Z" };

    expect(halve(whole, "2026-01-02T00:00:00.000Z")).toEqual([
      { from: whole.from, to: "2026-01-02T00:00:00.000Z" },
      { from: "2026-01-02T00:00:00.000Z", to: whole.to },
    ]);
  });

  it("stay open where they were open", () => {
    const [first, second] = halve({ from: null, to: null }, "2026-01-01T00:00:00.000Z") ?? [];

    expect(first?.from).toBeNull();
    expect(second?.to).toBeNull();
    expect(first?.to).toBe(second?.from);
  });

  it("cannot be cut within a millisecond", () => {
    const window = { from: "2026-01-01T00:00:00.000Z", to: "2026-01-01T00:00:00.001Z" };
    expect(halve(window, window.from)).toBeNull();
  });

  it("come down to a millisecond however often they are cut", () => {
    let window: Window = { from: null, to: null };
    let cuts = 0;
    for (let cut = halve(window, "2026-01-01T00:00:00.000Z"); cut; cut = halve(window, "2026-01-01T00:00:00.000Z")) {
      window = cuts % 2 === 0 ? cut[1] : cut[0];
      cuts += 1;
    }

    expect(cuts).toBeLessThan(64);
  });

  it("are written as the vendor documents them", () => {
    expect(windowFilter({ from: "2026-01-01T00:00:00.000Z", to: "2026-01-02T00:00:00.000Z" })).toBe(
      "LastModifiedDateTime ge datetimeoffset'2026-01-01T00:00:00.000+00:00' and " +
        "LastModifiedDateTime lt datetimeoffset'2026-01-02T00:00:00.000+00:00'",
    );
    expect(windowFilter({ from: null, to: null })).toBeNull();
  });
});

const METADATA = `<edmx:Edmx><Schema Namespace="PX.Objects.AP">
  <EntityType Name="APRegister"><Key/><Property Name="DocType" Type="Edm.String"/>
    <NavigationProperty Name="VendorByVendorID" Type="PX.Objects.AP.Vendor"/></EntityType>
  <EntityType Name="APPayment" BaseType="PX.Objects.AP.APRegister"><Property Name="ExtRefNbr" Type="Edm.String"/></EntityType>
  <EntityType Name="APInvoice" BaseType="PX.Objects.AP.APRegister"></EntityType>
  <EntityType Name="APAdjust"><Property Name="AdjNbr" Type="Edm.Int32"/></EntityType><EntityType Name="APTran"/>
</Schema><Schema Namespace="Default"><EntityContainer Name="Container">
  <EntitySet Name="PX_Objects_AP_APAdjust" EntityType="PX.Objects.AP.APAdjust"/>
  <EntitySet EntityType="PX.Objects.AP.APPayment" Name="PX_Objects_AP_APPayment"/>
  <EntitySet Name="PX_Objects_AP_APInvoice" EntityType="PX.Objects.AP.APInvoice"></EntitySet>
  <EntitySet Name="PX_Objects_AP_APRegister" EntityType="PX.Objects.AP.APRegister"/>
  <EntitySet Name="PX_Objects_AP_APTran" EntityType="PX.Objects.AP.APTran"/>
</EntityContainer></Schema></edmx:Edmx>`;

describe("$metadata", () => {
  it("gives each set its own and inherited fields", () => {
    expect(readMetadata(METADATA).PX_Objects_AP_APPayment).toEqual({
      properties: ["ExtRefNbr", "DocType"],
      navigations: ["VendorByVendorID"],
    });
  });

  it("is refused without a set that payments are read from", () => {
    expect(() => readMetadata(METADATA.replaceAll("APTran", "Other"))).toThrow("PX_Objects_AP_APTran");
  });

  it("narrows a $select to what is there, and says what cannot be missed", () => {
    const metadata = readMetadata(METADATA);
    const set = "PX_Objects_AP_APPayment";
    const expand = { VendorByVendorID: ["AcctCD"], PMProjectByProjectID: ["ContractCD"] };

    expect(selection(metadata, set, { needed: ["DocType"], wanted: ["ExtRefNbr", "JointPayeeID"], expand })).toEqual({
      select: "DocType,ExtRefNbr",
      expand: "VendorByVendorID($select=AcctCD)",
    });
    expect(() => selection(metadata, set, { needed: ["DocDate"] })).toThrow("DocDate");
  });
});

describe("PageTrust", () => {
  it("asks once whether more follows a record, and then trusts as many rows", () => {
    const trust = new PageTrust();

    expect(trust.isWhole(0, 100)).toBe(true);
    expect(trust.isWhole(40, 100)).toBe(false);
    trust.confirm(40);
    expect(trust.isWhole(40, 100)).toBe(true);
    expect(trust.isWhole(41, 100)).toBe(false);
    expect(trust.isWhole(100, 100)).toBe(false);
  });

  it("never trusts a reply as long as one that was cut", () => {
    const trust = new PageTrust();
    trust.isWhole(40, 100);
    trust.cutAt(40);
    trust.confirm(40);

    expect(trust.isWhole(40, 100)).toBe(false);
    expect(trust.isWhole(39, 100)).toBe(true);
  });
});

describe("a token bucket", () => {
  const pace = { perMinute: 60, burst: 2 };

  it("lets a burst through, then one each second", () => {
    let bucket = { tokens: 2, at: 0 };
    const waits = Array.from({ length: 4 }, () => {
      const taken = takeToken(bucket, pace, 0);
      bucket = taken.bucket;
      return taken.waitMs;
    });

    expect(waits).toEqual([0, 0, 1_000, 2_000]);
    expect(takeToken(bucket, pace, 3_000).waitMs).toBe(0);
  });
});

describe("Governor", () => {
  it("lets two at a time through, in order, and goes on after a failure", async () => {
    const deps = { now: () => new Date(0), sleep: () => Promise.resolve(), atOnce: 2 };
    const governor = new Governor({ ...deps, pace: { perMinute: 60, burst: 100 } });
    let [underWay, most] = [0, 0];
    const work = async (index: number) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
      if (index === 1) throw new Error("lost");
      return index;
    };

    const done = await Promise.allSettled([0, 1, 2, 3, 4].map((index) => governor.run(() => work(index))));

    expect(most).toBe(2);
    expect(done.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled", "fulfilled"]);
  });

  it("lets what goes beyond the burst wait for its place in the pace", async () => {
    const slept: number[] = [];
    const sleep = (ms: number) => Promise.resolve(void slept.push(ms));
    const governor = new Governor({ now: () => new Date(0), sleep, atOnce: 1, pace: { perMinute: 60, burst: 2 } });
    for (let index = 0; index < 4; index += 1) await governor.run(() => Promise.resolve());

    expect(slept).toEqual([1_000, 2_000]);
  });
});

describe("what a refusal means", () => {
  const reply = (status: number, body: unknown, headers = {}) => ({ status, headers, text: JSON.stringify(body) });
  const thrown = (exceptionType: string, exceptionMessage = "x") => reply(500, { exceptionType, exceptionMessage });
  const now = new Date("2026-03-01T10:00:00Z");

  it.each([
    ["a missing document", thrown("PX.Api.ContractBased.NoEntitySatisfiesTheConditionException"), "not found"],
    [
      "a list that cannot be optimized",
      thrown("PX.Api.ContractBased.OptimizedExport.CannotOptimizeException"),
      "unexpected reply",
    ],
    ["a module that is not set up", thrown("PX.Data.PXSetupNotEnteredException"), "forbidden"],
    ["a business rule", thrown("PX.Data.PXException", "The document is on hold."), "rejected"],
    ["a deadlock", thrown("System.Data.SqlClient.SqlException"), "unavailable"],
    ["a database that is busy", thrown("PX.Data.PXDatabaseException"), "unavailable"],
    ["a 500 that says nothing", { status: 500, headers: {}, text: "<html>" }, "unavailable"],
    [
      "an exception within an exception",
      reply(500, { message: "x", innerException: { exceptionType: "PX.Data.PXException", exceptionMessage: "y" } }),
      "rejected",
    ],
    ["too many sessions", reply(401, { message: "API Login Limit" }), "unavailable"],
    ["no token", reply(401, {}), "unauthorized"],
    ["no right", reply(403, {}), "forbidden"],
    ["a wrong address", reply(404, {}), "not found"],
    ["too many requests", reply(429, {}), "rate limited"],
    ["an upgrade", reply(503, {}), "unavailable"],
    ["a redirect", { status: 302, headers: { location: "/ui/error" }, text: "" }, "unexpected reply"],
    ["a bad query", reply(400, { error: { message: "x" } }), "rejected"],
  ])("is told by its kind: %s", (_what, given, kind) => {
    expect(refusalOf(given, now)).toMatchObject({ kind, system: "Acumatica" });
  });

  it("is nothing for a success", () => {
    expect(refusalOf(reply(200, []), now)).toBeNull();
  });

  it("keeps the rest that Acumatica asks for, in seconds or until a time", () => {
    const until = "Sun, 01 Mar 2026 10:00:30 GMT";

    expect(refusalOf(reply(503, {}, { "retry-after": "7" }), now)?.extra.retryAfterMs).toBe(7_000);
    expect(refusalOf(reply(429, {}, { "retry-after": until }), now)?.extra.retryAfterMs).toBe(30_000);
  });

  it("repeats a business rule's first line, and no stack", () => {
    const text = "The document is on hold.\r\n   at PX.Data.Secret.Path()";

    expect(refusalOf(thrown("PX.Data.PXException", text), now)?.message).toBe(
      "Acumatica refused: The document is on hold.",
    );
  });
});
