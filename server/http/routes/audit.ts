import type { Response } from "express";
import { GetAudit } from "../../contract/audit.ts";
import { auditCsv } from "../audit-csv.ts";
import type { RouteDeps } from "../deps.ts";
import { DEFAULT_PAGE_SIZE } from "../page.ts";
import { route } from "../route.ts";

type Log = RouteDeps["store"]["audit"];

async function wholeLog(audit: Log, companyId: number) {
  const all = [];
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<Log["list"]>> = await audit.list(companyId, after, DEFAULT_PAGE_SIZE);
    all.push(...page.entries);
    if (page.next === null) return all;
    after = page.next;
  }
}

function sendFile(response: Response, csv: string, companyId: number): void {
  response.set("Content-Disposition", `attachment; filename="activity-${companyId}.csv"`);
  response.vary("Accept").type("text/csv").send(csv);
}

export function auditRoutes({ store }: RouteDeps) {
  return [
    route(GetAudit, "configure", async ({ params, query, request }) => {
      if (request.accepts(["application/json", "text/csv"]) === "text/csv") {
        const csv = auditCsv(await wholeLog(store.audit, params.c));
        return { write: (response) => sendFile(response, csv, params.c) };
      }
      const after = query.page_token ?? query.after ?? null;
      const { entries, next } = await store.audit.list(params.c, after, query.page_size ?? DEFAULT_PAGE_SIZE);
      return {
        items: entries.map(({ id, at, who, what, target, before, after: now, hash, previousHash }) => ({
          id,
          at,
          who,
          what,
          target,
          before: before ?? null,
          after: now ?? null,
          hash,
          previousHash: previousHash === "" ? null : previousHash,
        })),
        nextPageToken: next,
      };
    }),
  ];
}
