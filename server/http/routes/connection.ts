import { z } from "zod";
import { clientIdProblem } from "../../acumatica/oauth.ts";
import {
  AuthorizeConnection,
  CheckConnection,
  DeleteConnection,
  GetConnection,
  PutConnection,
  RotatePush,
} from "../../contract/connection.ts";
import type { StoredConnection } from "../../store/connections.ts";
import { acumaticaOwner } from "../../store/tokens.ts";
import { note } from "../audit-note.ts";
import { authorizeUrl, probeAndStore } from "../acumatica-sign-in.ts";
import { changeTo, type Ledger } from "../connection-change.ts";
import { connectionShape } from "../connection-shape.ts";
import type { RouteDeps } from "../deps.ts";
import { InvalidRequest } from "../problem.ts";
import { route } from "../route.ts";

export function connectionRoutes(deps: RouteDeps) {
  const { store, acumatica, engine, hooks, now, newSecret } = deps;
  return [
    route(GetConnection, "sync", ({ params, caller }) => connectionShape(deps, params.c, caller)),
    route(PutConnection, "configure", async ({ params, body, caller }) => {
      const entered = { ...body, baseUrl: acumatica.readBaseUrl(body.baseUrl) };
      const problem = clientIdProblem(entered.clientId, entered.tenant);
      if (problem !== null) throw new InvalidRequest([{ pointer: "/clientId", detail: problem }]);
      const before = await store.connections.get(params.c);
      const at = now().toISOString();
      const fresh = {
        companyId: params.c,
        connectedBy: caller.user.login,
        webhookTokens: {
          procore: newSecret(),
          acumatica: newSecret(),
          secrets: { procore: newSecret(), acumatica: newSecret() },
        },
        createdAt: at,
        updatedAt: at,
      };
      const change = changeTo(entered, before, { ledgers: await ledgersOf(deps, params.c), fresh });
      if (change.dropTokens) await store.tokens.drop(acumaticaOwner(params.c));
      if (change.dropPicture) await store.pictures.dropAcumatica(params.c);
      await store.connections.put(change.connection);
      acumatica.forget(params.c);
      const deed = { what: CHANGED, target: entered.baseUrl, before: shown(before), after: shown(change.connection) };
      await note(deps, params.c, caller, deed);
      if (change.connection.status === "ready") engine.connected(params.c);
      hooks.check(params.c);
      return connectionShape(deps, params.c, caller);
    }),
    route(DeleteConnection, "configure", async ({ params, caller }) => {
      const before = await store.connections.get(params.c);
      if (!before) return undefined;
      const tokens = await store.tokens.load(acumaticaOwner(params.c));
      await store.connections.remove(params.c);
      acumatica.forget(params.c);
      hooks.leave(params.c);
      if (tokens) await acumatica.revoke(before, tokens);
      const deed = { what: "removed the connection", target: before.baseUrl, before: shown(before), after: null };
      await note(deps, params.c, caller, deed);
      return undefined;
    }),
    route(AuthorizeConnection, "configure", async ({ params, caller }) => {
      const connection = await entered(params.c);
      return { url: authorizeUrl(deps, connection, caller) };
    }),
    route(RotatePush, "configure", async ({ params, caller }) => {
      const { webhookTokens, baseUrl } = await entered(params.c);
      const secrets = { procore: webhookTokens.secrets?.procore ?? newSecret(), acumatica: newSecret() };
      await store.connections.patch(params.c, {
        webhookTokens: { ...webhookTokens, acumatica: newSecret(), secrets },
      });
      const deed = { what: "renewed the address for push notifications", target: baseUrl, before: null, after: null };
      await note(deps, params.c, caller, deed);
      return connectionShape(deps, params.c, caller);
    }),
    route(CheckConnection, "configure", async ({ params, caller }) => {
      await entered(params.c);
      await probeAndStore(deps, params.c);
      hooks.check(params.c);
      return connectionShape(deps, params.c, caller);
    }),
  ];

  async function entered(companyId: number): Promise<StoredConnection> {
    const connection = await store.connections.get(companyId);
    if (connection) return connection;
    throw new InvalidRequest([{ pointer: "", detail: "Enter where Acumatica is first." }]);
  }
}

const CHANGED = "changed the connection";

const LedgerShown = z.object({ baseUrl: z.string(), tenant: z.string(), keyTenant: z.string() });

function shown(connection: StoredConnection | null): (Ledger & { readonly clientId: string }) | null {
  if (!connection) return null;
  const { baseUrl, tenant, keyTenant, clientId } = connection;
  return { baseUrl, tenant, keyTenant, clientId };
}

/** Every ledger the company was connected to, latest last, as the audit log tells: it outlives the connection. */
async function ledgersOf({ store }: RouteDeps, companyId: number): Promise<Ledger[]> {
  const ledgers: Ledger[] = [];
  for (let after: string | null = null; ;) {
    const { entries, next } = await store.audit.list(companyId, after, 1_000);
    for (const entry of entries) {
      const ledger = entry.what === CHANGED ? LedgerShown.safeParse(entry.after) : null;
      if (ledger?.success) ledgers.push(ledger.data);
    }
    if (next === null) return ledgers;
    after = next;
  }
}
