import type { panel as enUS } from "../en-US/panel.ts";
import type { Like } from "../text.ts";

/** The side panel on a commitment or an invoice. */
export const panel = {
  "panel.title": "Zahlungen aus Acumatica",
  "panel.waiting": "Wartet, bis Procore sagt, wofür dieses Panel da ist…",
  "panel.unsupported.title": "Hier gibt es nichts zu zeigen",
  "panel.unsupported.says":
    "Öffnen Sie einen Kreditorenvertrag oder eine Subunternehmerrechnung, um die Zahlungen zu sehen.",
  "panel.billed": "Abgerechnet",
  "panel.paid": "Gezahlt",
  "panel.balance": "Saldo",
  "panel.payments": "Zahlungen",
  "panel.none": "In Acumatica wurde noch keine Zahlung geleistet.",
  "panel.sync_commitment": "Diesen Vertrag synchronisieren",
  "panel.sync_invoice": "Diese Rechnung synchronisieren",
  "panel.tie_out": "Abstimmung",
  "panel.invoice": "Rechnung {number}",
  "panel.commitment": "Kreditorenvertrag {number}",
  "panel.not_found": "Diese Rechnung kennt die App noch nicht. Sie wird mit der nächsten Synchronisierung gelesen.",
  "panel.as_of": "Acumatica, Stand:",
} as const satisfies Like<typeof enUS>;
