import type { tieOut as enUS } from "../en-US/tie-out.ts";
import type { Like } from "../text.ts";

/** The tie-out. */
export const tieOut = {
  "tie.what": "le rapprochement",
  "tie.ties.title": "Juste au centime près",
  "tie.ties.says": "Chaque paiement est justifié, et les deux équations ci-dessous se vérifient exactement.",
  "tie.ties.differences": {
    one: "Les deux équations se vérifient et rien n'est inexpliqué. {n} écart entre les deux côtés figure avec son motif.",
    other:
      "Les deux équations se vérifient et rien n'est inexpliqué. {n} écarts entre les deux côtés figurent, chacun avec son motif.",
  },
  "tie.open.title": "Le rapprochement n'est pas juste",
  "tie.wrong.title": "Les chiffres ne concordent pas",
  "tie.wrong.says":
    "Une équation ci-dessous ne se vérifie pas. Synchronisez à nouveau ; si cela persiste, signalez-le avec le fichier CSV.",
  "tie.unexplained.title": { one: "{n} paiement est inexpliqué", other: "{n} paiements sont inexpliqués" },
  "tie.as_of": "Acumatica au {acumatica} ; Procore au {procore}.",
  "tie.never": "jamais",
  "tie.csv": "Télécharger le CSV",
  "tie.print": "Imprimer l'état",
  "tie.file": "rapprochement-{project}-{date}.csv",

  "tie.paid": "Payé dans Acumatica",
  "tie.issued": "Émis dans Procore",
  "tie.synced": "Synchronisé",
  "tie.pending": "En attente",
  "tie.needsReview": "À examiner",
  "tie.failed": "Échec",
  "tie.excluded": "Exclu",
  "tie.oursOutOfStep": "Les nôtres, décalés",
  "tie.enteredByOthers": "Saisis par d'autres",
  "tie.difference": "Écart",
  "tie.equation": "{currency} : ce qui a été payé et où cela en est",

  "tie.table": "Rapprochement par engagement",
  "tie.col.commitment": "Engagement",
  "tie.col.vendor": "Fournisseur",
  "tie.col.bar": "Part synchronisée",
  "tie.in_step": "Concorde",
  "tie.differences": { one: "{n} écart", other: "{n} écarts" },
  "tie.toggle": "Écarts de l'engagement {number}",
  "tie.total": "Total {currency}",
  "tie.others_payment": "Saisi dans Procore par d'autres",
  "tie.other_currency": "Dans une autre devise que son engagement",
  "tie.none.title": "Rien à rapprocher pour l'instant",
  "tie.none.says":
    "Dès qu'un paiement est rattaché à une facture de sous-traitant, son engagement est comparé ici au centime près.",

  "tie.several_commitments":
    "La facture fournisseur couvre plusieurs engagements : elle n'est donc dans la ligne d'aucun, ni dans un total",
  "chart.title": "Payé par rapport au facturé",
  "chart.says": "Par engagement : la barre est ce qui a été facturé, la partie remplie ce qu'Acumatica a payé.",
  "chart.row": "{commitment} : {paid} payés sur {billed}",
  "chart.rest": { one: "et {n} autre engagement", other: "et {n} autres engagements" },

  "statement.title": "État de rapprochement des paiements",
  "statement.company": "Entreprise",
  "statement.project": "Projet",
  "statement.printed": "Imprimé",
} as const satisfies Like<typeof enUS>;
