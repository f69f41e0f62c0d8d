import { describe, expect, it } from "vitest";
import { groupCommits } from "../../../server/store/group-commit.ts";

/** Writes that are held until they are let go, as a disk holds a commit. */
function heldWrites() {
  const written: string[][] = [];
  const letGo: (() => void)[] = [];
  const record = groupCommits<string>((items) => {
    written.push([...items]);
    return new Promise((done) => letGo.push(done));
  });
  return { record, written, letGo };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("grouped commits", () => {
  it("write together what is asked for in one turn, in its order", async () => {
    const { record, written, letGo } = heldWrites();
    const all = Promise.all([record(["a1", "a2"]), record(["b"]), record(["c"])]);
    await turn();
    letGo[0]?.();
    await all;

    expect(written).toEqual([["a1", "a2", "b", "c"]]);
  });

  it("collect for the next transaction what comes while one is written", async () => {
    const { record, written, letGo } = heldWrites();
    const first = record(["a"]);
    await turn();
    const later = [record(["b"]), record(["c"])];
    letGo[0]?.();
    await first;
    await turn();
    expect(written).toEqual([["a"], ["b", "c"]]);
    letGo[1]?.();
    await Promise.all(later);
  });

  it("answer nobody before the commit", async () => {
    const { record, letGo } = heldWrites();
    let answered = 0;
    const callers = [record(["a"]), record(["b"])].map((one) => one.then(() => answered++));
    await turn();
    expect(answered).toBe(0);
    letGo[0]?.();
    await Promise.all(callers);
    expect(answered).toBe(2);
  });

  it("fail alone the caller whose part cannot be stored", async () => {
    const kept: string[] = [];
    const record = groupCommits<string>((items) => {
      if (items.includes("bad")) return Promise.reject(new Error("cannot be stored"));
      kept.push(...items);
      return Promise.resolve();
    });

    const settled = await Promise.allSettled([record(["a"]), record(["bad"]), record(["c"])]);

    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(kept).toEqual(["a", "c"]);
  });

  it("go on after a failure", async () => {
    let isFull = true;
    const record = groupCommits<string>(() => (isFull ? Promise.reject(new Error("full")) : Promise.resolve()));
    await expect(record(["a"])).rejects.toThrow("full");
    isFull = false;

    await expect(record(["b"])).resolves.toBeUndefined();
  });
});
