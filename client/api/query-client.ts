import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import type { Query } from "@tanstack/react-query";
import { isAccess } from "./keys.ts";
import { isProblem } from "./problem.ts";

const FRESH_MS = 15_000;
const MOST_RETRIES = 2;
const FIRST_RETRY_MS = 400;
/** What failed and may heal is asked for again this often, while somebody looks. */
export const HEAL_MS = 20_000;
/** What changes by itself is looked at again this often. */
export const LOOK_AGAIN_MS = 60_000;
/** The server's clock and ours are not the same. */
const MARGIN_MS = 1_000;

/** Only what may heal by itself is asked again at once; a refusal is shown, and so is when a limit ends. */
function mayHeal(error: unknown): boolean {
  return isProblem(error, "unavailable", "unreachable", "offline");
}

/** When to ask again by ourselves for what could not be had; false: only when somebody wants it. */
export function healsIn(error: unknown, now: number): number | false {
  if (isProblem(error, "rate limited")) {
    return error.resumesAt === null ? HEAL_MS : Math.max(MARGIN_MS, error.resumesAt.getTime() + MARGIN_MS - now);
  }
  return mayHeal(error) || isProblem(error, "unexpected reply", "bug") ? HEAL_MS : false;
}

export function healing({ state }: { readonly state: Pick<Query["state"], "status" | "error"> }): number | false {
  return state.status === "error" ? healsIn(state.error, Date.now()) : false;
}

export function newQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => askRightsAgain(error) }),
    mutationCache: new MutationCache({ onError: (error) => askRightsAgain(error) }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        // Offline is told in words (features/sign-in/offline-notice.tsx); a paused request would look like an endless one.
        networkMode: "always",
        refetchOnReconnect: "always",
        refetchInterval: healing,
        retryDelay: (failures) => FIRST_RETRY_MS * 2 ** failures,
        retry: (failures, error) => failures < MOST_RETRIES && mayHeal(error) && navigator.onLine,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
  // A right was taken away while the page was open: what it still shows may no longer be this person's to see or to do.
  function askRightsAgain(error: unknown): void {
    if (isProblem(error, "forbidden"))
      void client.invalidateQueries({ predicate: ({ queryKey }) => isAccess(queryKey) });
  }
  return client;
}
