import { describe, expect, it } from "vitest";
import { createSealer, hashOf, SealError } from "../../../server/store/seal.ts";

const key = (byte: number) => new Uint8Array(32).fill(byte);
const sealer = createSealer([key(1)]);

describe("a sealer", () => {
  it("opens what it sealed, for the same owner", () => {
    expect(sealer.open(sealer.seal("sésame", "acumatica:1"), "acumatica:1")).toBe("sésame");
  });

  it("never seals alike twice, and shows nothing of the secret", () => {
    const [once, again] = [sealer.seal("secret", "o"), sealer.seal("secret", "o")];

    expect(once).not.toBe(again);
    expect(once).not.toContain(Buffer.from("secret").toString("base64url"));
  });

  it.each([
    ["another owner's text", (sealed: string) => sealed, "acumatica:2"],
    ["a text changed at its end", (sealed: string) => flipped(sealed, sealed.length - 2), "acumatica:1"],
    ["a text with another nonce", (sealed: string) => flipped(sealed, 14), "acumatica:1"],
    ["a text cut short", (sealed: string) => sealed.slice(0, 20), "acumatica:1"],
    ["a text of an unknown key", (sealed: string) => `000000000000.${sealed.split(".")[1]}`, "acumatica:1"],
    ["a text that was never sealed", () => "refresh-token", "acumatica:1"],
  ])("refuses %s", (_what, change, owner) => {
    const sealed = sealer.seal("secret", "acumatica:1");

    expect(() => sealer.open(change(sealed), owner)).toThrow(SealError);
  });

  it("opens what an earlier key sealed, and says that it is not current", () => {
    const sealed = sealer.seal("secret", "o");
    const rotated = createSealer([key(2), key(1)]);

    expect(rotated.open(sealed, "o")).toBe("secret");
    expect([rotated.isCurrent(sealed), rotated.isCurrent(rotated.seal("secret", "o"))]).toEqual([false, true]);
  });

  it.each([
    ["no key", []],
    ["a short key", [new Uint8Array(16)]],
    ["a short earlier key", [key(1), new Uint8Array(31)]],
  ])("is not made of %s", (_what, keys) => {
    expect(() => createSealer(keys)).toThrow(SealError);
  });
});

describe("the hash of a token", () => {
  it("tells tokens apart and does not hold them", () => {
    expect(hashOf("a")).not.toBe(hashOf("b"));
    expect(hashOf("a")).toHaveLength(43);
  });
});

function flipped(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
}
