import type { review as enUS } from "../en-US/review.ts";
import type { Like } from "../text.ts";

/** Needs review: both sides beside each other, and what each decision does to the money. */
export const review = {
  "review.what": "要確認の支払い",
  "review.none.title": "確認が必要なものはありません",
  "review.none.says":
    "すべての支払いは、一致しているか、処理予定か、対象外です。対象外の理由は「支払い」で確認できます。",
  "review.section.needs_review": "決定が必要",
  "review.section.failed": "書き込めなかったもの",
  "review.section.waiting_for_invoice": "請求書待ち",
  "review.section_says.needs_review": "決定は一度だけで済みます。金額が変わった場合にのみ再び開きます。",
  "review.section_says.failed": "同期は自動的に再試行されます。示された原因を修正するか、今すぐ同期してください。",
  "review.section_says.waiting_for_invoice": "請求書が Procore に登録されると自動的に解決します。",
  "review.settled": { other: "{n} 件の決定が次回の同期で有効になります" },
  "review.one": "この支払い",
  "review.count": { other: "支払い {n} 件" },
  "review.show": "{name} について決定する",
  "review.decide": "どのように処理しますか?",
  "review.read_only": "決定するには同期の権限が必要です。{because}",

  "decide.link": "請求書に紐付ける",
  "decide.adopt": "同じ支払いとして引き継ぐ",
  "decide.ignore": "同期の対象外にする",
  "decide.restore": "Acumatica の値を再度書き込む",
  "decide.accept": "Procore の表示を受け入れる",
  "decide.unlink": "請求書との紐付けを解除する",
  "decide.reset": "決定を取り消す",

  "effect.link": "選択した請求書の発行済み支払いに {amount} が作成されます。",
  "effect.adopt": "Procore での表示は 1 件のままです。ロックされ、{amount} に保たれます。",
  "effect.ignore": "{amount} は Procore に書き込まれません。照合では、あなたの決定による対象外として計上されます。",
  "effect.ignore_shown":
    "Procore の表示は変わりません。照合では {amount} が、あなたの決定による対象外として計上されます。",
  "effect.restore": "Procore の表示は現在 {procore} です。再び {amount} になります。",
  "effect.restore_gone": "Procore には現在表示されていません。{amount} が再び作成されます。",
  "effect.accept": "Acumatica で {amount} が変わるまで、Procore の表示は {procore} のままです。",
  "effect.accept_gone": "Acumatica で {amount} が変わるまで、Procore には表示されません。",
  "effect.unlink": "何も書き込まれません。別の請求書が見つかるまでここで待機します。",
  "effect.reset": "次回の同期でルールに従って再度判定されます。",

  "decide.which_invoice": "どの請求書ですか?",
  "decide.which_payment": "Procore のどの支払いですか?",
  "decide.other_invoice": "このプロジェクトの別の請求書",
  "decide.choose": "請求書を選択",
  "decide.action": "決定",
  "decide.done": "決定しました。次回の同期で有効になります。",
  "decide.offered": "候補の理由: {because}",

  "review.show_all": { other: "{n} 件すべて表示" },
  "bulk.label": "複数をまとめて決定",
  "bulk.select": "{name} を選択",
  "bulk.select_all": "すべて選択",
  "bulk.selected": { other: "{n} 件選択中、{amount}" },
  "bulk.choose": "選択した支払いの決定",
  "bulk.action": "選択した支払いをまとめて決定",
  "bulk.none": "これらの支払いに共通する決定はありません",
  "bulk.confirm.title": { other: "支払い {n} 件について決定しますか?" },
  "bulk.confirm.action": { other: "{n} 件を決定" },
  "bulk.result": { other: "{n} 件を決定しました。" },
  "bulk.failed": { other: "{n} 件を決定できませんでした:" },
} as const satisfies Like<typeof enUS>;
