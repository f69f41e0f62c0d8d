import type { tieOut as enUS } from "../en-US/tie-out.ts";
import type { Like } from "../text.ts";

/** The tie-out. */
export const tieOut = {
  "tie.what": "die Abstimmung",
  "tie.equal.title": "Stimmt auf den Cent",
  "tie.equal.says": "Procore zeigt genau, was in Acumatica gezahlt wurde.",
  "tie.explained.title": "Jede Zahlung erklärt, {amount} Abstand",
  "tie.explained.says": {
    one: "{n} Differenz zwischen den Seiten ist unten mit ihrem Grund aufgeführt.",
    other: "{n} Differenzen zwischen den Seiten sind unten aufgeführt, jede mit ihrem Grund.",
  },
  "tie.open.title": "Stimmt nicht",
  "tie.open.unread": {
    one: "{n} Betrag kann nicht gelesen werden, daher kann niemand sagen, dass beide Seiten übereinstimmen. Er ist unten genannt.",
    other:
      "{n} Beträge können nicht gelesen werden, daher kann niemand sagen, dass beide Seiten übereinstimmen. Sie sind unten genannt.",
  },
  "tie.open.unexplained": {
    one: "{n} Zahlung hat keinen Grund. Synchronisieren Sie erneut; bleibt es dabei, melden Sie es mit der CSV-Datei.",
    other:
      "{n} Zahlungen haben keinen Grund. Synchronisieren Sie erneut; bleibt es dabei, melden Sie es mit der CSV-Datei.",
  },
  "tie.open.wrong":
    "Die Zahlen unten gehen nicht auf. Synchronisieren Sie erneut; bleibt es dabei, melden Sie es mit der CSV-Datei.",
  "tie.as_of": "Acumatica: Stand {acumatica}; Procore: Stand {procore}.",
  "tie.never": "nie",
  "tie.csv": "CSV herunterladen",
  "tie.print": "Nachweis drucken",
  "tie.file": "abstimmung-{project}-{date}.csv",

  "tie.paid": "In Acumatica gezahlt",
  "tie.issued": "In Procore ausgestellt",
  "tie.synced": "Synchronisiert",
  "tie.pending": "Ausstehend",
  "tie.waitingForInvoice": "Wartet auf Rechnung",
  "tie.needsReview": "Zu prüfen",
  "tie.failed": "Fehlgeschlagen",
  "tie.excluded": "Ausgenommen",
  "tie.oursOutOfStep": "Synchronisiert, inzwischen anders",
  "tie.enteredByOthers": "Von anderen eingegeben",
  "tie.difference": "Differenz",
  "tie.equation": "{currency}: was gezahlt wurde und wo es steht",

  "tie.table": "Abstimmung nach Kreditorenvertrag",
  "tie.col.commitment": "Kreditorenvertrag",
  "tie.col.vendor": "Lieferant",
  "tie.col.bar": "Anteil synchronisiert",
  "tie.in_step": "Gleich",
  "tie.differences": { one: "{n} Differenz", other: "{n} Differenzen" },
  "tie.toggle": "Differenzen des Kreditorenvertrags {number}",
  "tie.total": "Summe {currency}",
  "tie.others_payment": "In Procore von anderen eingegeben",
  "tie.other_currency": "In {currency}, nicht der Währung des Kreditorenvertrags",
  "tie.nowhere": "Auf keinem Kreditorenvertrag",
  "tie.nowhere.under": "Wofür sich kein Kreditorenvertrag nennen lässt",
  "tie.toggle.nowhere": "Differenzen ohne Kreditorenvertrag",
  "tie.none.title": "Noch nichts abzustimmen",
  "tie.none.says": "Sobald eine Zahlung dieses Projekt betrifft, wird sie hier auf den Cent verglichen.",

  "chart.title": "Gezahlt und abgerechnet",
  "chart.says":
    "Je Kreditorenvertrag: Der Balken ist, was abgerechnet wurde; der gefüllte Teil, was Acumatica gezahlt hat.",
  "chart.row": "{commitment}: {paid} von {billed} gezahlt",
  "chart.rest": { one: "und {n} weiterer Kreditorenvertrag", other: "und {n} weitere Kreditorenverträge" },

  "statement.title": "Nachweis der Zahlungsabstimmung",
  "statement.company": "Unternehmen",
  "statement.project": "Projekt",
  "statement.printed": "Gedruckt",
} as const satisfies Like<typeof enUS>;
