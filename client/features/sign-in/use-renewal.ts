import { useEffect } from "react";
import { RenewSession } from "../../../server/contract/session.ts";
import { call } from "../../api/call.ts";
import type { SessionState } from "../../api/session.ts";
import { signedIn } from "../../api/session.ts";

/** Renewed this long before its end, so that a slow reply still arrives in time. */
const EARLY_MS = 2 * 60_000;
const SOONEST_MS = 30_000;
/** Browsers fire longer timers at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Exchanges the token for a new one before it ends, while the page is open. A failure is left for the next request to meet. */
export function useRenewal(state: SessionState): void {
  const session = state.status === "signed in" ? state.session : null;
  useEffect(() => {
    if (!session) return;
    const left = new Date(session.expiresAt).getTime() - Date.now();
    const wait = Math.min(LONGEST_MS, Math.max(SOONEST_MS, left - EARLY_MS));
    const timer = window.setTimeout(() => {
      call(RenewSession, {}).then(signedIn, () => undefined);
    }, wait);
    return () => {
      window.clearTimeout(timer);
    };
  }, [session]);
}
