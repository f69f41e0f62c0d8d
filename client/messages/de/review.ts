import type { review as enUS } from "../en-US/review.ts";
import type { Like } from "../text.ts";

/** Needs review: both sides beside each other, and what each decision does to the money. */
export const review = {
  "review.what": "was zu prüfen ist",
  "review.none.title": "Nichts ist zu prüfen",
  "review.none.says":
    "Jede Zahlung stimmt überein, ist geplant oder aus einem Grund ausgenommen, den Sie unter „Zahlungen“ sehen.",
  "review.section.needs_review": "Braucht eine Entscheidung",
  "review.section.failed": "Konnte nicht geschrieben werden",
  "review.section.waiting_for_invoice": "Wartet auf eine Rechnung",
  "review.section_says.needs_review": "Entscheiden Sie einmal; es öffnet sich nur wieder, wenn sich ein Betrag ändert.",
  "review.section_says.failed":
    "Die Synchronisierung versucht diese von selbst erneut. Beheben Sie die genannte Ursache oder synchronisieren Sie jetzt.",
  "review.section_says.waiting_for_invoice":
    "Diese erledigen sich von selbst, sobald die Rechnung in Procore erscheint.",
  "review.settled": {
    one: "{n} Entscheidung wirkt mit der nächsten Synchronisierung",
    other: "{n} Entscheidungen wirken mit der nächsten Synchronisierung",
  },
  "review.one": "Diese Zahlung",
  "review.count": { one: "{n} Zahlung", other: "{n} Zahlungen" },
  "review.show": "Über {name} entscheiden",
  "review.decide": "Was soll geschehen?",
  "review.read_only": "Zum Entscheiden brauchen Sie das Recht zu synchronisieren. {because}",

  "decide.link": "Einer Rechnung zuordnen",
  "decide.adopt": "Es ist dieselbe Zahlung: übernehmen",
  "decide.ignore": "Von der Synchronisierung ausnehmen",
  "decide.restore": "Die Werte aus Acumatica erneut schreiben",
  "decide.accept": "Annehmen, was Procore zeigt",
  "decide.unlink": "Die Zuordnung zur Rechnung aufheben",
  "decide.reset": "Die Entscheidung verwerfen",

  "effect.link": "{amount} wird unter „Ausgestellte Zahlungen“ zur gewählten Rechnung angelegt.",
  "effect.adopt": "Procore zeigt sie weiterhin einmal. Sie wird gesperrt und auf {amount} gehalten.",
  "effect.ignore":
    "Procore bekommt {amount} nicht von uns. Die Abstimmung zählt den Betrag auf Ihre Entscheidung hin als ausgenommen.",
  "effect.ignore_shown":
    "Was Procore zeigt, bleibt, wie es ist. Die Abstimmung zählt {amount} auf Ihre Entscheidung hin als ausgenommen.",
  "effect.restore": "Procore zeigt jetzt {procore}; es wird wieder {amount} zeigen.",
  "effect.restore_gone": "Procore zeigt sie jetzt nicht; {amount} wird wieder angelegt.",
  "effect.accept": "Procore zeigt weiterhin {procore}, bis sich {amount} in Acumatica ändert.",
  "effect.accept_gone": "Procore zeigt {amount} weiterhin nicht, bis sich der Betrag in Acumatica ändert.",
  "effect.unlink": "Es wird nichts geschrieben. Sie wartet hier auf eine andere Rechnung.",
  "effect.reset": "Die Regeln prüfen sie bei der nächsten Synchronisierung erneut.",

  "decide.which_invoice": "Welche Rechnung?",
  "decide.which_payment": "Welche Zahlung in Procore?",
  "decide.other_invoice": "Eine andere Rechnung dieses Projekts",
  "decide.choose": "Rechnung auswählen",
  "decide.action": "Entscheiden",
  "decide.done": "Entschieden. Es wirkt mit der nächsten Synchronisierung.",
  "decide.offered": "Vorgeschlagen, weil: {because}",

  "review.show_all": { one: "Alle {n} anzeigen", other: "Alle {n} anzeigen" },
  "bulk.label": "Über mehrere auf einmal entscheiden",
  "bulk.select": "{name} auswählen",
  "bulk.select_all": "Alle auswählen",
  "bulk.selected": { one: "{n} ausgewählt, {amount}", other: "{n} ausgewählt, {amount}" },
  "bulk.choose": "Entscheidung für die ausgewählten Zahlungen",
  "bulk.action": "Für alle ausgewählten entscheiden",
  "bulk.none": "Diese Zahlungen haben keine gemeinsame Entscheidung",
  "bulk.confirm.title": { one: "Über {n} Zahlung entscheiden?", other: "Über {n} Zahlungen entscheiden?" },
  "bulk.confirm.action": { one: "Über {n} entscheiden", other: "Über {n} entscheiden" },
  "bulk.result": { one: "{n} entschieden.", other: "{n} entschieden." },
  "bulk.failed": {
    one: "Über {n} konnte nicht entschieden werden:",
    other: "Über {n} konnte nicht entschieden werden:",
  },
} as const satisfies Like<typeof enUS>;
