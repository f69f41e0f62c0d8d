import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { messages as enUS } from "../../../client/messages/en-US.ts";
import { refusals } from "../../../client/messages/en-US/refusals.ts";
import { said as phrases } from "../../../client/messages/en-US/said.ts";
import { loadMessages } from "../../../client/messages/language.ts";
import { reasonWords } from "../../../client/messages/reason-words.ts";
import { dateWords, said, sentences } from "../../../client/messages/said.ts";
import { speak, type Message } from "../../../client/messages/text.ts";
import { inWords, reason } from "../../../server/domain/reasons.ts";

speak("en-US", enUS);
afterEach(() => speak("en-US", enUS));

/** Everything the server is written in, whatever string it is cut into: quotes, templates and line breaks left out. */
const SERVER = readdirSync("server", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(join("server", file), "utf8"))
  .join("\n")
  .replaceAll(/["`']\s*\+\s*["`']/g, "")
  .replaceAll(/\s+/g, " ");

/** Sentences that the server puts together from more pieces than these: each word of theirs is looked for alone. */
const IN_PIECES = new Set([
  "said.in_note",
  "said.exported_number",
  "said.exported_name",
  "said.lines_number",
  "said.lines_name",
  "said.agree_number",
  "said.agree_name",
  "said.check.clock_behind",
  "said.no_answer",
  "said.no_answer_within",
  "said.in_field",
  "said.check.clock_ahead",
  "said.procore.could_not_because",
  "said.procore.not_found",
  "said.procore.not_found_because",
  "said.right.erp_admin",
  "said.right.accountant",
  "said.right.company_admin",
  "said.right.approver",
]);

describe("what the server says", () => {
  it.each(Object.entries<Message>({ ...phrases, ...refusals }))("%s is still said by it", (key, message) => {
    const text = typeof message === "string" ? message : message.other;
    const pieces = text.split(IN_PIECES.has(key) ? /\{\w+\}|[\s(),.;:]+/ : /\{\w+\}/).map((piece) => piece.trim());

    expect(pieces.filter((piece) => piece.length > 1 && !SERVER.includes(piece))).toEqual([]);
  });

  it("stays as it is in American English, but for dates and plurals", () => {
    const sentence = "Linked to invoice 7 by jordan@halvorsen.example.";

    expect(said(sentence)).toBe(sentence);
    expect(said("check 5501, 2026-01-04")).toBe("check 5501, Jan 4, 2026");
    expect(said("Acumatica's clock is 1 seconds behind this server's.")).toBe(
      "Acumatica's clock is 1 second behind this server's.",
    );
  });

  it("is told by its parts where several things were seen", () => {
    expect(said("check 5501, 2026-01-04, written by another integration")).toBe(
      "check 5501, Jan 4, 2026, written by another integration",
    );
    expect(said("VCK 000123; typed in by hand, so it is set to 0.00")).toBe(
      "Voided payment 000123, typed in by hand, so it is set to 0.00",
    );
  });

  it("is left in the words of a vendor whom nobody foresaw", () => {
    const sentence = "Procore refused to create the payment: date is locked since 2026-01-31";

    expect(said(sentence)).toBe(sentence);
    expect(said("Grr, argh and so on")).toBe("Grr, argh and so on");
  });

  it("is one text with the advice of the page", () => {
    expect(sentences("One.", null, "Two.")).toBe("One. Two.");
  });
});

describe("a business date", () => {
  it("is written as the reader's language does, and never moved through a time zone", () => {
    expect(dateWords("2026-01-01")).toBe("Jan 1, 2026");
  });

  it("is day first in Britain", async () => {
    speak("en-GB", await loadMessages("en-GB"));

    expect(dateWords("2026-01-31")).toBe("31 Jan 2026");
  });
});

describe("a reason on the page", () => {
  it("says what was seen beside what it means", () => {
    expect(reasonWords(inWords(reason("to_adopt", "check 5501, 2026-01-04"))).says).toBe(
      "The same payment was typed in by hand in Procore (check 5501, Jan 4, 2026).",
    );
    expect(reasonWords(inWords(reason("before_start_date", "2026-02-01"))).says).toBe(
      "Paid before the start date Feb 1, 2026.",
    );
    expect(reasonWords(inWords(reason("voided"))).says).toBe("Voided in Acumatica; not shown as paid in Procore.");
  });

  it("is told in the server's words where the page does not know its code", () => {
    const told = { code: "brand_new", says: "It is new.", effect: "None.", nextStep: "Wait." };

    expect(reasonWords(told)).toEqual({ says: "It is new.", effect: "None.", nextStep: "Wait." });
  });
});
