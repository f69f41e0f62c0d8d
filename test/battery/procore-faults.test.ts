import { expect, it } from "vitest";
import type { Behavior } from "../fakes/procore/behavior.ts";
import type { WireReply } from "../fakes/wire.ts";
import { anAdapterWorld, closingPorts, errorOf, isApi, isPost, onEveryMount } from "./procore-adapter.ts";

const html: WireReply = { status: 200, headers: { "content-type": "text/html" }, body: "<html>Maintenance</html>" };
const busy: WireReply = { status: 503, headers: { "retry-after": "7" }, body: "" };

closingPorts();

onEveryMount("the Procore target, when things go wrong,", (mount) => {
  const aWorld = (behavior: Partial<Behavior> = {}) => anAdapterWorld(mount, behavior);

  it.each(["reset before", "reset after", "truncated"] as const)(
    "sends a create once and says that its fate is unknown after a reply lost by %s",
    async (kind) => {
      const { procore, target, draft, commitment, sent } = await aWorld();
      procore.wire.failNext({ kind }, isPost);

      const error = await errorOf(target.create(draft()));
      const listed = await target.payments(commitment);

      expect([error.kind, error.extra.notSent]).toEqual(["unavailable", false]);
      expect(sent().filter((line) => line.startsWith("POST"))).toHaveLength(1);
      expect(listed.map(({ originId }) => originId)).toEqual(kind === "reset before" ? [] : [draft().key]);
    },
  );

  it.each(["PATCH", "DELETE"])("sends a %s once when its reply is lost", async (method) => {
    const { procore, target, draft, project, commitment, sent } = await aWorld();
    const { id } = await target.create(draft());
    const place = { projectId: project, commitmentId: commitment.id, contractPaymentId: id };
    await target.patch(place, { originId: null }, "USD");
    const before = sent().length;
    procore.wire.failNext({ kind: "reset after" }, (request) => request.method === method);

    const lost = method === "PATCH" ? target.patch(place, { draft: draft() }, "USD") : target.remove(place);
    const error = await errorOf(lost);

    expect([error.kind, error.extra.notSent]).toEqual(["unavailable", false]);
    expect(sent().slice(before)).toHaveLength(1);
  });

  it("does not send a create again after a server error, for it may have been carried out", async () => {
    const { procore, target, draft, sent } = await aWorld();
    procore.wire.failNext({ kind: "after, then reply", reply: { ...busy, status: 502 } }, isPost);

    const error = await errorOf(target.create(draft()));

    expect([error.kind, error.extra.notSent, sent().length]).toEqual(["unavailable", false, 1]);
  });

  it("sends a create again that Procore refused for going too fast, after the rest it asked for", async () => {
    const { procore, target, draft, now, sent } = await aWorld();
    const slowDown = { status: 429, headers: { "retry-after": "12" }, body: "" };
    procore.wire.failNext({ kind: "reply", reply: slowDown }, isPost);
    const started = now().getTime();

    const shown = await target.create(draft());

    expect(shown.originId).toBe(draft().key);
    expect(sent()).toHaveLength(2);
    expect(now().getTime() - started).toBeGreaterThanOrEqual(12_000);
  });

  it("reads again after a lost reply, a gateway's error and a rest that was asked for", async () => {
    const { procore, target, commitment, sent, now } = await aWorld();
    const started = now().getTime();
    procore.wire.failNext({ kind: "reset before" }, isApi);
    procore.wire.failNext({ kind: "reply", reply: { ...html, status: 504 } }, isApi);
    procore.wire.failNext({ kind: "reply", reply: busy }, isApi);

    expect(await target.payments(commitment)).toEqual([]);
    expect(sent()).toHaveLength(4);
    expect(now().getTime() - started).toBeGreaterThanOrEqual(7_000);
  });

  it("gives up reading after four tries, and says what it could not do", async () => {
    const { procore, target, commitment, sent } = await aWorld();
    procore.wire.failNext({ kind: "reset before" }, isApi, 9);

    const error = await errorOf(target.payments(commitment));

    expect([error.kind, sent().length]).toEqual(["unavailable", 4]);
    expect(error.message).toBe("The connection to Procore was lost.");
  });

  it.each<[what: string, reply: WireReply | "truncated"]>([
    ["a web page", html],
    ["half a list", "truncated"],
    ["another shape", { ...html, body: '{"data":[]}' }],
    ["a redirect", { status: 302, headers: { location: "https://elsewhere.example/" }, body: "" }],
  ])("takes %s for no list at all", async (_what, reply) => {
    const { procore, target, commitment } = await aWorld();
    procore.admin.addPayment({ commitmentId: commitment.id, amount: "1.00" });
    procore.wire.failNext(reply === "truncated" ? { kind: reply } : { kind: "reply", reply }, isApi);

    expect((await errorOf(target.payments(commitment))).kind).toBe("unexpected reply");
  });

  it("does not change what is locked, and quotes Procore's reason", async () => {
    const { target, draft, project, commitment } = await aWorld();
    const { id } = await target.create(draft());
    const place = { projectId: project, commitmentId: commitment.id, contractPaymentId: id };

    const errors = [await errorOf(target.patch(place, { draft: draft() }, "USD")), await errorOf(target.remove(place))];

    expect(errors.map(({ kind }) => kind)).toEqual(["rejected", "rejected"]);
    expect(errors[0]?.message).toBe(
      "Procore refused to change the payment: The Contract Payment cannot be edited or deleted because it is synced " +
        "with an ERP system",
    );
  });

  it.each([422, 409] as const)(
    "calls a second payment with our key a conflict where Procore answers %i",
    async (code) => {
      const { target, draft } = await aWorld({ duplicateOriginId: code });
      await target.create(draft());

      expect((await errorOf(target.create(draft()))).kind).toBe("conflict");
    },
  );

  it("names what is in the way: tool off, payments off, project not permitted, app gone", async () => {
    const { procore, target, draft, project, commitment, company } = await aWorld();
    const met: [string, string][] = [];
    const note = async () => {
      const { kind, message } = await errorOf(target.create(draft()));
      met.push([kind, message]);
    };

    procore.admin.setAllowPayments(commitment.id, false);
    await note();
    procore.admin.disableTool(project, "Commitments");
    await note();
    procore.admin.removePermittedProject(project);
    await note();
    procore.admin.disconnectApp(company);
    await note();

    expect(met).toEqual([
      ["rejected", expect.stringContaining("Payments are not enabled for this commitment")],
      ["forbidden", expect.stringContaining("The Commitments tool is not enabled for this project")],
      ["forbidden", expect.stringContaining("This project is not permitted")],
      ["forbidden", expect.stringContaining("The app is not connected to this company in Procore")],
    ]);
  });

  it("gets one new token when Procore ends the old one, however many requests find out", async () => {
    const { procore, target, commitment } = await aWorld();
    await target.payments(commitment);
    procore.admin.endTokens(null);
    const tokens = () => procore.log.filter(({ request }) => request.target === "/oauth/token").length;
    const before = tokens();

    await Promise.all([target.payments(commitment), target.payments(commitment), target.payments(commitment)]);

    expect(tokens() - before).toBe(1);
  });

  it("renews its token before it ends, so that no request is ever refused for it", async () => {
    const { procore, target, commitment, later } = await aWorld();
    for (let hour = 0; hour < 5; hour += 1) {
      await target.payments(commitment);
      later(89 * 60_000);
    }

    expect(procore.health().unauthorized).toBe(0);
  });

  it("says that the app's own credentials are wrong, and asks once", async () => {
    const { procore, target, commitment } = await aWorld();
    Object.assign(procore.app, { clientSecret: "changed meanwhile" });

    const error = await errorOf(target.payments(commitment));

    expect([error.kind, error.message]).toEqual([
      "unauthorized",
      "Procore does not accept the app's client id and secret.",
    ]);
    expect(procore.log).toHaveLength(1);
  });
});
