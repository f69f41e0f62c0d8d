import { parseMinor, type Minor } from "../../server/domain/money.ts";

/** An amount of dollars as people write it: usd("1000.00"). */
export function usd(text: string): Minor {
  return parseMinor(text, "USD");
}
