import { describe, expect, it } from "vitest";
import { LeaseLost, SEND_WITHIN_MS } from "../../../server/domain/lease.ts";
import { Pulse, Stopping, Unwanted } from "../../../server/sync/pulse.ts";

/** A run whose database says whether it still is its holder's, and takes so long to say it. */
function aPulse(over: { readonly slowMs?: number } = {}) {
  const start = Date.parse("2026-03-01T10:00:00.000Z");
  const state = { at: start, ours: true, stopping: false, wanted: true, beaten: null as Date | null };
  const beats: number[] = [];
  const pulse = new Pulse(
    { runId: "run-1", holder: "me" },
    {
      runs: {
        beat: (_lease, at) => {
          beats.push(Date.parse(at) - start);
          state.at += over.slowMs ?? 0;
          return Promise.resolve(state.ours);
        },
      },
      now: () => new Date(state.at),
      stopping: () => state.stopping,
      beaten: () => state.beaten,
      wanted: () => Promise.resolve(state.wanted),
    },
  );
  const sleep = (ms: number): void => void (state.at += ms);
  return { pulse, state, beats, sleep };
}

describe("the right to write", () => {
  it("needs no look at the database while the last beat is young", async () => {
    const { pulse, beats, sleep } = aPulse();
    sleep(SEND_WITHIN_MS / 2 - 1);
    await pulse.allowed();

    expect(beats).toEqual([]);
  });

  it("is renewed in the database once the last beat is old", async () => {
    const { pulse, beats, sleep } = aPulse();
    sleep(SEND_WITHIN_MS / 2);
    await pulse.allowed();
    await pulse.allowed();

    expect(beats).toEqual([SEND_WITHIN_MS / 2]);
  });

  it("is lost by a process that slept while another took the run, for good", async () => {
    const { pulse, state, sleep } = aPulse();
    state.ours = false;
    sleep(10 * SEND_WITHIN_MS);

    await expect(pulse.allowed()).rejects.toBeInstanceOf(LeaseLost);
    state.ours = true;
    await expect(pulse.allowed()).rejects.toBeInstanceOf(LeaseLost);
  });

  it("counts the beats of the process's own clock", async () => {
    const { pulse, state, beats, sleep } = aPulse();
    sleep(SEND_WITHIN_MS);
    state.beaten = new Date(state.at);
    await pulse.allowed();

    expect(beats).toEqual([]);
  });

  it("cannot be shown by a database that answers later than a beat lasts", async () => {
    const { pulse, sleep } = aPulse({ slowMs: SEND_WITHIN_MS });
    sleep(SEND_WITHIN_MS);

    await expect(pulse.allowed()).rejects.toMatchObject({ kind: "unavailable", extra: { notSent: true } });
  });
});

describe("where nothing is half done, a run", () => {
  it("goes on while nobody stops it", async () => {
    await expect(aPulse().pulse.mayGoOn()).resolves.toBeUndefined();
  });

  it("ends where its process is to stop, and is still ours to hand over", async () => {
    const { pulse, state, beats } = aPulse();
    state.stopping = true;

    await expect(pulse.mayGoOn()).rejects.toBeInstanceOf(Stopping);
    expect(beats).toEqual([0]);
    state.ours = false;
    await expect(pulse.mayGoOn()).rejects.toBeInstanceOf(LeaseLost);
  });

  it("ends where nobody wants it any more", async () => {
    const { pulse, state } = aPulse();
    state.wanted = false;

    await expect(pulse.mayGoOn()).rejects.toBeInstanceOf(Unwanted);
  });
});
