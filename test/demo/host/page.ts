import type { ShownCommitment, ShownCompany, ShownPayment } from "./shown.ts";

/** The host page's own script: it runs in the browser, its types taken off when it is served. */

type Place = { tool: "payments" | "commitments"; project: number; commitment: number | null };

const company = (await (await fetch("/api/company")).json()) as ShownCompany;
const panel = byId("panel");
const panelButton = byId("panel-button");
const select = byId("project") as HTMLSelectElement;
const place: Place = placeOf(window.location);
/** The panel's app has said `initialize`: before that nobody there listens. */
let panelListens = false;
/** What the commitments tool shows just now, as text: it is drawn again only when that changes. */
let shown = "";

for (const { id, name, number } of company.projects) {
  select.append(new Option(`${number} ${name}`, String(id), false, id === place.project));
}
for (const { id, says } of company.events) {
  const button = element("button", says);
  button.type = "button";
  button.addEventListener("click", () => void happen(id));
  byId("events").append(element("li", button));
}
select.addEventListener("change", () => {
  Object.assign(place, { project: Number(select.value), commitment: null });
  show();
});
window.addEventListener("hashchange", () => {
  Object.assign(place, placeOf(window.location), { project: place.project });
  show();
});
panelButton.addEventListener("click", () => setPanel(Boolean(panel.hidden)));
window.addEventListener("message", answerInitialize);
window.setInterval(() => {
  if (place.tool === "commitments" && !document.hidden) void showCommitments();
}, 2_000);
show();

/** `/<project>/project/commitments/<kind>/<id>…` of a deep link, else the hash. */
function placeOf({ pathname, hash }: Location): Place {
  const linked = /^\/(\d+)\/project\/commitments\/\w+\/(\d+)/.exec(pathname);
  const [tool, id] = hash.replace("#", "").split("/");
  const first = company.projects[0]?.id ?? 0;
  if (linked && hash === "") return { tool: "commitments", project: Number(linked[1]), commitment: Number(linked[2]) };
  const project = linked ? Number(linked[1]) : first;
  if (tool === "commitments") return { tool, project, commitment: id ? Number(id) : null };
  return { tool: "payments", project, commitment: null };
}

function show(): void {
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === `#${place.tool}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  panelButton.hidden = place.commitment === null;
  if (place.commitment === null) setPanel(false);
  else tellPanel();
  if (place.tool === "commitments") void showCommitments();
  else showApp();
}

function showApp(): void {
  shown = "";
  const source = `${company.app}/embed?company_id=${company.companyId}&project_id=${place.project}`;
  const open = byId("main").querySelector("iframe");
  if (open?.src === source) return;
  byId("main").replaceChildren(frameOf(source, "Acumatica Payments"));
}

async function showCommitments(): Promise<void> {
  const asked = JSON.stringify(place);
  const all = await commitments();
  if (asked !== JSON.stringify(place) || place.tool !== "commitments") return;
  const news = asked + JSON.stringify(all);
  if (news === shown) return;
  shown = news;
  const one = all.find(({ id }) => id === place.commitment);
  byId("main").replaceChildren(one ? paymentsIssued(one) : commitmentList(all));
}

async function commitments(): Promise<readonly ShownCommitment[]> {
  return (await (await fetch(`/api/projects/${place.project}/commitments`)).json()) as readonly ShownCommitment[];
}

function commitmentList(all: readonly ShownCommitment[]): HTMLElement {
  const rows = all.map(({ id, number, title, vendor, contractSum, totalPayments }) => {
    const link = element("a", number);
    link.href = `#commitments/${id}`;
    return [link, title, vendor, money(contractSum), money(totalPayments)];
  });
  const heads = ["Number", "Title", "Contract company", "Contract sum", "Payments issued"];
  return element("section", element("h1", "Commitments"), table(heads, rows));
}

function paymentsIssued({
  number,
  title,
  vendor,
  allowPayments,
  totalPayments,
  payments,
}: ShownCommitment): HTMLElement {
  const heads = ["", "Payment #", "Date", "Invoice #", "Check #", "Notes", "Amount"];
  const none = allowPayments ? "No payments yet." : "Payments are switched off on this commitment.";
  return element(
    "section",
    element("h1", `${number} ${title}`),
    element("p", vendor),
    element("h2", "Payments Issued"),
    payments.length === 0 ? element("p", none) : table(heads, payments.map(paymentRow)),
    element("p", "Total ", element("strong", totalPayments)),
  );
}

function paymentRow(payment: ShownPayment): readonly (string | HTMLElement)[] {
  const mark = marked("synced", payment.synced ? "● Synced" : "");
  const files = payment.attachments === 0 ? "" : ` (${payment.attachments} attached)`;
  const { paymentNumber, date, invoiceNumber, checkNumber, notes, amount } = payment;
  return [mark, paymentNumber, marked("date", date), invoiceNumber, checkNumber, notes + files, money(amount)];
}

// ---- The side panel: the app asks with `initialize`, this page answers with `setup` ----------------------------------

function setPanel(open: boolean): void {
  const frame = panel.querySelector("iframe");
  if (open && !frame) {
    const source = `${company.app}/embed?company_id=${company.companyId}&project_id=${place.project}&view=panel`;
    panelListens = false;
    panel.replaceChildren(frameOf(source, "Acumatica Payments, side panel"));
  }
  panel.hidden = !open;
  panelButton.setAttribute("aria-expanded", String(open));
  if (frame) send(open ? { type: "sidepanel:app:visible" } : { type: "sidepanel:app:hidden" });
  if (open) tellPanel();
}

function answerInitialize(event: MessageEvent<unknown>): void {
  const frame = panel.querySelector("iframe");
  if (event.origin !== company.app || !frame || event.source !== frame.contentWindow) return;
  if (typeof event.data === "object" && event.data !== null && "type" in event.data) {
    if (event.data.type !== "initialize") return;
    panelListens = true;
    tellPanel();
  }
}

function tellPanel(): void {
  if (panel.hidden || place.commitment === null) return;
  void commitments().then((all) => {
    const kind = all.find(({ id }) => id === place.commitment)?.kind ?? "work_order_contracts";
    const context = { company_id: company.companyId, project_id: place.project, id: place.commitment };
    send({ type: "setup", context: { ...context, view: `commitments.${kind}.detail` } });
  });
}

function send(message: object): void {
  if (panelListens) panel.querySelector("iframe")?.contentWindow?.postMessage(message, company.app);
}

// ---- What happens meanwhile, in accounting and in Procore ------------------------------------------------------------

async function happen(id: string): Promise<void> {
  const reply = await fetch(`/api/meanwhile/${id}`, { method: "POST" });
  byId("notice").textContent = await reply.text();
  (byId("meanwhile") as HTMLDetailsElement).open = false;
  if (place.tool === "commitments") await showCommitments();
}

// ---- Small parts -----------------------------------------------------------------------------------------------------

function frameOf(source: string, title: string): HTMLIFrameElement {
  const frame = element("iframe");
  frame.src = source;
  frame.title = title;
  return frame;
}

function table(heads: readonly string[], rows: readonly (readonly (string | HTMLElement)[])[]): HTMLElement {
  const head = element("tr", ...heads.map((text) => element("th", text)));
  const body = rows.map((cells) => element("tr", ...cells.map((cell) => element("td", cell))));
  return element("table", element("thead", head), element("tbody", ...body));
}

function money(text: string): HTMLElement {
  return marked("money", text);
}

function marked(className: string, text: string): HTMLElement {
  const shown = element("div", text);
  shown.className = className;
  return shown;
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  ...children: readonly (string | Node)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found;
}
