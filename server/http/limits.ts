import { ipKeyGenerator, rateLimit, type RateLimitRequestHandler } from "express-rate-limit";
import { TooManyRequests } from "./problem.ts";

const MINUTE_MS = 60_000;

/** By address: a whole office may share one, so it is wide. */
export function perAddress(limit: number): RateLimitRequestHandler {
  return limiter(limit, ({ ip }) => ipKeyGenerator(ip ?? ""));
}

/** By session, so that one runaway page does not lock out its colleagues. */
export function perSession(limit: number): RateLimitRequestHandler {
  return limiter(limit, (request) => request.get("authorization") ?? ipKeyGenerator(request.ip ?? ""));
}

function limiter(limit: number, keyGenerator: (request: Parameters<RateLimitRequestHandler>[0]) => string) {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit,
    keyGenerator,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    handler: (_request, _response, next) => next(new TooManyRequests()),
  });
}
