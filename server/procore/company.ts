import type { Commitment } from "../domain/contract-payment.ts";
import type { ProcoreClient } from "./client.ts";
import { BaseUrl } from "./schema.ts";

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
