import { describe, expect, it } from "vitest";
import { Turn, type TurnBoard } from "../../../server/net/turn.ts";
import { VirtualTime } from "./vendor.ts";

/** A board on which nobody else stands; it tells whether another waits, and keeps what it was asked. */
function aTurn() {
  const time = new VirtualTime();
  const given: string[] = [];
  let wanted = false;
  const board: TurnBoard = {
    take: () => Promise.resolve({ note: null }),
    keep: () => Promise.resolve({ wanted }),
    give: (_name, _holder, note) => Promise.resolve(void given.push(note)),
  };
  const note = { read: () => undefined, write: () => "what is known" };
  const turn = new Turn({ board, name: "procore:1", holder: "me", now: time.now, sleep: time.sleep }, note);
  return { turn, time, given, want: () => void (wanted = true) };
}

describe("a turn that another waits for", () => {
  it("is handed on once the last of our requests was answered, and not before", async () => {
    const { turn, time, given, want } = aTurn();
    await time.until(turn.mine());
    turn.sent();
    turn.sent();
    want();
    await time.until(time.sleep(1_000));

    turn.answered();
    await time.until(time.sleep(10));
    expect(given).toEqual([]);

    turn.answered();
    await time.until(time.sleep(10));
    expect(given).toEqual(["what is known"]);
  });
});
