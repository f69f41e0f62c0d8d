import { PostDecision, type DecisionBodyShape } from "../../contract/decisions.ts";
import { SyncError } from "../../domain/errors.ts";
import { documentsOf, type ApplicationKey } from "../../domain/payment.ts";
import { inWords } from "../../domain/reasons.ts";
import type { ReportedApplication } from "../../sync/report-types.ts";
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
      const said = async () => ({
        application: await store.links.decision(params.c, asked.key),
        bill: await store.links.billDecision(params.c, documentsOf(asked.key).bill),
      });
      const shown = async () => (await engine.report(params.c, params.p)).applications.find(isIt);
      const isIt = ({ key }: ReportedApplication) => key === asked.key;
      const [before, stood] = [await said(), await shown()];
      await engine.decide(params.c, params.p, asked, { id: caller.user.id, login: caller.user.login });
      const after = await said();
      await note(deps, params.c, caller, { what: `decided: ${body.decide}`, target: body.key, before, after });
      const one = (await shown()) ?? (stood && withoutProject(stood));
      if (!one) throw new SyncError("not found", "This app", "This project has no such payment any more.");
      return applicationShape(one, await linkerFor(deps, params));
    }),
  ];
}

/** Only the link that was forgotten had joined it to the project: what was done is told, not called an error. */
function withoutProject(stood: ReportedApplication): ReportedApplication {
  const reason = inWords({ code: "project_not_mapped", detail: "a bill without a project" });
  const nowhere = { commitment: null, invoice: null, link: null, decision: null, candidates: [] };
  return { ...stood, ...nowhere, state: "excluded", reason };
}

function requestOf(body: DecisionBodyShape): DecisionRequest {
  return {
    key: body.key as ApplicationKey,
    decide: body.decide,
    invoiceId: body.decide === "link" ? body.invoiceId : null,
    contractPaymentId: body.decide === "adopt" ? body.contractPaymentId : null,
  };
}
