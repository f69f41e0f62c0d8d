import type { Check } from "../store/connections.ts";
import type { Store } from "../store/store.ts";
import type { ConnectedApplication, Tokens } from "../acumatica/oauth.ts";
import type { Commitment } from "../domain/contract-payment.ts";
import type { AcumaticaMethod, AcumaticaProject } from "../domain/settings.ts";
import type { Log } from "../log.ts";
import type { NewId, Now } from "../sync/ports.ts";
import type { Gate } from "./access.ts";
import type { Engine } from "./engine.ts";
import type { Projects } from "./projects.ts";
import type { Sessions } from "./session.ts";

/** What the read-only probe found. `found` is the adapter's own, kept with the connection as it is. */
export type Probed = {
  readonly checks: readonly Check[];
  readonly reader: "dac" | "contract" | null;
  readonly found: Readonly<Record<string, unknown>> | null;
};

/** What the routes need of Acumatica. Errors: SyncError. */
export type AcumaticaDoor = {
  /** The typed address in one form. @throws SyncError "invalid", pointer /baseUrl */
  readBaseUrl(typed: string): string;
  exchange(
    application: ConnectedApplication,
    grant: { readonly code: string; readonly verifier: string; readonly redirectUri: string },
  ): Promise<Tokens>;
  /** Reads only, and stores what it found; whatever fails is a check that failed, in words. */
  probe(companyId: number): Promise<Probed>;
  methods(companyId: number): Promise<readonly AcumaticaMethod[]>;
  projects(companyId: number): Promise<readonly AcumaticaProject[]>;
  /** Gives the API session back and ends the chain of tokens. false: Acumatica did not confirm the latter. */
  revoke(application: ConnectedApplication, tokens: Tokens): Promise<boolean>;
  /** The same, in the background: nobody waits for a server that may be gone. */
  leave(application: ConnectedApplication, tokens: Tokens): void;
  /** The same, for the tokens that are stored. false also where there are none. They stay stored. */
  giveBack(companyId: number): Promise<boolean>;
  /** The connection changed: whatever is kept of it in memory (tokens, metadata) is forgotten. */
  forget(companyId: number): void;
};

type Place = {
  readonly web: string;
  readonly projectId: number;
  readonly commitment: Pick<Commitment, "id" | "type">;
};

/** Addresses of Procore's own pages. */
export type WebLinks = {
  commitment(place: Place): string;
  contractPayment(place: Place): string;
  invoice(place: Place, invoiceId: number): string;
};

/** Calls back every so often until it is stopped; the composition root's clock. */
export type Every = (ms: number, call: () => void) => () => void;

/** The webhook in Procore. Nothing here throws; `check` and `leave` work in the background. */
export type Hooks = {
  /** What decides whether there should be one has changed. */
  check(companyId: number): void;
  /** The connection is gone. */
  leave(companyId: number): void;
  remove(companyId: number): Promise<void>;
};

export type RouteDeps = {
  readonly store: Store;
  readonly engine: Engine;
  readonly hooks: Hooks;
  readonly gate: Gate;
  readonly sessions: Sessions;
  readonly projects: Projects;
  readonly acumatica: AcumaticaDoor;
  readonly links: WebLinks;
  /** The company's regional web host; null while it is not known. */
  readonly webBaseUrl: (companyId: number) => Promise<string | null>;
  /** Seals what travels through the browser and must come back unread and unchanged. */
  readonly sealer: { seal(secret: string, owner: string): string; open(sealed: string, owner: string): string };
  readonly publicUrl: string;
  readonly timeZone: string;
  readonly now: Now;
  readonly newId: NewId;
  readonly newSecret: () => string;
  readonly every: Every;
  readonly log: Log;
};
