import type { FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import type { FakeProcore } from "../fakes/procore/fake-procore.ts";
import type { DemoCommitment, DemoProject } from "./told.ts";

/** Acumatica's id, its name there, its name in Procore, and whether Procore knows Acumatica's id. */
const VENDORS = {
  ironbridge: ["V000101", "Ironbridge Concrete", "Ironbridge Concrete, Inc.", true],
  kestrel: ["V000102", "Kestrel Steel Fabricators", "Kestrel Steel Fabricators LLC", true],
  northlight: ["V000103", "Northlight Glazing Co", "Northlight Glazing Company", false],
  tidewater: ["V000104", "Tidewater Mechanical", "Tidewater Mechanical Corp.", true],
  meridian: ["V000105", "Meridian Elevator", "Meridian Elevator Corporation", true],
  granger: ["V000106", "Granger & Sons Earthworks", "Granger and Sons Earthworks", false],
  voltline: ["V000107", "Voltline Electric", "Voltline Electric, Inc.", true],
  fairhaven: ["V000108", "Fairhaven Millwork", "Fairhaven Millwork", true],
  atlas: ["V000109", "Atlas Precast Ltd", "Atlas Precast Limited", true],
  parkright: ["V000110", "ParkRight Systems", "ParkRight Systems LLC", true],
} as const satisfies Record<string, readonly [id: string, name: string, inProcore: string, knowsId: boolean]>;

const PROJECTS = {
  tower: ["25-014", "Harbor Point Tower", "25014"],
  school: ["24-207", "Riverside Elementary School", "24207"],
  garage: ["25-031", "Mill Street Parking Garage", "25031"],
} as const;

/** Project, vendor, number, title, contract sum. Numbers beginning with PO are purchase orders. */
const COMMITMENTS = {
  concrete: ["tower", "ironbridge", "SC-25014-01", "Structural concrete", "4250000.00"],
  steel: ["tower", "kestrel", "SC-25014-02", "Structural steel and metal deck", "2980000.00"],
  glazing: ["tower", "northlight", "SC-25014-03", "Curtain wall and glazing", "1865000.00"],
  hvac: ["tower", "tidewater", "SC-25014-04", "Heating, ventilation and air conditioning", "1540000.00"],
  plumbing: ["tower", "tidewater", "SC-25014-05", "Plumbing", "890000.00"],
  elevators: ["tower", "meridian", "PO-25014-01", "Passenger elevators", "720000.00"],
  sitework: ["school", "granger", "SC-24207-01", "Sitework and utilities", "615000.00"],
  schoolPower: ["school", "voltline", "SC-24207-02", "Electrical", "980000.00"],
  casework: ["school", "fairhaven", "PO-24207-01", "Classroom casework", "264000.00"],
  precast: ["garage", "atlas", "SC-25031-01", "Precast concrete", "2140000.00"],
  garagePower: ["garage", "voltline", "SC-25031-02", "Electrical and lighting", "405000.00"],
  parking: ["garage", "parkright", "PO-25031-01", "Parking access equipment", "188000.00"],
} as const;

export type VendorName = keyof typeof VENDORS;
export type ProjectName = keyof typeof PROJECTS;
export type CommitmentName = keyof typeof COMMITMENTS;

export type Cast = {
  readonly companyId: number;
  readonly projects: Readonly<Record<ProjectName, DemoProject>>;
  readonly commitments: Readonly<Record<CommitmentName, DemoCommitment>>;
  readonly users: DemoUsers;
};

/** Procore user ids. */
export type DemoUsers = {
  /** ERP Integrations: Admin. May configure and sync. */
  readonly admin: number;
  /** An accounting approver. May sync on every project. */
  readonly accountant: number;
  /** Commitments: Read Only, on Harbor Point Tower alone. */
  readonly projectManager: number;
};

/** Who and what there is before anybody bills or pays: the same on both sides, each in its vendor's way. */
export function createCast(procore: FakeProcore, acumatica: FakeAcumatica, web: string | null): Cast {
  const { admin } = procore;
  const companyId = admin.addCompany({ name: "Halvorsen Building Group", webBaseUrl: web }).id;
  const projects = mapValues(PROJECTS, ([number, name, acumaticaId]) => {
    acumatica.ledger.addProject({ id: acumaticaId, description: name, externalRef: number });
    return { id: admin.addProject({ companyId, name, number }).id, name, number, acumaticaId };
  });
  const vendors = mapValues(VENDORS, ([id, name, inProcore, knowsId]) => {
    acumatica.ledger.addVendor({ id, name });
    return { id, procoreId: admin.addVendor({ companyId, name: inProcore, originId: knowsId ? id : null }).id };
  });
  const commitments = mapValues(COMMITMENTS, ([project, vendor, number, title, grandTotal]) => {
    const isOrder = number.startsWith("PO");
    const type: DemoCommitment["type"] = isOrder ? "PurchaseOrderContract" : "WorkOrderContract";
    const { id: projectId, acumaticaId } = projects[project];
    const vendorId = vendors[vendor].procoreId;
    const { id } = admin.addCommitment({ projectId, vendorId, type, number, title, grandTotal });
    const lines = [{ amount: Math.round(Number(grandTotal) * 100), project: acumaticaId, description: title }];
    acumatica.ledger.addOrder({ number, vendor: vendors[vendor].id, type: isOrder ? "RO" : "RS", lines });
    return { id, number, title, type, project: projects[project], vendor: vendors[vendor].id };
  });
  acumatica.ledger.addPaymentMethod({ id: "PCARD", means: "POS", description: "Site superintendent's card" });
  return { companyId, projects, commitments, users: createUsers(procore, companyId, projects) };
}

function createUsers({ admin }: FakeProcore, companyId: number, projects: Cast["projects"]): DemoUsers {
  const all = Object.values(projects);
  const boss = admin.addUser({ name: "Ana Reyes", login: "ana.reyes@halvorsen.example" }).id;
  admin.joinCompany(boss, companyId, {
    Admin: "Admin",
    Directory: "Admin",
    Portfolio: "Admin",
    "ERP Integrations": "Admin",
  });
  const accountant = admin.addUser({ name: "Jordan Blake", login: "jordan.blake@halvorsen.example" }).id;
  admin.joinCompany(accountant, companyId, { Directory: "Read Only", Portfolio: "Read Only" }, true);
  const projectManager = admin.addUser({ name: "Sam Okafor", login: "sam.okafor@halvorsen.example" }).id;
  admin.joinCompany(projectManager, companyId, { Directory: "Read Only" });
  for (const { id } of all) {
    admin.joinProject(boss, id, { Commitments: "Admin", Directory: "Admin" });
    admin.joinProject(accountant, id, { Commitments: "Standard", Directory: "Read Only" });
  }
  admin.joinProject(projectManager, projects.tower.id, { Commitments: "Read Only", Directory: "Read Only" });
  return { admin: boss, accountant, projectManager };
}

function mapValues<const Given extends Record<string, unknown>, To>(
  given: Given,
  change: (value: Given[keyof Given]) => To,
): Readonly<Record<keyof Given, To>> {
  const entries = Object.entries(given).map(([name, value]) => [name, change(value as Given[keyof Given])]);
  return Object.fromEntries(entries) as Record<keyof Given, To>;
}
