import { Button } from "@procore/core-react";
import { useQueryClient } from "@tanstack/react-query";
import type { Query, QueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { isProblem } from "../api/problem.ts";
import { t } from "../messages/text.ts";
import { Notice, wordsOf } from "../ui/problem.tsx";
import css from "./app.module.css";

/** Something shown that could not be read again: it stays, and may be old. */
function isStale(query: Query): boolean {
  const { data, error, status, fetchMeta } = query.state;
  // The rest of a long list that did not come is told where the list is.
  const again = fetchMeta?.fetchMore === undefined;
  return status === "error" && data !== undefined && again && query.isActive() && !isProblem(error, "offline");
}

function useStaleness(client: QueryClient): unknown {
  const cache = client.getQueryCache();
  const subscribe = useCallback((onChange: () => void) => cache.subscribe(onChange), [cache]);
  return useSyncExternalStore(subscribe, () => cache.getAll().find(isStale)?.state.error ?? null);
}

/** Says that the page could not be refreshed and why, for as long as that is so; what is shown stays. */
export function RefreshNotice() {
  const client = useQueryClient();
  const error = useStaleness(client);
  if (error === null) return null;
  return (
    <div role="status" className={css.above}>
      <Notice tone="attention" title={t("stale.title")} says={wordsOf(error).says}>
        <Button variant="secondary" onClick={() => void client.refetchQueries({ predicate: isStale })}>
          {t("action.try_again")}
        </Button>
      </Notice>
    </div>
  );
}
