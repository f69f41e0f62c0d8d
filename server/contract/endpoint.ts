import { z } from "zod";
import type { ErrorKind } from "../domain/errors.ts";

/** What a problem may be called: an expected failure of a system, or a bug of ours (500, with an id). */
export type ProblemKind = ErrorKind | "bug";

/** One route of the HTTP interface as data: read by the server's router, the client's `call` and openapi.json. */
export type Endpoint = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Express manner: `/api/companies/:c/runs/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly reply: z.ZodType;
  /** What success answers, where it is not 200. */
  readonly status?: 201 | 202 | 204;
  readonly errors: readonly ProblemKind[];
};

type NamesIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** Names of path parameters that are Procore ids, and so numbers: company and project. */
type NumericName = "c" | "p";

/** Path parameters as the server reads them. */
export type ParamsOf<E extends Endpoint> = {
  readonly [Name in NamesIn<E["path"]>]: Name extends NumericName ? number : string;
};
export type QueryOf<E extends Endpoint> = E extends { query: infer Q extends z.ZodType } ? z.output<Q> : undefined;
export type BodyOf<E extends Endpoint> = E extends { body: infer B extends z.ZodType } ? z.output<B> : undefined;
export type ReplyOf<E extends Endpoint> = z.output<E["reply"]>;

/** What a caller passes: path parameters, query and body, each only where the endpoint has it. */
export type CallOf<E extends Endpoint> = ([NamesIn<E["path"]>] extends [never]
  ? unknown
  : { readonly params: ParamsOf<E> }) &
  (E extends { query: infer Q extends z.ZodType } ? { readonly query?: z.input<Q> } : unknown) &
  (E extends { body: infer B extends z.ZodType } ? { readonly body: z.input<B> } : unknown);

/** Fills the path parameters in: `pathOf(GetRun, { c: 8, id: "r1" })`. */
export function pathOf(endpoint: Endpoint, params: Readonly<Record<string, string | number>>): string {
  return endpoint.path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(String(params[name] ?? "")));
}

/** Nothing is answered (204). */
export const NoContent = z.undefined();
