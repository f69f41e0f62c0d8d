import { constants } from "node:zlib";
import compression from "compression";
import express, { type Express, type Request, type RequestHandler } from "express";
import helmet from "helmet";
import { pinoHttp } from "pino-http";
import { SyncError } from "../domain/errors.ts";
import type { Log } from "../log.ts";
import type { Trace } from "../trace.ts";
import { acumaticaCallback } from "./acumatica-sign-in.ts";
import type { RouteDeps } from "./deps.ts";
import { embed, type ClientFiles } from "./embed.ts";
import { pushHints } from "./push-hints.ts";
import { perAddress, perSession } from "./limits.ts";
import type { Metrics } from "./metrics.ts";
import { openapi } from "./openapi.ts";
import { problems } from "./problem.ts";
import { mount, type Route } from "./route.ts";
import { accessRoutes } from "./routes/access.ts";
import { auditRoutes } from "./routes/audit.ts";
import { connectionRoutes } from "./routes/connection.ts";
import { decisionRoutes } from "./routes/decisions.ts";
import { healthRoutes } from "./routes/health.ts";
import { invoiceRoutes } from "./routes/invoices.ts";
import { mappingRoutes } from "./routes/mappings.ts";
import { methodRoutes } from "./routes/methods.ts";
import { paymentRoutes } from "./routes/payments.ts";
import { peopleRoutes } from "./routes/people.ts";
import { purgeRoutes } from "./routes/purge.ts";
import { runRoutes } from "./routes/runs.ts";
import { sessionRoutes } from "./routes/session.ts";
import { settingsRoutes } from "./routes/settings.ts";
import { tieOutRoutes } from "./routes/tie-out.ts";
import { signIn, type SignInDeps } from "./sign-in.ts";
import { traced } from "./traced.ts";

export type AppDeps = {
  readonly routes: RouteDeps;
  readonly signIn: SignInDeps;
  readonly client: ClientFiles;
  readonly metrics: Metrics;
  readonly trace: Trace;
  readonly isReady: () => Promise<boolean>;
  readonly publicUrl: string;
  /** Who may frame us. */
  readonly webOrigins: readonly string[];
  /** Vite's page needs inline scripts and styles, and a web socket. */
  readonly developing: boolean;
  /** Hold every reply against its schema. */
  readonly checkReplies: boolean;
  readonly newId: () => string;
  readonly log: Log;
};

/** In bytes; below it a reply is one packet or two whatever is done to it. */
const SMALL_REPLY = 2_000;

/** The whole outside interface. Every route is in this list; what is not here answers 404. */
export function createApp(deps: AppDeps): Express {
  const { metrics, log, publicUrl } = deps;
  const app = express();
  app.disable("x-powered-by").disable("etag");
  // Proxies in front of us are on private networks; an address claimed from elsewhere is not believed.
  app.set("trust proxy", "loopback, linklocal, uniquelocal");
  app.use(securityHeaders(deps), requestLog(log, deps.newId), metrics.observe, traced(deps.trace));
  const health = healthRoutes(deps);
  const routes = [...health, ...apiRoutes(deps.routes)];
  app.use("/api", perAddress(6_000), perSession(1_200));
  app.use("/api", compression({ threshold: SMALL_REPLY, level: constants.Z_BEST_SPEED }));
  app.use(["/auth", "/api/session"], perAddress(300));
  app.use("/hooks", perAddress(3_000));
  mount(app, routes, deps.routes.gate, deps.checkReplies);
  app.get("/metrics", metrics.expose);
  const document = openapi(routes, publicUrl);
  app.get("/openapi.json", (_request, response) => {
    response.json(document);
  });
  app.use(
    signIn(deps.signIn),
    acumaticaCallback(deps.routes),
    pushHints(deps.routes),
    embed(deps.client, deps.webOrigins),
  );
  app.use((_request, _response, next) =>
    next(new SyncError("not found", "This app", "There is nothing at this address.")),
  );
  app.use(problems(log, deps.newId));
  return app;
}

function apiRoutes(deps: RouteDeps): Route[] {
  return [
    ...sessionRoutes(deps),
    ...accessRoutes(deps),
    ...connectionRoutes(deps),
    ...settingsRoutes(deps),
    ...paymentRoutes(deps),
    ...invoiceRoutes(deps),
    ...tieOutRoutes(deps),
    ...runRoutes(deps),
    ...decisionRoutes(deps),
    ...mappingRoutes(deps),
    ...methodRoutes(deps),
    ...peopleRoutes(deps),
    ...purgeRoutes(deps),
    ...auditRoutes(deps),
  ];
}

/** The hash is that of the empty string: styled-components' one inline style is empty, and filled through the CSSOM. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/**
 * helmet's defaults break an embedded app: X-Frame-Options would keep Procore out, and an opener policy cuts the popup
 * from the frame that opened it, so the sign-in would never come back.
 */
function securityHeaders({ webOrigins, developing, publicUrl }: AppDeps): RequestHandler {
  const https = publicUrl.startsWith("https:");
  return helmet({
    xFrameOptions: false,
    crossOriginOpenerPolicy: { policy: "unsafe-none" },
    strictTransportSecurity: https,
    contentSecurityPolicy: {
      directives: {
        "default-src": ["'self'"],
        "frame-ancestors": [...webOrigins],
        "script-src": ["'self'", ...(developing ? ["'unsafe-inline'"] : [])],
        "style-src": ["'self'", developing ? "'unsafe-inline'" : EMPTY_STYLE],
        "connect-src": ["'self'", ...(developing ? ["ws:"] : [])],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "form-action": ["'none'"],
        "upgrade-insecure-requests": https ? [] : null,
      },
    },
  });
}

/** One line a request: no query (it may hold a name or a sign-in's code), no webhook token, no header. */
function requestLog(logger: Log, newId: () => string): RequestHandler {
  return pinoHttp<Request>({
    logger,
    genReqId: newId,
    quietReqLogger: true,
    autoLogging: { ignore: ({ path }) => /^\/(healthz|readyz|metrics|assets)/.test(path) },
    customLogLevel: (_request, { statusCode }) => (statusCode >= 500 ? "warn" : "info"),
    wrapSerializers: false,
    serializers: {
      req: (request: Request) => ({ method: request.method, path: pathOf(request) }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
      err: () => undefined,
    },
  });
}

function pathOf({ originalUrl }: Request): string {
  const [path = ""] = originalUrl.split("?");
  return path.replace(/^(\/hooks\/\w+\/).*/, "$1…");
}
