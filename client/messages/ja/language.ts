import type { language as enUS } from "../en-US/language.ts";
import type { Like } from "../text.ts";

/** The choice of language, words that join others, and the few words core-react says by itself. */
export const language = {
  "language.label": "言語",
  "language.auto": "Procore またはブラウザーに合わせる ({name})",
  "language.failed": "言語を読み込めませんでした。ページはそのままです。",

  "join.aside": "（{detail}）",
  "join.list": "{first}、{rest}",
  "join.term": "{term}: {value}",
  "join.sentences": "{first}{second}",

  "core.cancel": "キャンセル",
  "core.close": "閉じる",
  "core.sortable": "並べ替え可能な列",
  "core.dismiss": "アラートを閉じる",
  "core.settings": "設定を構成",
} as const satisfies Like<typeof enUS>;
