import type { LookupAddress } from "node:dns";
import { describe, expect, it } from "vitest";
import { guardedLookup, isForbiddenAddress, readBaseUrl } from "../../../server/acumatica/address.ts";

describe("readBaseUrl", () => {
  it.each([
    ["https://example.acumatica.com", "https://example.acumatica.com"],
    ["https://example.acumatica.com/", "https://example.acumatica.com"],
    [" https://Example.Acumatica.com/Site/ ", "https://example.acumatica.com/Site"],
    ["https://erp.example.com:8443/AcumaticaERP", "https://erp.example.com:8443/AcumaticaERP"],
    ["https://203.0.114.9/AcumaticaERP", "https://203.0.114.9/AcumaticaERP"],
  ])("keeps the site path and nothing behind it: %s", (typed, expected) => {
    expect(readBaseUrl(typed, [])).toBe(expected);
  });

  it.each([
    ["not an address", "example.acumatica.com"],
    ["http", "http://example.acumatica.com"],
    ["another protocol", "file:///etc/passwd"],
    ["a password", "https://user:secret@example.acumatica.com"],
    ["a query", "https://example.acumatica.com/?a=1"],
    ["an empty query", "https://example.acumatica.com/?"],
    ["a fragment", "https://example.acumatica.com/#top"],
    ["the interface's own path", "https://example.acumatica.com/entity/Default"],
    ["the sign-in's own path", "https://example.acumatica.com/Site/identity/connect"],
    ["this machine by name", "https://localhost"],
    ["a name below localhost", "https://erp.localhost"],
    ["a name without a domain", "https://erp/AcumaticaERP"],
    ["an internal name", "https://metadata.google.internal"],
    ["loopback", "https://127.0.0.1"],
    ["loopback as one number", "https://2130706433"],
    ["loopback in hexadecimal", "https://0x7f.1"],
    ["loopback in IPv6", "https://[::1]"],
    ["loopback wrapped in IPv6", "https://[::ffff:127.0.0.1]"],
    ["a private network", "https://10.1.2.3"],
    ["a private network in IPv6", "https://[fd00::1]"],
    ["the metadata service", "https://169.254.169.254"],
    ["a link-local address", "https://[fe80::1]"],
    ["any address", "https://0.0.0.0"],
    ["a carrier's network", "https://100.64.0.1"],
  ])("refuses %s", (_what, typed) => {
    expect(() => readBaseUrl(typed, [])).toThrow(expect.objectContaining({ kind: "invalid" }) as Error);
  });

  it("lets the operator's own hosts be http and private, at that port alone", () => {
    const allowlist = ["127.0.0.1:9100"];

    expect(readBaseUrl("http://127.0.0.1:9100/Site", allowlist)).toBe("http://127.0.0.1:9100/Site");
    expect(() => readBaseUrl("http://127.0.0.1:9101", allowlist)).toThrow("https://");
    expect(() => readBaseUrl("https://127.0.0.1:9101", allowlist)).toThrow("private network");
  });
});

describe("isForbiddenAddress", () => {
  it.each(["8.8.8.8", "203.0.114.1", "2606:4700:4700::1111", "172.32.0.1"])("lets %s be called", (address) => {
    expect(isForbiddenAddress(address)).toBe(false);
  });

  it.each([
    "172.16.0.1",
    "192.168.1.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "::ffff:a00:1",
    "x",
  ])("keeps %s from being called", (address) => {
    expect(isForbiddenAddress(address)).toBe(true);
  });
});

/** What a lookup ends with. */
function looked(
  hostname: string,
  addresses: readonly string[],
  { all = true, allowlist = [] as readonly string[] } = {},
): Promise<string | LookupAddress[]> {
  const lookup = guardedLookup(allowlist, () => Promise.resolve(addresses));
  return new Promise((done, fail) => {
    lookup(hostname, { all }, (error, address) => {
      if (error) fail(error);
      else done(address);
    });
  });
}

describe("guardedLookup", () => {
  it("leads to every public address of a name", async () => {
    expect(await looked("erp.example.com", ["203.0.114.1", "2606:4700::1"])).toEqual([
      { address: "203.0.114.1", family: 4 },
      { address: "2606:4700::1", family: 6 },
    ]);
    expect(await looked("erp.example.com", ["203.0.114.1"], { all: false })).toBe("203.0.114.1");
  });

  it("refuses a name that leads inside, at the moment of connecting", async () => {
    await expect(looked("rebound.example.com", ["169.254.169.254"])).rejects.toMatchObject({ code: "ADDRESS_REFUSED" });
  });

  it("refuses a name of which only one address leads inside", async () => {
    const addresses = ["203.0.114.1", "10.0.0.5"];
    await expect(looked("both.example.com", addresses)).rejects.toMatchObject({ code: "ADDRESS_REFUSED" });
  });

  it("lets the operator's own hosts lead inside", async () => {
    const found = await looked("erp.lan", ["10.0.0.5"], { allowlist: ["erp.lan:443"] });
    expect(found).toEqual([{ address: "10.0.0.5", family: 4 }]);
  });

  it("says when a name leads nowhere", async () => {
    await expect(looked("nowhere.example.com", [])).rejects.toMatchObject({ code: "ENOTFOUND" });
  });
});
