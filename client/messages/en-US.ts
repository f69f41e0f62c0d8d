import { company } from "./en-US/company.ts";
import { panel } from "./en-US/panel.ts";
import { payments } from "./en-US/payments.ts";
import { review } from "./en-US/review.ts";
import { runs } from "./en-US/runs.ts";
import { shell } from "./en-US/shell.ts";
import { tieOut } from "./en-US/tie-out.ts";

/** American English, one file per part of the page. */
export const enUS = { ...shell, ...payments, ...runs, ...review, ...tieOut, ...company, ...panel } as const;
