import { connection } from "./connection.ts";
import { settings } from "./settings.ts";
import type { company as enUS } from "../en-US/company.ts";
import type { Like } from "../text.ts";

/** Company settings. */
export const company = {
  "company.title": "Acumatica 支払いの設定",
  "company.tabs": "設定の各画面",
  "company.tab.connection": "接続",
  "company.tab.projects": "プロジェクト",
  "company.tab.payments": "支払い",
  "company.tab.schedule": "スケジュール",
  "company.tab.people": "ユーザー",
  "company.tab.activity": "アクティビティ",
  "company.what": "設定",
  "company.no_right.title": "これらの設定を変更する権限がありません",
  "company.no_right.next":
    "設定には、会社の ERP 統合ツールの「管理者」権限が必要です。支払いを見るには、プロジェクトでアプリを開いてください。",
  "company.open_project": "開く",
  "company.all_projects": "すべてのプロジェクト",

  "guide.title": "5 つの手順で設定",
  "guide.says": "プレビューを確認して適用するまで、Procore には何も書き込まれません。",
  "guide.done": "完了",
  "guide.next": "次",
  "guide.later": "この後",
  "guide.connect": "Acumatica に接続",
  "guide.connect_says": "アドレス、テナント、接続アプリケーションを入力し、サインインします。",
  "guide.check": "接続の権限を確認",
  "guide.check_says": "各チェックの結果を文章で示し、失敗した場合は対処方法も示します。",
  "guide.map": "プロジェクトを対応付ける",
  "guide.map_says":
    "Acumatica のどのプロジェクトが Procore のどのプロジェクトかを指定します。ほとんどは候補が表示されます。",
  "guide.rules": "方法、開始日、スケジュールを選択",
  "guide.rules_says": "現在は、日付にかかわらずすべての方法が、実行を求められたときだけ同期されます。",
  "guide.preview": "最初のプレビューを見る",
  "guide.preview_says": "プロジェクトを開いて「プレビュー」を押します。書き込む前にすべての変更が表示されます。",

  "save.unsaved": "保存されていない変更があります",
  "save.saved": "保存しました",

  ...connection,
  ...settings,
} as const satisfies Like<typeof enUS>;
