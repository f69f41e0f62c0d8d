import { messages as enUS } from "./en-US.ts";
import type { Message, MessageKey, Messages } from "./text.ts";

/** What another English says instead: the longer terms first. Kept to words that mean the same wherever they stand. */
export type RegionalWords = readonly (readonly [american: RegExp, ours: string])[];

/** American English with another region's terms and spelling. A key in `own` is taken as it stands. */
export function regional(words: RegionalWords, own: Readonly<Partial<Record<MessageKey, Message>>>): Messages {
  const sayPart = (text: string) => words.reduce((said, [american, ours]) => said.replace(american, ours), text);
  // What stands in braces is the name of a value, no word.
  const say = (text: string) =>
    text
      .split(/(\{\w+\})/)
      .map((part) => (part.startsWith("{") ? part : sayPart(part)))
      .join("");
  const sayAll = (message: Message): Message =>
    typeof message === "string" ? say(message) : { one: say(message.one ?? message.other), other: say(message.other) };
  const derived = Object.entries(enUS).map(([key, message]) => [key, sayAll(message)]);
  return { ...(Object.fromEntries(derived) as Messages), ...own };
}

/** Every English but the American writes the means of payment so; "check" as a deed stays. */
export const CHEQUES: RegionalWords = [
  [/^Check$/, "Cheque"],
  [/\bCheck \/ Ref/, "Cheque / Ref"],
  [/^check $/, "cheque "],
  [/^check number$/, "cheque number"],
  [/\binvoice, check, vendor/i, "Invoice, cheque, vendor"],
  [/\bto check, credit card/, "to cheque, credit card"],
];
