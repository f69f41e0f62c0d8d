import { describe, expect, it } from "vitest";
import type { Behavior } from "../fakes/procore/behavior.ts";
import {
  ADMIN,
  procore,
  company,
  project,
  vendor,
  commitment,
  user,
  set,
  ask,
  rows,
  post,
  patch,
  remove,
  listPayments,
  locked,
  inProcore,
  itKeepsTheContract,
  type Json,
} from "./procore-world.ts";

inProcore();

describe("contract payments", () => {
  it("creates with 201 and echoes everything but the method and the invoice date", async () => {
    const requisition = procore.admin.addRequisition({ commitmentId: commitment });
    const reply = await post({
      amount: "1000000.00",
      date: "2026-03-01",
      check_number: "5501",
      invoice_number: "INV-7",
      invoice_date: "2026-02-20",
      payment_method: "check",
      requisition_id: requisition.id,
      origin_id: "acu:T:CHK:000001:INV:000002",
      origin_data: "{}",
    });

    expect(reply.status).toBe(201);
    expect(reply.data).toMatchObject({ amount: "1000000.0", date: "2026-03-01", requisition_id: requisition.id });
    expect(reply.data).not.toHaveProperty("payment_method");
    expect(reply.data).not.toHaveProperty("invoice_date");
  });

  it.each(["project_id", "contract_id"])("wants %s in every list and every body", async (missing) => {
    const ids: Json = { project_id: project, contract_id: commitment };
    delete ids[missing];

    const body = { ...ids, contract_payment: { amount: "1.00" } };
    expect((await ask("GET", "/rest/v1.0/contract_payments", { params: ids })).status).toBe(400);
    expect((await ask("POST", "/rest/v1.0/contract_payments", { body })).status).toBe(400);
  });

  it("knows a contract only in its own project", async () => {
    const other = procore.admin.addProject({ companyId: company }).id;
    procore.admin.joinProject(user, other, ADMIN);

    expect((await listPayments({ project_id: other })).status).toBe(404);
  });

  it.each<[behavior: string, fields: Json, status: number]>([
    ["takes the amount as a string only", { amount: 100 }, 400],
    ["refuses an amount that is no number", { amount: "1,000.00" }, 422],
    ["refuses a method that it does not know", { amount: "1.00", payment_method: "ach" }, 422],
    ["refuses a payment number with letters", { amount: "1.00", payment_number: "A-1" }, 400],
    ["refuses a field it does not know", { amount: "1.00", origin_code: "x" }, 406],
    ["refuses an invoice of another contract", { amount: "1.00", requisition_id: 12 }, 422],
    ["refuses an origin id of more than 255 characters", { amount: "1.00", origin_id: "x".repeat(256) }, 422],
  ])("%s", async (_behavior, fields, status) => {
    expect((await post(fields)).status).toBe(status);
    expect(procore.world.payments.size).toBe(0);
  });

  it.each(["03/01/2026", "2026-02-30", "20260301"])(
    "stores the badly written date %s as null in silence",
    async (date) => {
      const reply = await post({ amount: "1.00", date });

      expect([reply.status, reply.data["date"]]).toEqual([201, null]);
    },
  );

  it("keeps an origin id unique within the company, across its projects", async () => {
    await locked();
    const other = procore.admin.addProject({ companyId: company }).id;
    procore.admin.joinProject(user, other, ADMIN);
    const elsewhere = procore.admin.addCommitment({ projectId: other, vendorId: vendor }).id;
    const fields = { amount: "1.00", origin_id: "acu:T:CHK:1:INV:1" };
    const body = { project_id: other, contract_id: elsewhere, contract_payment: fields };

    expect((await ask("POST", "/rest/v1.0/contract_payments", { body })).status).toBe(422);
    set({ duplicateOriginId: 409 });
    expect((await ask("POST", "/rest/v1.0/contract_payments", { body })).status).toBe(409);
  });

  it("locks what carries an origin id, except attachments and the origin fields", async () => {
    const id = await locked();

    expect((await patch(id, { amount: "2.00" })).status).toBe(422);
    expect((await patch(id, { notes: "n" })).status).toBe(422);
    expect((await patch(id, { origin_data: "{}" })).status).toBe(200);
    expect((await patch(id, { origin_id: "acu:T:CHK:1:INV:2" })).data["origin_id"]).toBe("acu:T:CHK:1:INV:2");
  });

  it("unlocks, changes and locks again in three requests", async () => {
    const id = await locked();

    expect((await patch(id, { origin_id: null })).data["origin_id"]).toBeNull();
    expect((await patch(id, { amount: "80.00" })).data["amount"]).toBe("80.0");
    expect((await patch(id, { origin_id: "acu:T:CHK:1:INV:1" })).data["origin_id"]).toBe("acu:T:CHK:1:INV:1");
  });

  it.each<[clears: Behavior["clearsOriginId"], given: string | null, cleared: boolean]>([
    ["null or empty", null, true],
    ["null or empty", "", true],
    ["null", "", false],
    ["empty", null, false],
    ["empty", "", true],
  ])("set to clear by %s, answers %j with cleared: %s", async (clears, given, cleared) => {
    set({ clearsOriginId: clears });

    const reply = await patch(await locked(), { origin_id: given });

    expect(reply.status).toBe(200);
    expect(reply.data["origin_id"] === null).toBe(cleared);
  });

  it.each([
    ["refused", 422],
    ["allowed", 200],
  ] as const)("unlocking and changing at once can be %s", async (unlockWithChange, status) => {
    set({ unlockWithChange });

    expect((await patch(await locked(), { origin_id: null, amount: "80.00" })).status).toBe(status);
  });

  it.each([
    ["refused", 422],
    ["allowed", 200],
  ] as const)("changing and locking at once can be %s", async (lockWithChange, status) => {
    set({ lockWithChange });
    const typedIn = procore.ui.typeInPayment({ commitmentId: commitment, amount: "80.00" });

    expect((await patch(typedIn.id, { origin_id: "acu:x", amount: "81.00" })).status).toBe(status);
  });

  it.each([
    ["refused", 422, 1],
    ["allowed", 200, 0],
  ] as const)("deleting a locked payment can be %s", async (deleteLocked, status, left) => {
    set({ deleteLocked });

    expect((await remove(await locked())).status).toBe(status);
    expect(procore.world.payments.size).toBe(left);
  });

  it("deletes an unlocked payment with 200 and nothing in the body", async () => {
    const { id } = procore.ui.typeInPayment({ commitmentId: commitment, amount: "80.00" });

    const reply = await remove(id);

    expect([reply.status, reply.data]).toEqual([200, ""]);
    const params = { project_id: project, contract_id: commitment };
    expect((await ask("GET", `/rest/v1.0/contract_payments/${id}`, { params })).status).toBe(404);
  });

  it("takes no payments where they are switched off, and says so beforehand", async () => {
    procore.admin.setAllowPayments(commitment, false);

    const shown = await ask("GET", `/rest/v1.0/commitments/${commitment}`, { params: { project_id: project } });
    expect(shown.data["allow_payments"]).toBe(false);
    expect((await post({ amount: "1.00" })).status).toBe(422);
  });

  it("can refuse an amount of zero", async () => {
    expect((await post({ amount: "0.00" })).status).toBe(201);
    set({ zeroAmount: "refused" });
    expect((await post({ amount: "0.00" })).status).toBe(422);
  });

  it("can refuse payments on a commitment in some status", async () => {
    set({ refusedStatuses: ["Approved"] });

    expect((await post({ amount: "1.00" })).status).toBe(422);
  });

  it("recomputes what was paid on the commitment, to the cent", async () => {
    for (const amount of ["0.10", "0.20", "1087.80"]) expect((await post({ amount })).status).toBe(201);

    const [row] = await rows("/rest/v1.0/work_order_contracts", { project_id: project });
    expect(row).toMatchObject({ total_payments: "1088.1", remaining_balance_outstanding: "98911.9" });
    const shown = await ask("GET", `/rest/v1.0/commitments/${commitment}`, { params: { project_id: project } });
    expect(shown.data["payments_issued"]).toHaveLength(3);
    const summary = `/rest/v2.0/companies/${company}/projects/${project}/commitment_contracts/${commitment}/summary`;
    expect((await ask("GET", summary)).data["data"]).toMatchObject({ total_payments_amount: "1088.1" });
  });

  it("never changes what was paid through Procore Pay", async () => {
    const { id } = procore.admin.addPayment({ commitmentId: commitment, amount: "5.00", externalPaymentId: "pay-1" });

    expect((await patch(id, { notes: "n" })).status).toBe(422);
    expect((await remove(id)).status).toBe(422);
  });

  it("can alter in silence what it was given", async () => {
    set({ alters: (payment) => (payment.checkNumber = payment.checkNumber?.trim() ?? null) });

    expect((await post({ amount: "1.00", check_number: " 5501 " })).data["check_number"]).toBe("5501");
  });
});

describe("what people do on the pages", () => {
  it("leaves a payment typed in by hand without an origin id", async () => {
    procore.ui.typeInPayment({ commitmentId: commitment, amount: "80.00", checkNumber: "5501" });

    expect((await listPayments()).data).toMatchObject([{ amount: "80.0", check_number: "5501", origin_id: null }]);
  });

  it("lets nobody edit or delete a synced payment, but its payment number and attachments", async () => {
    const id = Number(await locked());

    expect(() => procore.ui.editPayment(id, { amount: "1.00" })).toThrow("synced with an ERP system");
    expect(() => procore.ui.deletePayment(id)).toThrow("synced with an ERP system");
    procore.ui.editPayment(id, { paymentNumber: 7 });
    procore.ui.attachFile(id, "receipt.pdf");
    expect((await listPayments()).data).toMatchObject([
      { payment_number: 7, attachments: [{ filename: "receipt.pdf" }], amount: "100.0" },
    ]);
  });

  it("frees a payment that was unlinked, and its origin id with it", async () => {
    const id = Number(await locked());
    procore.ui.unlinkPayment(id);
    procore.ui.editPayment(id, { amount: "1.00" });

    expect((await listPayments()).data).toMatchObject([{ origin_id: null, amount: "1.0" }]);
    expect((await post({ amount: "2.00", origin_id: "acu:T:CHK:1:INV:1" })).status).toBe(201);
  });
});

itKeepsTheContract();
