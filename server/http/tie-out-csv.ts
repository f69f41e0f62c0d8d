import { FIGURES, type TieOutShape } from "../contract/tie-out.ts";
import { toCsv } from "./csv.ts";

type Cells = readonly (string | number | null)[];

const HEAD: Cells = [
  "Row",
  "Commitment",
  "Title",
  "Vendor",
  "Currency",
  "Paid in Acumatica",
  "Synced",
  "Pending",
  "Needs review",
  "Failed",
  "Excluded",
  "Issued in Procore",
  "Ours out of step",
  "Entered by others",
  "Difference",
  "Reason",
  "Application",
  "Contract payment",
];

/** The tie-out as a file: one row a commitment, below it one for each difference, then the totals and as of when. */
export function tieOutCsv(tieOut: TieOutShape): string {
  const figures = (sums: TieOutShape["totals"][number]): Cells => FIGURES.map((name) => sums[name].amount);
  const none = FIGURES.map(() => null);
  const rows = tieOut.commitments.flatMap((one): Cells[] => {
    const name = [one.commitment.number, one.commitment.title, one.vendor];
    return [
      ["commitment", ...name, one.currency, ...figures(one)],
      ...one.differences.map(({ key, contractPaymentId, reason, amount }): Cells => [
        "difference",
        ...name,
        amount.currency,
        ...none,
        amount.amount,
        reason.says,
        key,
        contractPaymentId,
      ]),
    ];
  });
  const totals = tieOut.totals.map((sums): Cells => ["total", null, null, null, sums.currency, ...figures(sums)]);
  const closing: Cells[] = [
    ["ties out", tieOut.tiesOut ? "yes" : "no"],
    ["unexplained", tieOut.unexplained],
    ["Acumatica as of", tieOut.asOf.acumatica],
    ["Procore as of", tieOut.asOf.procore],
  ];
  return toCsv([HEAD, ...rows, ...totals, ...closing]);
}
