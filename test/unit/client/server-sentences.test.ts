import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messages as enUS } from "../../../client/messages/en-US.ts";
import { reasons } from "../../../client/messages/en-US/reasons.ts";
import { messages as ja } from "../../../client/messages/ja.ts";
import { said } from "../../../client/messages/said.ts";
import { speak } from "../../../client/messages/text.ts";

/** Where the server puts into words what people read on the page. */
const FOLDERS = ["server/acumatica", "server/http", "server/jobs", "server/net", "server/procore", "server/sync"];
const FILES = [
  ...FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  ),
  "server/systems.ts",
  "server/store/runs.ts",
  "server/store/purge.ts",
  "server/domain/as-it-stood.ts",
].filter((file) => file.endsWith(".ts"));

/** Sentences that never reach the page: an operator's, a program's, or the sign-in window's own. */
const NOT_ON_THE_PAGE = [
  /^A token in a URL is refused/,
  /^The body is/,
  /^The request/,
  /^Not a token that this list gave/,
  /^There is no such field/,
  /^The database is not ready/,
  /^The place where reading Acumatica stopped/,
  /^Acumatica (sent|listed|split)/,
  /^Acumatica answered with another document/,
  /^Acumatica's DAC-based OData does not offer/,
  /^Another instance kept/,
  /^You are signed in/,
  /^Keeps the Payments Issued tab/,
  /^X1 You can close this window/,
  /^Needs: X1|^A problem\./,
  /^The sync this plan belongs to/,
];

/** Put together from pieces that are no sentence, or written into Procore: said.test.ts looks at the first kind. */
const IN_PIECES = [
  /^(Credit|Debit) Adj\.|^Prepayment Req\./,
  /^Bills still name/,
  /^Acumatica's clock is/,
  /^X1 did not answer X1/,
  /^Procore X1\./,
  /^X1: X1 in AcumaticaX1; set to 0/,
  /^Acumatica payment X1 X1, bill/,
  /^Procore says that invoice/,
  /^Bill X1 names Procore invoice/,
];

const REASONS = new Set<string>(Object.values(reasons));

const STRING = /(["`])((?:(?!\1)[^\\\n]|\\.)*)\1/g;

/** Whole sentences in the code: they begin with a capital and end with a full stop; a value in them reads "X1". */
function sentencesIn(file: string): readonly string[] {
  const code = readFileSync(file, "utf8")
    .replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, "")
    .replaceAll(/log\.\w+\([^)]*\)/g, "")
    .replaceAll(/summary: .*$/gm, "");
  return (
    [...code.matchAll(STRING)]
      .map(([, , text = ""]) => text.replaceAll(/\$\{[^}]*\}/g, "X1"))
      .filter(
        (text) =>
          /^[A-Z].* .*[.]$/.test(text) && ![...NOT_ON_THE_PAGE, ...IN_PIECES].some((pattern) => pattern.test(text)),
      )
      // What stands in the words of a reason is said again by the reason's code.
      .filter((text) => !REASONS.has(text))
  );
}

beforeAll(() => speak("ja", ja));
afterAll(() => speak("en-US", enUS));

describe("the server's own sentences", () => {
  it.each(FILES.flatMap((file) => [...new Set(sentencesIn(file))].map((sentence) => [sentence, file] as const)))(
    "are known to the page: %s (%s)",
    (sentence) => {
      expect(said(sentence)).not.toBe(sentence);
    },
  );
});
