import { formatMinor } from "../../../server/domain/money.ts";
import type { Pictures } from "../../../server/domain/pictures.ts";
import { plan } from "../../../server/sync/plan.ts";
import type { Figures, TieOut } from "../../../server/sync/report-types.ts";
import { tieOut } from "../../../server/sync/tie-out.ts";

export function tie(input: Pictures): TieOut {
  return tieOut(input, plan(input).standings);
}

/** The figures that are not zero: "paidInAcumatica 1000.00 synced 1000.00 issuedInProcore 1000.00". */
export function figures({ currency, ...sums }: Figures): string {
  const names = [
    "paidInAcumatica",
    "synced",
    "pending",
    "waitingForInvoice",
    "needsReview",
    "failed",
    "excluded",
    "issuedInProcore",
    "oursOutOfStep",
    "enteredByOthers",
  ] as const;
  return names.flatMap((name) => (sums[name] === 0 ? [] : [`${name} ${formatMinor(sums[name], currency)}`])).join(" ");
}

export function differencesOf({ commitments }: TieOut): string[] {
  return commitments.flatMap(({ differences, currency }) =>
    differences.map(({ reason, amount }) => `${reason.code} ${formatMinor(amount, currency)}`),
  );
}
