import { z } from "zod";
import type { Endpoint } from "../contract/endpoint.ts";
import { Problem } from "../contract/problem.ts";
import { ERROR_RULES } from "../domain/errors.ts";
import type { Route } from "./route.ts";

type Json = Readonly<Record<string, unknown>>;

const STREAM = "/api/companies/:c/runs/:id/events";
const TABLE = "/api/companies/:c/projects/:p/tie-out";

/** This interface as OpenAPI 3.1, written from the very schemas that check requests and replies. */
export function openapi(routes: readonly Route[], publicUrl: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const { endpoint, right } of routes) {
    const path = endpoint.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint, right) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Acumatica payments in Procore",
      version: "1",
      description: "Keeps the Payments Issued tab of Procore commitments equal to the AP payments made in Acumatica.",
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
      schemas: { Problem: schemaOf(Problem, "output") },
    },
  };
}

function operation(endpoint: Endpoint, right: Route["right"]): Json {
  const parameters = [...pathParameters(endpoint), ...queryParameters(endpoint)];
  return {
    summary: endpoint.summary,
    description: `Needs: ${right}.`,
    security: right === "anyone" ? [] : [{ bearer: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(endpoint.body && { requestBody: { required: true, content: jsonOf(schemaOf(endpoint.body, "input")) } }),
    responses: { [endpoint.status ?? 200]: success(endpoint), ...failures(endpoint) },
  };
}

function pathParameters({ path }: Endpoint): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => {
    const schema = name === "c" || name === "p" ? { type: "integer", minimum: 1 } : { type: "string" };
    return { name, in: "path", required: true, schema };
  });
}

function queryParameters({ query }: Endpoint): Json[] {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: "query",
    required: false,
    schema: schemaOf(schema as z.ZodType, "input"),
  }));
}

function success({ path, reply, status }: Endpoint): Json {
  if (status === 204) return { description: "Done." };
  if (path === STREAM)
    return { description: "Events.", content: { "text/event-stream": { schema: { type: "string" } } } };
  const csv = path === TABLE && { "text/csv": { schema: { type: "string" } } };
  return { description: "Success.", content: { ...jsonOf(schemaOf(reply, "output")), ...csv } };
}

function failures({ errors }: Endpoint): Json {
  const statuses = new Set(errors.map((kind) => (kind === "bug" ? 500 : ERROR_RULES[kind].http)));
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return Object.fromEntries([...statuses].map((status) => [status, { description: "A problem.", content }]));
}

function jsonOf(schema: Json): Json {
  return { "application/json": { schema } };
}

function schemaOf(type: z.ZodType, io: "input" | "output"): Json {
  const schema = z.toJSONSchema(type, { io, unrepresentable: "any" });
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== "$schema"));
}
