import { z } from "zod";
import { SyncError } from "../domain/errors.ts";
import type { AcumaticaMethod } from "../domain/settings.ts";
import { customNames } from "./bill-facts.ts";
import { entityPath } from "./key-path.ts";
import { AcumaticaClient, type AccessToken, type ClientDeps } from "./client.ts";
import { labelOf, labelSetOf, typeCode, type LabelSet } from "./codes.ts";
import type { Metadata } from "./metadata.ts";
import { attempt, odataOf } from "./probe-odata.ts";
import { checkOfClock, checkOfRights, failed, passed, SCREENS, unsure, type ProbeCheck } from "./probe-checks.ts";
import { CheckStamp, SiteEntity } from "./schema.ts";
import { methodsOf, type Reach } from "./source.ts";

export type ProbeDeps = Omit<ClientDeps, "accessToken"> & {
  readonly accessToken: AccessToken;
  readonly tenant: string;
  /** The configured bill field, to be checked too. */
  readonly billField: string | null;
};

export type ProbeResult = {
  readonly checks: readonly ProbeCheck[];
  /** How to read this tenant; null while something stands in the way. Stored with the connection. */
  readonly reach: Reach | null;
  readonly reader: "dac" | "contract" | null;
  readonly methods: readonly AcumaticaMethod[];
  /** Reduced $metadata, where it was read: hand it to the reader's cache. */
  readonly metadata: Metadata | null;
};

/** Endpoints this app was tested with, the preferred first. 26 speaks another dialect, so it is the last choice. */
const ENDPOINTS = ["25.200.001", "24.200.001", "23.200.001", "22.200.001", "20.200.001", "26.200.001"];
const PROBE_TIMEOUT_MS = 90_000;

/**
 * Looks at a tenant before anything is read from it: read-only requests, each finding in words. What is wrong with the
 * address, the sign-in or the rights is a failed check, never an exception.
 */
export async function probe(deps: ProbeDeps): Promise<ProbeResult> {
  const client = new AcumaticaClient({
    ...deps,
    timeoutMs: deps.timeoutMs ?? PROBE_TIMEOUT_MS,
    tries: deps.tries ?? 2,
  });
  const site = await attempt(() => client.get("/entity"));
  const reached = checksOfSite(site);
  if (site instanceof SyncError) return nothing(reached);
  const clock = checkOfClock(site.headers.date, deps.now());
  const index = SiteEntity.safeParse(parsed(site.text));
  if (!index.success) {
    const says = "The address answers, but not as an Acumatica site.";
    return nothing([failed("address", "Address", says, "Check the address, with its site path."), clock]);
  }
  const endpoint = ENDPOINTS.find((one) =>
    index.data.endpoints.some(({ name, version }) => isDefault(name, version, one)),
  );
  const build = index.data.version?.acumaticaBuildVersion ?? null;
  if (endpoint === undefined) {
    const says = "None of the interface versions that this app knows is offered.";
    return nothing([
      ...reached,
      failed("version", "Version", says, "Enable endpoint Default 20.200.001 or later."),
      clock,
    ]);
  }
  const version = passed("version", "Version", `Endpoint Default ${endpoint}${build ? ` on build ${build}` : ""}.`);
  const found = await readings(client, endpoint, deps);
  const checks = [...reached, version, clock, ...found.checks];
  const reader = found.dacPath !== null ? "dac" : found.contract ? "contract" : null;
  const reach = reader && { endpoint, dacPath: found.dacPath, labels: found.labels };
  return { checks, reach, reader, methods: found.methods, metadata: found.metadata };
}

type Found = {
  readonly checks: readonly ProbeCheck[];
  readonly dacPath: string | null;
  readonly metadata: Metadata | null;
  /** May contract REST read payments and bills? */
  readonly contract: boolean;
  readonly labels: LabelSet;
  readonly methods: readonly AcumaticaMethod[];
};

async function readings(client: AcumaticaClient, endpoint: string, deps: ProbeDeps): Promise<Found> {
  const rights = await Promise.all(
    SCREENS.map(async (screen) => {
      const query = [
        ["$select", screen.key],
        ["$top", "1"],
      ] as const;
      const reply = await attempt(() => client.get(entityPath(endpoint, screen.entity), query));
      return { screen, error: reply instanceof SyncError ? reply : null };
    }),
  );
  const readable = new Set(rights.flatMap(({ screen, error }) => (error ? [] : [screen.entity])));
  const contract = readable.has("Check") && readable.has("Bill");
  const [language, dates, odata, methods] = await Promise.all([
    languageOf(client, endpoint, readable.has("Check")),
    customCheck(client, endpoint, contract ? deps.billField : null),
    odataOf(client, deps.tenant),
    attempt(() => methodsOf(client, endpoint)),
  ]);
  const listed = methods instanceof SyncError ? [] : methods;
  return {
    checks: [...rights.map(checkOfRights), ...language.checks, ...dates, odata.check, methodsCheck(methods)],
    dacPath: odata.dacPath,
    metadata: odata.metadata,
    contract,
    labels: language.labels,
    methods: listed,
  };
}

function checksOfSite(site: unknown): readonly ProbeCheck[] {
  const there = passed("address", "Address", "Acumatica answers at this address.");
  const signedIn = passed("sign-in", "Sign-in", "Acumatica accepts the connection's sign-in.");
  if (!(site instanceof SyncError)) return [there, signedIn];
  if (site.kind === "unauthorized") {
    return [there, failed("sign-in", "Sign-in", site.message, "Press Connect and sign in to Acumatica.")];
  }
  if (site.kind === "forbidden") {
    return [there, failed("sign-in", "Sign-in", site.message, "Give the connection's user the right to use the API.")];
  }
  // It answered as Acumatica does, only not now.
  const answered = site.extra.status !== undefined && (site.kind === "unavailable" || site.kind === "rate limited");
  if (answered) return [there, failed("sign-in", "Sign-in", site.message, "Check again a little later.")];
  const fix = "Check the address, with its site path, as in your browser's sign-in page.";
  return [failed("address", "Address", site.message, fix)];
}

/** Learns the labels in use, and sees a session in another language, in which no document could be told from another. */
async function languageOf(
  client: AcumaticaClient,
  endpoint: string,
  readable: boolean,
): Promise<{ readonly labels: LabelSet; readonly checks: readonly ProbeCheck[] }> {
  const label = "Language";
  if (!readable) return { labels: "new", checks: [] };
  const query = [
    ["$select", "Type,ReferenceNbr,LastModifiedDateTime"],
    ["$top", "50"],
  ] as const;
  const rows = await attempt(() => client.read(entityPath(endpoint, "Check"), query, z.array(CheckStamp)));
  if (rows instanceof SyncError) {
    return { labels: "new", checks: [failed("language", label, rows.message, null)] };
  }
  const types = rows.flatMap(({ Type }) => (Type === null ? [] : [Type]));
  const unknown = types.find((type) => typeCode(type) === null);
  const labels = types.map(labelSetOf).find((set) => set !== null) ?? "new";
  if (unknown !== undefined) {
    const says = `Acumatica calls a payment "${labelOf(unknown)}", which this app does not know.`;
    return {
      labels,
      checks: [failed("language", label, says, "Set the language of the connection's user to English.")],
    };
  }
  if (types.length === 0)
    return { labels, checks: [unsure("language", label, "There is no payment yet to tell it by.")] };
  return { labels, checks: [passed("language", label, "Document types are named in words this app knows.")] };
}

async function customCheck(client: AcumaticaClient, endpoint: string, billField: string | null): Promise<ProbeCheck[]> {
  if (billField === null) return [];
  const names = await attempt(() => customNames(client, endpoint, "Bill"));
  if (names instanceof SyncError) return [failed("bill-field", "Bill field", names.message, null)];
  if (names.has(billField)) return [passed("bill-field", "Bill field", `Bills have the field ${billField}.`)];
  const fix = "Correct the field's name in Settings, or add it to Bills and Adjustments.";
  return [failed("bill-field", "Bill field", `Bills have no field ${billField}.`, fix)];
}

function methodsCheck(methods: readonly AcumaticaMethod[] | SyncError): ProbeCheck {
  const [id, label] = ["methods-found", "Payment methods found"] as const;
  if (methods instanceof SyncError) return failed(id, label, methods.message, null);
  if (methods.length === 0) {
    return failed(id, label, "No payment method is used in Accounts Payable.", "Set up payment methods in Acumatica.");
  }
  const shown = methods.slice(0, 8).map((method) => method.id);
  const more = methods.length > shown.length ? ` and ${methods.length - shown.length} more` : "";
  return passed(id, label, `${shown.join(", ")}${more}.`);
}

function nothing(checks: readonly ProbeCheck[]): ProbeResult {
  return { checks, reach: null, reader: null, methods: [], metadata: null };
}

function isDefault(name: string, version: string, wanted: string): boolean {
  return name === "Default" && version === wanted;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
