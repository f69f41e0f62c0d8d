import { DeleteSession, PostSession, RenewSession } from "../../contract/session.ts";
import type { RouteDeps } from "../deps.ts";
import { route } from "../route.ts";

export function sessionRoutes({ sessions }: RouteDeps) {
  return [
    route(PostSession, "anyone", ({ body }) => sessions.open(body.code)),
    route(RenewSession, "signed in", ({ caller }) => sessions.renew(caller.bearer)),
    route(DeleteSession, "signed in", async ({ caller }) => {
      await sessions.signOut(caller.bearer);
      return undefined;
    }),
  ];
}
