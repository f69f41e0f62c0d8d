import type { ApplicationShape } from "../../../server/contract/payments.ts";
import { overpaidWords } from "../../ui/negative-balance.ts";
import type { Group } from "./group.ts";
import { isUnread } from "./group.ts";

/** One line on screen: an invoice, one of its payments, or a payment's details. */
export type Line =
  | { readonly kind: "group"; readonly key: string; readonly group: Group; readonly open: boolean }
  /** What has to be said of an invoice, under its figures. */
  | { readonly kind: "note"; readonly key: string; readonly says: string }
  | { readonly kind: "payment"; readonly key: string; readonly application: ApplicationShape; readonly open: boolean }
  | { readonly kind: "details"; readonly key: string; readonly application: ApplicationShape };

const HEIGHTS = { group: 62, note: 33, payment: 66, details: 420 } as const satisfies Record<Line["kind"], number>;

export function heightOfLine({ kind }: Line): number {
  return HEIGHTS[kind];
}

export type Opened = {
  /** What the reader opened or closed by hand, against the default. */
  readonly flipped: ReadonlySet<string>;
  /** Are all invoices open by default? */
  readonly all: boolean;
  /** The payment whose details are open by default. */
  readonly payment: string | null;
  /** Are notes lines of their own? On a card they are a part of it. */
  readonly notes: boolean;
};

/** The lines to draw. */
export function linesOf(groups: readonly Group[], opened: Opened): readonly Line[] {
  return groups.flatMap((group) => {
    const open = opened.flipped.has(group.key) !== (opened.all || isUnread(group));
    const head: Line = { kind: "group", key: group.key, group, open };
    const says = opened.notes && group.invoice ? overpaidWords(group.invoice) : null;
    const note: readonly Line[] = says ? [{ kind: "note", key: `${group.key} note`, says }] : [];
    if (!open) return [head, ...note];
    return [head, ...note, ...group.applications.flatMap((application) => linesOfPayment(application, opened))];
  });
}

function linesOfPayment(application: ApplicationShape, { flipped, payment }: Opened): readonly Line[] {
  const open = flipped.has(application.key) !== (application.key === payment);
  const line: Line = { kind: "payment", key: application.key, application, open };
  return open ? [line, { kind: "details", key: `${application.key} details`, application }] : [line];
}
