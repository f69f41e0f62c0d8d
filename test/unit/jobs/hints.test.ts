import { describe, expect, it } from "vitest";
import type { WaitingHints } from "../../../server/domain/hint.ts";
import { Hints } from "../../../server/jobs/hints.ts";
import { silent } from "../../world/silent-log.ts";

const AT = "2026-03-02T10:00:00.000Z";

function aGroup(over: Partial<WaitingHints> = {}): WaitingHints {
  return {
    companyId: 7,
    from: "Procore",
    projectId: 70,
    events: ["01"],
    contractPaymentIds: [],
    commitmentIds: [],
    invoiceIds: [],
    since: AT,
    until: AT,
    ...over,
  };
}

/** A clock, hints that wait, and what was followed in which order. `answers`: what following says, true when used up. */
function someHints(waiting: WaitingHints[], answers: (boolean | Error)[] = [], { taken = false } = {}) {
  const clock = { now: new Date(AT) };
  const done: string[] = [];
  const name = ({ from, companyId, projectId }: WaitingHints) => `${from} ${companyId} ${projectId}`;
  const hints = new Hints({
    store: {
      waiting: (until) => Promise.resolve(waiting.filter(({ since }) => since <= until)),
      followed(group) {
        done.push(`done with ${name(group)}`);
        if (waiting.includes(group)) waiting.splice(waiting.indexOf(group), 1);
        return Promise.resolve(taken ? 0 : 1);
      },
    },
    follow(group) {
      done.push(`follow ${name(group)}`);
      const answer = answers.shift() ?? true;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    now: () => clock.now,
    log: silent,
  });
  const after = async (ms: number) => {
    clock.now = new Date(clock.now.getTime() + ms);
    await hints.tick();
    await hints.idle();
    return done.splice(0);
  };
  return { after, waiting };
}

describe("hints", () => {
  it("wait for the rest of their burst, and are then one look", async () => {
    const { after } = someHints([aGroup({ events: ["01", "02", "03"] })]);

    expect(await after(1_999)).toEqual([]);
    expect(await after(1)).toEqual(["follow Procore 7 70", "done with Procore 7 70"]);
    expect(await after(60_000)).toEqual([]);
  });

  it.each([
    ["are asked for again while a sync of their project is in the way", false],
    ["are kept where following them fails", new Error("The database is gone")],
  ])("%s, and not at every tick", async (_sentence, answer) => {
    const { after } = someHints([aGroup()], [answer]);

    expect(await after(2_000)).toEqual(["follow Procore 7 70"]);
    expect(await after(1_000)).toEqual([]);
    expect(await after(4_000)).toEqual(["follow Procore 7 70", "done with Procore 7 70"]);
  });

  it("of one project do not wait for another's", async () => {
    const { after } = someHints([aGroup(), aGroup({ projectId: 71 })], [false]);

    expect(await after(2_000)).toEqual(["follow Procore 7 70", "follow Procore 7 71", "done with Procore 7 71"]);
  });

  it("of Acumatica are taken before they are followed, so that one instance reads alone", async () => {
    const group = aGroup({ from: "Acumatica", projectId: null });

    expect(await someHints([group]).after(2_000)).toEqual(["done with Acumatica 7 null", "follow Acumatica 7 null"]);
    expect(await someHints([group], [], { taken: true }).after(2_000)).toEqual(["done with Acumatica 7 null"]);
  });

  it("are followed sixteen at a time", async () => {
    const many = Array.from({ length: 20 }, (_, index) => aGroup({ projectId: index }));
    const { after } = someHints(many);

    expect((await after(2_000)).filter((line) => line.startsWith("follow"))).toHaveLength(16);
    expect((await after(0)).filter((line) => line.startsWith("follow"))).toHaveLength(4);
  });
});
