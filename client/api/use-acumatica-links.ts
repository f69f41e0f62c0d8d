import { useConnection } from "./use-company.ts";
import { usePlace } from "./place.ts";

type Doc = { readonly type: string; readonly ref: string };

/** Acumatica's screens: Checks and Payments, Bills and Adjustments. */
const PAYMENT_SCREEN = "AP302000";
const BILL_SCREEN = "AP301000";

type Where = { readonly baseUrl: string | null; readonly tenant: string | null };

/** The address that Acumatica's own "share link" writes for a document; null while the address is not known. */
export function acumaticaLink({ baseUrl, tenant }: Where, screen: string, doc: Doc): string | null {
  if (baseUrl === null || tenant === null) return null;
  const query = new URLSearchParams({ CompanyID: tenant, ScreenId: screen, DocType: doc.type, RefNbr: doc.ref });
  return `${baseUrl.replace(/\/+$/, "")}/Main?${query.toString()}`;
}

/** Links into Acumatica, for those who may know where it is: whoever may only look gets none. */
export function useAcumaticaLinks() {
  const { companyId, access } = usePlace();
  const connection = useConnection(companyId, access.canSync);
  const where = connection.data ?? { baseUrl: null, tenant: null };
  return {
    payment: (doc: Doc) => acumaticaLink(where, PAYMENT_SCREEN, doc),
    bill: (doc: Doc) => acumaticaLink(where, BILL_SCREEN, doc),
  };
}
export type AcumaticaLinks = ReturnType<typeof useAcumaticaLinks>;
