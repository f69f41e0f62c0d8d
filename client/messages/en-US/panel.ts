/** The side panel on a commitment or an invoice. */
export const panel = {
  "panel.title": "Payments from Acumatica",
  "panel.waiting": "Waiting for Procore to say what this panel is for…",
  "panel.unsupported.title": "Nothing to show here",
  "panel.unsupported.says": "Open a commitment or a subcontractor invoice to see its payments.",
  "panel.billed": "Billed",
  "panel.paid": "Paid",
  "panel.balance": "Balance",
  "panel.payments": "Payments",
  "panel.none": "No payment has been made in Acumatica yet.",
  "panel.sync_commitment": "Sync this commitment",
  "panel.sync_invoice": "Sync this invoice",
  "panel.tie_out": "Tie-out",
  "panel.invoice": "Invoice {number}",
  "panel.commitment": "Commitment {number}",
  "panel.not_found": "This invoice is not known to the app yet. It is read with the next sync.",
  "panel.as_of": "Acumatica as of",
} as const;
