import type { Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { closeStage, leave, openPopup, openStage, seen, visit } from "./stage.ts";
import type { Stage, Visit } from "./stage.ts";

/** A company that has just installed the app: nothing connected, nothing mapped, nothing read. */
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(async () => {
  expect(await leave(stage)).toEqual([]);
});
afterAll(() => closeStage(stage));

it("tells those who cannot set it up who can", async () => {
  const [accountant, manager] = [await visit(stage), await visit(stage, { as: "Sam Okafor" })];

  await seen(accountant, "A company admin connects it in the settings of this app.").waitFor();
  await seen(manager, /Ask the project accountant for it/).waitFor();
});

it("says what is wrong with an address at the field, and keeps what was typed", async () => {
  const visited = await visit(stage, { as: "Ana Reyes" });
  const { app } = visited;
  await app.getByRole("link", { name: "Settings" }).click();
  await app.getByLabel("Acumatica address").fill("http://192.168.0.7/Acumatica");
  await app.getByLabel("Tenant").fill("Another");
  await app.getByLabel("Client ID").fill("0000@MyStore");
  await app.getByLabel("Client secret").fill("something");

  await app.getByRole("button", { name: "Save address" }).click();

  const address = app.getByLabel("Acumatica address");
  await app.locator("[aria-invalid=true]").first().waitFor();
  expect(await address.getAttribute("aria-invalid")).toBe("true");
  expect(await address.inputValue()).toBe("http://192.168.0.7/Acumatica");
  await app.getByRole("alert").first().waitFor();
});

/** A person's hand that counts: what it clicks and what it types in. */
class Hand {
  clicks = 0;
  fields = 0;

  async click(target: Locator): Promise<void> {
    await target.click();
    this.clicks += 1;
  }

  async type(target: Locator, text: string): Promise<void> {
    await target.fill(text);
    this.fields += 1;
  }
}

/** What the guide says comes next. */
const nextStep = ({ app }: Visit) => app.locator("[aria-current=step]").getByRole("link");

it("leads an admin from an empty company to the first preview by what the page says alone", async () => {
  const visited = await visit(stage, { as: "Ana Reyes" });
  const { app } = visited;
  const hand = new Hand();
  const button = (name: string | RegExp) => app.getByRole("button", { name });

  await seen(visited, "Acumatica is not connected yet").waitFor();
  await hand.click(button("Set up the connection"));
  await seen(visited, "Set up in five steps").waitFor();
  expect(await nextStep(visited).textContent()).toBe("Connect Acumatica");
  await hand.type(app.getByLabel("Acumatica address"), stage.origins.acumatica);
  await hand.type(app.getByLabel("Tenant"), stage.acumatica.tenant);
  await hand.type(app.getByLabel("Client ID"), stage.acumatica.client.id);
  await hand.type(app.getByLabel("Client secret"), stage.acumatica.client.secret);
  await hand.click(button("Save address"));
  const popup = await openPopup(visited, () => hand.click(button("Sign in to Acumatica")));
  const closed = popup.waitForEvent("close");
  await hand.click(popup.getByRole("button", { name: "Allow" }));
  await closed;

  await seen(visited, "DAC-based OData is available.").waitFor();
  expect(await nextStep(visited).textContent()).toBe("Map projects");
  await hand.click(nextStep(visited));
  await hand.click(button("Use all 3 suggestions"));
  await hand.click(button("Save"));
  await seen(visited, /Saved/).waitFor();

  expect(await nextStep(visited).textContent()).toBe("Choose methods, start date and schedule");
  await hand.click(nextStep(visited));
  await app.getByLabel("Start date").waitFor();
  const written = stage.procore.log.filter(({ request }) => isWrite(request)).length;
  await hand.click(button("Preview").first());
  await button(/^Apply these \d+ changes/).waitFor();

  expect(stage.procore.log.filter(({ request }) => isWrite(request)).length).toBe(written);
  expect(stage.acumatica.wire.log.filter(({ request }) => isWrite(request)).length).toBe(0);
  console.log(`From nothing to the first preview: ${hand.clicks} clicks, ${hand.fields} fields to fill in.`);
  expect(hand.clicks).toBeLessThanOrEqual(9);
  expect(hand.fields).toBe(4);
});

/** Signing in is asked by POST, too, and changes nothing of the company's. */
function isWrite({ method, target }: { readonly method: string; readonly target: string }): boolean {
  return method !== "GET" && !/\/(oauth|identity)\//.test(target);
}

it("tells why signing in to Acumatica did not come about, and lets it be tried again", async () => {
  const visited = await visit(stage, { as: "Ana Reyes" });
  const { app } = visited;
  await app.getByRole("link", { name: "Settings" }).click();
  const again = app.getByRole("button", { name: /^Sign in (again|to Acumatica)/ });

  const denied = await openPopup(visited, () => again.click());
  await denied.getByRole("button", { name: "Deny" }).click();
  await seen(visited, /^Acumatica did not allow the sign-in/).waitFor();

  const closed = await openPopup(visited, () => again.click());
  await closed.close();
  await seen(visited, /^The window was closed before Acumatica answered/).waitFor();
  expect(await again.isEnabled()).toBe(true);
});

it("asks whether another address is the same ledger before it stores it", async () => {
  const visited = await visit(stage, { as: "Ana Reyes" });
  const { app } = visited;
  await app.getByRole("link", { name: "Settings" }).click();
  await app.getByLabel("Acumatica address").fill("https://erp.moved.example/AcumaticaERP");

  const save = app.getByRole("button", { name: "Save address" });
  const question = app.getByRole("group", { name: "Is it the same ledger?" });
  await question.waitFor();
  expect(await save.isDisabled()).toBe(true);
  await question.getByRole("radio", { name: "Same ledger, moved" }).check();
  expect(await save.isEnabled()).toBe(true);
});
