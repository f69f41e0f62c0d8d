import type { tieOut as enUS } from "../en-US/tie-out.ts";
import type { Like } from "../text.ts";

/** The tie-out. */
export const tieOut = {
  "tie.what": "die Abstimmung",
  "tie.ties.title": "Stimmt auf den Cent",
  "tie.ties.says": "Jede Zahlung ist erfasst, und beide Gleichungen unten gehen genau auf.",
  "tie.ties.differences": {
    one: "Beide Gleichungen gehen auf, und nichts ist ungeklärt. {n} Differenz zwischen den Seiten ist mit ihrem Grund aufgeführt.",
    other:
      "Beide Gleichungen gehen auf, und nichts ist ungeklärt. {n} Differenzen zwischen den Seiten sind aufgeführt, jede mit ihrem Grund.",
  },
  "tie.open.title": "Stimmt nicht",
  "tie.wrong.title": "Die Zahlen gehen nicht auf",
  "tie.wrong.says":
    "Eine Gleichung unten geht nicht auf. Synchronisieren Sie erneut; bleibt es dabei, melden Sie es mit der CSV-Datei.",
  "tie.unexplained.title": { one: "{n} Zahlung ist ungeklärt", other: "{n} Zahlungen sind ungeklärt" },
  "tie.as_of": "Acumatica: Stand {acumatica}; Procore: Stand {procore}.",
  "tie.never": "nie",
  "tie.csv": "CSV herunterladen",
  "tie.print": "Nachweis drucken",
  "tie.file": "abstimmung-{project}-{date}.csv",

  "tie.paid": "In Acumatica gezahlt",
  "tie.issued": "In Procore ausgestellt",
  "tie.synced": "Synchronisiert",
  "tie.pending": "Ausstehend",
  "tie.needsReview": "Zu prüfen",
  "tie.failed": "Fehlgeschlagen",
  "tie.excluded": "Ausgenommen",
  "tie.oursOutOfStep": "Von uns, abweichend",
  "tie.enteredByOthers": "Von anderen eingegeben",
  "tie.difference": "Differenz",
  "tie.equation": "{currency}: was gezahlt wurde und wo es steht",

  "tie.table": "Abstimmung nach Kreditorenvertrag",
  "tie.col.commitment": "Kreditorenvertrag",
  "tie.col.vendor": "Lieferant",
  "tie.col.bar": "Anteil synchronisiert",
  "tie.in_step": "Stimmt überein",
  "tie.differences": { one: "{n} Differenz", other: "{n} Differenzen" },
  "tie.toggle": "Differenzen des Kreditorenvertrags {number}",
  "tie.total": "Summe {currency}",
  "tie.others_payment": "In Procore von anderen eingegeben",
  "tie.other_currency": "In anderer Währung als der Kreditorenvertrag",
  "tie.none.title": "Noch nichts abzustimmen",
  "tie.none.says":
    "Sobald eine Zahlung einer Subunternehmerrechnung zugeordnet ist, wird ihr Kreditorenvertrag hier auf den Cent verglichen.",

  "tie.several_commitments":
    "Die Eingangsrechnung umfasst mehrere Verträge und steht daher in keiner Vertragszeile und in keiner Summe",
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
