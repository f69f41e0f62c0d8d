const NUMBERS = /^[\d.,+ -]*( [A-Z]{3})?$/;

/** A table of plain text: columns of numbers to the right, all others to the left. */
export function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = heads.map((head, column) => {
    const cells = rows.map((row) => row[column] ?? "");
    const width = Math.max(head.length, ...cells.map((cell) => cell.length));
    return { width, numbers: cells.every((cell) => NUMBERS.test(cell)) };
  });
  const line = (cells: readonly string[]) =>
    columns
      .map(({ width, numbers }, column) => {
        const cell = cells[column] ?? "";
        return numbers ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  const rule = columns.map(({ width }) => "─".repeat(width)).join("  ");
  return [line(heads), rule, ...rows.map(line)].join("\n");
}

export function say(text = ""): void {
  process.stdout.write(`${text}\n`);
}

/** "1,234.50" of cents. */
export function dollars(cents: number): string {
  return (cents / 100).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
