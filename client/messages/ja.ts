import { company } from "./ja/company.ts";
import { language } from "./ja/language.ts";
import { panel } from "./ja/panel.ts";
import { payments } from "./ja/payments.ts";
import { reasons } from "./ja/reasons.ts";
import { refusals } from "./ja/refusals.ts";
import { review } from "./ja/review.ts";
import { runs } from "./ja/runs.ts";
import { said } from "./ja/said.ts";
import { shell } from "./ja/shell.ts";
import { tieOut } from "./ja/tie-out.ts";
import type { Messages } from "./text.ts";

/**
 * Japanese, です・ます. Glossary, in the words of Procore's Japanese pages where it has them:
 * commitment = 委託契約・発注 · subcontractor invoice = 下請業者請求書 (請求書) · Payments Issued = 発行済み支払い · bill (Acumatica) =
 * 買掛請求書 · vendor = 仕入先 · Vendor Ref. = 仕入先参照番号 · check = 小切手 · void = 取消 · retainage = 留保金 · tie-out = 照合 ·
 * sync = 同期 · adopt = 引き継ぐ · link = 紐付け · excluded = 対象外 · out of step = 不一致 · ledger = 帳簿 · tenant = テナント.
 */
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
} as const satisfies Messages;
