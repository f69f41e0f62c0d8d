import { FIGURES, type TieOutShape } from "../contract/tie-out.ts";
import { toCsv } from "./csv.ts";

type Cells = readonly (string | number | null)[];

const NOT_ON_A_COMMITMENT = "Not on a commitment";

const HEAD: Cells = [
  "Row",
  "Commitment",
  "Title",
  "Vendor",
  "Currency",
  "Paid in Acumatica",
  "Synced",
  "Pending",
  "Waiting for invoice",
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
  "Payment type",
  "Payment number",
  "Payment date",
  "Check number",
  "Verdict",
];

/** What only a difference has stands between the figures and the verdict. */
const UNTIL_VERDICT: Cells = Array.from({ length: 8 }, () => null);

/** The tie-out as a file: one row a commitment, below it one for each difference, then the totals and as of when. */
export function tieOutCsv(tieOut: TieOutShape): string {
  const figures = (sums: TieOutShape["totals"][number]): Cells => FIGURES.map((name) => sums[name].amount);
  const verdict = (sums: TieOutShape["totals"][number]): Cells => [...UNTIL_VERDICT, sums.verdict];
  const none = FIGURES.map(() => null);
  const rows = tieOut.commitments.flatMap((one): Cells[] => {
    const { commitment, vendor } = one;
    const name = commitment ? [commitment.number, commitment.title, vendor] : [NOT_ON_A_COMMITMENT, null, null];
    return [
      ["commitment", ...name, one.currency, ...figures(one), ...verdict(one)],
      ...one.differences.map(({ key, contractPaymentId, payment, reason, amount }): Cells => [
        "difference",
        ...name,
        amount.currency,
        ...none,
        amount.amount,
        reason.says,
        key,
        contractPaymentId,
        payment?.type ?? null,
        payment?.ref ?? null,
        payment?.date ?? null,
        payment?.reference ?? null,
      ]),
    ];
  });
  const totals = tieOut.totals.map((sums): Cells => [
    "total",
    null,
    null,
    null,
    sums.currency,
    ...figures(sums),
    ...verdict(sums),
  ]);
  const closing: Cells[] = [
    ["ties out", tieOut.tiesOut ? "yes" : "no"],
    ["verdict", tieOut.verdict],
    ["unexplained", tieOut.unexplained],
    ["unreadable", tieOut.unreadable],
    ["Acumatica as of", tieOut.asOf.acumatica],
    ["Procore as of", tieOut.asOf.procore],
  ];
  return toCsv([HEAD, ...rows, ...totals, ...closing]);
}
