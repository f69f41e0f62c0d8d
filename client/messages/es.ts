import { company } from "./es/company.ts";
import { language } from "./es/language.ts";
import { panel } from "./es/panel.ts";
import { payments } from "./es/payments.ts";
import { reasons } from "./es/reasons.ts";
import { refusals } from "./es/refusals.ts";
import { review } from "./es/review.ts";
import { runs } from "./es/runs.ts";
import { said } from "./es/said.ts";
import { shell } from "./es/shell.ts";
import { tieOut } from "./es/tie-out.ts";
import type { Messages } from "./text.ts";

/**
 * Spanish, with "usted". Glossary, in the words of Procore's Spanish pages where it has them:
 * commitment = contrato · subcontractor invoice = factura de subcontratista (factura) · Payments Issued = Pagos emitidos ·
 * bill (Acumatica) = factura por pagar · vendor = proveedor · Vendor Ref. = ref. del proveedor · check = cheque · void = anular ·
 * retainage = retención · tie-out = conciliación · sync = sincronizar, sincronización · adopt = asumir · link = vincular, vínculo ·
 * excluded = excluido · out of step = desfasado · ledger = contabilidad · tenant = empresa (tenant).
 */
export const messages = {
  ...shell,
  ...payments,
  ...runs,
  ...review,
  ...tieOut,
  ...company,
  ...panel,
  ...reasons,
  ...said,
  ...refusals,
  ...language,
} as const satisfies Messages;
