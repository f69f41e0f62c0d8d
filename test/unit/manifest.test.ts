import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AppManifest, COMMITMENT_VIEW_KEYS, filledIn } from "../../manifest/schema.ts";
import { subjectOf } from "../../client/features/side-panel/subject.ts";

const text = readFileSync("manifest/app.json", "utf8");
const manifest = AppManifest.parse(JSON.parse(text));
const { components } = manifest;
const account = components.service_account_authentication;
const views = components.side_panel.views.map(({ key }) => key);

const sources = readdirSync("server", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(`server/${file}`, "utf8"));

/** Every REST path the server can send, ids as `{id}`. The installation's state is read by nothing yet. */
function pathsInCode(): readonly string[] {
  const found = sources.flatMap((source) => [...source.matchAll(/["`](\/rest\/v[^"`]+)["`]/g)]);
  const paths = found.map(([, path = ""]) => path.replace(/\$\{[^}]*\}/g, "{id}"));
  return [...new Set(paths)].filter((path) => path !== "/rest/v1.0/app_installations");
}

const declared = [
  ...account.permissions.flatMap(({ calls }) => calls),
  ...manifest.calls_without_tool_permission.map(({ call }) => call),
];
const pathOf = (call: string): string => call.split(" ")[1] ?? "";

describe("the app's manifest", () => {
  it("has the package's version, in the three numbers that Procore takes", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

    expect(manifest.version).toBe(version);
  });

  it("has the name that people read on the page", () => {
    expect(readFileSync("client/messages/en-US/shell.ts", "utf8")).toContain(`"app.title": "${manifest.name}"`);
  });

  it("writes no address down", () => {
    expect(text).not.toMatch(/https?:|localhost/);
  });

  it.each([
    ["a key nobody knows", { ...manifest, iframe: {} }],
    ["a version with a suffix", { ...manifest, version: "1.0.0-beta" }],
    ["a permission without a reason", withPermission({ why: "" })],
    ["a permission that no call needs", withPermission({ calls: [] })],
    ["a level Procore does not have", withPermission({ access: "Write" })],
    ["a view key Procore does not have", withPanel({ views: [{ key: "commitments.detail", shows: "Some words." }] })],
    ["an address of a machine", withPanel({ external_url: "https://app.example.com/embed" })],
    ["a value Procore does not fill in", withPanel({ external_url: "${PUBLIC_URL}/embed?user={{procore.user.id}}" })],
  ])("is refused with %s", (_what, wrong) => {
    expect(AppManifest.safeParse(wrong).success).toBe(false);
  });
});

describe("what the components open", () => {
  it.each([
    ["full screen", components.full_screen.external_url],
    ["side panel", components.side_panel.external_url],
  ])("is, as %s, the page the server serves, told where it is by Procore", (_what, template) => {
    const { pathname, searchParams } = new URL(filledIn(template));

    expect(sources.some((source) => source.includes(`router.get("${pathname}"`))).toBe(true);
    expect([searchParams.get("company_id"), searchParams.get("project_id")]).toEqual(["1", "1"]);
    expect(template).toContain("company_id={{procore.company.id}}&project_id={{procore.project.id}}");
  });

  it("looks like a panel before Procore has said what it stands beside", () => {
    const [page, panel] = [components.full_screen, components.side_panel].map(({ external_url }) =>
      new URL(filledIn(external_url)).searchParams.get("view"),
    );

    expect(page).toBeNull();
    expect(panel).not.toBeNull();
  });

  it("shows payments beside every detail view, and each view once", () => {
    const details = views.filter((key) => key.endsWith(".detail"));

    expect(details.map((key) => subjectOf(key, 7)?.id)).toEqual(details.map(() => 7));
    expect(new Set(views).size).toBe(views.length);
    expect(COMMITMENT_VIEW_KEYS.filter((key) => subjectOf(key, 7) !== null).sort()).toEqual(details.sort());
  });

  it("comes back from Procore's login to the route that waits for it", () => {
    const { pathname } = new URL(filledIn(components.user_level_authentication.redirect_uri));

    expect(sources.some((source) => source.includes(`router.get("${pathname}"`))).toBe(true);
  });
});

describe("the permissions of the service account", () => {
  it("cover every request the server can send, and no other", () => {
    expect([...new Set(declared.map(pathOf))].sort()).toEqual([...withIds(pathsInCode())].sort());
  });

  it("are asked for once each", () => {
    const named = account.permissions.map(({ level, tool }) => `${level} ${tool}`);

    expect(new Set(named).size).toBe(named.length);
    expect(new Set(declared).size).toBe(declared.length);
  });

  it("give Admin only where something is written", () => {
    const reads = account.permissions.filter(({ calls }) => calls.every((call) => call.startsWith("GET ")));

    expect(reads.map(({ access }) => access)).toEqual(reads.map(() => "Read Only"));
  });

  it("are explained, one by one, to whoever installs the app", () => {
    const readme = readFileSync("manifest/README.md", "utf8");
    const told = account.permissions.map(({ tool, access, level }) => `| ${tool} | ${level} | ${access} |`);

    expect(told.filter((row) => !readme.includes(row))).toEqual([]);
  });
});

describe("the listing", () => {
  const listing = readFileSync("manifest/listing.md", "utf8");
  const sectionOf = (title: string): string =>
    (listing.split(`\n## ${title}\n`)[1]?.split(/\n## /)[0] ?? "").replace(/<!--.*?-->/gs, "").trim();
  const features = sectionOf("Features").split(/^- /m).slice(1);

  /** The lengths Procore's listing guidelines allow. */
  it.each([
    ["Name", 1, 30],
    ["Tagline", 10, 40],
    ["Integration Summary", 200, 2_000],
    ["How it Works", 50, 500],
  ])("has a %s of the length that Procore takes", (title, least, most) => {
    const { length } = sectionOf(title);

    expect(length).toBeGreaterThanOrEqual(least);
    expect(length).toBeLessThanOrEqual(most);
  });

  it("has the manifest's name, which does not hold Procore's", () => {
    expect(sectionOf("Name")).toBe(manifest.name);
    expect(manifest.name).not.toMatch(/procore/i);
  });

  it("has features of at most 200 characters, without special ones", () => {
    expect(features.length).toBeGreaterThan(3);
    expect(features.filter((feature) => feature.trim().length > 200)).toEqual([]);
    expect(features.filter((feature) => !/^[\w\s.,:;'#()/-]+$/.test(feature))).toEqual([]);
  });
});

/** A constant path that an id is put behind elsewhere: `${PAYMENTS}/${id}`. */
function withIds(paths: readonly string[]): readonly string[] {
  const behind = sources.some((source) => source.includes("`${PAYMENTS}/${")) ? ["/rest/v1.0/contract_payments"] : [];
  return [...paths, ...behind.map((path) => `${path}/{id}`)];
}

function withPanel(change: object): unknown {
  return { ...manifest, components: { ...components, side_panel: { ...components.side_panel, ...change } } };
}

function withPermission(change: object): unknown {
  const [first, ...rest] = account.permissions;
  const permissions = [{ ...first, ...change }, ...rest];
  return { ...manifest, components: { ...components, service_account_authentication: { ...account, permissions } } };
}
