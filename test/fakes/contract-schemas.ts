/** A JSON Schema as an OpenAPI 3.0 document writes it. */
export type Schema = { readonly [keyword: string]: unknown };

/** How replies are read: what must be there, and whether a reply may say more than the contract does. */
export type ReplyReading = {
  /** Properties that stay required and not null wherever they are declared; every other is optional and nullable. */
  readonly required: readonly string[];
  /** Refuse properties that the contract does not declare. */
  readonly closed: boolean;
  /** Components that only stand for their subtypes, which may add to them. */
  readonly bases?: readonly string[];
};

/**
 * Turns a vendor's schema into one for what the vendor really sends. Vendors declare no `nullable` and hardly any
 * `required`, and use `oneOf` where several alternatives fit at once. Components referred to by name must be
 * known to the validator as `contract.json#/open/<name>`, made by {@link openSchema}.
 */
export function replySchema(schema: Schema, reading: ReplyReading): Schema {
  const open = openSchema(schema, reading);
  const isBase = reading.bases?.some((name) => schema["$ref"] === `#/components/schemas/${name}`) ?? false;
  return reading.closed && isDescribed(schema) && !isBase ? { ...open, unevaluatedProperties: false } : open;
}

/** As {@link replySchema}, but left open, so that it can be part of an `allOf`. */
export function openSchema(schema: Schema, reading: ReplyReading): Schema {
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "required" || keyword === "discriminator" || keyword === "example") continue;
    if (keyword === "properties") Object.assign(result, openProperties(value as Record<string, Schema>, reading));
    else if (keyword === "items") result["items"] = replySchema(value as Schema, reading);
    else if (keyword === "oneOf" || keyword === "anyOf") {
      result["anyOf"] = (value as Schema[]).map((one) => replySchema(one, reading));
    } else if (keyword === "allOf") result["allOf"] = (value as Schema[]).map((one) => openSchema(one, reading));
    else if (keyword === "additionalProperties" && isSchema(value)) {
      result["additionalProperties"] = orNull(replySchema(value, reading));
    } else if (keyword === "$ref")
      result["$ref"] = String(value).replace("#/components/schemas/", "contract.json#/open/");
    else result[keyword] = value;
  }
  return result;
}

/** A request's schema, as written, but closed. `$ref`s lead to `contract.json#/components/schemas/…`, as they stand. */
export function requestSchema(schema: Schema): Schema {
  const closed: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "properties") {
      const properties = Object.entries(value as Record<string, Schema>);
      closed["properties"] = Object.fromEntries(properties.map(([name, one]) => [name, requestSchema(one)]));
    } else if (keyword === "items") closed["items"] = requestSchema(value as Schema);
    else if (keyword === "$ref") closed["$ref"] = `contract.json${String(value)}`;
    else if (keyword !== "discriminator" && keyword !== "example") closed[keyword] = value;
  }
  return isDescribed(schema) ? { ...closed, unevaluatedProperties: false } : closed;
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function openProperties(properties: Readonly<Record<string, Schema>>, reading: ReplyReading): Record<string, unknown> {
  const opened = Object.entries(properties).map(([name, schema]) => {
    // A type that was only inferred from an example is no promise.
    if ("x-type-from" in schema) return [name, true] as const;
    const read = replySchema(schema, reading);
    return [name, reading.required.includes(name) ? read : orNull(read)] as const;
  });
  const required = reading.required.filter((name) => name in properties);
  return { properties: Object.fromEntries(opened), ...(required.length > 0 ? { required } : {}) };
}

function orNull(schema: Schema): Schema {
  return { anyOf: [{ type: "null" }, schema] };
}

/** Whether a schema says which properties there are: `{}` and a bare object say nothing, a base type not everything. */
function isDescribed(schema: Schema): boolean {
  if ("discriminator" in schema || "additionalProperties" in schema) return false;
  const properties = schema["properties"];
  return "$ref" in schema || "allOf" in schema || (isSchema(properties) && Object.keys(properties).length > 0);
}
