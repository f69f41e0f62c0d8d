import { describe, expect, it } from "vitest";
import { FAULTS } from "../fakes/acumatica/replies.ts";
import {
  acumatica,
  ask,
  bill,
  entity,
  get,
  inAcumatica,
  itKeepsTheContract,
  later,
  ledger,
  reopen,
  vendor,
  type Json,
} from "./acumatica-world.ts";

inAcumatica();

const LIST = "Type,ReferenceNbr,Status,LastModifiedDateTime";

function pay(amount: number, extRef: string | null = null) {
  return ledger.addPayment({ vendor, date: "2026-02-20", extRef, applications: [{ bill, amount }] });
}

function asRows(data: unknown): readonly Json[] {
  return data as readonly Json[];
}

/** The exceptionType of a 500, after its last dot, or the status where there is none. */
async function trouble(path: string, params: Json = {}): Promise<string> {
  const { status, data } = await entity(path, params);
  return status === 500 ? (String(data.exceptionType).split(".").at(-1) ?? "") : String(status);
}

describe("lists", () => {
  it.each<[entity: string, params: Json, found: number]>([
    ["Check", { $filter: "Type eq 'Payment' and Status eq 'Closed'" }, 2],
    ["Check", { $filter: "LastModifiedDateTime gt datetimeoffset'2026-03-02T10:00:30-05:00'" }, 1],
    ["Check", { $filter: "LastModifiedDateTime le datetimeoffset'2026-03-02T15:00:00Z'" }, 1],
    ["Check", { $filter: "substringof('77',PaymentRef) and not startswith(PaymentRef,'9')" }, 1],
    ["Check", { $filter: "cf.DateTime(f='CurrentDocument.DocDate') ge datetimeoffset'2026-02-20T00:00:00-05:00'" }, 2],
    ["Check", { $top: 1, $skip: 1 }, 1],
    ["Check", { $top: 1, $skip: 2 }, 0],
  ])("of %s answer %j", async (name, params, found) => {
    pay(10_000, "1077");
    later(1);
    pay(20_000, "1078");

    const { data } = await entity(name, { $select: LIST, ...params });

    expect(asRows(data)).toHaveLength(found);
  });

  it.each<[what: string, path: string, params: Json, answer: string]>([
    ["the history grid of every payment", "Check", { $select: LIST, $expand: "History" }, "CannotOptimizeException"],
    ["the applications of every bill", "Bill", { $select: LIST, $expand: "Applications" }, "CannotOptimizeException"],
    ["a balance the form computes", "Check", { $select: "UnappliedBalance" }, "CannotOptimizeException"],
    ["an order", "Check", { $select: LIST, $orderby: "ReferenceNbr" }, "PXException"],
    ["a filter on a grid", "Check", { $select: LIST, $filter: "History/AmountPaid gt 0" }, "PXException"],
    ["an unknown field", "Check", { $select: "Voided" }, "PXException"],
    [
      "an instant in version 4 style",
      "Check",
      { $select: LIST, $filter: "LastModifiedDateTime gt 2026-03-02T15:00:00Z" },
      "PXException",
    ],
    ["an unknown entity", "ApplicationHistory", {}, "404"],
  ])("refuse %s", async (_what, path, params, answer) => {
    expect(await trouble(path, params)).toBe(answer);
  });

  it("expand the lines of bills, which needs no form", async () => {
    expect(asRows((await entity("Bill", { $expand: "Details" })).data)[0]?.Details).toHaveLength(1);
  });

  it("read a raw plus sign in a filter as a space", async () => {
    const filter = "LastModifiedDateTime%20gt%20datetimeoffset'2026-03-01T00:00:00+00:00'";
    const path = `/entity/Default/24.200.001/Check?$select=Type&$filter=`;

    expect((await get(path + filter)).status).toBe(500);
    expect((await get(path + filter.replace("+", "%2B"))).status).toBe(200);
  });

  it("hide archived documents unless asked for them", async () => {
    const { ref } = pay(40_000);
    ledger.archive({ type: "CHK", ref });

    expect((await entity("Check", { $select: LIST })).data).toEqual([]);
    const { data } = await entity("Check", { $select: LIST }, { "PX-ApiArchive": "SHOW" });
    expect(asRows(data)).toHaveLength(1);
  });

  it("offer vendors, projects, methods, subcontracts and purchase orders", async () => {
    ledger.addOrder({ type: "RO", number: "PO000001", vendor });
    const first = async (name: string) => asRows((await entity(name)).data)[0];

    expect(await first("Vendor")).toMatchObject({
      VendorID: { value: "V000001   " },
      VendorName: { value: "Acme Concrete" },
    });
    expect(await first("Project")).toMatchObject({ ProjectID: { value: "PR-0001   " }, ExternalRefNbr: {} });
    expect(await first("PaymentMethod")).toMatchObject({ MeansOfPayment: { value: "Direct Deposit" } });
    expect(await first("Subcontract")).toMatchObject({ SubcontractNbr: { value: "SC-000001" } });
    expect(await first("PurchaseOrder")).toMatchObject({ Type: { value: "Normal" }, OrderNbr: { value: "PO000001" } });
  });
});

describe("the endpoint", () => {
  it.each(["new", "old"] as const)("names its versions in the %s shape", async (indexShape) => {
    await reopen({ indexShape });

    const { data } = await ask("/entity");

    const endpoints = indexShape === "new" ? asRows(data.endpoints) : asRows(data);
    expect(endpoints.at(-1)).toMatchObject({ name: "Default", version: "25.200.001" });
  });

  it("of version 26 sends codes with their labels and plain dates", async () => {
    await reopen({ versions: ["26.200.001"] });
    const { ref } = pay(40_000);

    const { data } = await ask(`/entity/Default/26.200.001/Check/CHK/${ref}`);

    expect(data).toMatchObject({
      Type: { value: { id: "CHK", description: "Payment" } },
      Status: { value: { id: "C", description: "Closed" } },
      ApplicationDate: { value: "2026-02-20" },
    });
  });

  it("has no subcontracts before version 23, and no other versions than it names", async () => {
    expect((await ask("/entity/Default/22.200.001/Subcontract")).status).toBe(404);
    expect((await ask("/entity/Default/26.200.001/Check")).status).toBe(404);
  });

  it("tells the custom fields of this tenant, with its features and its user-defined fields", async () => {
    await reopen({ features: { retainage: false }, attributes: ["PROCOREID"] });

    const { data } = await entity("Bill/$adHocSchema");

    const { Document: document } = data.custom as Record<string, Json>;
    expect(document).toHaveProperty("AttributePROCOREID");
    expect(document).not.toHaveProperty("IsRetainageDocument");
    expect(await trouble(`Bill/Bill/${bill}`, { $custom: "Document.IsRetainageDocument" })).toBe("PXException");
  });

  it("answers 403 without rights to a form, and names a module that was never set up", async () => {
    acumatica.deny("AP302000");
    acumatica.leaveUnconfigured("SC301000");

    expect(await trouble("Check", { $select: LIST })).toBe("403");
    expect(await trouble("Subcontract")).toBe("PXSetupNotEnteredException");
    acumatica.allow("AP302000");
    expect(await trouble("Check", { $select: LIST })).toBe("200");
  });

  it("stands below a site path where there is one", async () => {
    await reopen({ site: "/AcumaticaERP" });

    expect((await ask("/AcumaticaERP/entity")).status).toBe(200);
    expect((await ask("/entity")).status).toBe(404);
  });

  it("can be told to redirect to an error page, once", async () => {
    acumatica.wire.failNext({ kind: "reply", reply: FAULTS.uiError });

    const { status, headers } = await entity("Vendor");
    expect([status, headers.location]).toEqual([302, "/ui/error"]);
    expect((await entity("Vendor")).status).toBe(200);
  });
});

itKeepsTheContract();
