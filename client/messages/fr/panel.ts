import type { panel as enUS } from "../en-US/panel.ts";
import type { Like } from "../text.ts";

/** The side panel on a commitment or an invoice. */
export const panel = {
  "panel.title": "Paiements d'Acumatica",
  "panel.waiting": "En attente que Procore indique l'objet de ce panneau…",
  "panel.unsupported.title": "Rien à afficher ici",
  "panel.unsupported.says": "Ouvrez un engagement ou une facture de sous-traitant pour voir ses paiements.",
  "panel.billed": "Facturé",
  "panel.paid": "Payé",
  "panel.balance": "Solde",
  "panel.payments": "Paiements",
  "panel.none": "Aucun paiement n'a encore été effectué dans Acumatica.",
  "panel.sync_commitment": "Synchroniser cet engagement",
  "panel.sync_invoice": "Synchroniser cette facture",
  "panel.tie_out": "Rapprochement",
  "panel.invoice": "Facture {number}",
  "panel.commitment": "Engagement {number}",
  "panel.not_found": "L'application ne connaît pas encore cette facture. Elle sera lue à la prochaine synchronisation.",
  "panel.as_of": "Données Acumatica :",
} as const satisfies Like<typeof enUS>;
