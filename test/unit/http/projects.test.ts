import { describe, expect, it } from "vitest";
import type { ProcoreProject } from "../../../server/domain/contract-payment.ts";
import { Projects } from "../../../server/http/projects.ts";

function aCompany() {
  const atProcore: ProcoreProject[] = [{ id: 1, name: "Pier 1", number: "1", active: true }];
  let stored: { at: string | null; projects: readonly ProcoreProject[] } = { at: null, projects: [] };
  const seen = { reads: 0, now: Date.parse("2026-03-01T12:00:00Z") };
  const projects = new Projects({
    pictures: {
      asItStands: (companyId) => Promise.resolve({ companyId, epoch: 0 }),
      projects: () => Promise.resolve(stored),
      storeProjects: (_company, found, at) => {
        stored = { at, projects: found };
        return Promise.resolve();
      },
    },
    list: () => {
      seen.reads += 1;
      return Promise.resolve([...atProcore]);
    },
    now: () => new Date(seen.now),
  });
  return { atProcore, projects, seen };
}

describe("the company's projects", () => {
  it("know a project that was made a moment after they were read", async () => {
    const { atProcore, projects } = aCompany();
    expect(await projects.find(7, 2)).toBeNull();
    atProcore.push({ id: 2, name: "Pier 2", number: "2", active: true });

    expect(await projects.find(7, 2)).toMatchObject({ name: "Pier 2" });
  });

  it("ask Procore ten times a minute at most for ids that nobody knows", async () => {
    const { projects, seen } = aCompany();
    for (let id = 100; id < 150; id += 1) expect(await projects.find(7, id)).toBeNull();
    const reads = seen.reads;
    seen.now += 60_001;
    await projects.find(7, 99);

    expect([reads, seen.reads]).toEqual([11, 12]);
  });

  it("are listed as they stand", async () => {
    const { atProcore, projects } = aCompany();
    await projects.all(7);
    atProcore.push({ id: 2, name: "Pier 2", number: "2", active: true });

    expect(await projects.all(7)).toHaveLength(2);
  });

  it("answer for a project they know without a request", async () => {
    const { projects, seen } = aCompany();
    await projects.find(7, 1);
    await projects.find(7, 1);

    expect(seen.reads).toBe(1);
  });
});
