import type { State, Who } from "./reason-entry.ts";
import { OPEN_REASONS } from "./reasons-open.ts";
import { SETTLED_REASONS } from "./reasons-settled.ts";

/** The one catalogue of reasons. A code is for ever: it is stored, exported and translated. */
export const REASONS = { ...OPEN_REASONS, ...SETTLED_REASONS } as const;

export type ReasonCode = keyof typeof REASONS;

/** Why an application is where it is: a code of the catalogue and what was seen, already in words. */
export type Reason = { readonly code: ReasonCode; readonly detail: string | null };

/** The reason as people read it; the shape of `reason` in the API. */
export type ReasonInWords = {
  readonly code: ReasonCode;
  readonly says: string;
  readonly effect: string;
  readonly nextStep: string;
  readonly who: Who;
  /** What was seen, by itself: with `code`, all that a reader's own language needs to say the same. */
  readonly params: { readonly detail: string | null };
};

/** One for all where nothing more was seen: a plan gives the same few reasons a hundred thousand times. */
export function reason(code: ReasonCode, detail: string | null = null): Reason {
  return detail === null ? PLAIN[code] : { code, detail };
}

const CODES = Object.keys(REASONS) as ReasonCode[];
const PLAIN = Object.fromEntries(
  CODES.map((code) => [code, Object.freeze({ code, detail: null })]),
) as unknown as Record<ReasonCode, Reason>;

export function stateOf({ code }: Reason): State {
  return REASONS[code].state;
}

export function inWords({ code, detail }: Reason): ReasonInWords {
  const { says, effect, nextStep, who } = REASONS[code];
  const glued = detail !== null && /[\w)]\{detail\}/.test(says) ? ` (${detail})` : (detail ?? "");
  return { code, says: says.replace("{detail}", () => glued), effect, nextStep, who, params: { detail } };
}
