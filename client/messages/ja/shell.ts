import type { shell as enUS } from "../en-US/shell.ts";
import type { Like } from "../text.ts";

/** The frame around everything: header, sign-in, states of the page, failures. */
export const shell = {
  "app.title": "Acumatica 支払い",
  "app.main": "Acumatica 支払い",
  "app.tabs": "Acumatica 支払いの各画面",
  "app.no_company.title": "Procore からこのアプリを開いてください",
  "app.no_company.says":
    "対象の会社とプロジェクトは Procore からアプリに伝えられます。このページはその情報なしで開かれました。",

  "tab.payments": "支払い",
  "tab.review": "要確認",
  "tab.review_n": "要確認 ({n})",
  "tab.tie_out": "照合",
  "tab.history": "同期履歴",
  "tab.settings": "設定",

  "action.try_again": "再試行",
  "action.save": "保存",
  "action.discard": "変更を破棄",
  "action.remove": "削除",
  "action.add": "追加",
  "link.new_tab": "(新しいタブで開きます)",
  "loading.says": "{what}を読み込んでいます",
  "loading.page": "ページ",
  "dates.just_now": "たった今",
  "dates.never": "なし",

  "strip.label": "同期の状況",
  "strip.as_of": "取得:",
  "strip.never_read": "未取得",
  "strip.acumatica": "Acumatica",
  "strip.procore": "Procore",
  "strip.next": "次回の同期予定:",
  "strip.next_none": "同期の予定はありません",
  "strip.unexplained": { other: "説明のつかない支払い: {n} 件" },
  "strip.unexplained_why": "どの状態にも属さない支払いです。推定ではなく、すべての支払いから計算しています。",
  "strip.connected": "Acumatica に接続済み",
  "strip.needs_sign-in": "Acumatica にもう一度サインインしてください",
  "strip.not_connected": "Acumatica に未接続",
  "strip.held": "書き込みを保留中",

  "sign_in.title": "支払いを表示するにはサインインしてください",
  "sign_in.says":
    "Acumatica 支払いは、Procore の権限の範囲で情報を表示します。サインインは Procore の小さなウィンドウで行われ、ウィンドウは自動的に閉じます。",
  "sign_in.action": "Procore でサインイン",
  "sign_in.working": "サインイン ウィンドウを待っています…",
  "sign_in.blocked.title": "サインイン ウィンドウがブロックされました",
  "sign_in.blocked.says":
    "ブラウザーがウィンドウを開けませんでした。このページのポップアップを許可してから、もう一度お試しください。",
  "sign_in.cancelled.title": "サインインが完了していません",
  "sign_in.cancelled.says": "Procore が応答する前にウィンドウが閉じられました。何も変更されていません。",
  "sign_in.denied.title": "Procore がサインインを許可しませんでした",
  "sign_in.denied.says":
    "ご本人または会社によってアクセスが拒否されました。Acumatica 支払いのインストールまたは許可を、Procore の会社管理者に依頼してください。",
  "sign_in.code.title": "サインインの期限が切れました",
  "sign_in.code.says": "コードの有効期間は 1 分で、一度しか使えません。もう一度サインインしてください。",
  "sign_in.failed.title": "サインインに失敗しました",
  "sign_in.failed.says":
    "Procore でのサインインに失敗しました。もう一度お試しください。解決しない場合は管理者にお知らせください。",
  "sign_in.expired.title": "サインインの有効期限が切れました",
  "sign_in.expired.says": "ページの内容はすべて保持されています。もう一度サインインすると、続きから再開します。",
  "sign_in.done": "{who} としてサインインしました",

  "offline.title": "オフラインです",
  "offline.says": "最後に読み込んだ内容を表示しています。接続が回復すると自動的に更新されます。",

  "stale.title": "表示内容は最新でない可能性があります",
  "access.none.title": "このプロジェクトの支払いは表示できません",
  "access.none.next":
    "プロジェクト管理者に権限を依頼するか、このプロジェクトでツールがオフの場合はオンにするよう依頼してから、もう一度お試しください。",

  "state.synced": "同期済み",
  "state.pending": "保留中",
  "state.waiting_for_invoice": "請求書待ち",
  "state.needs_review": "要確認",
  "state.failed": "失敗",
  "state.removed": "削除済み",
  "state.excluded": "対象外",

  "who.nobody": "なし (自動的に処理されます)",
  "who.project_accountant": "プロジェクトの経理担当者",
  "who.accounting": "経理部門 (Acumatica で対応)",
  "who.company_admin": "会社管理者 (設定で対応)",
  "who.Procore_admin": "Procore 管理者",

  "method.check": "小切手",
  "method.credit_card": "クレジット カード",
  "method.electronic": "電子決済",
  "method.unknown": "不明な方法",

  "problem.title.unavailable": "システムが応答しませんでした",
  "problem.says.unavailable":
    "何も変更されていません。しばらくしてからもう一度お試しください。予定された同期は自動的に再試行されます。",
  "problem.title.rate_limited": "リクエストを減らすよう求められました",
  "problem.says.rate_limited": "失われたものはありません。1 分後にもう一度お試しください。",
  "problem.resumes": "失われたものはありません。{time} に自動で再開します。",
  "problem.title.unauthorized": "サインインが必要です",
  "problem.says.unauthorized": "もう一度サインインしてから、再試行してください。",
  "problem.title.forbidden": "この操作は許可されていません",
  "problem.says.forbidden": "ここに示した権限を Procore 管理者に依頼してから、もう一度お試しください。",
  "problem.title.not_found": "見つかりません",
  "problem.says.not_found": "削除されたか、権限の範囲外の可能性があります。",
  "problem.title.rejected": "拒否されました",
  "problem.says.rejected": "ここに示した内容を修正してから、もう一度お試しください。",
  "problem.title.conflict": "途中で変更されました",
  "problem.says.conflict":
    "他の人またはシステムが先に変更しました。最新の状態を確認してから、もう一度決定してください。",
  "problem.title.unexpected_reply": "認識できない形式の応答です",
  "problem.says.unexpected_reply":
    "何も変更されていません。ページを再読み込みしてください。解決しない場合は管理者にお知らせください。",
  "problem.title.busy": "同期はすでに実行中です",
  "problem.says.busy": "終了するまで待ってから、もう一度お試しください。",
  "problem.title.invalid": "入力内容に誤りがあります",
  "problem.says.invalid": "印の付いた項目を修正してから、もう一度お試しください。",
  "problem.title.bug": "アプリ側で問題が発生しました",
  "problem.says.bug": "入力した内容は失われていません。もう一度お試しください。解決しない場合はご報告ください。",
  "problem.title.offline": "オフラインです",
  "problem.says.offline": "接続を確認してから、もう一度お試しください。",
  "problem.title.unreachable": "アプリのサーバーが応答しません",
  "problem.says.unreachable": "何も変更されていません。接続を確認するか、しばらくしてからもう一度お試しください。",
  "problem.reference": "(参照番号 {id})",
  "problem.page.title": "ページのこの部分が動作しなくなりました",
  "problem.page.says": "Procore にも Acumatica にも変更はありません。続けるには再読み込みしてください。",
  "problem.page.action": "再読み込み",
} as const satisfies Like<typeof enUS>;
