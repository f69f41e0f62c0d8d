import type { RegionalWords } from "./regional.ts";
import { CHEQUES, regional } from "./regional.ts";

/**
 * English of Australia and New Zealand, in the words of Procore's Australian pages.
 * Glossary: subcontractor invoice = subcontractor progress claim · check = cheque · retainage = retention · -ize = -ise.
 * Commitment, bill, vendor: as in Procore and Acumatica.
 */
const WORDS: RegionalWords = [
  ...CHEQUES,
  [/\ban invoice/g, "a progress claim"],
  [/\bAn invoice/g, "A progress claim"],
  [/\bsubcontractor invoice/g, "subcontractor progress claim"],
  [/\bSubcontractor invoice/g, "Subcontractor progress claim"],
  [/\binvoice/g, "progress claim"],
  [/\bSynced Invoices/g, "Synced Progress Claims"],
  [/\bInvoice/g, "Progress claim"],
  [/\bretainage/g, "retention"],
  [/\bRetainage/g, "Retention"],
  [/ecogniz/g, "ecognis"],
];

export const messages = regional(WORDS, {
  "payments.search_hint": "Progress claim, cheque, vendor, bill…",
  "payments.col.invoice": "Claim #",
  "sides.invoice_number": "Claim #",
  "state.waiting_for_invoice": "Waiting for progress claim",
});
