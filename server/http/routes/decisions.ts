import { PostDecision, type DecisionBodyShape } from "../../contract/decisions.ts";
import { SyncError } from "../../domain/errors.ts";
import type { ApplicationKey } from "../../domain/payment.ts";
import { applicationShape, linkerFor } from "../application-shape.ts";
import { note } from "../audit-note.ts";
import type { RouteDeps } from "../deps.ts";
import type { DecisionRequest } from "../engine.ts";
import { route } from "../route.ts";

export function decisionRoutes(deps: RouteDeps) {
  const { engine, store } = deps;
  return [
    route(PostDecision, "sync project", async ({ params, body, caller }) => {
      const asked = requestOf(body);
      const before = await store.links.decision(params.c, asked.key);
      await engine.decide(params.c, params.p, asked, { id: caller.user.id, login: caller.user.login });
      const after = await store.links.decision(params.c, asked.key);
      await note(deps, params.c, caller, { what: `decided: ${body.decide}`, target: body.key, before, after });
      const { applications } = await engine.report(params.c, params.p);
      const one = applications.find(({ key }) => key === asked.key);
      if (!one) throw new SyncError("not found", "This app", "This project has no such payment any more.");
      return applicationShape(one, await linkerFor(deps, params));
    }),
  ];
}

function requestOf(body: DecisionBodyShape): DecisionRequest {
  return {
    key: body.key as ApplicationKey,
    decide: body.decide,
    invoiceId: body.decide === "link" ? body.invoiceId : null,
    contractPaymentId: body.decide === "adopt" ? body.contractPaymentId : null,
  };
}
