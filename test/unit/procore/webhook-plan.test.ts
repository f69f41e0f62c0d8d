import { describe, expect, it } from "vitest";
import { hookChanges, type FoundHook, type WantedHook } from "../../../server/procore/webhook-plan.ts";

const wanted: WantedHook = {
  url: "https://payments.example.com/hooks/procore/new-token",
  payloadVersion: "v4.0",
  triggers: [
    { resource: "Contract Payments", event: "create" },
    { resource: "Contract Payments", event: "update" },
  ],
};

const ours = { id: "7", urlPrefix: "https://payments.example.com/hooks/procore/" };

function aHook(over: Partial<FoundHook> = {}): FoundHook {
  return {
    id: "7",
    url: wanted.url,
    active: true,
    payloadVersion: "v4.0",
    triggers: [
      { id: "1", resource: "Contract Payments", event: "CREATED" },
      { id: "2", resource: "Contract Payments", event: "UPDATED" },
    ],
    ...over,
  };
}

describe("the hook there should be", () => {
  it("is created with its triggers where there is none", () => {
    expect(hookChanges(wanted, [], ours)).toEqual([{ kind: "create", triggers: wanted.triggers }]);
  });

  it("is left alone where it stands as it should, however Procore writes versions and events", () => {
    expect(hookChanges(wanted, [aHook({ payloadVersion: "v4" })], ours)).toEqual([]);
  });

  it.each([
    ["was disabled", aHook({ active: false })],
    ["leads to an address of before", aHook({ url: "https://old.example.com/hooks/procore/old-token" })],
    ["speaks another version", aHook({ payloadVersion: "v2.0" })],
  ])("is written again where it %s", (_what, hook) => {
    expect(hookChanges(wanted, [hook], ours)).toEqual([{ kind: "amend", id: "7" }]);
  });

  it("is written again where we do not remember it: its secret is not ours", () => {
    expect(hookChanges(wanted, [aHook()], { ...ours, id: null })).toEqual([{ kind: "amend", id: "7" }]);
  });

  it("gets the triggers it lacks, and loses those it should not have or has twice", () => {
    const hook = aHook({
      triggers: [
        { id: "1", resource: "Contract Payments", event: "CREATED" },
        { id: "3", resource: "contract payments", event: "create" },
        { id: "4", resource: "Projects", event: "UPDATED" },
      ],
    });

    expect(hookChanges(wanted, [hook], ours)).toEqual([
      { kind: "add triggers", id: "7", triggers: [{ resource: "Contract Payments", event: "update" }] },
      { kind: "remove triggers", id: "7", triggerIds: ["3", "4"] },
    ]);
  });

  it("is the one we remember; others that lead here are deleted", () => {
    const other = aHook({ id: "6", url: `${ours.urlPrefix}old-token` });

    expect(hookChanges(wanted, [other, aHook()], ours)).toEqual([{ kind: "delete", id: "6" }]);
  });

  it("is none where none is wanted", () => {
    const elsewhere = aHook({ id: "9", url: "https://staging.example.com/hooks/procore/token" });

    expect(hookChanges(null, [aHook(), elsewhere], ours)).toEqual([{ kind: "delete", id: "7" }]);
    expect(hookChanges(null, [], ours)).toEqual([]);
  });

  it("never touches another server's hook", () => {
    const elsewhere = aHook({ id: "9", url: "https://staging.example.com/hooks/procore/token" });

    expect(hookChanges(wanted, [elsewhere], { ...ours, id: null })).toEqual([
      { kind: "create", triggers: wanted.triggers },
    ]);
  });

  it("is reached: what was planned and done plans nothing more", () => {
    const messy = aHook({ active: false, url: `${ours.urlPrefix}x`, triggers: [] });
    const changes = hookChanges(wanted, [messy, aHook({ id: "8" })], ours);
    const triggers = wanted.triggers.map((one, at) => ({ ...one, id: String(at) }));

    expect(changes.map(({ kind }) => kind)).toEqual(["delete", "amend", "add triggers"]);
    expect(hookChanges(wanted, [aHook({ triggers })], ours)).toEqual([]);
  });
});
