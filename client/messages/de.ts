import { company } from "./de/company.ts";
import { language } from "./de/language.ts";
import { panel } from "./de/panel.ts";
import { payments } from "./de/payments.ts";
import { reasons } from "./de/reasons.ts";
import { refusals } from "./de/refusals.ts";
import { review } from "./de/review.ts";
import { runs } from "./de/runs.ts";
import { said } from "./de/said.ts";
import { shell } from "./de/shell.ts";
import { tieOut } from "./de/tie-out.ts";
import type { Messages } from "./text.ts";

/**
 * German, with "Sie". Glossary, in the words of Procore's German pages where it has them:
 * commitment = Kreditorenvertrag · subcontractor invoice = Subunternehmerrechnung (Rechnung) · Payments Issued = Ausgestellte
 * Zahlungen · bill (Acumatica) = Eingangsrechnung · vendor = Lieferant · Vendor Ref. = Lieferantenref. · check = Scheck ·
 * void = stornieren · retainage = Einbehalt · tie-out = Abstimmung · sync = synchronisieren, Synchronisierung · adopt = übernehmen ·
 * link = zuordnen, Zuordnung · excluded = ausgenommen · out of step = abweichend · ledger = Buchhaltung · tenant = Mandant.
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
