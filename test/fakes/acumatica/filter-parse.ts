import { QueryError, tokenize } from "./filter-tokens.ts";
import type { Dialect, Literal, Token } from "./filter-tokens.ts";

export type Comparison = "eq" | "ne" | "gt" | "ge" | "lt" | "le";

export type Expression =
  | { readonly kind: "and" | "or"; readonly parts: readonly Expression[] }
  | { readonly kind: "not"; readonly of: Expression }
  | { readonly kind: "compare"; readonly by: Comparison; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "field"; readonly path: string }
  | { readonly kind: "custom"; readonly type: string; readonly path: string }
  | { readonly kind: "literal"; readonly literal: Literal };

const COMPARISONS: ReadonlySet<string> = new Set(["eq", "ne", "gt", "ge", "lt", "le"]);
const FUNCTIONS: Readonly<Record<Dialect, ReadonlySet<string>>> = {
  v4: new Set(["contains", "startswith", "endswith"]),
  v3: new Set(["substringof", "startswith", "endswith"]),
};

/**
 * Reads a $filter into a tree. Operators are lower case and one space is as good as many; `in`, arithmetic and
 * functions that the vendor does not document are refused.
 * @throws QueryError
 */
export function parseFilter(text: string, dialect: Dialect): Expression {
  const parser = new Parser(tokenize(text, dialect), text, dialect);
  return parser.whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #text: string;
  readonly #dialect: Dialect;
  #at = 0;

  constructor(tokens: readonly Token[], text: string, dialect: Dialect) {
    this.#tokens = tokens;
    this.#text = text;
    this.#dialect = dialect;
  }

  whole(): Expression {
    const expression = this.#either();
    if (this.#at < this.#tokens.length) throw this.#refuse();
    return expression;
  }

  #either(): Expression {
    const parts = [this.#all()];
    while (this.#takeWord("or")) parts.push(this.#all());
    return single(parts) ?? { kind: "or", parts };
  }

  #all(): Expression {
    const parts = [this.#unary()];
    while (this.#takeWord("and")) parts.push(this.#unary());
    return single(parts) ?? { kind: "and", parts };
  }

  #unary(): Expression {
    if (this.#takeWord("not")) return { kind: "not", of: this.#unary() };
    const left = this.#primary();
    const next = this.#peek();
    if (next?.kind !== "word" || !COMPARISONS.has(next.text)) return left;
    this.#at += 1;
    return { kind: "compare", by: next.text as Comparison, left, right: this.#primary() };
  }

  #primary(): Expression {
    const token = this.#peek();
    this.#at += 1;
    if (token?.kind === "literal") return token;
    if (token?.kind === "mark" && token.text === "(") {
      const inner = this.#either();
      this.#expect(")");
      return inner;
    }
    if (token?.kind !== "word") throw this.#refuse();
    const next = this.#peek();
    if (next?.kind !== "mark" || next.text !== "(") return { kind: "field", path: token.text };
    return token.text.startsWith("cf.") ? this.#custom(token.text.slice(3)) : this.#call(token.text);
  }

  #call(name: string): Expression {
    if (!FUNCTIONS[this.#dialect].has(name)) throw new QueryError(`Unknown function '${name}'.`);
    this.#expect("(");
    const args = [this.#primary()];
    while (this.#takeMark(",")) args.push(this.#primary());
    this.#expect(")");
    if (args.length !== 2) throw new QueryError(`'${name}' takes two arguments.`);
    return { kind: "call", name, args };
  }

  /** cf.String(f='Document.AttributePROCOREID'), contract REST only. */
  #custom(type: string): Expression {
    if (this.#dialect === "v4") throw new QueryError(`Unknown function 'cf.${type}'.`);
    this.#expect("(");
    if (!this.#takeWord("f")) throw this.#refuse();
    this.#expect("=");
    const path = this.#primary();
    this.#expect(")");
    if (path.kind !== "literal" || path.literal.type !== "string") throw this.#refuse();
    return { kind: "custom", type, path: path.literal.value };
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #takeWord(text: string): boolean {
    const token = this.#peek();
    const found = token?.kind === "word" && token.text === text;
    if (found) this.#at += 1;
    return found;
  }

  #takeMark(text: string): boolean {
    const token = this.#peek();
    const found = token?.kind === "mark" && token.text === text;
    if (found) this.#at += 1;
    return found;
  }

  #expect(mark: string): void {
    if (!this.#takeMark(mark)) throw this.#refuse();
  }

  #refuse(): QueryError {
    return new QueryError(`Syntax error at token ${this.#at} in '${this.#text}'.`);
  }
}

function single<T>(parts: readonly T[]): T | null {
  const [only, second] = parts;
  return only !== undefined && second === undefined ? only : null;
}
