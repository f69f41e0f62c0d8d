import axios, { type AxiosResponse } from "axios";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ACUMATICA_CONTRACT, checkExchanges, readContract } from "../fakes/contract-check.ts";
import { FAULTS } from "../fakes/acumatica/replies.ts";
import { createFakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import type { FakeAcumatica, FakeAcumaticaOptions } from "../fakes/acumatica/fake-acumatica.ts";
import type { Ledger } from "../fakes/acumatica/ledger.ts";
import { listen, type Exchange, type Listening } from "../fakes/wire.ts";

export type Json = Record<string, unknown>;
export type Headers = Readonly<Record<string, string>>;

/** The world of the test that is running: one tenant with a vendor, a project and a bill of 1,000.00 USD. */
export let acumatica: FakeAcumatica;
export let ledger: Ledger;
export let server: Listening;
export let clock: Date;
export let token: string;
export let vendor: string;
export let bill: string;

const recorded: Exchange[] = [];

/** A fresh Acumatica on a real port for every test of the file. */
export function inAcumatica(): void {
  beforeEach(() => open());
  afterEach(close);
}

/** Starts the test's world again with other options. */
export async function reopen(options: Partial<FakeAcumaticaOptions>): Promise<void> {
  await close();
  await open(options);
}

/** The file's last test: whatever the others met, each reply was one that the vendor's contract knows. */
export function itKeepsTheContract(): void {
  const contract = readContract("acumatica");
  describe("the vendor's contract", () => {
    it.skipIf(!contract)("is kept by every reply of this file", () => {
      expect(recorded).not.toEqual([]);
      const answered = recorded.filter(({ reply }) => reply?.status !== FAULTS.uiError.status);
      expect(checkExchanges(contract, answered, ACUMATICA_CONTRACT)).toMatchObject({ replies: [] });
    });
  });
}

export function later(minutes: number): void {
  clock = new Date(clock.getTime() + minutes * 60_000);
}

export async function ask(path: string, params: Json = {}, headers: Headers = {}): Promise<AxiosResponse<Json>> {
  const query = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return get(query.length > 0 ? `${path}?${query.join("&")}` : path, headers);
}

/** Sends the target as it is written. */
export async function get(target: string, headers: Headers = {}): Promise<AxiosResponse<Json>> {
  return axios.get<Json>(server.url + target, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    validateStatus: () => true,
    maxRedirects: 0,
  });
}

export const DAC = "/t/MyStore/api/odata/dac";

/** The rows of a DAC set. @throws when the reply is not 200. */
export async function rows(set: string, params: Json = {}, headers: Headers = {}): Promise<readonly Json[]> {
  const { status, data } = await ask(`${DAC}/${set}`, params, headers);
  if (status !== 200) throw new Error(`${status}: ${JSON.stringify(data)}`);
  return data.value as readonly Json[];
}

export function entity(path: string, params: Json = {}, headers: Headers = {}): Promise<AxiosResponse<Json>> {
  return ask(`/entity/Default/24.200.001/${path}`, params, headers);
}

async function open(options: Partial<FakeAcumaticaOptions> = {}): Promise<void> {
  clock = new Date("2026-03-02T15:00:00Z");
  acumatica = createFakeAcumatica({ now: () => clock, ...options });
  server = await listen(acumatica.wire);
  ledger = acumatica.ledger;
  token = acumatica.token();
  vendor = ledger.addVendor({ name: "Acme Concrete" }).id;
  ledger.addProject({ id: "PR-0001" });
  ledger.addOrder({ number: "SC-000001", vendor, lines: [{ amount: 500_000, project: "PR-0001" }] });
  bill = ledger.addBill({
    vendor,
    date: "2026-02-01",
    vendorRef: "INV-7",
    lines: [{ amount: 100_000, project: "PR-0001", order: { number: "SC-000001", line: 1 } }],
  }).ref;
}

async function close(): Promise<void> {
  recorded.push(...acumatica.wire.log);
  await server.close();
}
