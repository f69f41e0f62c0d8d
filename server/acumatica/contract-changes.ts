import { z } from "zod";
import { isBill, isCredit } from "../domain/bill.ts";
import { SyncError } from "../domain/errors.ts";
import { PAYING_TYPES, VOIDING_TYPE, type DocKey, type Instant } from "../domain/payment.ts";
import type { ChangedRow, ChangePage, Stream } from "../sync/ports.ts";
import { entityPath } from "./key-path.ts";
import type { AcumaticaClient, Query } from "./client.ts";
import { labelOf, labelSetOf, typeCode, type LabelSet } from "./codes.ts";
import { halve, windowFilter, type Window } from "./contract-windows.ts";
import { CheckStamp } from "./schema.ts";
import { latest, notAfter, readStamp } from "./stamp.ts";

export type ContractListDeps = {
  readonly client: AcumaticaClient;
  readonly endpoint: string;
  /** Rows asked for at a time. */
  readonly pageRows: number;
  readonly now: () => Date;
  /** Told the label set that the build uses, whenever a list shows it. */
  readonly onLabels: (labels: LabelSet) => void;
};

const Pending = z.object({ from: z.string().nullable(), to: z.string().nullable() });

const Cursor = z.object({
  /** Windows still to be read, oldest first. */
  pending: z.tuple([Pending], Pending),
  through: z.string().nullable(),
});
type Cursor = z.infer<typeof Cursor>;

const ENTITY: Readonly<Record<Stream, string>> = { applications: "Check", documents: "Bill" };

/**
 * One window's worth of what was stamped at or after `since`: keys of checks (`applications`) or bills (`documents`).
 *
 * Contract REST has no order and no next link, and `$skip` over a list that moves loses rows (reference section 2.2).
 * So a window is read at once; where the reply comes back full, nothing of it is believed and the window is halved.
 * Where more rows share a millisecond than a page holds, more rows are asked for.
 */
export async function contractChanges(
  stream: Stream,
  since: Instant | null,
  next: string | null,
  deps: ContractListDeps,
): Promise<ChangePage> {
  const cursor: Cursor = next === null ? { pending: [{ from: since, to: null }], through: null } : readCursor(next);
  let { pending } = cursor;
  for (let top = deps.pageRows; ;) {
    const [window, ...later] = pending;
    const { stamps, clock } = await list(ENTITY[stream], window, top, deps);
    const highest = stamps.reduce<Instant | null>((at, { stamp }) => latest(at, stamp), null);
    if (stamps.length < top) {
      const through = latest(cursor.through, notAfter(highest, clock));
      const rest = later.length > 0 ? JSON.stringify({ pending: later, through }) : null;
      return { rows: inOrder(stamps, deps), through, clock, next: rest };
    }
    const halves = halve(window, latest(highest, deps.now().toISOString()) ?? "");
    if (halves) pending = [...halves, ...later];
    else top *= 2;
  }
}

type Stamped = {
  readonly label: NonNullable<CheckStamp["Type"]>;
  readonly ref: string;
  readonly stamp: Instant;
  readonly beyond: string;
};

async function list(
  entity: string,
  window: Window,
  top: number,
  { client, endpoint }: ContractListDeps,
): Promise<{ readonly stamps: readonly Stamped[]; readonly clock: Instant }> {
  const filter = windowFilter(window);
  const query: Query = [
    ["$select", "Type,ReferenceNbr,LastModifiedDateTime"],
    ...(filter ? ([["$filter", filter]] as const) : []),
    ["$top", String(top)],
  ];
  const { value: rows, clock } = await client.readDated(entityPath(endpoint, entity), query, z.array(CheckStamp));
  const stamps = rows.map(({ Type, ReferenceNbr, LastModifiedDateTime }) => {
    if (Type === null || LastModifiedDateTime === null || ReferenceNbr === "") {
      throw new SyncError("unexpected reply", "Acumatica", `Acumatica listed a ${entity} without key or stamp.`);
    }
    const { at, beyond } = readStamp(LastModifiedDateTime);
    return { label: Type, ref: ReferenceNbr, stamp: at, beyond };
  });
  return { stamps, clock };
}

/** Oldest first. Types that neither pay bills nor are bills (refunds, adjustments) concern nobody. */
function inOrder(stamps: readonly Stamped[], { onLabels }: ContractListDeps): readonly ChangedRow[] {
  const rows = stamps.flatMap(({ label, ref, stamp, beyond }): ChangedRow[] => {
    const code = typeCode(label);
    const set = labelSetOf(label);
    if (set) onLabels(set);
    // a label in a language we do not know is kept as the type, so that the document is seen to be unreadable
    const doc: DocKey = { type: code ?? labelOf(label), ref };
    if (code !== null && !concerns(doc)) return [];
    return [{ id: `${doc.type}:${doc.ref}${beyond && `~${beyond}`}`, stamp, docs: [doc] }];
  });
  return rows.toSorted((a, b) => (a.stamp < b.stamp ? -1 : a.stamp > b.stamp ? 1 : a.id < b.id ? -1 : 1));
}

function concerns(doc: DocKey): boolean {
  return isBill(doc) || isCredit(doc) || PAYING_TYPES.has(doc.type) || doc.type === VOIDING_TYPE;
}

function readCursor(next: string): Cursor {
  try {
    return Cursor.parse(JSON.parse(next));
  } catch (cause) {
    throw new SyncError("invalid", "This app", "The place where reading Acumatica stopped cannot be read.", { cause });
  }
}
