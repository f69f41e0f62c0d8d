const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * Writes a table as CSV (RFC 4180, with a byte order mark so that Excel reads UTF-8).
 *
 * A spreadsheet takes a cell that begins with = + - @ tab or return for a formula, and a vendor's name could hold one.
 * An apostrophe before it makes it text; plain negative numbers stay numbers.
 */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

function cell(value: string | number | null): string {
  const text = String(value ?? "");
  const safe =
    /^[=+\-@\t\r\n]/.test(text.replace(/^[\s\u00A0]+(?=[=+\-@])/, "")) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
