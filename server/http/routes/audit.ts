import { GetAudit } from "../../contract/audit.ts";
import type { RouteDeps } from "../deps.ts";
import { DEFAULT_PAGE_SIZE } from "../page.ts";
import { route } from "../route.ts";

export function auditRoutes({ store }: RouteDeps) {
  return [
    route(GetAudit, "configure", async ({ params, query }) => {
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
