import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { PostSession } from "../../server/contract/session.ts";
import { GetSettings } from "../../server/contract/settings.ts";
import { Driver } from "../demo/drive.ts";
import { reachable } from "../demo/origins.ts";
import {
  closeStage,
  connectCompany,
  forgive,
  frameOf,
  goTo,
  leave,
  openPopup,
  openStage,
  seen,
  signIn,
  visit,
} from "./stage.ts";
import type { Person, Stage, Visit } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await connectCompany(stage);
});
afterEach(async () => {
  expect(await leave(stage)).toEqual([]);
});
afterAll(() => closeStage(stage));

const askToSignIn = ({ app }: Visit) => app.getByRole("button", { name: "Sign in with Procore" });

/** Every request that the frame sends, with what its headers really were. */
function headersOfFrame({ page }: Visit): Promise<Record<string, string>>[] {
  const sent: Promise<Record<string, string>>[] = [];
  page.on("request", (request) => {
    if (request.url().startsWith(stage.origins.app)) sent.push(request.allHeaders());
  });
  return sent;
}

/** A page of a site that is not Procore's, with the app in a frame. */
async function framedByAnother(page: Page): Promise<() => void> {
  const html = `<!doctype html><title>Elsewhere</title><iframe src="${stage.origins.app}/embed?company_id=1"></iframe>`;
  const server = http.createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end(html);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://elsewhere.localhost:${port}/`);
  return () => {
    server.close();
    server.closeAllConnections();
  };
}

describe("the frame", () => {
  it("is refused to any site but Procore's", async () => {
    const page = await stage.browser.newPage();
    const refusal = page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));

    const close = await framedByAnother(page);

    expect((await refusal).text()).toContain(stage.origins.host);
    expect(page.frames().map((frame) => frame.url())).not.toContain(expect.stringContaining(stage.origins.app));
    await page.context().close();
    close();
  });

  it("says what to do where Procore did not say which company it is for", async () => {
    const visited = await visit(stage, { as: null });

    await visited.page.goto(`${stage.origins.app}/embed?company_id={{procore.company.id}}`);

    expect(await visited.page.getByRole("main").textContent()).toContain("Open this app from Procore");
  });
});

describe("with third-party cookies blocked", () => {
  it("the browser keeps no cookie for the frame, not even one that the frame sets", async () => {
    const setCookie = () => {
      document.cookie = "probe=1; SameSite=None; Secure; Path=/";
      return document.cookie;
    };
    const visited = await visit(stage, { as: null });
    const asFirstParty = await stage.browser.newPage();
    await asFirstParty.goto(`${stage.origins.app}/embed`);

    expect(await frameOf(visited, stage).evaluate(setCookie)).toBe("");
    expect(await asFirstParty.evaluate(setCookie)).toBe("probe=1");
    await asFirstParty.context().close();
  });

  it("the popup signs in, and the frame shows payments without holding or sending a cookie", async () => {
    const visited = await visit(stage, { as: null });
    const sent = headersOfFrame(visited);

    await signIn(visited, "Jordan Blake");
    await visited.app.getByRole("heading", { name: "Acumatica Payments" }).waitFor();
    await visited.app.getByText("Acumatica connected").waitFor();

    const headers = await Promise.all(sent);
    expect(headers.filter((each) => "authorization" in each).length).toBeGreaterThan(3);
    expect(headers.filter((each) => "cookie" in each)).toEqual([]);
    expect(await frameOf(visited, stage).evaluate(() => document.cookie)).toBe("");
    expect(await frameOf(visited, stage).evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
    expect(await visited.context.cookies(stage.origins.app)).toEqual([]);
  });
});

describe("a sign-in that does not come about", () => {
  it("is told as blocked where the browser lets no window open, and offers to try again", async () => {
    const visited = await visit(stage, { as: null });
    await visited.page.locator("main iframe").evaluate((frame: HTMLIFrameElement) => {
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms");
      frame.setAttribute("src", frame.src);
    });

    await askToSignIn(visited).click();

    const alert = visited.app.getByRole("alert");
    expect(await alert.textContent()).toContain("The sign-in window was blocked");
    expect(await alert.textContent()).toContain("Allow pop-ups for this page");
    expect(await askToSignIn(visited).isEnabled()).toBe(true);
    forgive(visited);
  });

  it("is told as not finished where the window is closed, and works at the next try", async () => {
    const visited = await visit(stage, { as: null });
    const popup = await openPopup(visited, () => askToSignIn(visited).click());
    await popup.close();

    expect(await visited.app.getByRole("alert").textContent()).toContain("Sign-in was not finished");
    await signIn(visited, "Jordan Blake");
    await visited.app.getByRole("button", { name: "Preview", exact: true }).first().waitFor();
  });

  it("is told as denied where Procore or the person says no", async () => {
    const visited = await visit(stage, { as: null });
    const popup = await openPopup(visited, () => askToSignIn(visited).click());
    await popup.getByRole("button", { name: "Cancel" }).click();

    const alert = await visited.app.getByRole("alert").textContent();
    expect(alert).toContain("Procore did not allow the sign-in");
    expect(alert).toContain("Ask a Procore company admin");
  });

  it("is told as too late where its code was used already: a code works once", async () => {
    const visited = await visit(stage, { as: null });
    // Somebody else who got hold of the code is a moment faster.
    await visited.page.route("**/api/session", async (route) => {
      await new Driver(stage.origins).call(PostSession, {
        body: PostSession.body.parse(route.request().postDataJSON()),
      });
      await route.continue();
    });
    const popup = await openPopup(visited, () => askToSignIn(visited).click());
    await popup.getByRole("button", { name: "Jordan Blake" }).click();

    expect(await visited.app.getByRole("alert").textContent()).toContain("The sign-in came too late");
  });
});

/** Signs in and learns the bearer token that the frame got, as nobody else could. */
async function signInWatched(visited: Visit, person: Person): Promise<string> {
  const bearers: string[] = [];
  visited.page.on("request", (request) => bearers.push(request.headers()["authorization"] ?? ""));
  await signIn(visited, person);
  await visited.app.getByRole("link", { name: "Sync history" }).waitFor();
  return bearers.findLast((bearer) => bearer !== "") ?? "";
}

/** Ends the session on the server alone, as its eight hours would. */
async function endSession(bearer: string): Promise<void> {
  const { url, host } = reachable(`${stage.origins.app}/api/session`);
  await new Promise<void>((done, fail) => {
    const headers = { host, authorization: bearer };
    const request = http.request(url, { method: "DELETE", headers }, (reply) => reply.resume().on("end", done));
    request.on("error", fail).end();
  });
}

describe("a session", () => {
  it("is renewed in place before it ends, and nobody notices", async () => {
    const visited = await visit(stage, { as: null });
    await visited.context.clock.install();
    await visited.page.reload();
    await signIn(visited, "Jordan Blake");
    const renewed = visited.page.waitForResponse((reply) => reply.url().endsWith("/api/session/renew"));

    await visited.context.clock.fastForward("07:59:00");

    expect((await renewed).status()).toBe(200);
    await visited.app.getByRole("link", { name: "Sync history" }).click();
    await visited.app.getByText("No sync has run yet").waitFor();
    expect(await seen(visited, "Your sign-in has expired").count()).toBe(0);
  });

  it("that is over asks to sign in above the page, keeps what was typed, and goes on where it stopped", async () => {
    const visited = await visit(stage, { as: null });
    const { app } = visited;
    const bearer = await signInWatched(visited, "Ana Reyes");
    await goTo(visited, stage, "#/settings/payments");
    await app.getByLabel("Start date").fill("2026-02-03");
    await endSession(bearer);

    await app.getByRole("button", { name: "Save" }).click();
    await seen(visited, "Your sign-in has expired").waitFor();
    expect(await app.getByLabel("Start date").inputValue()).toBe("2026-02-03");
    await signIn(visited, "Ana Reyes");

    await seen(visited, "Saved").waitFor();
    expect(await storedStartDate()).toBe("2026-02-03");
    expect(await seen(visited, "Your sign-in has expired").count()).toBe(0);
  });

  it("shows nothing of the former person's when somebody else signs in on the same page", async () => {
    const visited = await visit(stage, { as: null });
    const bearer = await signInWatched(visited, "Ana Reyes");
    await visited.app.getByRole("link", { name: "Settings" }).waitFor();
    await endSession(bearer);
    await visited.app.getByRole("link", { name: "Tie-out" }).click();
    await seen(visited, "Your sign-in has expired").waitFor();

    await signIn(visited, "Sam Okafor");

    await visited.app.getByText("You can see payments, but not sync them").waitFor();
    expect(await visited.app.getByRole("link", { name: "Settings" }).count()).toBe(0);
  });
});

async function storedStartDate(): Promise<string | null> {
  const admin = new Driver(stage.origins);
  await admin.signIn(stage.company.users.admin, stage.company.companyId);
  const { startDate } = await admin.call(GetSettings, { params: { c: stage.company.companyId } });
  return startDate;
}
