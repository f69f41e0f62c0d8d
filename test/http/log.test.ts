import { Writable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import { createLog } from "../../server/log.ts";
import { aPaidCompany, type PaidCompany } from "./paid-company.ts";
import { textOf } from "./served-app.ts";

type Line = Readonly<Record<string, unknown>>;

let world: PaidCompany;
const lines: Line[] = [];
beforeAll(async () => {
  const kept = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(JSON.parse(line.toString()) as Line);
      done();
    },
  });
  world = await aPaidCompany({ log: createLog("info", kept) });
});

const said = (msg: string) => lines.filter((line) => line["msg"] === msg);

describe("the log", () => {
  it("tells how each sync ended, by its id and in counts, without an amount", async () => {
    world.pay("1", 1_234_56);

    const run = await world.sync();

    const { companyId, projectId } = world.app;
    const [line] = said("A sync run ended").filter(({ runId }) => runId === run["id"]);
    expect(line).toMatchObject({ companyId, projectId, mode: "apply", trigger: "person", status: "succeeded" });
    expect(line?.["counts"]).toMatchObject({ create: 1, failed: 0 });
    expect(JSON.stringify(lines)).not.toContain("1234.56");
  });

  it("names a request that a vendor failed by the id of its own line", async () => {
    world.app.acumatica.wire.failNext({ kind: "reset before" }, () => true, 20);

    const { status } = await world.app.get(`${world.app.company}/mappings`, world.admin);

    world.app.acumatica.wire.heal();
    const [failed] = said("A request failed at a vendor");
    const ids = lines.flatMap(({ req, reqId }) => (req ? [textOf(reqId)] : []));
    expect(status).toBeGreaterThanOrEqual(502);
    expect(failed).toMatchObject({ system: "Acumatica", kind: "unavailable" });
    expect(ids).toContain(failed?.["reqId"]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
