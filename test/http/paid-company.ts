import { serveApp, type Json, type ServedApp, type ServeOptions, textOf } from "./served-app.ts";

/** A served app that is connected and mapped, with one commitment on both sides. */
export type PaidCompany = {
  readonly app: ServedApp;
  readonly admin: string;
  readonly commitmentId: number;
  /** A bill, the invoice it was exported from, and a check over `cents` of it; answers the payment's number. */
  pay(number: string, cents: number): { readonly invoiceId: number; readonly paymentRef: string };
  /** A run from request to end. */
  sync(body?: object, token?: string): Promise<Awaited<ReturnType<ServedApp["ended"]>>>;
};

export async function aPaidCompany(options: ServeOptions = {}): Promise<PaidCompany> {
  const app = await serveApp(options);
  const { ledger } = app.acumatica;
  const staff = app.procore.admin;
  const { companyId, projectId } = app;
  const vendorId = staff.addVendor({ companyId, name: "Acme Concrete, Inc.", originId: "V000001" }).id;
  ledger.addVendor({ id: "V000001", name: "Acme Concrete" });
  ledger.addProject({ id: "PR-0001" });
  const lines = [{ amount: 900_000_00, project: "PR-0001" }];
  ledger.addOrder({ number: "SC-001", vendor: "V000001", type: "RS", lines });
  const commitmentId = staff.addCommitment({ projectId, vendorId, number: "SC-001", title: "=Concrete" }).id;
  const admin = await app.admin();
  const projectMap = { [projectId]: "PR-0001" };
  await app.ask("PATCH", `${app.company}/settings`, { token: admin, body: { projectMap, schedule: "never" } });
  await app.connect(admin);
  await settled(app, admin);
  return {
    app,
    admin,
    commitmentId,
    pay(number, cents) {
      const { ref } = ledger.addBill({
        vendor: "V000001",
        date: "2026-02-01",
        vendorRef: number,
        lines: [{ amount: cents, project: "PR-0001", order: { type: "RS", number: "SC-001", line: 1 } }],
      });
      const invoice = { commitmentId, currentPaymentDue: (cents / 100).toFixed(2), invoiceNumber: number };
      const invoiceId = staff.addRequisition(invoice).id;
      const applications = [{ bill: ref, amount: cents }];
      const check = { vendor: "V000001", date: "2026-03-01", extRef: `55${number}`, applications };
      return { invoiceId, paymentRef: ledger.addPayment(check).ref };
    },
    async sync(body = { mode: "apply" }, token = admin) {
      const started = await app.ask("POST", `${app.project}/runs`, { token, body });
      return app.ended(token, textOf(started.body["runId"]));
    },
  };
}

/** Connecting looks at once, in the background; a person's run would find it busy. */
async function settled(app: ServedApp, admin: string): Promise<void> {
  await app.composed.engine.idle();
  const { body } = await app.get(`${app.company}/runs`, admin);
  for (const run of body["items"] as unknown as readonly Json[]) await app.ended(admin, textOf(run["id"]));
}
