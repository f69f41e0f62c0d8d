import { describe, expect, it } from "vitest";
import { DacSchema } from "../fakes/acumatica/dac-schema.ts";
import { readContract } from "../fakes/contract-check.ts";
import {
  acumatica,
  ask,
  bill,
  clock,
  DAC,
  get,
  inAcumatica,
  later,
  ledger,
  reopen,
  rows,
  vendor,
  type Json,
} from "./acumatica-world.ts";

inAcumatica();

const ADJUST = "PX_Objects_AP_APAdjust";
const KEYS = "AdjgDocType,AdjgRefNbr,AdjdRefNbr,AdjNbr";

function pay(amount: number, extRef: string | null = null) {
  return ledger.addPayment({ vendor, date: "2026-03-01", extRef, applications: [{ bill, amount }] });
}

async function refusal(set: string, params: Json): Promise<[status: number, message: string]> {
  const { status, data } = await ask(`${DAC}/${set}`, params);
  return [status, (data.error as { message: string } | undefined)?.message ?? ""];
}

describe("applications", () => {
  it("show codes, a number for the vendor, both flags, and amounts with four decimals", async () => {
    pay(40_000);

    const { data } = await ask(`${DAC}/${ADJUST}`, { $select: "AdjgDocType,VendorID,Released,Voided,CuryAdjdAmt" });

    expect(data.value).toEqual([
      { AdjgDocType: "CHK", VendorID: 6001, Released: true, Voided: false, CuryAdjdAmt: 400 },
    ]);
    expect(JSON.stringify(acumatica.wire.log.at(-1)?.reply?.body)).toContain("400.0000");
  });

  it("of a voided check stand beside the negative ones of the voiding document, all marked voided", async () => {
    const check = pay(40_000);
    const voiding = ledger.startVoid(check);
    const select = { $select: "AdjgDocType,AdjNbr,VoidAdjNbr,Released,Voided,CuryAdjdAmt", $orderby: "AdjgDocType" };

    expect(await rows(ADJUST, select)).toEqual([
      { AdjgDocType: "CHK", AdjNbr: 0, VoidAdjNbr: null, Released: true, Voided: false, CuryAdjdAmt: 400 },
      { AdjgDocType: "VCK", AdjNbr: 0, VoidAdjNbr: 0, Released: false, Voided: true, CuryAdjdAmt: -400 },
    ]);

    ledger.releasePayment(voiding);

    expect((await rows(ADJUST, select)).map(({ Released, Voided }) => [Released, Voided])).toEqual([
      [true, true],
      [true, true],
    ]);
    const register = { $select: "DocType,Status", $filter: `RefNbr eq '${check.ref}' and DocType ne 'INV'` };
    expect(await rows("APRegister", register)).toEqual([
      { DocType: "CHK", Status: "V" },
      { DocType: "VCK", Status: "C" },
    ]);
  });

  it("taken off a bill leave a second row of the same check, and the check open", async () => {
    const check = pay(40_000);
    ledger.reverse(check, { bill });

    const found = await rows(ADJUST, { $select: "AdjNbr,VoidAdjNbr,Voided,CuryAdjdAmt" });

    expect(found).toEqual([
      { AdjNbr: 0, VoidAdjNbr: null, Voided: true, CuryAdjdAmt: 400 },
      { AdjNbr: 1, VoidAdjNbr: 0, Voided: true, CuryAdjdAmt: -400 },
    ]);
    const payments = await rows("APPayment", { $select: "Status,Voided,CuryDocBal" });
    expect(payments).toEqual([{ Status: "N", Voided: false, CuryDocBal: 400 }]);
  });

  it("are stamped by the clock, and a late commit shows up behind the stamps already seen", async () => {
    const begun = clock;
    later(10);
    pay(10_000);
    const [seen] = await rows(ADJUST, { $select: "LastModifiedDateTime" });
    ledger.stampedAt(begun, () => pay(20_000));

    const found = await rows(ADJUST, {
      $select: "CuryAdjdAmt,LastModifiedDateTime",
      $orderby: "LastModifiedDateTime",
    });

    expect(seen).toEqual({ LastModifiedDateTime: "2026-03-02T10:10:00.000-05:00" });
    expect(found.map(({ CuryAdjdAmt }) => CuryAdjdAmt)).toEqual([200, 100]);
  });

  it("reach their bill, payment, vendor and line by navigation, three levels deep", async () => {
    const check = pay(40_000);

    const [found] = await rows(ADJUST, {
      $select: "AdjNbr",
      $expand:
        "APRegisterByAdjgRefNbr($select=RefNbr),VendorByVendorID($select=AcctCD)," +
        "APInvoiceByAdjdRefNbr($select=InvoiceNbr;$expand=APTranCollection($select=PONbr;$expand=PMProjectByProjectID($select=ContractCD)))",
    });

    expect(found).toEqual({
      AdjNbr: 0,
      APRegisterByAdjgRefNbr: { RefNbr: check.ref },
      VendorByVendorID: { AcctCD: "V000001   " },
      APInvoiceByAdjdRefNbr: {
        InvoiceNbr: "INV-7",
        APTranCollection: [{ PONbr: "SC-000001", PMProjectByProjectID: { ContractCD: "PR-0001   " } }],
      },
    });
  });
});

describe("documents", () => {
  it("tell by their status whether they are payments yet", async () => {
    const base = { vendor, date: "2026-03-01", amount: 1_000 };
    ledger.addPayment({ ...base, hold: true });
    ledger.addPayment({ ...base, approval: "pending" });
    ledger.addPayment({ ...base, printCheck: true });
    ledger.print(ledger.addPayment({ ...base, release: false }));
    ledger.addPayment({ ...base, release: false });
    ledger.addPayment(base);
    ledger.editPayment(ledger.addPayment(base), { hold: true });
    pay(1_000);

    const found = await rows("APPayment", { $select: "Status" });

    expect(found.map(({ Status }) => Status).join("")).toBe("HEGPBNZC");
  });

  it("are stamped again when a payment's or a bill's reference is corrected, and their applications are not", async () => {
    const check = pay(1_000, "1077");
    const since = { $filter: "LastModifiedDateTime gt 2026-03-02T15:00:00Z" };
    later(5);
    ledger.editPayment(check, { extRef: "1078" });
    ledger.editBill(bill, { vendorRef: "INV-8" });

    expect(await rows("APPayment", { ...since, $select: "ExtRefNbr" })).toEqual([{ ExtRefNbr: "1078" }]);
    expect(await rows("APInvoice", { ...since, $select: "InvoiceNbr" })).toEqual([{ InvoiceNbr: "INV-8" }]);
    expect(await rows(ADJUST, since)).toEqual([]);
  });

  it.each([
    ["JPY", 1_500, "1500.0000"],
    ["KWD", 1_500, "1.5000"],
    ["EUR", -1, "-0.0100"],
  ])("in %s show their minor units with the currency's decimals", async (currency, minor, shown) => {
    const foreign = ledger.addVendor({ name: "Abroad", currency }).id;
    ledger.addBill({ vendor: foreign, date: "2026-02-01", currency, lines: [{ amount: minor }] });

    await rows("APInvoice", { $filter: `CuryID eq '${currency}'`, $select: "CuryOrigDocAmt" });

    expect(acumatica.wire.log.at(-1)?.reply?.body).toContain(`"CuryOrigDocAmt":${shown}}`);
  });

  it("entered in migration mode bring initial applications, marked so", async () => {
    const migrated = { vendor, date: "2025-01-01", lines: [{ amount: 5_000 }], migratedBalance: 3_000 };
    const old = ledger.addBill(migrated).ref;
    const applications = [{ bill: old, amount: 2_000 }];
    ledger.addPayment({ vendor, date: "2025-02-01", migrated: true, applications });

    expect(await rows(ADJUST, { $select: "IsInitialApplication,CuryAdjdAmt" })).toEqual([
      { IsInitialApplication: true, CuryAdjdAmt: 20 },
    ]);
    expect(ledger.paid()).toMatchObject([{ migrated: true }]);
  });
});

describe("query options", () => {
  it.each<[filter: string, amounts: readonly number[]]>([
    ["CuryAdjdAmt gt 10", [20, 30]],
    ["not (CuryAdjdAmt eq 10) and CuryAdjdAmt le 20.00", [20]],
    ["CuryAdjdAmt eq 10 or AdjgRefNbr eq '000003'", [10, 30]],
    [
      "(AdjdDocType eq 'INV' and AdjgRefNbr eq '000001') or (AdjdDocType eq 'INV' and AdjgRefNbr eq '000002')",
      [10, 20],
    ],
    ["startswith(AdjgRefNbr,'0000') and contains(AdjgDocType,'HK') and Released", [10, 20, 30]],
    ["StubNbr eq null and VoidAdjNbr eq null", [10, 20, 30]],
    ["LastModifiedDateTime ge 2026-03-02T10:01:00-05:00", [20, 30]],
    ["LastModifiedDateTime lt 2026-03-02T15:02:00Z and LastModifiedDateTime gt 2026-03-02T15:00:00.000Z", [20]],
    ["AdjgDocDate ne 2026-03-01T00:00:00-05:00", []],
  ])("filter by %s", async (filter, amounts) => {
    for (const amount of [1_000, 2_000, 3_000]) {
      pay(amount);
      later(1);
    }

    const found = await rows(ADJUST, { $filter: filter, $select: "CuryAdjdAmt", $orderby: "AdjgRefNbr" });

    expect(found.map(({ CuryAdjdAmt }) => CuryAdjdAmt)).toEqual(amounts);
  });

  it("order by key unless told otherwise, and skip before they take the top", async () => {
    for (const amount of [1_000, 2_000, 3_000]) pay(amount);
    const amounts = async (params: Json) =>
      (await rows(ADJUST, { $select: "CuryAdjdAmt", ...params })).map(({ CuryAdjdAmt }) => CuryAdjdAmt);

    expect(await amounts({})).toEqual([10, 20, 30]);
    expect(await amounts({ $orderby: "CuryAdjdAmt desc", $skip: 1, $top: 1 })).toEqual([20]);
  });

  it("return every row and no next link, however many there are", async () => {
    for (let count = 0; count < 1_200; count += 1) pay(1);

    const { data } = await ask(`${DAC}/${ADJUST}`, { $select: KEYS });

    expect(data.value).toHaveLength(1_200);
    expect(data).not.toHaveProperty("@odata.nextLink");
  });

  it.each<[what: string, set: string, params: Json, message: string]>([
    ["an unknown field", ADJUST, { $select: "Nonsense" }, "Could not find a property named 'Nonsense'"],
    ["a computed field in $select", ADJUST, { $select: "AdjdCuryID" }, "cannot be used in the $select"],
    ["a computed field in $filter", "APPayment", { $filter: "CuryUnappliedBal gt 0" }, "cannot be used in the $filter"],
    ["a field this tenant does not offer", "APTran", { $select: "ProjectID" }, "Could not find a property"],
    ["a payment by navigation", ADJUST, { $expand: "APPaymentByAdjgRefNbr" }, "Could not find a property"],
    ["the operator in", ADJUST, { $filter: "AdjgDocType in ('CHK','VCK')" }, "Syntax error"],
    ["a quoted instant", ADJUST, { $filter: "LastModifiedDateTime ge '2026-03-02T10:00:00Z'" }, "incompatible types"],
    ["an instant without offset", ADJUST, { $filter: "LastModifiedDateTime ge 2026-03-02T10:00:00" }, "Syntax error"],
    ["a version 3 literal", ADJUST, { $filter: "AdjgDocDate ge datetimeoffset'2026-03-02T10:00:00Z'" }, "Syntax error"],
    ["a number as a text", ADJUST, { $filter: "VendorID eq 'V000001'" }, "incompatible types"],
    ["aggregation", ADJUST, { $apply: "aggregate(CuryAdjdAmt with sum as X)" }, "is not supported"],
    ["a count", ADJUST, { $count: "true" }, "is not supported"],
    [
      "a fourth level",
      "APRegister",
      { $expand: "APTranCollection($expand=APInvoiceByRefNbr($expand=APTranCollection($expand=PMTaskByTaskID)))" },
      "deeper than 3",
    ],
  ])("refuse %s with 400", async (_what, set, params, message) => {
    expect(await refusal(set, params)).toEqual([400, expect.stringContaining(message)]);
  });

  it("refuse an offset whose plus sign was sent raw, because it arrives as a space", async () => {
    const filter = "LastModifiedDateTime%20ge%202026-03-02T10:00:00+02:00";

    expect((await get(`${DAC}/${ADJUST}?$filter=${filter}`)).status).toBe(400);
    expect((await get(`${DAC}/${ADJUST}?$filter=${filter.replace("+", "%2B")}`)).status).toBe(200);
  });
});

describe("what the user does not see", () => {
  it("is an archived document and its applications, unless the request asks for them", async () => {
    const check = pay(40_000);
    ledger.archive({ type: "CHK", ref: check.ref });
    const filter = { $filter: "DocType eq 'CHK'" };

    expect(await rows("APPayment", filter)).toEqual([]);
    expect(await rows(ADJUST)).toEqual([]);
    expect(await rows("APPayment", filter, { "PX-ApiArchive": "SHOW" })).toHaveLength(1);
    expect(await rows(ADJUST, {}, { "PX-ApiArchive": "SHOW" })).toHaveLength(1);
  });

  it("is a restricted vendor with every document of it", async () => {
    pay(40_000);
    ledger.restrict(vendor);

    for (const set of ["Vendor", "APRegister", "APTran", ADJUST]) expect(await rows(set)).toEqual([]);
  });
});

describe("the model", () => {
  it("is told by $metadata: fields, keys, base types, and what may not be filtered", async () => {
    const { data, headers } = await get(`${DAC}/$metadata`);

    const xml = data as unknown as string;
    expect(headers["content-type"]).toBe("application/xml");
    expect(xml).toContain(`<EntityType Name="APPayment" BaseType="PX.Objects.AP.APRegister">`);
    expect(xml).toContain(`<EntitySet Name="PX_Objects_AP_APAdjust" EntityType="PX.Objects.AP.APAdjust">`);
    expect(xml).toContain(`<PropertyPath>AdjdCuryID</PropertyPath>`);
    expect(xml).not.toContain(`Name="IsRetainageDocument"`);
  });

  it("gains fields with a feature and loses them with a role", async () => {
    await reopen({ withFields: ["APTran.ProjectID", "APRegister.ProjectID"], withoutFields: ["APAdjust.StubNbr"] });
    pay(40_000);

    expect(await rows("APTran", { $select: "ProjectID" })).toEqual([{ ProjectID: 301 }]);
    expect(await rows("APInvoice", { $select: "ProjectID" })).toEqual([{ ProjectID: 301 }]);
    expect((await refusal(ADJUST, { $select: "StubNbr" }))[0]).toBe(400);
  });

  it("answers under each alias of a set, and 404 for any other", async () => {
    pay(40_000);

    for (const alias of [ADJUST, "Adjust", "APAdjust"]) expect(await rows(alias)).toHaveLength(1);
    expect((await refusal("Adjustments", {}))[0]).toBe(404);
  });

  it.each(["old", "none", "forbidden"] as const)("may be %s at the address of newer builds", async (odata) => {
    await reopen({ odata });

    expect((await ask(`${DAC}/Vendor`)).status).toBe(odata === "forbidden" ? 403 : 404);
    expect((await ask("/odatav4/MyStore/Vendor")).status).toBe(odata === "old" ? 200 : 404);
  });

  const contract = readContract("acumatica") as Record<string, unknown> | null;

  it.skipIf(!contract)("offers no set, field or navigation beyond the vendor's own document", () => {
    type Written = Readonly<Record<string, object | undefined>>;
    const written = (contract?.["x-dac-odata-26r2"] ?? {}) as Readonly<Record<string, Written>>;
    const names = (given: object = {}): string[] => {
      return Array.isArray(given) ? (given as string[]) : Object.keys(given);
    };
    const unknown = new DacSchema({}).sets.flatMap((set) => {
      const own = written[set.name];
      if (!own) return [];
      const documents = [own, written[set.base ?? ""] ?? {}];
      const outside = (given: readonly string[], ...keywords: string[]) => {
        const known = new Set(documents.flatMap((one) => keywords.flatMap((keyword) => names(one[keyword]))));
        return given.filter((name) => !known.has(name)).map((name) => `${set.name}.${name}`);
      };
      return [
        ...outside(set.aliases, "entitySets"),
        ...outside(Object.keys(set.fields), "key", "own", "useful"),
        ...outside(Object.keys(set.navigations), "navigations"),
      ];
    });

    expect(unknown).toEqual([]);
  });
});
