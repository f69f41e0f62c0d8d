import type { Commitment } from "../domain/contract-payment.ts";
import type { ProcoreClient } from "./client.ts";
import { BaseUrl, InstallationRow } from "./schema.ts";

/** Where a thing stands in Procore's web pages. */
export type WebPlace = {
  /** The company's regional web host, see {@link readWebBaseUrl}. */
  readonly web: string;
  readonly projectId: number;
  readonly commitment: Pick<Commitment, "id" | "type">;
};

/**
 * The web host of a company's region (`https://us02.procore.com`), for deep links and `frame-ancestors`; null when
 * Procore names none that is an origin. Region hosts are not to be written down: they change.
 */
export async function readWebBaseUrl(client: ProcoreClient, companyId: number): Promise<string | null> {
  const asked = { path: "/rest/v1.0/company_base_url", doing: "say where the company's pages are", companyId };
  const { web_base_url: url } = await client.read(asked, BaseUrl);
  return url && /^https?:/.test(url) && URL.canParse(url) ? new URL(url).origin : null;
}

/** Addresses as listed among the side panel's view keys (docs/building_applications/side_panel_view_keys.md). */
export function commitmentUrl({ web, projectId, commitment }: WebPlace): string {
  const kind = commitment.type === "subcontract" ? "work_order_contracts" : "purchase_order_contracts";
  return `${web}/${projectId}/project/commitments/${kind}/${commitment.id}`;
}

/** The Payments Issued tab: a single payment has no page of its own. */
export function contractPaymentUrl(place: WebPlace): string {
  return `${commitmentUrl(place)}/contract_payments`;
}

export function invoiceUrl(place: WebPlace, invoiceId: number): string {
  return `${commitmentUrl(place)}/requisitions/${invoiceId}`;
}

export type Installation = "installed" | "uninstalled" | "never installed";

/**
 * Is the app installed in this company? The documented way to see an uninstall; there is no webhook of it.
 * `projectId`: any project of the company; the list is asked with both.
 */
export async function readInstallation(
  client: ProcoreClient,
  { companyId, projectId, appUid }: { readonly companyId: number; readonly projectId: number; readonly appUid: string },
): Promise<Installation> {
  const query = [
    ["company_id", String(companyId)],
    ["project_id", String(projectId)],
  ] as const;
  const asked = { path: "/rest/v1.0/app_installations", doing: "list the installed apps", companyId, query };
  const rows = await client.list(asked, InstallationRow, 100);
  const ours = rows.filter((row) => row.app_uid === appUid);
  if (ours.some(({ status }) => status === "installed")) return "installed";
  return ours.length > 0 ? "uninstalled" : "never installed";
}
