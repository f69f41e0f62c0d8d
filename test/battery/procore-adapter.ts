import { afterEach, describe, expect } from "vitest";
import type { Commitment, Draft } from "../../server/domain/contract-payment.ts";
import { SyncError } from "../../server/domain/errors.ts";
import { parseMinor } from "../../server/domain/money.ts";
import { applicationKey } from "../../server/domain/payment.ts";
import { createHttp } from "../../server/net/http.ts";
import { createProcoreClient, type ProcoreClient } from "../../server/procore/client.ts";
import { createProcoreOAuth, createServiceToken, type ProcoreOAuth } from "../../server/procore/oauth.ts";
import { createProcoreTarget, type TargetOptions } from "../../server/procore/target.ts";
import type { PaymentTarget } from "../../server/sync/ports.ts";
import type { Behavior } from "../fakes/procore/behavior.ts";
import { createFakeProcore, type FakeProcore } from "../fakes/procore/fake-procore.ts";
import { axiosAdapter, listen, type Exchange, type Wire, type WireRequest } from "../fakes/wire.ts";

/** How the adapter reaches the fake: over a socket, or as axios's adapter in the simulation. */
export type Mount = (
  wire: Wire,
) => Promise<{ readonly url: string; readonly adapter?: ReturnType<typeof axiosAdapter> }>;

const open: { close(): Promise<void> }[] = [];

export const MOUNTS: readonly (readonly [name: string, mount: Mount])[] = [
  [
    "a real port",
    async (wire) => {
      const at = await listen(wire);
      open.push(at);
      return { url: at.url };
    },
  ],
  [
    "axios's adapter",
    (wire) => Promise.resolve({ url: "http://procore.test", adapter: axiosAdapter({ "http://procore.test": wire }) }),
  ],
];

export type AdapterWorld = {
  readonly procore: FakeProcore;
  readonly client: ProcoreClient;
  readonly oauth: ProcoreOAuth;
  readonly target: PaymentTarget;
  readonly company: number;
  readonly project: number;
  readonly vendor: number;
  readonly commitment: Commitment;
  readonly invoice: number;
  readonly url: string;
  readonly now: () => Date;
  readonly later: (ms: number) => void;
  readonly draft: (changes?: Partial<Draft>) => Draft;
  readonly targetWith: (more: Partial<TargetOptions>) => PaymentTarget;
  /** Requests to the API host so far, as "POST /rest/v1.0/contract_payments". */
  readonly sent: () => string[];
};

/** Closes the ports of the file's tests. Call it once per file. */
export function closingPorts(): void {
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });
}

/** A company with one project, vendor, subcontract and invoice, and the adapter in front of it. Waiting moves the clock. */
export async function anAdapterWorld(mount: Mount, behavior: Partial<Behavior> = {}): Promise<AdapterWorld> {
  let clock = new Date("2026-03-02T10:00:00Z");
  const now = () => clock;
  const later = (ms: number) => void (clock = new Date(clock.getTime() + ms));
  const sleep = (ms: number) => Promise.resolve(later(ms));
  const procore = createFakeProcore({ now, behavior });
  const places = furnish(procore);
  const { url, adapter } = await mount(procore.wire);
  const http = createHttp({ system: "Procore", timeoutMs: 5_000, ...(adapter && { adapter }) });
  const { clientId, clientSecret } = procore.app;
  const oauth = createProcoreOAuth({ http, tokenUrl: `${url}/oauth/token`, clientId, clientSecret, now });
  const waits = { now, sleep, random: () => 0.5 };
  const serviceToken = createServiceToken(oauth, waits);
  const client = createProcoreClient({ http, apiUrl: url, serviceToken, ...waits });
  const targetWith = (more: Partial<TargetOptions>) =>
    createProcoreTarget({ client, companyId: places.company, companyCurrency: "USD", ...more });
  const sent = () =>
    procore.log
      .map(({ request }) => `${request.method} ${request.target.split("?")[0]}`)
      .filter((line) => !line.includes("/oauth/"));
  const draft = (changes: Partial<Draft> = {}) => ({ ...aDraft(places), ...changes });
  return { procore, client, oauth, target: targetWith({}), url, now, later, draft, targetWith, sent, ...places };
}

export const isPost = (request: WireRequest) => request.method === "POST" && request.target.startsWith("/rest/");
export const isApi = (request: WireRequest) => request.target.startsWith("/rest/");

export async function errorOf(promise: Promise<unknown>): Promise<SyncError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SyncError);
  return error as SyncError;
}

/** Every exchange of the given worlds, for the check against the vendor's contract. */
export function exchangesOf(worlds: readonly AdapterWorld[]): readonly Exchange[] {
  return worlds.flatMap(({ procore }) => procore.log);
}

export function onEveryMount(what: string, tests: (mount: Mount) => void): void {
  describe.each(MOUNTS)(`${what} over %s`, (_name, mount) => tests(mount));
}

type Places = Pick<AdapterWorld, "company" | "project" | "vendor" | "commitment" | "invoice">;

function furnish({ admin }: FakeProcore): Places {
  const company = admin.addCompany().id;
  const project = admin.addProject({ companyId: company, name: "Harbor Tower" }).id;
  const vendor = admin.addVendor({ companyId: company, name: "Acme Concrete", originId: "V000123" }).id;
  const made = admin.addCommitment({ projectId: project, vendorId: vendor, number: "SC-001", title: "Concrete" });
  const invoice = admin.addRequisition({
    commitmentId: made.id,
    invoiceNumber: "INV-7",
    currentPaymentDue: "1000.00",
  }).id;
  const commitment: Commitment = {
    id: made.id,
    projectId: project,
    type: "subcontract",
    number: made.number,
    title: made.title,
    status: made.status,
    vendorId: vendor,
    originId: null,
    currency: "USD",
    totalPayments: "0.0",
    allowPayments: null,
  };
  return { company, project, vendor, commitment, invoice };
}

function aDraft({ project, commitment, invoice }: Places): Draft {
  return {
    key: applicationKey("Demo", { type: "CHK", ref: "000123" }, { type: "INV", ref: "AP000001" }),
    projectId: project,
    commitmentId: commitment.id,
    invoiceId: invoice,
    amount: parseMinor("1234.50", "USD"),
    currency: "USD",
    date: "2026-02-27",
    checkNumber: "5501",
    method: "check",
    invoiceNumber: "INV-7",
    invoiceDate: "2026-02-01",
    notes: "Payment CHK 000123 of bill AP000001",
  };
}
