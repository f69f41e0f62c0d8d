import { readFileSync } from "node:fs";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import { transformWithOxc } from "vite";
import { writeDecimal } from "../fakes/procore/decimal.ts";
import type { Decimal } from "../fakes/procore/decimal.ts";
import type { Commitment, ContractPayment } from "../fakes/procore/state.ts";
import type { DemoCompany } from "./company.ts";
import type { ShownCommitment, ShownCompany, ShownPayment } from "./host/shown.ts";
import type { Happening } from "./meanwhile.ts";
import type { Origins } from "./origins.ts";

export type HostPage = { close(): Promise<void> };

type Site = { readonly company: DemoCompany; readonly app: string; readonly meanwhile: readonly Happening[] };
type Answer = { readonly type: string; readonly body: string };

/**
 * A page on an origin of its own that imitates Procore's frame: a project's tools at the side, the app embedded as a
 * full-screen tool, and on a commitment a 400 px side panel that speaks `initialize` and `setup`
 * (docs/building_applications/building_side_panel_apps.md). Deep links of the app lead here.
 */
export async function serveHostPage(
  { app, hostPort }: Pick<Origins, "app" | "hostPort">,
  company: DemoCompany,
  meanwhile: readonly Happening[],
): Promise<HostPage> {
  const site = { company, app, meanwhile };
  const script = await transformWithOxc(fileOf("page.ts"), "page.ts");
  const pages: Readonly<Record<string, Answer>> = {
    "/host.js": { type: "text/javascript", body: script.code },
    "/host.css": { type: "text/css", body: fileOf("page.css") },
    "/api/company": { type: "application/json", body: JSON.stringify(shownCompany(site)) },
  };
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://host");
    const page = { type: "text/html", body: fileOf("page.html") };
    send(response, pages[pathname] ?? dataOf(site, request, pathname) ?? page);
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(hostPort, "127.0.0.1", done);
  });
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { close };
}

function send(response: ServerResponse, { type, body }: Answer): void {
  // What Procore's pages send is not published; an embedded app has to live with the origin alone.
  const headers = { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-store" };
  response.writeHead(200, { ...headers, "Referrer-Policy": "strict-origin-when-cross-origin" }).end(body);
}

function dataOf({ company, meanwhile }: Site, { method }: IncomingMessage, pathname: string): Answer | null {
  const project = /^\/api\/projects\/(\d+)\/commitments$/.exec(pathname)?.[1];
  if (project !== undefined) {
    return { type: "application/json", body: JSON.stringify(shownCommitments(company, Number(project))) };
  }
  const happening = meanwhile.find(({ id }) => pathname === `/api/meanwhile/${id}`);
  return happening && method === "POST" ? { type: "text/plain", body: happening.happen() } : null;
}

function shownCompany({ company, app, meanwhile }: Site): ShownCompany {
  const projects = Object.values(company.projects).map(({ id, name, number }) => ({ id, name, number }));
  return { companyId: company.companyId, app, projects, events: meanwhile.map(({ id, says }) => ({ id, says })) };
}

function shownCommitments({ books }: DemoCompany, projectId: number): readonly ShownCommitment[] {
  const { world } = books.procore;
  return [...world.commitments.values()]
    .filter((commitment) => commitment.projectId === projectId && commitment.deletedAt === null)
    .map((commitment: Commitment) => ({
      id: commitment.id,
      number: commitment.number,
      title: commitment.title,
      vendor: world.vendors.get(commitment.vendorId)?.name ?? "",
      kind: commitment.type === "WorkOrderContract" ? "work_order_contracts" : "purchase_order_contracts",
      allowPayments: commitment.allowPayments,
      contractSum: moneyText(commitment.grandTotal),
      totalPayments: moneyText(world.totalPayments(commitment.id)),
      payments: world.paymentsOf(commitment.id).map(shownPayment),
    }));
}

function shownPayment(payment: ContractPayment): ShownPayment {
  return {
    id: payment.id,
    paymentNumber: payment.paymentNumber === null ? "" : String(payment.paymentNumber),
    date: payment.date ?? "",
    invoiceNumber: payment.invoiceNumber ?? "",
    checkNumber: payment.checkNumber ?? "",
    amount: payment.amount === null ? "" : moneyText(payment.amount),
    notes: payment.notes ?? "",
    attachments: payment.attachments.length,
    synced: payment.originId !== null,
  };
}

function moneyText(amount: Decimal): string {
  return `$${Number(writeDecimal(amount)).toLocaleString("en-US", { minimumFractionDigits: 2 })}`;
}

function fileOf(name: string): string {
  return readFileSync(new URL(`host/${name}`, import.meta.url), "utf8");
}
