import type { connection as enUS } from "../en-US/connection.ts";
import type { Like } from "../text.ts";

/** The connection to Acumatica, its checks, and the danger zone. */
export const connection = {
  "conn.what": "接続",
  "conn.title": "Acumatica への接続",
  "conn.address": "Acumatica の場所",
  "conn.status.connected": "接続済み",
  "conn.status.needs_sign-in": "サインインが必要",
  "conn.status.not_connected": "未接続",
  "conn.status.held": "書き込みを保留中",
  "conn.status.trouble": "応答なし",
  "conn.base_url": "Acumatica のアドレス",
  "conn.base_url_hint": "ブラウザーに表示されるとおり、サイトを含めて入力: https://erp.example.com/AcumaticaERP",
  "conn.tenant": "テナント",
  "conn.tenant_hint": "Acumatica のサインイン ページに表示される名前です。",
  "conn.client_id": "クライアント ID",
  "conn.client_id_hint": "Acumatica の Connected Applications で確認できます。末尾は @ とテナント名です。",
  "conn.secret": "クライアント シークレット",
  "conn.secret_hint": "暗号化して保管され、再び表示されることはありません。",
  "conn.secret_stored": "保存済みです。そのまま使う場合は空欄にしてください。",
  "conn.redirect": "Acumatica に入力するリダイレクト URI",
  "conn.save": "アドレスを保存",
  "conn.sign_in": "Acumatica にサインイン",
  "conn.sign_in_again": "もう一度サインイン",
  "conn.sign_in_by": "{date} までにもう一度サインインしてください",
  "conn.sign_in_soon":
    "Acumatica へのサインインは{when}に期限が切れます。それまでにもう一度サインインすれば中断しません。",
  "conn.reader": "読み込み方法",
  "conn.reader.dac": "DAC OData (高速)",
  "conn.reader.contract": "契約ベース REST",
  "conn.reader.none": "未選択",
  "conn.last_read": "最終読み取り",
  "conn.read_through": "読み込んだ最新の変更",
  "conn.backfill": "履歴",
  "conn.backfill_done": "最後まで読み込み済み",
  "conn.backfill_on": "読み込み中です。完了するまで何も削除されません",
  "conn.failed.blocked":
    "ブラウザーがウィンドウをブロックしました。このページのポップアップを許可してから、もう一度お試しください。",
  "conn.failed.cancelled": "Acumatica が応答する前にウィンドウが閉じられました。何も変更されていません。",
  "conn.failed.failed": "Acumatica がサインインを許可しませんでした。",

  "ledger.title": "同じ帳簿ですか?",
  "ledger.says":
    "アドレスまたはテナントが変わりました。支払いはテナントで識別されるため、この回答によって同じ支払いかどうかが決まります。",
  "ledger.moved": "同じ帳簿 (移転)",
  "ledger.moved_hint": "同じ帳簿が新しいアドレスに移りました。同期済みの支払いは引き続き識別されます。",
  "ledger.another": "別の帳簿",
  "ledger.another_hint": "別の帳簿です。以前の帳簿から同期したものには触れません。",

  "checks.title": "チェック",
  "checks.says": "読み取り専用で Acumatica を確認した結果です。",
  "checks.at": "確認:",
  "checks.again": "再チェック",
  "checks.none": "まだチェックされていません。先に Acumatica にサインインしてください。",
  "checks.result.ok": "正常",
  "checks.result.untold": "判定不能",
  "checks.result.failed": "要対応",
  "checks.fix": "対処方法: {says}",

  "push.title": "変更が反映されるまでの時間",
  "push.acumatica":
    "支払いが変更されたことを Acumatica からこのアプリに通知でき、アプリはすぐに確認します。任意の設定です。設定しない場合、変更は次回の同期で確認されます。Acumatica での設定手順:",
  "push.step_open": "Push Notifications (SM302000) を開き、送信先の種類が Webhook の通知を追加します。",
  "push.step_destination":
    "アドレスとヘッダーを入力します。これらは秘密にしてください。両方を知っている人は、アプリに確認を行わせることができます。",
  "push.address": "アドレス",
  "push.header_name": "ヘッダー名",
  "push.header_value": "ヘッダーの値",
  "push.step_inquiry":
    "Generic Inquiries タブで、買掛金の支払いに関する照会を、グループ化も合計もなしで追加し、すべてのフィールドを追跡します。",
  "push.step_active": "通知を有効にして保存します。",
  "push.last": "最後の通知:",
  "push.last_none": "この 1 週間はありません",
  "push.renew": "アドレスとシークレットを更新",
  "push.renew_title": "アドレスとシークレットを更新しますか?",
  "push.renew_says":
    "以前のものはすぐに無効になります。新しいものを Acumatica に入力しないと、変更が通知されなくなります。",

  "danger.title": "危険な操作",
  "danger.disconnect": "接続を解除",
  "danger.disconnect_says":
    "アドレス、シークレット、サインインを破棄します。同期済みの内容は Procore にそのまま残り、以後の同期は行われません。",
  "danger.disconnect_title": "Acumatica の接続を解除しますか?",
  "danger.purge": "すべてのデータを削除",
  "danger.purge_says":
    "このアプリが保持する会社のデータ (接続、設定、履歴、紐付け、監査記録) をすべて削除します。Procore と Acumatica には触れません。控えが発行されます。",
  "danger.purge_title": "この会社のすべてのデータを削除しますか?",
  "danger.purge_type": "続けるには「{word}」と入力してください",
  "danger.purge_word": "削除",
  "danger.uninstall":
    "Procoreでこの会社からアプリがアンインストールされてから30日後に、ここに保存されたすべてのデータを削除する",
  "danger.uninstall_says": "Procoreの支払いは残ります。",
  "danger.receipt_title": "この会社のすべてのデータを削除しました",
  "danger.receipt_says": "控え {id} ({when})。",
  "danger.receipt_revoked": "保持していたトークンはすべて取り消されました。",
  "danger.receipt_not_revoked":
    "取り消しを確認できないものがありました。Acumatica の接続アプリケーションを手動で取り消してください。",
  "danger.receipt_save": "控えを保存",
} as const satisfies Like<typeof enUS>;
