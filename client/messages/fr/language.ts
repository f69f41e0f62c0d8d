import type { language as enUS } from "../en-US/language.ts";
import type { Like } from "../text.ts";

/** The choice of language, words that join others, and the few words core-react says by itself. */
export const language = {
  "language.label": "Langue",
  "language.auto": "Comme dans Procore ou le navigateur ({name})",
  "language.failed": "La langue n'a pas pu être chargée. La page reste telle quelle.",

  "join.aside": " ({detail})",
  "join.list": "{first}, {rest}",
  "join.term": "{term} : {value}",
  "join.sentences": "{first} {second}",

  "core.cancel": "Annuler",
  "core.close": "Fermer",
  "core.sortable": "Colonne triable",
  "core.dismiss": "Ignorer l'alerte",
  "core.settings": "Configurer les paramètres",
} as const satisfies Like<typeof enUS>;
