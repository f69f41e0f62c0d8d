import type { RegionalWords } from "./regional.ts";
import { CHEQUES, regional } from "./regional.ts";

/**
 * British English, in the words of Procore's British pages.
 * Glossary: subcontractor invoice = subcontractor payment application · check = cheque · retainage = retention ·
 * -ize = -ise. Commitment, bill, vendor: as in Procore and Acumatica.
 */
const WORDS: RegionalWords = [
  ...CHEQUES,
  [/\ban invoice/g, "a payment application"],
  [/\bAn invoice/g, "A payment application"],
  [/\bsubcontractor invoice/g, "subcontractor payment application"],
  [/\bSubcontractor invoice/g, "Subcontractor payment application"],
  [/\binvoice/g, "payment application"],
  [/\bSynced Invoices/g, "Synced Payment Applications"],
  [/\bInvoice/g, "Payment application"],
  [/\bretainage/g, "retention"],
  [/\bRetainage/g, "Retention"],
  [/ecogniz/g, "ecognis"],
];

export const messages = regional(WORDS, {
  "payments.search_hint": "Application, cheque, vendor, bill…",
  "payments.col.invoice": "Application #",
  "sides.invoice_number": "Application #",
  "sides.invoice": "Application",
  "state.waiting_for_invoice": "Waiting for application",
  "panel.invoice": "Payment application {number}",
});
