/** One line of the bench: what was measured, against what is asked for (product.md's figures). */
export type Measure = {
  /** Which row of the figures it belongs to; `--only` picks by it. */
  readonly row: string;
  readonly what: string;
  /** What must hold, as a number that `ours` is compared with. */
  readonly goal: number;
  readonly ours: number;
  /** "most": ours may be at most the goal; "least": at least. */
  readonly sense: "most" | "least";
  readonly unit: string;
  /** How it was measured, where a reader would ask. */
  readonly note?: string;
};

export type Verdict = "met" | "missed";

export function verdictOf({ goal, ours, sense }: Measure): Verdict {
  if (!Number.isFinite(ours)) return "missed";
  return (sense === "most" ? ours <= goal : ours >= goal) ? "met" : "missed";
}

/** The table as text, columns padded: measure, goal, ours, verdict. */
export function table(measures: readonly Measure[]): string {
  const header = ["Row", "Measure", "Goal", "Ours", "Verdict"];
  const rows = measures.map((one) => [
    one.row,
    one.note ? `${one.what} (${one.note})` : one.what,
    `${one.sense === "most" ? "≤" : "≥"} ${shown(one.goal)} ${one.unit}`.trim(),
    `${shown(one.ours)} ${one.unit}`.trim(),
    verdictOf(one),
  ]);
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(header), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...rows.map(line)].join("\n");
}

/** Whole numbers whole, with thousands; others to two decimals. */
function shown(value: number): string {
  if (!Number.isFinite(value)) return "none";
  return Number.isInteger(value) || Math.abs(value) >= 1_000
    ? Math.round(value).toLocaleString("en-US")
    : value.toFixed(2);
}

/** The middle of some measurements: one that the machine disturbed does not decide. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value that `share` (0 to 1) of them do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
