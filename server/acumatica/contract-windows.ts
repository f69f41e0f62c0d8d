import type { Instant } from "../domain/payment.ts";

/** Stamps from `from` (null: from the beginning) up to, not including, `to` (null: without end). */
export type Window = { readonly from: Instant | null; readonly to: Instant | null };

/** No Acumatica document was last modified before this; only where the first cut falls depends on it. */
const BEGINNING = Date.parse("2005-01-01T00:00:00Z");

/**
 * PURE: cuts a window in two, on a whole millisecond, so that every stamp lies in exactly one half however finely it is
 * kept. null when it cannot be cut: everything in it shares a millisecond.
 * `latest` is the highest stamp known to lie in it, or now: an open end has no middle of its own.
 */
export function halve({ from, to }: Window, latest: Instant): readonly [Window, Window] | null {
  const low = from === null ? Math.min(BEGINNING, Date.parse(latest) - 2) : Date.parse(from);
  const high = to === null ? Math.max(Date.parse(latest) + 1, low + 2) : Date.parse(to);
  const middle = low + Math.floor((high - low) / 2);
  if (middle <= low) return null;
  const cut = new Date(middle).toISOString();
  return [
    { from, to: cut },
    { from: cut, to },
  ];
}

/** Contract REST's literal for an instant. The "Z" form is not documented, an offset is. */
export function instantLiteral(at: Instant): string {
  return `datetimeoffset'${at.replace("Z", "+00:00")}'`;
}

export function windowFilter({ from, to }: Window): string | null {
  const parts = [
    ...(from === null ? [] : [`LastModifiedDateTime ge ${instantLiteral(from)}`]),
    ...(to === null ? [] : [`LastModifiedDateTime lt ${instantLiteral(to)}`]),
  ];
  return parts.length === 0 ? null : parts.join(" and ");
}
