import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const file = "server/node-version.cjs";
const { nodeTooOld } = createRequire(import.meta.url)(`../../${file}`) as {
  nodeTooOld: (version: string) => string | null;
};
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  scripts: Readonly<Record<string, string>>;
  engines: { readonly node: string };
  optionalDependencies: Readonly<Record<string, string>>;
};

describe("the runtime", () => {
  it.each(["v22.18.0", "v23.6.0", "v24.0.0", "v26.10.0"])("may be Node %s", (version) => {
    expect(nodeTooOld(version)).toBeNull();
  });

  it.each(["v18.20.8", "v20.20.2", "v22.17.1", "v23.5.0"])("may not be Node %s, and says so in one line", (version) => {
    expect(nodeTooOld(version)).toMatch(
      new RegExp(`^This app needs Node 22\\.18 or newer, and this is ${version}: [^\n]*$`),
    );
  });

  it("starts without a word on the Node that comes with the install", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["-r", `./${file}`, "-e", "0"], {
      encoding: "utf8",
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("is looked at by every script before anything that an old Node cannot read", () => {
    const direct = Object.entries(manifest.scripts).filter(([, script]) => !/^(npm run|prettier) /.test(script));
    const looked =
      /^node (server\/node-version\.cjs &&|(--max-semi-space-size=8 )?-r \.\/server\/(node-version|environment)\.cjs) /;
    expect(direct.filter(([, script]) => !looked.test(script))).toEqual([]);
  });

  it("is given no option that an old Node refuses before it looks", () => {
    const options = Object.values(manifest.scripts).flatMap((script) => script.match(/(?<=node .*) --?[\w-]+/g) ?? []);
    expect(options.filter((option) => /strip-types|env-file|disable-warning/.test(option))).toEqual([]);
  });

  it("comes through npm for each common machine", () => {
    const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
      packages: Readonly<Record<string, { os?: string; cpu?: string; optional?: true; bin?: { node?: string } }>>;
    };
    const machines = Object.keys(manifest.optionalDependencies).map((name) => {
      const { os, cpu, optional, bin } = lock.packages[`node_modules/${name}`] ?? {};
      return optional && bin?.node ? `${os} ${cpu}` : name;
    });
    expect(machines.sort()).toEqual([
      "darwin arm64",
      "darwin x64",
      "linux arm64",
      "linux x64",
      "win32 arm64",
      "win32 x64",
    ]);
  });
});
