import { Router, type RequestHandler } from "express";
import { Passport } from "passport";
import { isSyncError } from "../domain/errors.ts";
import type { Log } from "../log.ts";
import type { ProcoreOAuth, ProcoreUser } from "../procore/oauth.ts";
import { createProcoreStrategy, type SignedIn } from "../procore/strategy.ts";
import { finalPageScript, SCRIPT_PATH, sendFinalPage, type Ending } from "./final-page.ts";
import { LoginState } from "./login-state.ts";
import type { Sessions } from "./session.ts";

export type SignInDeps = {
  readonly sessions: Sessions;
  readonly oauth: ProcoreOAuth;
  readonly readUser: (accessToken: string) => Promise<ProcoreUser>;
  readonly publicUrl: string;
  readonly procore: {
    readonly loginUrl: string;
    readonly tokenUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
  };
  readonly key: Uint8Array;
  readonly now: () => Date;
  readonly newSecret: () => string;
  readonly log: Log;
};

const DENIED = "Procore did not sign you in.";

/**
 * Signing in to Procore, in a popup because Procore's login page refuses to be framed. Its last page hands a one-time
 * code to the frame, which exchanges it for a bearer token: neither needs a cookie of the other.
 */
export function signIn(deps: SignInDeps): Router {
  const { procore, publicUrl, oauth, readUser, log } = deps;
  const secure = publicUrl.startsWith("https:");
  const store = new LoginState({ key: deps.key, secure, now: deps.now, newSecret: deps.newSecret });
  const callbackUrl = `${publicUrl}/auth/procore/callback`;
  const strategy = createProcoreStrategy({ ...procore, callbackUrl, store, oauth, readUser }, (who) =>
    Promise.resolve(who),
  );
  const passport = new Passport().use(strategy);

  const finish = async (companyId: number | null, who: SignedIn | null): Promise<Ending> => {
    if (!who) return { kind: "denied", says: DENIED };
    log.info({ userId: who.user.id, companyId }, "Somebody signed in");
    return { kind: "signed in", code: await deps.sessions.issueCode({ ...who, companyId }) };
  };

  const callback: RequestHandler = (request, response, next) => {
    const companyId = store.company(request);
    const answered = (error: unknown, user?: Express.User | false | null): void => {
      if (error && !isSyncError(error)) return next(error);
      if (error) log.warn({ kind: isSyncError(error) ? error.kind : null }, "A sign-in to Procore failed");
      const ending = isSyncError(error)
        ? Promise.resolve<Ending>({ kind: "failed", says: error.message })
        : finish(companyId, user ? (user as SignedIn) : null);
      ending.then((ended) => sendFinalPage(response, ended, publicUrl)).catch(next);
    };
    const authenticate = passport.authenticate("procore", { session: false }, answered) as RequestHandler;
    void authenticate(request, response, next);
  };

  const router = Router();
  router.get("/auth/procore", passport.authenticate("procore", { session: false }) as RequestHandler);
  router.get("/auth/procore/callback", callback);
  router.get(SCRIPT_PATH, finalPageScript);
  return router;
}
