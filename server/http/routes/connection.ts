import { clientIdProblem } from "../../acumatica/oauth.ts";
import {
  AuthorizeConnection,
  CheckConnection,
  DeleteConnection,
  GetConnection,
  PutConnection,
  RotatePush,
} from "../../contract/connection.ts";
import type { StandingConnection, StoredConnection } from "../../store/connections.ts";
import { acumaticaOwner } from "../../store/tokens.ts";
import type { Ledger } from "../../store/ledgers.ts";
import { noteOf } from "../audit-note.ts";
import { authorizeUrl, probeAndStore } from "../acumatica-sign-in.ts";
import { changeTo } from "../connection-change.ts";
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
      const tokens = await store.tokens.load(acumaticaOwner(params.c));
      let left: StoredConnection | null = null;
      const connection = await store.connections.change(params.c, (before, ledgers) => {
        const change = changeTo(entered, before, { ledgers, fresh });
        left = change.dropTokens ? before : null;
        const after = shown(change.connection);
        const deed = { what: "changed the connection", target: entered.baseUrl, before: shown(before), after };
        return { ...change, note: noteOf(deps, params.c, caller, deed) };
      });
      acumatica.forget(params.c);
      if (left && tokens) acumatica.leave(left, tokens);
      if (connection.status === "ready") engine.connected(params.c);
      hooks.check(params.c);
      return connectionShape(deps, params.c, caller);
    }),
    route(DeleteConnection, "configure", async ({ params, caller }) => {
      const before = await store.connections.get(params.c);
      if (!before) return undefined;
      const tokens = await store.tokens.load(acumaticaOwner(params.c));
      await store.connections.remove(params.c, (gone) => {
        const deed = { what: "removed the connection", target: gone.baseUrl, before: shown(gone), after: null };
        return noteOf(deps, params.c, caller, deed);
      });
      acumatica.forget(params.c);
      hooks.leave(params.c);
      if (tokens) await acumatica.revoke(before, tokens);
      return undefined;
    }),
    route(AuthorizeConnection, "configure", async ({ params, caller }) => {
      const connection = await entered(params.c);
      return { url: authorizeUrl(deps, connection, caller) };
    }),
    route(RotatePush, "configure", async ({ params, caller }) => {
      const connection = await entered(params.c);
      const { webhookTokens, baseUrl } = connection;
      const secrets = { procore: webhookTokens.secrets?.procore ?? newSecret(), acumatica: newSecret() };
      const deed = { what: "renewed the address for push notifications", target: baseUrl, before: null, after: null };
      const renewed = { webhookTokens: { ...webhookTokens, acumatica: newSecret(), secrets } };
      await store.connections.patch(connection, renewed, { note: noteOf(deps, params.c, caller, deed) });
      return connectionShape(deps, params.c, caller);
    }),
    route(CheckConnection, "configure", async ({ params, caller }) => {
      await entered(params.c);
      await probeAndStore(deps, params.c);
      hooks.check(params.c);
      return connectionShape(deps, params.c, caller);
    }),
  ];

  async function entered(companyId: number): Promise<StandingConnection> {
    const connection = await store.connections.get(companyId);
    if (connection) return connection;
    throw new InvalidRequest([{ pointer: "", detail: "Enter where Acumatica is first." }]);
  }
}

function shown(connection: StoredConnection | null): (Ledger & { readonly clientId: string }) | null {
  if (!connection) return null;
  const { baseUrl, tenant, keyTenant, clientId } = connection;
  return { baseUrl, tenant, keyTenant, clientId };
}
