import type { Response } from "express";
import { GetTieOut, type TieOutShape } from "../../contract/tie-out.ts";
import type { Figures, ProjectReport } from "../../sync/report-types.ts";
import { commitmentShape, linkerFor, type Linker } from "../application-shape.ts";
import type { RouteDeps } from "../deps.ts";
import { route } from "../route.ts";
import { money } from "../shapes.ts";
import { tieOutCsv } from "../tie-out-csv.ts";

export function tieOutRoutes(deps: RouteDeps) {
  return [
    route(GetTieOut, "view", async ({ params, request }) => {
      const report = await deps.engine.report(params.c, params.p);
      const shape = tieOutShape(report, await linkerFor(deps, params));
      if (request.accepts(["application/json", "text/csv"]) !== "text/csv") return shape;
      return { write: (response) => sendFile(response, tieOutCsv(shape), params.p) };
    }),
  ];
}

function sendFile(response: Response, csv: string, projectId: number): void {
  response.set("Content-Disposition", `attachment; filename="tie-out-${projectId}.csv"`);
  response.set("Vary", "Accept").type("text/csv").send(csv);
}

function tieOutShape({ tieOut, asOf }: ProjectReport, linker: Linker): TieOutShape {
  return {
    asOf,
    tiesOut: tieOut.tiesOut,
    equal: tieOut.equal,
    verdict: tieOut.verdict,
    unexplained: tieOut.unexplained,
    unreadable: tieOut.unreadable,
    totals: tieOut.totals.map(figuresShape),
    commitments: tieOut.commitments.map((one) => ({
      commitment: one.commitment && commitmentShape(one.commitment, linker),
      vendor: one.vendor,
      ...figuresShape(one),
      differences: one.differences.map(({ key, contractPaymentId, payment, reason, amount, currency }) => ({
        key,
        contractPaymentId,
        url: contractPaymentId === null ? null : linker.contractPayment(one.commitment),
        payment,
        reason,
        amount: money(amount, currency),
      })),
    })),
  };
}

function figuresShape(sums: Figures) {
  const { currency } = sums;
  return {
    currency,
    paidInAcumatica: money(sums.paidInAcumatica, currency),
    synced: money(sums.synced, currency),
    pending: money(sums.pending, currency),
    waitingForInvoice: money(sums.waitingForInvoice, currency),
    needsReview: money(sums.needsReview, currency),
    failed: money(sums.failed, currency),
    excluded: money(sums.excluded, currency),
    issuedInProcore: money(sums.issuedInProcore, currency),
    oursOutOfStep: money(sums.oursOutOfStep, currency),
    enteredByOthers: money(sums.enteredByOthers, currency),
    equal: sums.equal,
    verdict: sums.verdict,
  };
}
