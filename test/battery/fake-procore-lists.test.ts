import { describe, expect, it } from "vitest";
import {
  procore,
  company,
  project,
  vendor,
  commitment,
  user,
  later,
  ask,
  rows,
  listPayments,
  inProcore,
  itKeepsTheContract,
  type Json,
} from "./procore-world.ts";

inProcore();

describe("lists", () => {
  it("pages projects by 100, and by 300 at most", async () => {
    for (let count = 0; count < 350; count += 1) {
      procore.admin.joinProject(user, procore.admin.addProject({ companyId: company }).id, {});
    }

    expect(await rows("/rest/v1.1/projects", { company_id: company })).toHaveLength(100);
    expect(await rows("/rest/v1.1/projects", { company_id: company, per_page: 2000 })).toHaveLength(300);
  });

  it("links to the next page until the last, and tells the total", async () => {
    for (const amount of ["1.00", "2.00", "3.00"]) procore.ui.typeInPayment({ commitmentId: commitment, amount });

    const first = await listPayments({ per_page: 2 });
    const next = /<([^>]+)>; rel="next"/.exec(String(first.headers["link"]))?.[1] ?? "";
    expect([first.headers["total"], first.headers["per-page"]]).toEqual(["3", "2"]);
    const second = await ask("GET", next);
    expect(second.data).toMatchObject([{ amount: "3.0" }]);
    expect(second.headers["link"]).not.toContain('rel="next"');
  });

  it("filters projects by status, number and ERP link", async () => {
    const other = procore.admin.addProject({ companyId: company, active: false, erpIntegrated: true, number: "77" });
    procore.admin.joinProject(user, other.id, {});
    const found = async (name: string, value: unknown) =>
      (await rows("/rest/v1.1/projects", { company_id: company, [`filters[${name}]`]: value })).map(({ id }) => id);

    expect(await found("by_status", "Inactive")).toEqual([other.id]);
    expect(await found("synced", true)).toEqual([other.id]);
    expect(await found("project_number", "77")).toEqual([other.id]);
    const shown = await ask("GET", `/rest/v1.0/projects/${other.id}`, { params: { company_id: company } });
    expect(shown.data["is_erp_integrated"]).toBe(true);
  });

  it("keeps the two types of commitments apart, and lists both lightly", async () => {
    const order = procore.admin.addCommitment({ projectId: project, vendorId: vendor, type: "PurchaseOrderContract" });
    const ids = async (path: string) => (await rows(path, { project_id: project })).map(({ id }) => id);

    expect(await ids("/rest/v1.0/work_order_contracts")).toEqual([commitment]);
    expect(await ids("/rest/v1.0/purchase_order_contracts")).toEqual([order.id]);
    expect(await ids("/rest/v1.0/commitments")).toEqual([commitment, order.id]);
    const wrong = await ask("GET", `/rest/v1.0/work_order_contracts/${order.id}`, { params: { project_id: project } });
    expect(wrong.status).toBe(404);
    const params = { project_id: project };
    expect((await ask("GET", `/rest/v1.0/purchase_order_contracts/${order.id}`, { params })).status).toBe(200);
  });

  it("filters contracts by id, status, origin id and update, and hides deleted ones unless asked", async () => {
    later(3_600);
    const { admin } = procore;
    const draft = admin.addCommitment({ projectId: project, vendorId: vendor, status: "Draft", originId: "S-1" });
    const gone = admin.addCommitment({ projectId: project, vendorId: vendor, deletedAt: new Date(0) });
    const found = async (filters: Json) =>
      (await rows("/rest/v1.0/work_order_contracts", { project_id: project, ...filters })).map(({ id }) => id);

    expect(await found({ "filters[status]": "Draft" })).toEqual([draft.id]);
    expect(await found({ "filters[origin_id]": "S-1" })).toEqual([draft.id]);
    expect(await found({ "filters[id][]": [commitment] })).toEqual([commitment]);
    expect(await found({ "filters[updated_at]": "2026-03-02T10:30:00Z...2026-03-02T12:00:00Z" })).toEqual([draft.id]);
    expect(await found({ "filters[include_deleted]": "only" })).toEqual([gone.id]);
  });

  it("finds vendors by origin id for whoever may read the directory", async () => {
    const params = { company_id: company, "filters[origin_id]": "V000123" };
    expect(await rows("/rest/v1.0/vendors", params)).toMatchObject([{ id: vendor, synced_to_erp: true }]);
    expect((await ask("GET", `/rest/v1.0/vendors/${vendor}`, { params: { company_id: company } })).status).toBe(200);

    procore.admin.joinCompany(user, company, {});
    expect((await ask("GET", "/rest/v1.0/vendors", { params })).status).toBe(403);
  });

  it("pages requisitions by 30 and filters them by what the vendor offers, and by nothing else", async () => {
    for (let count = 0; count < 31; count += 1) procore.admin.addRequisition({ commitmentId: commitment });
    later(3_600);
    const last = procore.admin.addRequisition({ commitmentId: commitment, originId: "INV 000042", status: "draft" });
    const path = "/rest/v1.1/requisitions";
    const found = async (name: string, value: unknown) =>
      (await rows(path, { project_id: project, per_page: 100, [`filters[${name}]`]: value })).map(({ id }) => id);

    expect(await rows(path, { project_id: project })).toHaveLength(30);
    expect(await found("origin_id", "INV 000042")).toEqual([last.id]);
    expect(await found("status", "draft")).toEqual([last.id]);
    expect(await rows(path, { project_id: project, "filters[id][]": [last.id] })).toMatchObject([{ id: last.id }]);
    expect(await found("commitment_id", commitment)).toHaveLength(32);
    expect(await found("is_last", true)).toEqual([last.id]);
    expect(await found("updated_at", "2026-03-02T10:30:00Z...2026-03-03T00:00:00Z")).toEqual([last.id]);
  });

  it("shows an invoice with its summary and currency", async () => {
    const { id } = procore.admin.addRequisition({ commitmentId: commitment, currentPaymentDue: "900.00" });

    const shown = await ask("GET", `/rest/v1.1/requisitions/${id}`, { params: { project_id: project } });

    expect(shown.data).toMatchObject({
      summary: { current_payment_due: "900.0" },
      currency_configuration: { currency_iso_code: "USD" },
      commitment_type: "WorkOrderContract",
    });
  });
});

itKeepsTheContract();
