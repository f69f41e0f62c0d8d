import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PostSession } from "../../../server/contract/session.ts";
import { call } from "../../api/call.ts";
import { isProblem } from "../../api/problem.ts";
import { currentSession, signedIn } from "../../api/session.ts";
import type { PopupResult } from "../../frame/popup.ts";
import { signInByPopup, textAt } from "../../frame/popup.ts";
import { followProcore } from "../../messages/language.ts";
import { t } from "../../messages/text.ts";
import { announce } from "../../ui/announcer.tsx";

/** How the last attempt ended; null before the first one and after a success. `says`: the closing page's own sentence. */
export type SignInTrouble = {
  readonly kind: "blocked" | "cancelled" | "denied" | "code" | "failed";
  readonly says: string | null;
};

function trouble(kind: SignInTrouble["kind"], says: string | null = null): SignInTrouble {
  return { kind, says };
}

function troubleOf(result: Exclude<PopupResult, { kind: "success" }>): SignInTrouble {
  if (result.kind !== "failed") return trouble(result.kind);
  return trouble(/denied|forbidden/.test(result.type) ? "denied" : "failed", result.says);
}

/** Signs in by popup and exchanges its one-time code for a token. A click must start it: see `signInByPopup`. */
export function useSignIn(companyId: number) {
  const cache = useQueryClient();
  const [working, setWorking] = useState(false);
  const [ended, setEnded] = useState<SignInTrouble | null>(null);

  async function attempt(): Promise<SignInTrouble | null> {
    const result = await signInByPopup(`/auth/procore?company_id=${companyId}`);
    if (result.kind !== "success") return troubleOf(result);
    const code = textAt(result.payload, "code");
    if (code === null) return trouble("failed");
    const session = await call(PostSession, { body: { code }, anonymous: true });
    const before = currentSession();
    // Somebody else signed in on the same page: nothing of the former person's stays visible.
    if (before.status !== "signed out" && before.session.user.id !== session.user.id) cache.clear();
    await followProcore(session.user.locale);
    signedIn(session);
    announce(t("sign_in.done", { who: session.user.name ?? session.user.login }));
    return null;
  }

  function signIn(): void {
    setWorking(true);
    setEnded(null);
    void attempt()
      .catch((error: unknown) => trouble(isProblem(error, "unauthorized") ? "code" : "failed"))
      .then(setEnded)
      .finally(() => {
        setWorking(false);
      });
  }

  return { signIn, working, trouble: ended };
}
