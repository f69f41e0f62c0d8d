import type { RequestHandler } from "express";
import type { Trace } from "../trace.ts";

/** Each request to us as a span, named by its route: ids never become names. */
export function traced(trace: Trace): RequestHandler {
  return (request, response, next) => {
    const facts = { kind: "server", "http.request.method": request.method };
    void trace.span(`HTTP ${request.method}`, facts, async (tell) => {
      await new Promise<void>((done) => {
        response.once("close", done);
        next();
      });
      const route = (request.route as { path?: unknown } | undefined)?.path;
      tell({
        "http.route": typeof route === "string" ? route : "other",
        "http.response.status_code": response.statusCode,
      });
    });
  };
}
