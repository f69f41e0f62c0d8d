import { Router, type RequestHandler } from "express";
import { z } from "zod";
import { authorizationUrl, chainExpiresAt } from "../acumatica/oauth.ts";
import { isSyncError, SyncError } from "../domain/errors.ts";
import type { StandingConnection } from "../store/connections.ts";
import type { Caller } from "./access.ts";
import { noteOf } from "./audit-note.ts";
import type { RouteDeps } from "./deps.ts";
import { sendFinalPage, type Ending } from "./final-page.ts";

const CALLBACK = "/auth/acumatica/callback";
const LIFETIME_MS = 600_000;
const PURPOSE = "acumatica sign-in";

const State = z.object({
  companyId: z.int(),
  user: z.object({ id: z.int(), login: z.string(), name: z.string() }),
  clientId: z.string(),
  /** The connection as it stood: one changed meanwhile is another one to sign in to. */
  epoch: z.int(),
  verifier: z.string(),
  until: z.int(),
});

/**
 * Where the popup goes. Who asked, for which company, and the PKCE verifier travel in `state`, sealed: the frame that
 * asks can set no cookie that the popup would see, and nobody can read or change what is sealed.
 */
export function authorizeUrl(deps: RouteDeps, connection: StandingConnection, { user }: Caller): string {
  const verifier = deps.newSecret();
  const until = deps.now().getTime() + LIFETIME_MS;
  const { companyId, clientId, epoch } = connection;
  const state = deps.sealer.seal(JSON.stringify({ companyId, user, clientId, epoch, verifier, until }), PURPOSE);
  return authorizationUrl(connection, { redirectUri: deps.publicUrl + CALLBACK, state, verifier });
}

/** The popup's way back from Acumatica. */
export function acumaticaCallback(deps: RouteDeps): Router {
  const callback: RequestHandler = async (request, response) => {
    const ending = await finish(deps, request.query["code"], request.query["state"]);
    sendFinalPage(response, ending, deps.publicUrl);
  };
  return Router().get(CALLBACK, callback);
}

async function finish(deps: RouteDeps, code: unknown, sealed: unknown): Promise<Ending> {
  try {
    const state = openState(deps, sealed);
    if (typeof code !== "string" || code === "") throw refused("Acumatica did not sign you in. Try again.");
    await connect(deps, state, code);
    return { kind: "connected" };
  } catch (error) {
    if (!isSyncError(error)) throw error;
    deps.log.warn({ kind: error.kind, system: error.system }, "A sign-in to Acumatica failed");
    return { kind: "failed", says: error.message };
  }
}

function openState({ sealer, now }: RouteDeps, sealed: unknown): z.output<typeof State> {
  const tooLate = "This sign-in did not begin here, or took too long. Try again.";
  const text = typeof sealed === "string" ? opened(sealer, sealed) : null;
  const state = text === null ? null : State.safeParse(JSON.parse(text));
  if (!state?.success || state.data.until < now().getTime()) throw refused(tooLate);
  return state.data;
}

/** null: not ours, or changed on the way. */
function opened(sealer: RouteDeps["sealer"], sealed: string): string | null {
  try {
    return sealer.open(sealed, PURPOSE);
  } catch {
    return null;
  }
}

async function connect(deps: RouteDeps, state: z.output<typeof State>, code: string): Promise<void> {
  const { store, acumatica, engine, hooks, publicUrl } = deps;
  const { companyId, user, clientId, epoch, verifier } = state;
  const connection = await store.connections.get(companyId);
  if (connection?.clientId !== clientId || connection.epoch !== epoch) throw refused(CHANGED);
  const tokens = await acumatica.exchange(connection, { code, verifier, redirectUri: publicUrl + CALLBACK });
  const signedIn = {
    status: "ready",
    heldBecause: null,
    chainExpiresAt: chainExpiresAt(tokens),
    connectedBy: user.login,
  } as const;
  const deed = { what: "signed in to Acumatica", target: connection.baseUrl, before: null, after: null };
  const note = noteOf(deps, companyId, { user }, deed);
  if (!(await store.connections.patch(connection, signedIn, { tokens, departedAt: null, note }))) {
    acumatica.leave(connection, tokens);
    throw refused(CHANGED);
  }
  acumatica.forget(companyId);
  await probeAndStore(deps, companyId);
  engine.connected(companyId);
  hooks.check(companyId);
}

const CHANGED = "The connection was changed meanwhile. Sign in again.";

/** Looks again, and stores what was found. A probe changes nothing on either side. */
export async function probeAndStore({ acumatica }: Pick<RouteDeps, "acumatica">, companyId: number): Promise<void> {
  await acumatica.probe(companyId);
  acumatica.forget(companyId);
}

function refused(says: string): SyncError {
  return new SyncError("rejected", "This app", says);
}
