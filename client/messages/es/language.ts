import type { language as enUS } from "../en-US/language.ts";
import type { Like } from "../text.ts";

/** The choice of language, words that join others, and the few words core-react says by itself. */
export const language = {
  "language.label": "Idioma",
  "language.auto": "Como en Procore o el navegador ({name})",
  "language.failed": "No se pudo cargar el idioma. La página se queda como está.",

  "join.aside": " ({detail})",
  "join.list": "{first}, {rest}",
  "join.term": "{term}: {value}",
  "join.sentences": "{first} {second}",

  "core.cancel": "Cancelar",
  "core.close": "Cerrar",
  "core.sortable": "Columna ordenable",
  "core.dismiss": "Descartar alerta",
  "core.settings": "Configurar ajustes",
} as const satisfies Like<typeof enUS>;
