import { QueryClient } from "@tanstack/react-query";
import { isProblem } from "./problem.ts";

const FRESH_MS = 15_000;
const MOST_RETRIES = 2;
const FIRST_RETRY_MS = 400;

/** Only what may heal by itself is asked again; a refusal is shown at once. */
function mayHeal(error: unknown): boolean {
  return isProblem(error, "unavailable", "unreachable", "rate limited");
}

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        // Offline is told in words (features/sign-in/offline.tsx); a paused request would look like an endless one.
        networkMode: "always",
        retryDelay: (failures) => FIRST_RETRY_MS * 2 ** failures,
        retry: (failures, error) => failures < MOST_RETRIES && mayHeal(error),
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
