import { timingSafeEqual } from "node:crypto";
import express, { Router, type Request, type Response } from "express";
import { z } from "zod";
import { sendProblem } from "./problem.ts";
import type { RouteDeps } from "./deps.ts";

/** v2 and v3 payloads carry numbers, v4 texts; either may lack the project. */
const Payload = z.object({ project_id: z.union([z.int(), z.string().regex(/^\d{1,15}$/)]).nullish() });

const readAnything = express.json({ limit: "1mb", type: () => true });

type Token = { readonly token: string };

/**
 * Push hints. Whoever knows the token may say "look", and no more: what a hint says is never believed, only looked at.
 * Answered at once, because Procore pauses a hook that takes longer than five seconds.
 */
export function pushHints({ store, engine, projects, log }: RouteDeps): Router {
  const router = Router();
  router.post("/hooks/procore/:token", readAnything, async (request: Request<Token>, response) => {
    const companyId = await companyOf("procore", request.params.token);
    if (companyId === null) return notFound(response);
    response.status(202).end();
    await look(companyId, projectIn(request.body));
  });
  router.post("/hooks/acumatica/:token", readAnything, async (request: Request<Token>, response) => {
    const companyId = await companyOf("acumatica", request.params.token);
    if (companyId === null) return notFound(response);
    response.status(202).end();
    engine.hint(companyId, "Acumatica", null);
  });
  return router;

  /** The answer has gone out: what fails now is for the log alone. */
  async function look(companyId: number, projectId: number | null): Promise<void> {
    try {
      const project = projectId === null ? null : await projects.find(companyId, projectId);
      if (project) engine.hint(companyId, "Procore", project.id);
    } catch (error) {
      log.warn({ err: error, companyId }, "A push hint from Procore could not be followed");
    }
  }

  /** Found by its hash, and compared again whole: neither tells by its time how much of a guess was right. */
  async function companyOf(system: "procore" | "acumatica", token: string): Promise<number | null> {
    const companyId = await store.connections.companyOfHook(system, token);
    const connection = companyId === null ? null : await store.connections.get(companyId);
    return connection && same(connection.webhookTokens[system], token) ? companyId : null;
  }
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function projectIn(body: unknown): number | null {
  const { success, data } = Payload.safeParse(body);
  return success && data.project_id ? Number(data.project_id) : null;
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
