import type { language as enUS } from "../en-US/language.ts";
import type { Like } from "../text.ts";

/** The choice of language, words that join others, and the few words core-react says by itself. */
export const language = {
  "language.label": "Sprache",
  "language.auto": "Wie in Procore oder im Browser ({name})",
  "language.failed": "Die Sprache konnte nicht geladen werden. Die Seite bleibt, wie sie ist.",

  "join.aside": " ({detail})",
  "join.list": "{first}, {rest}",
  "join.term": "{term}: {value}",
  "join.sentences": "{first} {second}",

  "core.cancel": "Abbrechen",
  "core.close": "Schließen",
  "core.sortable": "Sortierbare Spalte",
  "core.dismiss": "Hinweis verwerfen",
  "core.settings": "Einstellungen konfigurieren",
} as const satisfies Like<typeof enUS>;
