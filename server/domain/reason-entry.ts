/** Where one application stands. Every application the app has ever seen is in exactly one. */
export const STATES = [
  "synced",
  "pending",
  "waiting_for_invoice",
  "needs_review",
  "failed",
  "removed",
  "excluded",
] as const;
export type State = (typeof STATES)[number];

export type Who = "nobody" | "project accountant" | "accounting" | "company admin" | "Procore admin";

export type ReasonEntry = {
  readonly state: State;
  /** One sentence. `{detail}` is replaced by what was seen. */
  readonly says: string;
  /** What it means for the money people see. */
  readonly effect: string;
  readonly nextStep: string;
  readonly who: Who;
};
