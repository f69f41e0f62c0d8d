import type { RegionalWords } from "./regional.ts";
import { CHEQUES, regional } from "./regional.ts";

/**
 * Canadian English. Glossary: check = cheque · retainage = holdback. Canada writes -ize, and Procore's Canadian pages say
 * subcontractor invoice and commitment as the American ones do.
 */
const WORDS: RegionalWords = [...CHEQUES, [/\bretainage/g, "holdback"], [/\bRetainage/g, "Holdback"]];

export const messages = regional(WORDS, {});
