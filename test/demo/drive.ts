import axios from "axios";
import { GetAccess } from "../../server/contract/access.ts";
import {
  AuthorizeConnection,
  GetConnection,
  PutConnection,
  type ConnectionShape,
} from "../../server/contract/connection.ts";
import { pathOf, type CallOf, type Endpoint, type ReplyOf } from "../../server/contract/endpoint.ts";
import { GetMappings, type UnplacedShape } from "../../server/contract/mappings.ts";
import { GetPayments, type ApplicationShape } from "../../server/contract/payments.ts";
import { GetRun, PostRun, type RunShape } from "../../server/contract/runs.ts";
import { PostSession } from "../../server/contract/session.ts";
import { PatchSettings } from "../../server/contract/settings.ts";
import { GetTieOut, type TieOutShape } from "../../server/contract/tie-out.ts";
import type { FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import type { DemoCompany } from "./company.ts";
import { reachable, type Origins } from "./origins.ts";
import { Visitor } from "./visitor.ts";

type Asked = {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

const POLL_MS = 100;
const RUN_TAKES_MS = 120_000;

/** One signed-in person, using the app through its outside interface and nothing else. */
export class Driver {
  readonly #app: string;
  #token: string | null = null;

  constructor({ app }: Pick<Origins, "app">) {
    this.#app = app;
  }

  /** The popup's way: Procore's login page, the one-time code of the last page, and the token it is worth. */
  async signIn(userId: number, companyId: number): Promise<void> {
    const window = new Visitor();
    const login = await window.open(`${this.#app}/auth/procore?company_id=${companyId}`);
    const last = await window.submit(login, { name: "user_id", value: String(userId) });
    const code = /<body[^>]*\bdata-one-time-code="([^"]+)"/.exec(last.html)?.[1];
    if (code === undefined) throw new Error(`Signing in ended on ${last.url} (${last.status}) without a code`);
    const { token } = await this.call(PostSession, { body: { code } });
    this.#token = token;
  }

  /** Enters where Acumatica is and agrees on its page, as the admin does in Settings. */
  async connect(companyId: number, acumatica: FakeAcumatica, baseUrl: string): Promise<ConnectionShape> {
    const params = { c: companyId };
    const { id: clientId, secret: clientSecret } = acumatica.client;
    await this.call(PutConnection, { params, body: { baseUrl, tenant: acumatica.tenant, clientId, clientSecret } });
    const { url } = await this.call(AuthorizeConnection, { params });
    const window = new Visitor();
    const last = await window.submit(await window.open(url), { name: "decision", value: "allow" });
    if (last.status !== 200) throw new Error(`Connecting ended on ${last.url} with ${last.status}`);
    const connection = await this.call(GetConnection, { params });
    if (connection.status === "connected") return connection;
    throw new Error(`The connection is "${connection.status}": ${connection.says}`);
  }

  /** Maps the projects and says from when on; the schedule is `never`, so that nothing is synced unasked. */
  async configure({ companyId, projectMap, startDate }: DemoCompany): Promise<void> {
    await this.call(PatchSettings, { params: { c: companyId }, body: { projectMap, startDate, schedule: "never" } });
  }

  /** Starts a Sync Run and waits for its end. */
  async sync(companyId: number, projectId: number, mode: "preview" | "apply" = "apply"): Promise<RunShape> {
    const { runId } = await this.call(PostRun, { params: { c: companyId, p: projectId }, body: { mode } });
    for (const until = Date.now() + RUN_TAKES_MS; Date.now() < until;) {
      const run = await this.call(GetRun, { params: { c: companyId, id: runId } });
      if (run.status !== "queued" && run.status !== "running") return run;
      await new Promise((done) => setTimeout(done, POLL_MS));
    }
    throw new Error(`Run ${runId} did not end within ${RUN_TAKES_MS / 1_000} seconds`);
  }

  async applications(companyId: number, projectId: number): Promise<readonly ApplicationShape[]> {
    const items: ApplicationShape[] = [];
    for (let token: string | null = ""; token !== null;) {
      const query = token === "" ? {} : { page_token: token };
      const page: ReplyOf<typeof GetPayments> = await this.call(GetPayments, {
        params: { c: companyId, p: projectId },
        query,
      });
      items.push(...page.items);
      token = page.nextPageToken;
    }
    return items;
  }

  /** The applications that concern no project of Procore's. */
  async unplaced(companyId: number): Promise<readonly UnplacedShape[]> {
    return (await this.call(GetMappings, { params: { c: companyId } })).unplaced;
  }

  tieOut(companyId: number, projectId: number): Promise<TieOutShape> {
    return this.call(GetTieOut, { params: { c: companyId, p: projectId } });
  }

  access(companyId: number, projectId: number): Promise<ReplyOf<typeof GetAccess>> {
    return this.call(GetAccess, { params: { c: companyId }, query: { project_id: projectId } });
  }

  /** @throws Error with the problem's own words, when the app refuses */
  async call<E extends Endpoint>(endpoint: E, asked: CallOf<E>): Promise<ReplyOf<E>> {
    const { params = {}, query, body } = asked as Asked;
    const { url, host } = reachable(this.#app + pathOf(endpoint, params));
    const reply = await axios.request<unknown>({
      method: endpoint.method,
      url,
      params: query,
      ...(body !== undefined && { data: body }),
      headers: { Host: host, ...(this.#token !== null && { Authorization: `Bearer ${this.#token}` }) },
      proxy: false,
      validateStatus: () => true,
    });
    if (reply.status >= 400) {
      throw new Error(`${endpoint.method} ${pathOf(endpoint, params)} answered ${reply.status}: ${textOf(reply.data)}`);
    }
    return endpoint.reply.parse(reply.data) as ReplyOf<E>;
  }
}

function textOf(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}
