/** The two grammars of $filter: OData v4 for DAC sets, OData v3 for the contract REST API. */
export type Dialect = "v3" | "v4";

export type Literal =
  | { readonly type: "string" | "guid"; readonly value: string }
  | { readonly type: "number" | "instant"; readonly value: number }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "null"; readonly value: null };

export type Token =
  { readonly kind: "literal"; readonly literal: Literal } | { readonly kind: "word" | "mark"; readonly text: string };

/** What the client wrote cannot be read or may not be asked. The message is put into the vendor's error body. */
export class QueryError extends Error {}

type Rule = { readonly pattern: RegExp; readonly token: (match: RegExpExecArray) => Token | null };

const INSTANT = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?(?:Z|[+-]\d\d:\d\d)`;
const GUID = String.raw`[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}`;

const TEXT: Rule = {
  pattern: /'((?:[^']|'')*)'/y,
  token: ([, text = ""]) => literal({ type: "string", value: text.replaceAll("''", "'") }),
};
const SPACE: Rule = { pattern: /\s+/y, token: () => null };
const MARK: Rule = { pattern: /[(),=]/y, token: ([text]) => ({ kind: "mark", text }) };
const WORD: Rule = { pattern: /[$A-Za-z_][\w.]*(?:\/[A-Za-z_]\w*)*/y, token: ([text]) => wordToken(text) };

const V4: readonly Rule[] = [
  SPACE,
  { pattern: new RegExp(`(${INSTANT})`, "y"), token: ([, text = ""]) => instant(text) },
  { pattern: new RegExp(`(${GUID})(?![\\w-])`, "y"), token: ([, text = ""]) => literal({ type: "guid", value: text }) },
  { pattern: /-?\d+(?:\.\d+)?(?![\w-])/y, token: ([text]) => literal({ type: "number", value: Number(text) }) },
  TEXT,
  MARK,
  WORD,
];

const V3: readonly Rule[] = [
  SPACE,
  { pattern: new RegExp(`datetimeoffset'(${INSTANT})'`, "y"), token: ([, text = ""]) => instant(text) },
  { pattern: new RegExp(`guid'(${GUID})'`, "y"), token: ([, text = ""]) => literal({ type: "guid", value: text }) },
  { pattern: /-?\d+(?:\.\d+)?[MmLlFfDd]?(?![\w-])/y, token: ([text]) => number(text) },
  TEXT,
  MARK,
  WORD,
];

/** Splits a filter into tokens. @throws QueryError at the first character that fits nothing. */
export function tokenize(text: string, dialect: Dialect): readonly Token[] {
  const rules = dialect === "v4" ? V4 : V3;
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const found = firstMatch(rules, text, at);
    if (!found) throw new QueryError(`Syntax error at position ${at} in '${text}'.`);
    at += found.match[0].length;
    const token = found.rule.token(found.match);
    if (token) tokens.push(token);
  }
  return tokens;
}

function firstMatch(rules: readonly Rule[], text: string, at: number): { rule: Rule; match: RegExpExecArray } | null {
  for (const rule of rules) {
    rule.pattern.lastIndex = at;
    const match = rule.pattern.exec(text);
    if (match) return { rule, match };
  }
  return null;
}

function literal(value: Literal): Token {
  return { kind: "literal", literal: value };
}

function number(text: string): Token {
  return literal({ type: "number", value: Number(text.replace(/[A-Za-z]$/, "")) });
}

function instant(text: string): Token {
  const value = Date.parse(text);
  if (Number.isNaN(value)) throw new QueryError(`'${text}' is not a date and time.`);
  return literal({ type: "instant", value });
}

function wordToken(text: string): Token {
  if (text === "null") return literal({ type: "null", value: null });
  if (text === "true" || text === "false") return literal({ type: "boolean", value: text === "true" });
  return { kind: "word", text };
}
