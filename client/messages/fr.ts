import { company } from "./fr/company.ts";
import { language } from "./fr/language.ts";
import { panel } from "./fr/panel.ts";
import { payments } from "./fr/payments.ts";
import { reasons } from "./fr/reasons.ts";
import { refusals } from "./fr/refusals.ts";
import { review } from "./fr/review.ts";
import { runs } from "./fr/runs.ts";
import { said } from "./fr/said.ts";
import { shell } from "./fr/shell.ts";
import { tieOut } from "./fr/tie-out.ts";
import type { Messages } from "./text.ts";

/**
 * French, with "vous". Glossary, in the words of Procore's French pages where it has them:
 * commitment = engagement · subcontractor invoice = facture de sous-traitant (facture) · Payments Issued = Paiements émis ·
 * bill (Acumatica) = facture fournisseur · vendor = fournisseur · Vendor Ref. = réf. fournisseur · check = chèque · void = annuler ·
 * retainage = retenue de garantie · tie-out = rapprochement · sync = synchroniser, synchronisation · adopt = reprendre ·
 * link = rattacher, rattachement · excluded = exclu · out of step = décalé · ledger = comptabilité · tenant = locataire (tenant).
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
