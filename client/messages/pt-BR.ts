import { company } from "./pt-BR/company.ts";
import { language } from "./pt-BR/language.ts";
import { panel } from "./pt-BR/panel.ts";
import { payments } from "./pt-BR/payments.ts";
import { reasons } from "./pt-BR/reasons.ts";
import { refusals } from "./pt-BR/refusals.ts";
import { review } from "./pt-BR/review.ts";
import { runs } from "./pt-BR/runs.ts";
import { said } from "./pt-BR/said.ts";
import { shell } from "./pt-BR/shell.ts";
import { tieOut } from "./pt-BR/tie-out.ts";
import type { Messages } from "./text.ts";

/**
 * Brazilian Portuguese, with "você". Glossary, in the words of Procore's Brazilian pages where it has them:
 * commitment = compromisso · subcontractor invoice = medição do subempreiteiro (medição) · Payments Issued = Pagamentos emitidos ·
 * bill (Acumatica) = conta a pagar · vendor = fornecedor · Vendor Ref. = ref. do fornecedor · check = cheque · void = anular ·
 * retainage = retenção · tie-out = conciliação · sync = sincronizar, sincronização · adopt = assumir · link = vincular, vínculo ·
 * excluded = fora do escopo · out of step = divergente · ledger = contabilidade · tenant = locatário (tenant).
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
