/** A word that something changed, from either system. It says where to look, and is never believed. */
export type Hint = {
  /** The sender's own id of it: what comes twice is one. */
  readonly event: string;
  readonly from: "Acumatica" | "Procore";
  /** null: anywhere in the company. */
  readonly projectId: number | null;
  /** The contract payment it is about, where it is about one. */
  readonly contractPaymentId: number | null;
  /** The commitment that it is about. */
  readonly commitmentId: number | null;
  /** The subcontractor invoice that it says was deleted. */
  readonly invoiceId: number | null;
};

/** What a webhook names: contract payments and commitments that changed, invoices that were deleted. */
export type ToldIds = {
  readonly contractPaymentIds: readonly number[];
  readonly commitmentIds: readonly number[];
  readonly invoiceIds: readonly number[];
};

/** A hint that names nothing but where to look. */
export const NAMELESS = { contractPaymentId: null, commitmentId: null, invoiceId: null } as const;

/** Hints of one project, or of one Acumatica, that nobody has followed yet. */
export type WaitingHints = Pick<Hint, "from" | "projectId"> & {
  readonly companyId: number;
  readonly events: readonly string[];
  readonly contractPaymentIds: readonly number[];
  readonly commitmentIds: readonly number[];
  readonly invoiceIds: readonly number[];
  /** When the first and the last of them came: ISO text. */
  readonly since: string;
  readonly until: string;
};

/** How the webhook in Procore stood when it was last looked at. */
export type HookState = {
  readonly hookId: string | null;
  /** Who our own writes are told to be by; null while Procore has not said. */
  readonly userId: number | null;
  /** `asked`: stored before Procore is asked for one, so that one whose id we never learned is still removed. */
  readonly status: "asked" | "live" | "refused" | "not offered";
  /** Procore's refusal in words. */
  readonly says: string | null;
  readonly checkedAt: string;
  /** Deliveries that failed before this were read. */
  readonly readThrough: string;
};
