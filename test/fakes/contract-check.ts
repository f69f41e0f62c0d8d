import { readFileSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2019, type ValidateFunction } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import {
  isSchema,
  openSchema,
  replySchema,
  requestSchema,
  type ReplyReading,
  type Schema,
} from "./contract-schemas.ts";
import type { Exchange, WireReply, WireRequest } from "./wire.ts";

/** An OpenAPI 3.0 document, as parsed. */
export type Contract = { readonly paths: Record<string, Record<string, unknown>> } & Schema;

export type ContractCheckOptions = {
  /** Cut off the front of a request's path to get the contract's: "/entity/Default/24.200.001", or "" for none. */
  readonly prefix: string;
  /** Exchanges that are none of this contract's: another host's, a page for a browser, a fault planned by the story. */
  readonly skip?: (exchange: Exchange) => boolean;
  /** Path parameters that may hold several segments: Acumatica's `ids`. */
  readonly spanning?: readonly string[];
  readonly reply: ReplyReading;
  /** Statuses that any operation may answer, documented once for all of them. */
  readonly anywhere: readonly number[];
};

export type ContractVerdict =
  | { readonly contract: "not present" }
  | {
      readonly contract: "present";
      readonly checked: number;
      /** What the client did that the contract does not know. */
      readonly requests: readonly string[];
      /** What the vendor (or its fake) answered that the contract does not know. */
      readonly replies: readonly string[];
    };

/** How Procore's contract wants to be read (its own `x-note`); the statuses are those of its page on errors. */
export const PROCORE_CONTRACT: ContractCheckOptions = {
  prefix: "",
  skip: ({ request }) => request.target.startsWith("/oauth/authorize"),
  reply: { required: ["id"], closed: true },
  anywhere: [400, 401, 403, 404, 406, 409, 429, 500, 502, 503],
};

/** Acumatica's: entities carry whatever was asked for, nothing is required. */
export const ACUMATICA_CONTRACT: ContractCheckOptions = {
  prefix: "/entity/Default/24.200.001",
  skip: ({ request }) => !request.target.includes("/entity/Default/24.200.001/"),
  spanning: ["ids"],
  reply: { required: [], closed: true, bases: ["CustomField"] },
  anywhere: [401, 403, 404, 429, 500, 502, 503],
};

/** The contract beside the project, or null: the project itself does not need it. */
export function readContract(name: "procore" | "acumatica"): Contract | null {
  const path = fileURLToPath(new URL(`../../../shared/contracts/${name}.openapi.json`, import.meta.url));
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Contract) : null;
}

/**
 * Checks both directions of every exchange: the request's path, parameters, headers and body as the contract writes
 * them, and the reply's status and body. Violations are sentences, each once, in the order met.
 *
 * @returns "not present" for a null contract.
 */
export function checkExchanges(
  contract: Contract | null,
  exchanges: readonly Exchange[],
  options: ContractCheckOptions,
): ContractVerdict {
  if (!contract) return { contract: "not present" };
  const checker = new Checker(contract, options);
  const concerned = exchanges.filter((exchange) => !options.skip?.(exchange));
  const found = concerned.map((exchange) => checker.check(exchange));
  return {
    contract: "present",
    checked: concerned.length,
    requests: [...new Set(found.flatMap(({ requests }) => requests))],
    replies: [...new Set(found.flatMap(({ replies }) => replies))],
  };
}

type Parameter = { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: Schema };
type Operation = {
  readonly parameters: readonly Parameter[];
  readonly bodies: Readonly<Record<string, Schema>> | null;
  readonly replies: Readonly<Record<string, Schema | null>>;
};
type Met = {
  readonly template: string;
  readonly values: Readonly<Record<string, string>>;
  readonly operation: Operation;
};

class Checker {
  readonly #contract: Contract;
  readonly #options: ContractCheckOptions;
  readonly #ajv = new Ajv2019({ strict: false, allErrors: true, validateFormats: true });
  readonly #validators = new Map<Schema, ValidateFunction>();
  readonly #replySchemas = new Map<Schema, Schema>();
  readonly #requestSchemas = new Map<Schema, Schema>();
  readonly #templates: { template: string; pattern: RegExp; names: string[] }[];

  constructor(contract: Contract, options: ContractCheckOptions) {
    this.#contract = contract;
    this.#options = options;
    addFormats(this.#ajv);
    for (const format of ["int32", "int64", "float", "double", "decimal"]) this.#ajv.addFormat(format, true);
    const components = contract["components"];
    const schemas = ((isSchema(components) && components["schemas"]) || {}) as Record<string, Schema>;
    const open = Object.entries(schemas).map(([name, schema]) => [name, openSchema(schema, options.reply)] as const);
    this.#ajv.addSchema({ $id: "contract.json", components: { schemas }, open: Object.fromEntries(open) });
    this.#templates = Object.keys(contract.paths)
      .map((template) => compile(template, options.spanning ?? []))
      .sort((a, b) => a.names.length - b.names.length);
  }

  check({ request, reply }: Exchange): { requests: string[]; replies: string[] } {
    const url = new URL(request.target, "http://contract.invalid");
    const path = url.pathname.slice(url.pathname.indexOf(this.#options.prefix) + this.#options.prefix.length);
    const met = this.#operation(request.method.toLowerCase(), path);
    if (!met) return { requests: [`${request.method} ${path}: not an operation of the contract`], replies: [] };
    const saying = (problem: string) => `${request.method} ${met.template}: ${problem}`;
    const requests = [
      ...this.#parameters(met, request, url.searchParams),
      ...this.#requestBody(met.operation, request),
    ];
    const replies = reply ? this.#reply(met.operation, reply) : [];
    return { requests: requests.map(saying), replies: replies.map(saying) };
  }

  #operation(method: string, path: string): Met | null {
    for (const { template, pattern, names } of this.#templates) {
      const parts = pattern.exec(path);
      const written = parts && this.#contract.paths[template]?.[method];
      if (!parts || !isSchema(written)) continue;
      const values = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(parts[index + 1] ?? "")]));
      return { template, values, operation: this.#read(written) };
    }
    return null;
  }

  #read(written: Schema): Operation {
    const parameters = (written["parameters"] ?? []) as Schema[];
    const body = isSchema(written["requestBody"]) ? this.#resolve(written["requestBody"]) : null;
    const replies = Object.entries(written["responses"] as Record<string, Schema>);
    return {
      parameters: parameters.map((one) => this.#resolve(one) as unknown as Parameter),
      bodies: body ? schemasOf(body) : null,
      replies: Object.fromEntries(
        replies.map(([status, one]) => [status, schemasOf(this.#resolve(one))["application/json"] ?? null]),
      ),
    };
  }

  #parameters({ operation, values }: Met, request: WireRequest, query: URLSearchParams): string[] {
    const given: Record<string, Record<string, string[]>> = { query: {}, path: {}, header: {} };
    for (const [name, value] of query) (given["query"]![name.replace(/\[\]$/, "")] ??= []).push(value);
    for (const [name, value] of Object.entries(values)) given["path"]![name] = [value];
    for (const [name, value] of Object.entries(request.headers)) given["header"]![name] = [value];
    const declared = new Set(operation.parameters.filter((one) => one.in === "query").map(bareName));
    const unknown = Object.keys(given["query"]!).filter((name) => !declared.has(name));
    return [
      ...unknown.map((name) => `query ${name} is not in the contract`),
      ...operation.parameters.flatMap((parameter) => {
        const key = parameter.in === "header" ? parameter.name.toLowerCase() : bareName(parameter);
        return this.#parameter(parameter, given[parameter.in]?.[key] ?? []);
      }),
    ];
  }

  #parameter(parameter: Parameter, texts: readonly string[]): string[] {
    const about = `${parameter.in} ${parameter.name}`;
    if (texts.length === 0) return parameter.required ? [`${about} is missing`] : [];
    const schema = parameter.schema ?? {};
    const isList = schema["type"] === "array";
    const one = (isList ? schema["items"] : schema) as Schema;
    const values = texts.map((text) => fromText(text, one["type"]));
    return this.#validate(schema, isList ? values : values[0], about);
  }

  #requestBody({ bodies }: Operation, request: WireRequest): string[] {
    if (!bodies) return request.body === "" ? [] : ["the request has a body, the contract has none"];
    const type = (request.headers["content-type"] ?? "").split(";")[0] ?? "";
    const schema = bodies[type];
    if (!schema) return [`a body of type ${JSON.stringify(type)} is not in the contract`];
    const value =
      type === "application/json" ? readJson(request.body) : Object.fromEntries(new URLSearchParams(request.body));
    if (value === undefined) return ["the request body is not JSON"];
    return this.#validate(remembered(this.#requestSchemas, schema, requestSchema), value, "request body");
  }

  #reply({ replies }: Operation, reply: WireReply): string[] {
    const status = String(reply.status);
    if (!(status in replies)) {
      const known = "default" in replies || this.#options.anywhere.includes(reply.status);
      return known && reply.status >= 400 ? [] : [`status ${status} is not in the contract`];
    }
    const schema = replies[status] ?? null;
    const succeeded = reply.status < 300;
    if (!schema) return succeeded && reply.body !== "" ? [`status ${status} has a body, the contract has none`] : [];
    const value = readJson(reply.body);
    if (value === undefined) return [`the body of status ${status} is not JSON`];
    // Errors come in many forms besides the declared one (reference, section 4): what is declared must fit, more may be.
    const reading = { ...this.#options.reply, closed: succeeded && this.#options.reply.closed };
    const wanted = remembered(this.#replySchemas, schema, (one) => replySchema(one, reading));
    return this.#validate(wanted, value, `reply ${status}`);
  }

  #validate(schema: Schema, value: unknown, about: string): string[] {
    const validate = remembered(this.#validators, schema, (one) => this.#ajv.compile(one));
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => {
      const extra = isSchema(error.params)
        ? (error.params["unevaluatedProperty"] ?? error.params["allowedValues"])
        : undefined;
      const detail = extra === undefined ? "" : ` (${JSON.stringify(extra)})`;
      return `${about}${error.instancePath.replace(/\/\d+/g, "/*")} ${error.message ?? "does not fit"}${detail}`;
    });
  }

  #resolve(written: Schema): Schema {
    const reference = written["$ref"];
    if (typeof reference !== "string") return written;
    const steps = reference.replace("#/", "").split("/");
    return steps.reduce<unknown>((at, step) => (isSchema(at) ? at[step] : undefined), this.#contract) as Schema;
  }
}

function compile(template: string, spanning: readonly string[]) {
  const names: string[] = [];
  const source = template.replace(/[.$]/g, "\\$&").replace(/\{(\w+)\}/g, (_whole, name: string) => {
    names.push(name);
    return spanning.includes(name) ? "(.+)" : "([^/]+)";
  });
  return { template, pattern: new RegExp(`^${source}$`), names };
}

function schemasOf(message: Schema): Record<string, Schema> {
  const content = Object.entries((message["content"] ?? {}) as Record<string, Schema>);
  return Object.fromEntries(content.map(([type, { schema }]) => [type, (schema ?? {}) as Schema]));
}

/** `filters[id][]` is how an array named `filters[id]` is sent. */
function bareName({ name }: Parameter): string {
  return name.replace(/\[\]$/, "");
}

/** What a text in a URL or header means to its schema; a text that is no such value stays one and is found out. */
function fromText(text: string, type: unknown): unknown {
  if ((type === "integer" || type === "number") && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function remembered<Key, Value>(memory: Map<Key, Value>, key: Key, make: (key: Key) => Value): Value {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  memory.set(key, made);
  return made;
}
