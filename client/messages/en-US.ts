import { company } from "./en-US/company.ts";
import { language } from "./en-US/language.ts";
import { panel } from "./en-US/panel.ts";
import { payments } from "./en-US/payments.ts";
import { reasons } from "./en-US/reasons.ts";
import { refusals } from "./en-US/refusals.ts";
import { review } from "./en-US/review.ts";
import { runs } from "./en-US/runs.ts";
import { said } from "./en-US/said.ts";
import { shell } from "./en-US/shell.ts";
import { tieOut } from "./en-US/tie-out.ts";

/** American English, one file per part of the page; the shape of every other language. */
export const messages = {
  ...shell,
  ...payments,
  ...runs,
  ...review,
  ...tieOut,
  ...company,
  ...panel,
  ...reasons,
  ...said,
  ...refusals,
  ...language,
} as const;
