import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { soleOn } from "../../server/store/sole.ts";
import { removeTemporaryFolders, temporaryFolder } from "./engines.ts";

describe("the process that works on a SQLite database", () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    removeTemporaryFolders();
  });

  function another(url: string): Promise<{ readonly got: boolean; readonly child: ChildProcess }> {
    const child = fork(fileURLToPath(new URL("sole-child.ts", import.meta.url)), [url]);
    children.push(child);
    return new Promise((told, fail) => {
      child.once("message", (got) => told({ got: got === true, child }));
      child.once("exit", () => fail(new Error("It ended before it said anything")));
    });
  }

  const killed = (child: ChildProcess) =>
    new Promise<void>((done) => {
      child.removeAllListeners("exit");
      child.once("exit", () => done());
      child.kill("SIGKILL");
    });

  it("is one, until it is killed: the next one knows at once", async () => {
    const url = `file:${temporaryFolder()}/app.db`;
    const { got, child } = await another(url);
    const mine = soleOn(url);

    expect(got).toBe(true);
    expect([mine.take(), mine.isTaken]).toEqual([false, false]);
    await killed(child);
    expect([mine.take(), mine.take(), mine.isTaken]).toEqual([true, true, true]);
    expect((await another(url)).got).toBe(false);

    mine.giveUp();
    expect((await another(url)).got).toBe(true);
  });

  it("is each for itself in memory", () => {
    expect([soleOn(":memory:").take(), soleOn(":memory:").take()]).toEqual([true, true]);
  });
});
