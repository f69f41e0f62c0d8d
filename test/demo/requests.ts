import type { Exchange } from "../fakes/wire.ts";
import type { DemoCompany } from "./company.ts";
import type { Demo } from "./demo.ts";
import type { DemoProject } from "./told.ts";

/** What one sync sent, as `POST /rest/v1.0/contract_payments`; sign-ins and a person's own questions left out. */
export type Requests = {
  readonly procore: readonly string[];
  readonly acumatica: readonly string[];
};

export async function counting<T>({ procore, acumatica }: Demo, act: () => Promise<T>): Promise<[T, Requests]> {
  const [first, second] = [procore.log.length, acumatica.wire.log.length];
  const result = await act();
  // The permission checks carry the person's own token; the sync's requests carry the service account's.
  const own = serviceTokens(procore.log);
  const ours = procore.log.slice(first).filter(({ request }) => own.has(request.headers["authorization"] ?? ""));
  const asked = acumatica.wire.log.slice(second).filter(({ request }) => !request.target.includes("/identity/"));
  return [result, { procore: ours.map(lineOf), acumatica: asked.map(lineOf) }];
}

export function isWrite(line: string): boolean {
  return !line.startsWith("GET ");
}

export function isList(line: string): boolean {
  return line === "GET /rest/v1.0/contract_payments";
}

/** What a sync on demand may send where nothing has changed: the figures of the product, and where they come from. */
export type Allowance = {
  readonly procore: number;
  readonly lists: number;
  readonly acumatica: number;
};

/**
 * At most 2 Acumatica and 3 Procore requests. Beyond that: a list of each commitment that has a discrepancy, the
 * settings of each whose payments were off, and one look-up where a payment method is unknown: all three heal without
 * anybody telling the app.
 */
export function allowanceOf({ books }: DemoCompany, project: DemoProject): Allowance {
  const here = [...books.told.values()].filter(({ bill }) => bill.commitment.project.id === project.id);
  const open = here.filter(({ held }) => held?.state === "needs_review" || held?.state === "failed");
  const commitments = (told: typeof open) => new Set(told.map(({ bill }) => bill.commitment.id)).size;
  const off = open.filter(({ held }) => held?.reason === "payments_off");
  const unknown = open.some(({ held }) => held?.reason === "unknown_method");
  return { procore: 3 + commitments(off), lists: commitments(open), acumatica: unknown ? 3 : 2 };
}

function serviceTokens(log: readonly Exchange[]): ReadonlySet<string> {
  const grants = log.filter(
    ({ request }) => request.target === "/oauth/token" && request.body.includes("client_credentials"),
  );
  return new Set(
    grants.map(({ reply }) => {
      const { access_token: token } = JSON.parse(reply?.body ?? "{}") as { access_token?: string };
      return `Bearer ${token ?? ""}`;
    }),
  );
}

function lineOf({ request }: Exchange): string {
  return `${request.method} ${request.target.split("?", 1)[0] ?? ""}`;
}
