import type { Comparison, Expression } from "./filter-parse.ts";
import { QueryError } from "./filter-tokens.ts";
import type { Literal } from "./filter-tokens.ts";
import { foldText } from "./value.ts";

/** The family a field's values compare in. */
export type Family = "text" | "number" | "boolean" | "instant" | "guid";
type Plain = string | number | boolean | null;

/** How a field of one set or entity is looked up; refuses by throwing QueryError. */
export type FieldReader<Row> = { readonly family: Family; readonly read: (row: Row) => Plain };
export type FieldSource<Row> = (path: string, custom: string | null) => FieldReader<Row>;

export type Predicate<Row> = (row: Row) => boolean;

/** Turns a filter into a function over rows, once. @throws QueryError for an unknown field or unlike types. */
export function compile<Row>(expression: Expression, fields: FieldSource<Row>): Predicate<Row> {
  switch (expression.kind) {
    case "and": {
      const parts = expression.parts.map((part) => compile(part, fields));
      return (row) => parts.every((part) => part(row));
    }
    case "or": {
      const parts = expression.parts.map((part) => compile(part, fields));
      return (row) => parts.some((part) => part(row));
    }
    case "not": {
      const inner = compile(expression.of, fields);
      return (row) => !inner(row);
    }
    case "compare":
      return comparison(expression, fields);
    case "call":
      return call(expression, fields);
    case "field":
    case "custom": {
      const operand = operandOf(expression, fields);
      if (operand.family !== "boolean") throw new QueryError("The $filter expression must evaluate to a boolean.");
      return (row) => operand.read(row) === true;
    }
    case "literal":
      throw new QueryError("The $filter expression must evaluate to a boolean.");
  }
}

type Operand<Row> = { readonly family: Family | "null"; readonly read: (row: Row) => Plain };

const FAMILY: Readonly<Record<Literal["type"], Family | "null">> = {
  string: "text",
  number: "number",
  boolean: "boolean",
  instant: "instant",
  guid: "guid",
  null: "null",
};

function operandOf<Row>(expression: Expression, fields: FieldSource<Row>): Operand<Row> {
  if (expression.kind === "field") return fields(expression.path, null);
  if (expression.kind === "custom") return fields(expression.path, expression.type);
  if (expression.kind !== "literal") throw new QueryError("Only fields and constants can be compared.");
  const { type, value } = expression.literal;
  const folded = typeof value === "string" ? foldText(value) : value;
  return { family: FAMILY[type], read: () => folded };
}

type CompareExpression = Extract<Expression, { kind: "compare" }>;

function comparison<Row>({ by, left, right }: CompareExpression, fields: FieldSource<Row>): Predicate<Row> {
  const a = operandOf(left, fields);
  const b = operandOf(right, fields);
  if (a.family !== b.family && a.family !== "null" && b.family !== "null") {
    throw new QueryError(
      `A binary operator with incompatible types was detected. Found operand types '${a.family}' and '${b.family}'.`,
    );
  }
  const holds = HOLDS[by];
  return (row) => holds(a.read(row), b.read(row));
}

/** Null equals null; every other comparison with null is false. */
const HOLDS: Readonly<Record<Comparison, (a: Plain, b: Plain) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => a !== null && b !== null && a > b,
  ge: (a, b) => a !== null && b !== null && a >= b,
  lt: (a, b) => a !== null && b !== null && a < b,
  le: (a, b) => a !== null && b !== null && a <= b,
};

type CallExpression = Extract<Expression, { kind: "call" }>;

function call<Row>({ name, args }: CallExpression, fields: FieldSource<Row>): Predicate<Row> {
  const [first, second] = args.map((arg) => operandOf(arg, fields));
  if (!first || !second || first.family !== "text" || second.family !== "text") {
    throw new QueryError(`'${name}' takes two strings.`);
  }
  const [whole, part] = name === "substringof" ? [second, first] : [first, second];
  return (row) => {
    const text = String(whole.read(row) ?? "");
    const wanted = String(part.read(row) ?? "");
    if (name === "startswith") return text.startsWith(wanted);
    return name === "endswith" ? text.endsWith(wanted) : text.includes(wanted);
  };
}
