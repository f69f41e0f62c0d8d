import { timingSafeEqual } from "node:crypto";
import express, { Router, type RequestHandler, type Response } from "express";
import { z } from "zod";
import { NAMELESS } from "../domain/hint.ts";
import { authorizationOf } from "../jobs/hook-keeper.ts";
import { readEvent } from "../procore/webhooks.ts";
import type { HookSystem } from "../store/connections.ts";
import { sendProblem } from "./problem.ts";
import type { RouteDeps } from "./deps.ts";

/** Of a push notification of Acumatica (SM302000) only its own id is read: which row changed is not believed. */
const Notification = z.object({ Id: z.string().min(1).max(100) });

const readAnything = express.json({ limit: "1mb", type: () => true });

/**
 * Push hints. Whoever knows an address and its secret may say "look", and no more: what a hint says is never believed,
 * only looked at. It is stored and answered at once, because Procore pauses a hook that takes longer than five seconds;
 * `jobs/hints.ts` follows it.
 */
export function pushHints({ store, now, newId }: RouteDeps): Router {
  const router = Router();
  router.post("/hooks/procore/:token", admit("procore"), readAnything, async (request, response) => {
    const companyId = companyOf(response);
    const event = readEvent(request.body);
    if (event && (event.companyId ?? companyId) === companyId && !(await isOurs(companyId, event.userId))) {
      await store.hints.add(companyId, [event], now().toISOString());
    }
    response.status(204).end();
  });
  router.post("/hooks/acumatica/:token", admit("acumatica"), readAnything, async (request, response) => {
    const { data } = Notification.safeParse(request.body);
    const hint = { ...NAMELESS, event: data?.Id ?? newId(), from: "Acumatica", projectId: null } as const;
    await store.hints.add(companyOf(response), [hint], now().toISOString());
    response.status(204).end();
  });
  return router;

  /**
   * Address and secret, before anything is read of the body. A wrong one of either gets the same answer, and neither
   * tells by its time how much of a guess was right.
   */
  function admit(system: HookSystem): RequestHandler<{ token: string }> {
    return async (request, response, next) => {
      const { token } = request.params;
      const companyId = await store.connections.companyOfHook(system, token);
      const connection = companyId === null ? null : await store.connections.get(companyId);
      const { [system]: expectedToken, secrets } = connection?.webhookTokens ?? NOBODY;
      const header = authorizationOf(secrets?.[system] ?? "");
      const right = [same(expectedToken, token), same(header, request.get("authorization") ?? "")];
      if (companyId === null || !secrets || right.includes(false)) return notFound(response);
      response.locals["companyId"] = companyId;
      next();
    };
  }

  /** What the sync itself wrote comes back as an event of the service account. */
  async function isOurs(companyId: number, userId: number | null): Promise<boolean> {
    return userId !== null && (await store.procoreHooks.get(companyId))?.userId === userId;
  }
}

const NOBODY = { procore: "", acumatica: "", secrets: undefined };

function companyOf(response: Response): number {
  return z.int().parse(response.locals["companyId"]);
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function notFound(response: Response): void {
  sendProblem(response, {
    type: "about:blank",
    title: "Not found",
    status: 404,
    detail: "There is nothing at this address.",
    kind: "not found",
    system: "This app",
  });
}
