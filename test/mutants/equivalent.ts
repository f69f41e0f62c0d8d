/** A line whose mutation changes nothing that can be seen, and why. */
export type Equivalent = {
  readonly file: string;
  /** The line as it stands, without its indent. */
  readonly line: string;
  /** This mutation alone; absent: whatever the line is changed to. */
  readonly replacement?: string;
  readonly why: string;
};

export const EQUIVALENT: readonly Equivalent[] = [
  {
    file: "server/domain/money.ts",
    line: "if (digits === undefined) {",
    replacement: "true",
    why: "the digits of a currency are only kept to be faster; asking again gives the same",
  },
  {
    file: "server/net/budget.ts",
    line: "return { windows: [], told: null, heard: false, inFlight: 0, pausedUntil: 0, marginMs: MARGIN_MS };",
    replacement: '["Stryker was here"]',
    why: "what is no window has no reset, so it is taken for one that is over",
  },
  {
    file: "server/net/budget.ts",
    line: "return text !== undefined && /^\\d+$/.test(text) ? Number(text) : NaN;",
    why: "a header that is not there, or goes on after its digits, is no number either way",
  },
  {
    file: "server/net/budget.ts",
    line: "return limit + remaining + reset >= 0 ? { limit, remaining, resetAt: reset * 1_000 } : null;",
    replacement: "limit - remaining",
    why: "the sum only tells whether all three are numbers; a reset in unix seconds outweighs any count",
  },
  {
    file: "server/sync/reissue.ts",
    line: "return one < other ? -1 : 1;",
    replacement: "one <= other",
    why: "no two applications have one key",
  },
  {
    file: "server/sync/reissue.ts",
    line: "const since = voided.application.ended?.at ?? dateOf(voided);",
    replacement: "voided.application.ended.at",
    why: "only what was voided, and so has an end, is asked about",
  },
  {
    file: "server/domain/money.ts",
    line: "digitsByCurrency.set(currency, digits);",
    why: "as above: kept only to be faster",
  },
  {
    file: "server/sync/reissue.ts",
    line: "return dateOf(one) >= since && inTime(voided, one) < 0;",
    replacement: "inTime(voided, one) <= 0",
    why: "no two applications have one key, so the order is never equal",
  },
  {
    file: "server/sync/watermark.ts",
    line: "if (a === null || b === null) return a ?? b;",
    why: "null is less than any text, and of two nulls either is returned",
  },
  {
    file: "server/sync/watermark.ts",
    line: "return a > b ? a : b;",
    replacement: "a >= b",
    why: "of two equal instants either is returned",
  },
  {
    file: "server/sync/draft.ts",
    line: "return applied > payment.date ? applied : payment.date;",
    replacement: "applied >= payment.date",
    why: "of two equal dates either is returned",
  },
  {
    file: "server/sync/target-index.ts",
    line: "return byId(sameNumber.length === 0 ? sameAmount : [...new Set([...sameAmount, ...sameNumber])]);",
    replacement: "false",
    why: "without any of the same number the set holds the same as the list; it is left out only to be faster",
  },
  {
    file: "server/sync/target-index.ts",
    line: "return a === null || b === null || a === b || daysApart(a, b) <= CLOSE_DAYS;",
    replacement: "false",
    why: "equal dates are no day apart; they are only spared the reckoning (dates that are lost are held by tests)",
  },
  {
    file: "server/sync/target-index.ts",
    line: "return this.#ours.size === 0 ? null : (this.#ours.get(key) ?? null);",
    replacement: "false",
    why: "the map is not asked while it is empty, only to be faster; it would have nothing either",
  },
  {
    file: "server/sync/target-index.ts",
    line: "return one.strength === other.strength ? one.payment.id < other.payment.id : one.strength > other.strength;",
    replacement: "one.payment.id <= other.payment.id",
    why: "no two payments have one id",
  },
  {
    file: "server/sync/target-index.ts",
    line: "return one.strength === other.strength ? one.payment.id < other.payment.id : one.strength > other.strength;",
    replacement: "one.strength >= other.strength",
    why: "reached only where the two are not equal",
  },
  {
    file: "server/sync/target-index.ts",
    line: "if (contractPaymentId === null) continue;",
    replacement: "false",
    why: "no payment has no id, so what is kept under none is never asked for",
  },
  {
    file: "server/sync/target-index.ts",
    line: "if (this.#spares.size === 0) return NONE;",
    replacement: "false",
    why: "the map is not asked while it is empty, only to be faster; it would have nothing either",
  },
  {
    file: "server/jobs/schedule.ts",
    line: "if (known && known.from <= after.getTime() && after < known.next) return known.next;",
    replacement: "false",
    why: "a night is only kept to be faster; asking again gives the same",
  },
  {
    file: "server/jobs/schedule.ts",
    line: "if (known && known.from <= after.getTime() && after < known.next) return known.next;",
    replacement: "known.from < after.getTime()",
    why: "asked again from the very same instant, the same night is found",
  },
  {
    file: "server/jobs/schedule.ts",
    line: 'if (!next) throw new Error("A daily schedule always has a next time");',
    why: "a pattern without a year has a next time for ever; only the type says that there may be none",
  },
  {
    file: "server/jobs/schedule.ts",
    line: "nights.set(`${minute} ${timeZone}`, { from: after.getTime(), next });",
    replacement: "{}",
    why: "as above: kept only to be faster",
  },
  {
    file: "server/sync/bill-reference.ts",
    line: 'const [, word = "", ref = ""] = TYPE_AND_NUMBER.exec(text) ?? [];',
    replacement: '["Stryker was here"]',
    why: "the first element is passed over, and word and number have their own default",
  },
  {
    file: "server/domain/number.ts",
    line: "if (PLAIN.test(text)) return text;",
    replacement: "false",
    why: "what is plain already is only spared the steps, which leave it as it is",
  },
  {
    file: "server/domain/number.ts",
    line: "if (ASCII.test(text)) return text.toUpperCase();",
    replacement: "false",
    why: "of printable ASCII without space the steps only take the case",
  },
  {
    file: "server/domain/number.ts",
    line: 'return text === "" || asRead(text) === "";',
    replacement: "false",
    why: "an empty text is read as empty, too",
  },
];
