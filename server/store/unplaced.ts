import { sql } from "kysely";
import { docId, type BillApplication } from "../domain/payment.ts";
import type { PictureStore } from "../sync/ports.ts";
import { descentOf, projectsConcernedBy, type Ledger } from "./concerns.ts";
import { keyTenantOf } from "./connections.ts";
import type { Queries } from "./db.ts";
import { billsByIds } from "./observations-acumatica.ts";
import { paymentsOf, withDates } from "./pictures.ts";

type Page = { readonly after: string | null; readonly limit: number };
type Unplaced = Awaited<ReturnType<PictureStore["unplaced"]>>;

const LOOKED_AT = 1_000;

/** Applications whose bill no project's picture holds, in the order of their bills. */
export async function unplacedIn(within: Queries, companyId: number, { after, limit }: Page): Promise<Unplaced> {
  const ledger = { companyId, keyTenant: await keyTenantOf(within, companyId) };
  const found: BillApplication[] = [];
  let cursor = after === null ? null : readCursor(after);
  let isLast = false;
  while (found.length <= limit && !isLast) {
    const looked = await applicationsAfter(within, companyId, cursor);
    const placed = await placedAmong(
      within,
      ledger,
      looked.map(({ bill }) => docId(bill)),
    );
    found.push(...looked.filter(({ bill }) => !placed.has(docId(bill))));
    isLast = looked.length < LOOKED_AT;
    cursor = looked.at(-1) ?? cursor;
  }
  const applications = found.slice(0, limit);
  const last = applications.at(-1);
  return {
    applications,
    bills: await billsByIds(within, companyId, [...new Set(applications.map(({ bill }) => docId(bill)))]),
    payments: await paymentsOf(within, companyId, applications),
    next: found.length > limit && last ? writeCursor(last) : null,
  };
}

type Cursor = Pick<BillApplication, "bill" | "payment">;

async function applicationsAfter(
  { query }: Queries,
  companyId: number,
  cursor: Cursor | null,
): Promise<readonly BillApplication[]> {
  const from = query
    .selectFrom("bill_application")
    .select(["body", "date"])
    .where("company_id", "=", companyId)
    .orderBy("bill")
    .orderBy("payment")
    .limit(LOOKED_AT);
  const rest = cursor
    ? from.where(sql<boolean>`(bill, payment) > (${docId(cursor.bill)}, ${docId(cursor.payment)})`)
    : from;
  return withDates(await rest.execute());
}

/** Those of the bills that concern some project, themselves or through the bill they come from. */
async function placedAmong(within: Queries, ledger: Ledger, bills: readonly string[]): Promise<ReadonlySet<string>> {
  const descent = await descentOf(within, ledger.companyId, bills);
  const all = new Set([...bills, ...descent.map(({ parent }) => parent)]);
  const places = await projectsConcernedBy(within, ledger, [...all]);
  const placed = new Set(places.map(({ bill }) => bill));
  for (let grown = -1; grown !== placed.size;) {
    grown = placed.size;
    for (const { child, parent } of descent) if (placed.has(parent)) placed.add(child);
  }
  return placed;
}

function writeCursor({ bill, payment }: Cursor): string {
  return JSON.stringify([bill.type, bill.ref, payment.type, payment.ref]);
}

function readCursor(text: string): Cursor {
  const [billType = "", billRef = "", paymentType = "", paymentRef = ""] = JSON.parse(text) as string[];
  return { bill: { type: billType, ref: billRef }, payment: { type: paymentType, ref: paymentRef } };
}
