import type { tieOut as enUS } from "../en-US/tie-out.ts";
import type { Like } from "../text.ts";

/** The tie-out. */
export const tieOut = {
  "tie.what": "le rapprochement",
  "tie.equal.title": "Égal au centime près",
  "tie.equal.says": "Procore affiche exactement ce qui a été payé dans Acumatica.",
  "tie.explained.title": "Chaque paiement expliqué, {amount} d'écart",
  "tie.explained.says": {
    one: "{n} écart entre les deux côtés figure ci-dessous avec son motif.",
    other: "{n} écarts entre les deux côtés figurent ci-dessous, chacun avec son motif.",
  },
  "tie.open.title": "Le rapprochement n'est pas juste",
  "tie.open.unread": {
    one: "{n} montant est illisible : personne ne peut dire que les deux côtés concordent. Il est nommé ci-dessous.",
    other:
      "{n} montants sont illisibles : personne ne peut dire que les deux côtés concordent. Ils sont nommés ci-dessous.",
  },
  "tie.open.unexplained": {
    one: "{n} paiement n'a pas de motif. Synchronisez à nouveau ; si cela persiste, signalez-le avec le fichier CSV.",
    other:
      "{n} paiements n'ont pas de motif. Synchronisez à nouveau ; si cela persiste, signalez-le avec le fichier CSV.",
  },
  "tie.open.wrong":
    "Les chiffres ci-dessous ne concordent pas. Synchronisez à nouveau ; si cela persiste, signalez-le avec le fichier CSV.",
  "tie.as_of": "Acumatica au {acumatica} ; Procore au {procore}.",
  "tie.never": "jamais",
  "tie.csv": "Télécharger le CSV",
  "tie.print": "Imprimer l'état",
  "tie.file": "rapprochement-{project}-{date}.csv",

  "tie.paid": "Payé dans Acumatica",
  "tie.issued": "Émis dans Procore",
  "tie.synced": "Synchronisé",
  "tie.pending": "En attente",
  "tie.waitingForInvoice": "En attente de facture",
  "tie.needsReview": "À examiner",
  "tie.failed": "Échec",
  "tie.excluded": "Exclu",
  "tie.oursOutOfStep": "Synchronisé, différent depuis",
  "tie.enteredByOthers": "Saisis par d'autres",
  "tie.difference": "Écart",
  "tie.equation": "{currency} : ce qui a été payé et où cela en est",

  "tie.table": "Rapprochement par engagement",
  "tie.col.commitment": "Engagement",
  "tie.col.vendor": "Fournisseur",
  "tie.col.bar": "Part synchronisée",
  "tie.in_step": "Égal",
  "tie.differences": { one: "{n} écart", other: "{n} écarts" },
  "tie.toggle": "Écarts de l'engagement {number}",
  "tie.total": "Total {currency}",
  "tie.others_payment": "Saisi dans Procore par d'autres",
  "tie.other_currency": "En {currency}, pas dans la devise de l'engagement",
  "tie.nowhere": "Sur aucun engagement",
  "tie.nowhere.under": "Ce pour quoi aucun engagement ne peut être nommé",
  "tie.toggle.nowhere": "Écarts de ce qui n'est sur aucun engagement",
  "tie.none.title": "Rien à rapprocher pour l'instant",
  "tie.none.says": "Dès qu'un paiement concerne ce projet, il est comparé ici au centime près.",

  "chart.title": "Payé par rapport au facturé",
  "chart.says": "Par engagement : la barre est ce qui a été facturé, la partie remplie ce qu'Acumatica a payé.",
  "chart.row": "{commitment} : {paid} payés sur {billed}",
  "chart.rest": { one: "et {n} autre engagement", other: "et {n} autres engagements" },

  "statement.title": "État de rapprochement des paiements",
  "statement.company": "Entreprise",
  "statement.project": "Projet",
  "statement.printed": "Imprimé",
} as const satisfies Like<typeof enUS>;
