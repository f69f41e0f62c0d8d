import { isSyncError } from "../../server/domain/errors.ts";
import { changeTo } from "../../server/http/connection-change.ts";
import type { Process } from "../world/company.ts";
import { applyPreview, changeSettings, decideSomething, hint, requestSync, undoSomething, type Act } from "./people.ts";
import type { Random } from "./random.ts";
import type { SimCompany } from "./sim-company.ts";

type Ledger = "moved" | "another";

/** An admin enters where Acumatica is, and signs in. */
export async function connect(process: Process, company: SimCompany, url: string, ledger?: Ledger): Promise<void> {
  const { companyId } = company;
  const at = process.now().toISOString();
  const { tenant } = company.booksAt(url).acumatica;
  const { keyTenant } = await process.store.connections.change(companyId, (before, ledgers) => {
    const application = { clientId: `id@${tenant}`, clientSecret: "secret" };
    const entered = { baseUrl: url, tenant, ...application, ...(ledger && { ledger }) };
    const webhookTokens = { procore: `p${companyId}`, acumatica: `a${companyId}` };
    const fresh = { companyId, connectedBy: "admin@example.com", webhookTokens, createdAt: at, updatedAt: at };
    const change = changeTo(entered, before, { ledgers, fresh });
    return { ...change, connection: { ...change.connection, status: "ready", reader: "dac" }, note: null };
  });
  company.connectedTo(url, keyTenant);
}

/** Whatever an admin does on the page of the connection, between syncs or in the middle of one. */
export const changeConnection: Act = async (process, company, random, sometimes) => {
  const { connections, settings } = process.store;
  const { companyId, url } = company;
  if (!company.connected) {
    await connect(process, company, url);
    if (company.purged) await settings.patch(companyId, company.settings(random));
    company.purged = false;
    return `an admin connects ${url}`;
  }
  const acts = ["disconnects", "disconnects", "moved", "another", "another", "purges"] as const;
  const what = random.pick(acts.filter((act) => act !== "purges" || company.mayBePurged));
  if (what === "disconnects") {
    await connections.remove(companyId);
    company.connected = false;
  } else if (what === "purges") {
    if (!(await purge(process, company))) return "an admin may not purge while a sync is under way";
  } else {
    const to = what === "moved" ? company.movesTo(random) : company.otherUrl;
    if (to === url) return "the connection stays as it is";
    await connect(process, company, to, what === "moved" ? "moved" : "another");
  }
  sometimes.reached(`connection: ${what}`);
  return `an admin changes the connection: ${what}, now ${company.url}`;
};

async function purge(process: Process, company: SimCompany): Promise<boolean> {
  const { companyId } = company;
  try {
    const asked = { id: process.newId(), at: process.now().toISOString(), tokensRevoked: true };
    await process.store.purge.purge(companyId, asked);
  } catch (error) {
    if (isSyncError(error, "busy")) return false;
    throw error;
  }
  company.wasPurged();
  return true;
}

/** Before the books are compared: the company is connected, and nothing is kept out of Procore on purpose. */
export async function settleConnection(process: Process, company: SimCompany, random: Random): Promise<void> {
  const { settings } = process.store;
  if (!company.connected) await connect(process, company, company.url);
  if (company.purged) await settings.patch(company.companyId, company.settings(random));
  company.purged = false;
}

/** What people may do in the app; what is likelier stands there more often. */
export const ASKED: readonly Act[] = [
  ...[requestSync, requestSync, requestSync, applyPreview, undoSomething],
  ...[hint, hint, changeConnection],
];

/** What they may do while a run is under way. */
export const MEDDLED: readonly Act[] = [
  ...[decideSomething, decideSomething, changeSettings],
  ...[requestSync, hint, changeConnection],
];
