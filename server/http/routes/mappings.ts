import { GetMappings, type UnplacedShape } from "../../contract/mappings.ts";
import { isBill, type Bill } from "../../domain/bill.ts";
import type { ProcoreProject } from "../../domain/contract-payment.ts";
import { applicationKey, docId, type BillApplication } from "../../domain/payment.ts";
import { inWords, reason } from "../../domain/reasons.ts";
import type { AcumaticaProject } from "../../domain/settings.ts";
import type { RouteDeps } from "../deps.ts";
import { route } from "../route.ts";
import { money } from "../shapes.ts";

const UNPLACED_A_PAGE = 200;
/** An admin who opens the page has often just added a project in Acumatica. */
const FRESH_MS = 60_000;

export function mappingRoutes(deps: RouteDeps) {
  const { store, projects } = deps;
  return [
    route(GetMappings, "configure", async ({ params, query }) => {
      const { projectMap } = await store.settings.get(params.c);
      const ours = await projects.all(params.c);
      const theirs = await acumaticaProjects(deps, params.c);
      const mapped = new Set(Object.values(projectMap));
      const free = theirs.filter(({ id }) => !mapped.has(id));
      const after = query.page_token ?? null;
      const page = await store.pictures.unplaced(params.c, { after, limit: UNPLACED_A_PAGE });
      const tenant = (await store.connections.get(params.c))?.keyTenant ?? "";
      const bills = new Map(page.bills.map((bill) => [docId(bill), bill]));
      return {
        items: ours.map((project) => ({
          project: { id: project.id, name: project.name, number: project.number, active: project.active },
          acumaticaProjectId: projectMap[String(project.id)] ?? null,
          suggestion: projectMap[String(project.id)] === undefined ? suggestionFor(project, free) : null,
        })),
        nextPageToken: page.next,
        acumaticaProjects: theirs.map(({ id, description, status }) => ({ id, description, status })),
        unplaced: page.applications.map((one) => unplacedShape(one, bills.get(docId(one.bill)) ?? null, tenant)),
      };
    }),
  ];
}

async function acumaticaProjects({ store, acumatica, now }: RouteDeps, companyId: number) {
  const { at, projects } = await store.pictures.acumaticaProjects(companyId);
  const connection = await store.connections.get(companyId);
  const fresh = at !== null && now().getTime() - Date.parse(at) < FRESH_MS;
  if (fresh || connection?.status !== "ready") return projects;
  const read = await acumatica.projects(companyId);
  await store.pictures.storeAcumaticaProjects(connection, read, now().toISOString());
  return read;
}

/** The strongest likeness that fits one project alone; two candidates are a guess, and a guess is not offered. */
function suggestionFor({ id, number, name }: ProcoreProject, free: readonly AcumaticaProject[]) {
  const likenesses: readonly (readonly [string, (project: AcumaticaProject) => boolean])[] = [
    ["Its external reference is this project's id.", ({ externalRef }) => externalRef.trim() === String(id)],
    ["It has the same number.", (project) => number !== null && same(project.id, number)],
    ["Its external reference is this project's number.", (one) => number !== null && same(one.externalRef, number)],
    ["It has the same name.", ({ description }) => same(description, name)],
  ];
  for (const [because, fits] of likenesses) {
    const [only, another] = free.filter(fits);
    if (only && !another) return { acumaticaProjectId: only.id, because };
  }
  return null;
}

function same(a: string, b: string): boolean {
  const folded = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return folded(a) !== "" && folded(a) === folded(b);
}

function unplacedShape(one: BillApplication, bill: Bill | null, tenant: string): UnplacedShape {
  const projects = [...new Set(bill?.lines.flatMap(({ project }) => project ?? []) ?? [])];
  const why = isBill(one.bill)
    ? reason("project_not_mapped", projects.join(", ") || "a bill without a project")
    : reason("not_a_bill", `${one.bill.type} ${one.bill.ref}`);
  return {
    key: applicationKey(tenant, one.payment, one.bill),
    amount: money(one.amount, one.currency),
    bill: { ...one.bill, vendor: bill?.vendor.name ?? "", vendorRef: bill?.vendorRef ?? "" },
    payment: one.payment,
    acumaticaProjects: projects,
    reason: inWords(why),
  };
}
