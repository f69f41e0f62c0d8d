import type { Request } from "express";
import { expect, it } from "vitest";
import { userBearer } from "../../server/procore/client.ts";
import { commitmentUrl, contractPaymentUrl, invoiceUrl, readWebBaseUrl } from "../../server/procore/company.ts";
import { readMe } from "../../server/procore/oauth.ts";
import { createProcoreStrategy, type SignedIn } from "../../server/procore/strategy.ts";
import { anAdapterWorld, closingPorts, errorOf, onEveryMount, type AdapterWorld } from "./procore-adapter.ts";

const CALLBACK = "http://localhost/auth/procore/callback";

closingPorts();

onEveryMount("signing in to Procore", (mount) => {
  /** A person of the company, signing in without a page. */
  async function aPerson(): Promise<AdapterWorld & { person: number }> {
    const world = await anAdapterWorld(mount);
    const person = world.procore.admin.addUser({ name: "Pat Doe", login: "pat@example.com" }).id;
    world.procore.admin.joinCompany(person, world.company);
    world.procore.behavior.approveAs = person;
    return { ...world, person };
  }

  /** What passport does with a request, without Express: the redirect, the accepted user, or the error. */
  function passing({ procore, oauth, client, url }: AdapterWorld, query: Record<string, string>) {
    const strategy = createProcoreStrategy(
      {
        loginUrl: url,
        tokenUrl: "http://not-to-be-called.invalid/oauth/token",
        clientId: procore.app.clientId,
        clientSecret: procore.app.clientSecret,
        callbackUrl: CALLBACK,
        store: anyState,
        oauth,
        readUser: (accessToken) => readMe(client, userBearer(accessToken), null),
      },
      (signedIn) => Promise.resolve(signedIn),
    );
    return new Promise<{ redirect: string } | SignedIn>((resolve, reject) => {
      const passport = { redirect: (to: string) => resolve({ redirect: to }), success: resolve, error: reject };
      const one = Object.assign(Object.create(strategy) as typeof strategy, passport);
      one.authenticate({ query, headers: {} } as unknown as Request);
    });
  }

  const anyState = {
    store: (_req: unknown, meta: unknown, done?: unknown) => {
      for (const one of [meta, done]) if (typeof one === "function") Reflect.apply(one, undefined, [null, "s1"]);
    },
    verify: (_req: unknown, state: string, meta: unknown, done?: unknown) => {
      for (const one of [meta, done]) {
        if (typeof one === "function") Reflect.apply(one, undefined, [null, state === "s1", "s1"]);
      }
    },
  };

  async function aCode(world: AdapterWorld): Promise<string> {
    const sent = await passing(world, {});
    const to = "redirect" in sent ? new URL(sent.redirect) : new URL("about:blank");
    const target = to.pathname + to.search;
    const reply = await world.procore.wire.exchange({ method: "GET", target, headers: {}, body: "" });
    return new URL(reply.headers["location"] ?? "").searchParams.get("code") ?? "";
  }

  it("sends the browser to the login host without scopes or PKCE", async () => {
    const world = await aPerson();

    const sent = await passing(world, {});

    const url = new URL("redirect" in sent ? sent.redirect : "about:blank");
    expect(`${url.origin}${url.pathname}`).toBe(`${world.url}/oauth/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: "code",
      client_id: world.procore.app.clientId,
      redirect_uri: CALLBACK,
      state: "s1",
    });
  });

  it("turns a code into tokens and the person, the token call made through our own client", async () => {
    const world = await aPerson();

    const signedIn = await passing(world, { code: await aCode(world), state: "s1" });

    expect(signedIn).toEqual({
      tokens: {
        accessToken: expect.stringContaining("access") as string,
        refreshToken: expect.stringContaining("refresh") as string,
        expiresAt: "2026-03-02T11:30:00.000Z",
      },
      user: { id: world.person, login: "pat@example.com", name: "pat@example.com" },
    });
  });

  it("asks to sign in again for a code that is used up, as an error the route understands", async () => {
    const world = await aPerson();
    const code = await aCode(world);
    await passing(world, { code, state: "s1" });

    const error = await errorOf(passing(world, { code, state: "s1" }));

    expect([error.kind, error.system]).toEqual(["unauthorized", "Procore"]);
  });

  it("knows a person's name once it knows the company", async () => {
    const { procore, client, person, company } = await aPerson();
    const bearer = userBearer(procore.signIn(person).accessToken);

    expect(await readMe(client, bearer, company)).toEqual({ id: person, login: "pat@example.com", name: "Pat Doe" });
  });

  it("refreshes once with each refresh token, and says when only signing in again helps", async () => {
    const { procore, oauth, person } = await aPerson();
    const { refreshToken } = procore.signIn(person);

    const first = await oauth.refresh(refreshToken);
    const error = await errorOf(oauth.refresh(refreshToken));
    const second = await oauth.refresh(first.refreshToken ?? "");

    expect([error.kind, error.message]).toEqual([
      "unauthorized",
      "Procore refused to renew your sign-in. Sign in to Procore again.",
    ]);
    expect(second.refreshToken).not.toBe(first.refreshToken);
  });

  it("tells a refresh whose reply was lost from one that was refused", async () => {
    const { procore, oauth, person } = await aPerson();
    const { refreshToken } = procore.signIn(person);
    procore.wire.failNext({ kind: "reset after" });

    const [lost, burned] = [await errorOf(oauth.refresh(refreshToken)), await errorOf(oauth.refresh(refreshToken))];

    expect([lost.kind, lost.extra.notSent, burned.kind]).toEqual(["unavailable", false, "unauthorized"]);
  });

  it("ends both tokens of a person, and does not mind unknown ones", async () => {
    const { procore, oauth, client, person } = await aPerson();
    const { accessToken, refreshToken } = procore.signIn(person);

    await oauth.revoke(accessToken);
    await oauth.revoke("unknown");

    const errors = [await errorOf(oauth.refresh(refreshToken))];
    errors.push(await errorOf(readMe(client, userBearer(accessToken), null)));
    expect(errors.map(({ kind }) => kind)).toEqual(["unauthorized", "unauthorized"]);
  });

  it("links to the pages of the company's region", async () => {
    const { procore, client, company, project, commitment, invoice } = await aPerson();
    procore.admin.company(company).webBaseUrl = "https://uk01.procore.com/";

    const web = (await readWebBaseUrl(client, company)) ?? "";
    const place = { web, projectId: project, commitment: { id: commitment.id, type: "purchase order" as const } };

    const at = `https://uk01.procore.com/${project}/project/commitments/purchase_order_contracts/${commitment.id}`;
    expect([commitmentUrl(place), contractPaymentUrl(place), invoiceUrl(place, invoice)]).toEqual([
      at,
      `${at}/contract_payments`,
      `${at}/requisitions/${invoice}`,
    ]);
  });
});
