import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import type { z } from "zod";
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from "../contract/endpoint.ts";
import { SyncError } from "../domain/errors.ts";
import type { Caller, Gate, Right } from "./access.ts";
import { InvalidRequest } from "./problem.ts";

/** What a handler gets: everything parsed, and a caller who may do it. */
export type Asked<E extends Endpoint> = {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly caller: Caller;
  readonly request: Request;
};

/** An answer that is not JSON: a file, a stream. The handler writes it. */
export type Raw = { readonly write: (response: Response) => void | Promise<void> };

/** An endpoint with who may call it and what it does. */
export type Route = {
  readonly endpoint: Endpoint;
  readonly right: Right;
  readonly serve: (request: Request, response: Response, gate: Gate, checkReplies: boolean) => Promise<void>;
};

/**
 * Joins an endpoint to its handler. In this order: who asks (401), may they (403, 404), is it right (422), do it.
 * So nobody learns from a 422 what they may not even ask.
 */
export function route<E extends Endpoint>(
  endpoint: E,
  right: Right,
  answer: (asked: Asked<E>) => Promise<ReplyOf<E> | Raw>,
): Route {
  return {
    endpoint,
    right,
    async serve(request, response, gate, checkReplies) {
      refuseTokenInUrl(request);
      const params = paramsOf(request.params);
      const caller = await gate.admit(request.get("authorization"), right, params);
      const query: unknown = endpoint.query && parse(endpoint.query, request.query);
      const body: unknown = endpoint.body && parse(endpoint.body, await bodyOf(request, response));
      const asked = { params, query, body, caller, request } as Asked<E>;
      const reply = await answer(asked);
      if (isRaw(reply)) return reply.write(response);
      if (checkReplies) endpoint.reply.parse(reply);
      response.status(endpoint.status ?? 200);
      if (reply === undefined) response.end();
      else response.json(reply);
    },
  };
}

/** Puts the routes on a router. `checkReplies`: every reply is held against its schema (tests, development). */
export function mount(router: Router, routes: readonly Route[], gate: Gate, checkReplies: boolean): void {
  for (const { endpoint, serve } of routes) {
    const handler: RequestHandler = (request, response) => {
      response.set("Cache-Control", "no-store");
      return serve(request, response, gate, checkReplies);
    };
    router[verbOf(endpoint.method)](endpoint.path, handler);
  }
}

function verbOf(method: Endpoint["method"]): "get" | "post" | "put" | "patch" | "delete" {
  const verbs = { GET: "get", POST: "post", PUT: "put", PATCH: "patch", DELETE: "delete" } as const;
  return verbs[method];
}

function isRaw(reply: unknown): reply is Raw {
  return typeof reply === "object" && reply !== null && "write" in reply && typeof reply.write === "function";
}

/** A URL ends up in logs, histories and referrers: a token in one is refused, valid or not. */
function refuseTokenInUrl({ query }: Request): void {
  if (["token", "access_token", "bearer", "authorization"].some((name) => name in query)) {
    throw new SyncError(
      "unauthorized",
      "This app",
      "A token in a URL is refused; send it in the Authorization header.",
    );
  }
}

const NUMERIC = new Set(["c", "p"]);

/** A company or project that is not even a number is one the caller may not know. */
function paramsOf(raw: Request["params"]): Readonly<Record<string, string | number>> {
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(raw)) {
    const text = String(value);
    if (NUMERIC.has(name) && !/^[1-9]\d{0,14}$/.test(text)) {
      throw new SyncError("not found", "This app", "There is nothing at this address.");
    }
    params[name] = NUMERIC.has(name) ? Number(text) : text;
  }
  return params;
}

const readJson = express.json({ limit: "200kb" });

function bodyOf(request: Request, response: Response): Promise<unknown> {
  return new Promise((done, fail) => {
    readJson(request, response, (error?: unknown) => {
      if (error) fail(error instanceof Error ? error : new Error("The body could not be read"));
      else done(request.body);
    });
  });
}

/** @throws InvalidRequest with a JSON pointer to every field that is wrong. */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(
    parsed.error.issues.flatMap((issue) => {
      if (issue.code !== "unrecognized_keys") return [{ pointer: pointerTo(issue.path), detail: issue.message }];
      return issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: "There is no such field." }));
    }),
  );
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
