import { decodeKeyPart, docId, documentsOf, type ApplicationKey } from "../domain/payment.ts";

/** Tenant and bill that a key names, as columns; the tenant decoded, as the connection has it. */
export function placeOfKey(key: ApplicationKey): { readonly tenant: string; readonly bill: string } {
  const tenant = decodeKeyPart(key.split(":")[1] ?? "");
  return { tenant, bill: docId(documentsOf(key).bill) };
}
