import axios, { type AxiosInstance, type AxiosResponse } from "axios";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkExchanges, PROCORE_CONTRACT, readContract } from "../fakes/contract-check.ts";
import type { Behavior } from "../fakes/procore/behavior.ts";
import { createFakeProcore, type FakeProcore } from "../fakes/procore/fake-procore.ts";
import type { ToolLevels } from "../fakes/procore/state.ts";
import { listen, type Exchange, type Listening } from "../fakes/wire.ts";

export type Json = Record<string, unknown>;
export type Ask = { params?: Json; body?: unknown; token?: string; company?: number | null };

export const REDIRECT = "http://localhost/auth/procore/callback";
export const ADMIN: ToolLevels = { Commitments: "Admin" };

/** The world of the test that is running: one company, project, vendor, commitment, and an admin who is signed in. */
export let procore: FakeProcore;
export let http: AxiosInstance;
export let clock: Date;
export let company: number;
export let project: number;
export let vendor: number;
export let commitment: number;
export let user: number;

const recorded: Exchange[] = [];
let token: string;
let server: Listening;

/** A fresh Procore on a real port for every test of the file. */
export function inProcore(): void {
  beforeEach(open);
  afterEach(async () => {
    recorded.push(...procore.log);
    await server.close();
  });
}

/** The file's last test: whatever the others met, each reply was one that the vendor's contract knows. */
export function itKeepsTheContract(): void {
  const contract = readContract("procore");
  describe("the vendor's contract", () => {
    it.skipIf(!contract)("is kept by every reply of this file", () => {
      expect(recorded).not.toEqual([]);
      expect(checkExchanges(contract, recorded, PROCORE_CONTRACT)).toMatchObject({ replies: [] });
    });
  });
}

async function open(): Promise<void> {
  clock = new Date("2026-03-02T10:00:00Z");
  procore = createFakeProcore({ now: () => clock });
  const { admin } = procore;
  company = admin.addCompany().id;
  project = admin.addProject({ companyId: company, name: "Harbor Tower" }).id;
  vendor = admin.addVendor({ companyId: company, name: "Acme Concrete", originId: "V000123" }).id;
  commitment = admin.addCommitment({ projectId: project, vendorId: vendor }).id;
  user = admin.addUser({ name: "Pat Doe" }).id;
  admin.joinCompany(user, company, { Admin: "Admin", Directory: "Admin", "Webhooks API": "Standard" });
  admin.joinProject(user, project, ADMIN);
  token = procore.signIn(user).accessToken;
  server = await listen(procore.wire);
  http = axios.create({ baseURL: server.url, validateStatus: () => true, maxRedirects: 0, proxy: false });
}

export function later(seconds: number): void {
  clock = new Date(clock.getTime() + seconds * 1_000);
}

export function set(behavior: Partial<Behavior>): void {
  Object.assign(procore.behavior, behavior);
}

/** An API request as the admin, in the company, unless said otherwise. */
export function ask(method: string, path: string, how: Ask = {}): Promise<AxiosResponse<Json>> {
  const companyId = how.company === undefined ? company : how.company;
  return http.request({
    method,
    url: path,
    params: how.params ?? {},
    ...(how.body === undefined ? {} : { data: JSON.stringify(how.body) }),
    headers: {
      Authorization: `Bearer ${how.token ?? token}`,
      ...(companyId === null ? {} : { "Procore-Company-Id": String(companyId) }),
      ...(how.body === undefined ? {} : { "Content-Type": "application/json" }),
    },
  });
}

/** The rows of a list that must answer. */
export async function rows(path: string, params: Json): Promise<Json[]> {
  const reply = await ask("GET", path, { params });
  expect(reply.status).toBe(200);
  return reply.data as unknown as Json[];
}

export function post(fields: Json): Promise<AxiosResponse<Json>> {
  const body = { project_id: project, contract_id: commitment, contract_payment: fields };
  return ask("POST", "/rest/v1.0/contract_payments", { body });
}

export function patch(id: unknown, fields: Json): Promise<AxiosResponse<Json>> {
  const body = { project_id: project, contract_id: commitment, contract_payment: fields };
  return ask("PATCH", `/rest/v1.0/contract_payments/${String(id)}`, { body });
}

export function remove(id: unknown): Promise<AxiosResponse<Json>> {
  const params = { project_id: project, contract_id: commitment };
  return ask("DELETE", `/rest/v1.0/contract_payments/${String(id)}`, { params });
}

export function listPayments(params: Json = {}): Promise<AxiosResponse<Json>> {
  return ask("GET", "/rest/v1.0/contract_payments", {
    params: { project_id: project, contract_id: commitment, ...params },
  });
}

/** The id of a payment that is synced, and so locked. */
export async function locked(): Promise<unknown> {
  const created = await post({ amount: "100.00", origin_id: "acu:T:CHK:1:INV:1" });
  expect(created.status).toBe(201);
  return created.data["id"];
}

export function grant(fields: Record<string, string>): Promise<AxiosResponse<Json>> {
  const { clientId, clientSecret } = procore.app;
  const body = { client_id: clientId, client_secret: clientSecret, ...fields };
  return http.post("/oauth/token", new URLSearchParams(body));
}

export async function serviceToken(): Promise<string> {
  const reply = await grant({ grant_type: "client_credentials" });
  expect(reply.status).toBe(200);
  return String(reply.data["access_token"]);
}

export function authorize(fields: Json = {}): Promise<AxiosResponse<string>> {
  return http.get("/oauth/authorize", {
    params: { response_type: "code", client_id: procore.app.clientId, redirect_uri: REDIRECT, state: "s1", ...fields },
  });
}

export async function newCode(): Promise<string> {
  set({ approveAs: user });
  const reply = await authorize();
  return new URL(String(reply.headers["location"])).searchParams.get("code") ?? "";
}
