import type { Draft, Values } from "../domain/contract-payment.ts";
import type { Minor } from "../domain/money.ts";

export type Place = { readonly projectId: number; readonly commitmentId: number; readonly contractPaymentId: number };

/** The fields of a contract payment that one request may change. Absent: left as it is. */
export type Patch = {
  readonly draft?: Draft;
  /** Of what a person typed in, only these; an empty one empties the field. */
  readonly values?: Partial<Values>;
  /** Only the amount (zero policy). */
  readonly amount?: Minor;
  /** The whole notes, ours and people's (zero policy adds one line). */
  readonly notes?: string;
  readonly originId?: string | null;
  readonly originData?: string | null;
};
