/** The entries with one set, or taken out where the value is empty. */
export function withEntry<Value extends string>(
  entries: Readonly<Record<string, Value>>,
  key: string,
  value: Value | "",
): Record<string, Value> {
  const others = Object.entries(entries).filter(([name]) => name !== key);
  return Object.fromEntries(value === "" ? others : [...others, [key, value]]);
}
