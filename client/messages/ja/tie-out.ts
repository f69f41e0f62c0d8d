import type { tieOut as enUS } from "../en-US/tie-out.ts";
import type { Like } from "../text.ts";

/** The tie-out. */
export const tieOut = {
  "tie.what": "照合",
  "tie.equal.title": "1 セントまで一致しています",
  "tie.equal.says": "Procore の表示は Acumatica での支払いと正確に一致しています。",
  "tie.explained.title": "すべての支払いに理由があります (差 {amount})",
  "tie.explained.says": { other: "両システムの差異 {n} 件を、理由とともに下に示しています。" },
  "tie.open.title": "一致していません",
  "tie.open.unread": {
    other: "読み取れない金額が {n} 件あるため、両システムが一致するとは言えません。下に示しています。",
  },
  "tie.open.unexplained": {
    other:
      "理由のない支払いが {n} 件あります。もう一度同期してください。解決しない場合は CSV ファイルを添えてご報告ください。",
  },
  "tie.open.wrong":
    "下の数値が合いません。もう一度同期してください。解決しない場合は CSV ファイルを添えてご報告ください。",
  "tie.as_of": "Acumatica: {acumatica} 時点、Procore: {procore} 時点。",
  "tie.never": "なし",
  "tie.csv": "CSV をダウンロード",
  "tie.print": "照合表を印刷",
  "tie.file": "照合-{project}-{date}.csv",

  "tie.paid": "Acumatica での支払額",
  "tie.issued": "Procore での発行額",
  "tie.synced": "同期済み",
  "tie.pending": "保留中",
  "tie.waitingForInvoice": "請求書待ち",
  "tie.needsReview": "要確認",
  "tie.failed": "失敗",
  "tie.excluded": "対象外",
  "tie.oursOutOfStep": "同期後に変化",
  "tie.enteredByOthers": "他者による入力",
  "tie.difference": "差異",
  "tie.equation": "{currency}: 支払額とその状況",

  "tie.table": "委託契約・発注別の照合",
  "tie.col.commitment": "委託契約・発注",
  "tie.col.vendor": "仕入先",
  "tie.col.bar": "同期済みの割合",
  "tie.in_step": "一致",
  "tie.differences": { other: "差異 {n} 件" },
  "tie.toggle": "委託契約・発注 {number} の差異",
  "tie.total": "合計 {currency}",
  "tie.others_payment": "他者が Procore に入力",
  "tie.other_currency": "委託契約・発注の通貨ではない {currency}",
  "tie.nowhere": "委託契約・発注なし",
  "tie.nowhere.under": "委託契約・発注を特定できないもの",
  "tie.toggle.nowhere": "委託契約・発注に属さないものの差異",
  "tie.none.title": "照合するものはまだありません",
  "tie.none.says": "支払いがこのプロジェクトに関係すると、ここで 1 セント単位まで比較されます。",

  "chart.title": "請求額と支払額",
  "chart.says": "委託契約・発注別: 棒全体が請求額、塗りつぶし部分が Acumatica での支払額です。",
  "chart.row": "{commitment}: {billed} のうち {paid} 支払済み",
  "chart.rest": { other: "ほかに委託契約・発注 {n} 件" },

  "statement.title": "支払い照合表",
  "statement.company": "会社",
  "statement.project": "プロジェクト",
  "statement.printed": "印刷日時",
} as const satisfies Like<typeof enUS>;
