import type { panel as enUS } from "../en-US/panel.ts";
import type { Like } from "../text.ts";

/** The side panel on a commitment or an invoice. */
export const panel = {
  "panel.title": "Acumatica からの支払い",
  "panel.waiting": "このパネルの対象を Procore から受け取るのを待っています…",
  "panel.unsupported.title": "表示するものがありません",
  "panel.unsupported.says": "支払いを見るには、委託契約・発注または下請業者請求書を開いてください。",
  "panel.billed": "請求額",
  "panel.paid": "支払額",
  "panel.balance": "残高",
  "panel.payments": "支払い",
  "panel.none": "Acumatica での支払いはまだありません。",
  "panel.sync_commitment": "この契約を同期",
  "panel.sync_invoice": "この請求書を同期",
  "panel.tie_out": "照合",
  "panel.invoice": "請求書 {number}",
  "panel.commitment": "委託契約・発注 {number}",
  "panel.not_found": "この請求書はまだアプリに取り込まれていません。次回の同期で読み込まれます。",
  "panel.as_of": "Acumatica の取得:",
} as const satisfies Like<typeof enUS>;
