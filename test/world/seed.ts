import type { FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import type { FakeProcore } from "../fakes/procore/fake-procore.ts";

/** One company, its project, two vendors, two subcontracts and a purchase order, in both systems. */
export function seed({ admin }: FakeProcore, { ledger }: FakeAcumatica) {
  const companyId = admin.addCompany().id;
  const projectId = admin.addProject({ companyId, name: "Harbor Tower" }).id;
  const steel = admin.addVendor({ companyId, name: "Acme Concrete, Inc.", originId: "V000001" }).id;
  const glass = admin.addVendor({ companyId, name: "Glass & Sons LLC" }).id;
  ledger.addVendor({ id: "V000001", name: "Acme Concrete" });
  ledger.addVendor({ id: "V000002", name: "Glass and Sons" });
  ledger.addProject({ id: "PR-0001" });
  for (const [number, vendor, type] of [
    ["SC-001", "V000001", "RS"],
    ["SC-002", "V000002", "RS"],
    ["PO-001", "V000001", "RO"],
  ] as const) {
    ledger.addOrder({ number, vendor, type, lines: [{ amount: 900_000_00, project: "PR-0001" }] });
  }
  const commitments = {
    "SC-001": admin.addCommitment({ projectId, vendorId: steel, number: "SC-001" }).id,
    "SC-002": admin.addCommitment({ projectId, vendorId: glass, number: "SC-002" }).id,
    "PO-001": admin.addCommitment({ projectId, vendorId: steel, number: "PO-001", type: "PurchaseOrderContract" }).id,
  };
  return { companyId, projectId, commitments };
}
