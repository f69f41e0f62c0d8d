import type { language as enUS } from "../en-US/language.ts";
import type { Like } from "../text.ts";

/** The choice of language, words that join others, and the few words core-react says by itself. */
export const language = {
  "language.label": "Idioma",
  "language.auto": "Como no Procore ou no navegador ({name})",
  "language.failed": "Não foi possível carregar o idioma. A página fica como está.",

  "join.aside": " ({detail})",
  "join.list": "{first}, {rest}",
  "join.term": "{term}: {value}",
  "join.sentences": "{first} {second}",

  "core.cancel": "Cancelar",
  "core.close": "Fechar",
  "core.sortable": "Coluna ordenável",
  "core.dismiss": "Ignorar alerta",
  "core.settings": "Definir configurações",
} as const satisfies Like<typeof enUS>;
