import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { review } from "../../client/messages/en-US/review.ts";
import { settings } from "../../client/messages/en-US/settings.ts";
import { shell } from "../../client/messages/en-US/shell.ts";
import { REASONS, type ReasonCode } from "../../server/domain/reasons.ts";
import { DEFAULT_SETTINGS } from "../../server/domain/settings.ts";
import type { ReasonEntry } from "../../server/domain/reason-entry.ts";
import { SCREENS } from "../../server/acumatica/probe-checks.ts";

/** The guides say what the code says, or fail here. */

const read = (file: string): string => readFileSync(file, "utf8");
const userGuide = read("docs/user-guide.md");
const adminGuide = read("docs/admin-guide.md");
const operatorGuide = read("docs/operator-guide.md");

const GUIDES = ["docs/user-guide.md", "docs/admin-guide.md", "docs/operator-guide.md"];
const PAGES = [...GUIDES, ...["README.md", "listing.md", "support.md", "privacy.md"].map((name) => `manifest/${name}`)];

/** Made by the browser tests, under these names. */
const IMAGES = [
  "sign-in",
  "set-up",
  "not-answering",
  "project-page",
  "preview",
  "needs-review",
  "tie-out",
  "settings-connection",
  "side-panel",
];

const CODES = Object.keys(REASONS) as ReasonCode[];

/** The row of a reason as the guide has to show it, in the page's own words; "…" for what was seen. */
function rowOf(code: ReasonCode): string {
  const { says, effect, nextStep, who }: ReasonEntry = REASONS[code];
  const shown = says.replace(/(?<=[\w)])\{detail\}/, "").replace(/\{detail\}\.?/, "…");
  const names = new Map<string, unknown>(Object.entries(shell));
  return `| \`${code}\` | ${shown} | ${effect} | ${nextStep} | ${String(names.get(`who.${who.replaceAll(" ", "_")}`))} |`;
}

/** The codes in the first column of the user guide's tables of five columns. */
function codesIn(guide: string): readonly string[] {
  return [...guide.matchAll(/^\| `([a-z_]+)` \|(?:[^|\n]*\|){4}$/gm)].map(([, code = ""]) => code);
}

describe("the user guide", () => {
  it.each(CODES)("says of %s what the page says", (code) => {
    expect(userGuide.split("\n")).toContain(rowOf(code));
  });

  it("tells of each reason once, and of none that is not in the catalogue", () => {
    expect([...codesIn(userGuide)].sort()).toEqual([...CODES].sort());
  });

  it("puts each reason under its state's word", () => {
    const sections = new Map(userGuide.split(/^### /m).map((text) => [text.split("\n")[0] ?? "", text]));
    const misplaced = CODES.filter((code) => {
      const title = shell[`state.${REASONS[code].state}`];
      const section = sections.get(title) ?? sections.get(`${title}, with something to say`) ?? "";
      return !section.includes(rowOf(code));
    });

    expect(misplaced).toEqual([]);
  });

  it("explains every decision by the words of its button", () => {
    const words = ["link", "adopt", "ignore", "restore", "accept", "unlink", "reset"] as const;

    expect(
      words.map((decide) => review[`decide.${decide}`]).filter((word) => !userGuide.includes(`| ${word} |`)),
    ).toEqual([]);
  });

  it("tells the reasons that only the tie-out has", () => {
    const inTieOut = [...read("server/sync/tie-out-differences.ts").matchAll(/code:[^\n]*/g)]
      .flatMap(([line]) => [...line.matchAll(/"([a-z_]+)"/g)])
      .map(([, code = ""]) => code);

    expect(inTieOut).toContain("entered_by_hand");
    expect(inTieOut.filter((code) => !userGuide.includes(`| \`${code}\` |`))).toEqual([]);
  });
});

describe("the admin guide", () => {
  it("names every screen of Acumatica that the checks look at", () => {
    expect(SCREENS.map(({ form }) => form).filter((form) => !adminGuide.includes(`| ${form} `))).toEqual([]);
  });

  it("says the defaults as they are", () => {
    const { schedule, startDate, voidPolicy, drift, adoptTwins, methods, billField, reader } = DEFAULT_SETTINGS;
    const allOn = Object.values(methods).every(Boolean);
    const said = [
      `starts as **${settings[`sched.${schedule}`]}**`,
      `| Payment methods | ${allOn ? "all three" : "some"} |`,
      `| Start date | ${startDate ?? "none"} |`,
      `| When a payment is voided | ${voidPolicy} |`,
      `| When somebody changes a synced payment in Procore | ${drift === "report" ? "ask" : "restore"} |`,
      `| Take over payments typed in by hand | ${adoptTwins ? "on" : "off"} |`,
      `| Bill field (Advanced) | ${billField ?? "none"} |`,
      `| How Acumatica is read (Advanced) | ${reader === "auto" ? "the checks choose" : reader} |`,
    ];

    expect(said.filter((text) => !adminGuide.includes(text))).toEqual([]);
  });

  it("names the redirect URI that the server answers", () => {
    const [, path = ""] = /CALLBACK = "([^"]+)"/.exec(read("server/http/acumatica-sign-in.ts")) ?? [];

    expect(path).not.toBe("");
    expect(adminGuide).toContain(`PUBLIC_URL${path}`);
  });
});

describe("the operator guide", () => {
  const config = read("server/config.ts");
  const schema = /const Environment = z\.object\(\{\n(.*?)\n\}\);/s.exec(config)?.[1] ?? "";
  const variables = schema
    .split(/^ {2}(?=[A-Z_]+:)/m)
    .filter((entry) => /^[A-Z_]+:/.test(entry))
    .map((entry) => ({ name: entry.split(":")[0] ?? "", entry }));
  const rows = [...operatorGuide.matchAll(/^\| `([A-Z_]+)` \|([^|]*)\|/gm)];

  it("has one row for each variable of the environment, and for no other", () => {
    expect(variables.length).toBeGreaterThan(10);
    expect(rows.map(([, name]) => name).sort()).toEqual(variables.map(({ name }) => name).sort());
  });

  it("says each default as it is", () => {
    const wrong = variables.filter(({ name, entry }) => {
      const [, literal = entry.includes("default(DEFAULT_DATABASE)") ? databaseDefault(config) : ""] =
        /\.default\("([^"]*)"\)/.exec(entry) ?? [];
      const shown = rows.find(([, shownName]) => shownName === name)?.[2]?.trim();
      return literal === "" ? !shown : shown !== `\`${literal}\``;
    });

    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it("names every metric of ours", () => {
    const source = read("server/http/metrics.ts");
    const names = [...source.matchAll(/(?:name: "|^ {2})([a-z]+(?:_[a-z]+)+)(?:"|: ")/gm)].map(([, name = ""]) => name);

    expect(names).toEqual(expect.arrayContaining(["sync_runs_total", "queued_runs"]));
    expect(names.filter((name) => !operatorGuide.includes(`| \`${name}\` |`))).toEqual([]);
  });

  it("quotes log lines that the server writes", () => {
    const quoted = [...operatorGuide.matchAll(/^\| `([A-Z][^`]+ [^`]+)`/gm)].map(([, line = ""]) => line);
    const sources = readdirSync("server", { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => read(join("server", file)));

    expect(quoted.length).toBeGreaterThan(3);
    expect(quoted.filter((line) => !sources.some((source) => source.includes(`"${line}"`)))).toEqual([]);
  });
});

describe("every page", () => {
  it.each(PAGES)("names in %s only commands that there are", (file) => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = [...read(file).matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name);

    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it.each(PAGES)("names in %s only files that there are", (file) => {
    const text = read(file);
    const linked = [...text.matchAll(/\]\(([^)#:]+)[^)]*\)/g)].map(([, to = ""]) => join(dirname(file), to));
    const quoted = [...text.matchAll(/(?:^|[\s`(])((?:server|test|manifest|docs)\/[\w./-]+\.(?:ts|md|json))/g)];
    const paths = [...linked, ...quoted.map(([, path = ""]) => path)].filter(
      (path) => !path.startsWith("docs/images/"),
    );

    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  it("shows the pictures that the browser tests make, each once", () => {
    const shown = GUIDES.flatMap((file) => [...read(file).matchAll(/!\[[^\]]{10,}\]\(images\/([\w-]+)\.png\)/g)]);

    expect(shown.map(([, name]) => name).sort()).toEqual([...IMAGES].sort());
  });
});

function databaseDefault(config: string): string {
  return /DEFAULT_DATABASE = "([^"]+)"/.exec(config)?.[1] ?? "";
}
