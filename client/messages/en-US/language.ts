/** The choice of language, words that join others, and the few words core-react says by itself. */
export const language = {
  "language.label": "Language",
  "language.auto": "As in Procore or the browser ({name})",
  "language.failed": "The language could not be loaded. The page stays as it is.",

  "join.aside": " ({detail})",
  "join.list": "{first}, {rest}",
  "join.term": "{term}: {value}",
  "join.sentences": "{first} {second}",

  "core.cancel": "Cancel",
  "core.close": "Close",
  "core.sortable": "Sortable column",
  "core.dismiss": "Dismiss Alert",
  "core.settings": "Configure Settings",
} as const;
