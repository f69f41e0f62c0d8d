import type { review as enUS } from "../en-US/review.ts";
import type { Like } from "../text.ts";

/** Needs review: both sides beside each other, and what each decision does to the money. */
export const review = {
  "review.what": "ce qui est à examiner",
  "review.none.title": "Rien à examiner",
  "review.none.says": "Chaque paiement concorde, est prévu ou est exclu pour un motif visible sous Paiements.",
  "review.section.needs_review": "Demande une décision",
  "review.section.failed": "N'a pas pu être écrit",
  "review.section.waiting_for_invoice": "En attente d'une facture",
  "review.section_says.needs_review": "Décidez une fois ; cela ne se rouvre que si un montant change.",
  "review.section_says.failed":
    "La synchronisation réessaie d'elle-même. Corrigez la cause indiquée ou synchronisez maintenant.",
  "review.section_says.waiting_for_invoice":
    "Ceux-ci se résolvent d'eux-mêmes dès que la facture apparaît dans Procore.",
  "review.settled": {
    one: "{n} décision prend effet à la prochaine synchronisation",
    other: "{n} décisions prennent effet à la prochaine synchronisation",
  },
  "review.one": "Ce paiement",
  "review.count": { one: "{n} paiement", other: "{n} paiements" },
  "review.show": "Décider pour {name}",
  "review.decide": "Que doit-il se passer ?",
  "review.read_only": "Pour décider, il faut le droit de synchroniser. {because}",

  "decide.link": "Le rattacher à une facture",
  "decide.adopt": "C'est le même paiement : le reprendre",
  "decide.ignore": "L'exclure de la synchronisation",
  "decide.restore": "Réécrire les valeurs d'Acumatica",
  "decide.accept": "Accepter ce qu'affiche Procore",
  "decide.unlink": "Retirer le rattachement à la facture",
  "decide.reset": "Oublier la décision",

  "effect.link": "{amount} est créé dans Paiements émis, sur la facture que vous choisissez.",
  "effect.adopt": "Procore continue de l'afficher une seule fois. Il est verrouillé et maintenu égal à {amount}.",
  "effect.ignore":
    "Procore ne reçoit pas {amount} de notre part. Le rapprochement le compte comme exclu, selon votre décision.",
  "effect.ignore_shown":
    "Ce qu'affiche Procore reste tel quel. Le rapprochement compte {amount} comme exclu, selon votre décision.",
  "effect.restore": "Procore affiche maintenant {procore} ; il affichera de nouveau {amount}.",
  "effect.restore_gone": "Procore ne l'affiche pas actuellement ; {amount} est recréé.",
  "effect.accept": "Procore continue d'afficher {procore} tant que {amount} ne change pas dans Acumatica.",
  "effect.accept_gone":
    "Procore continue de ne pas afficher {amount} tant que le montant ne change pas dans Acumatica.",
  "effect.unlink": "Rien n'est écrit. Il attend ici une autre facture.",
  "effect.reset": "Les règles le réexaminent à la prochaine synchronisation.",

  "decide.which_invoice": "Quelle facture ?",
  "decide.which_payment": "Quel paiement dans Procore ?",
  "decide.other_invoice": "Une autre facture de ce projet",
  "decide.choose": "Choisissez une facture",
  "decide.action": "Décider",
  "decide.done": "Décidé. Cela prend effet à la prochaine synchronisation.",
  "decide.offered": "Proposé parce que : {because}",

  "review.show_all": { one: "Afficher {n}", other: "Afficher les {n}" },
  "bulk.label": "Décider pour plusieurs à la fois",
  "bulk.select": "Sélectionner {name}",
  "bulk.select_all": "Tout sélectionner",
  "bulk.selected": { one: "{n} sélectionné, {amount}", other: "{n} sélectionnés, {amount}" },
  "bulk.choose": "Décision pour les paiements sélectionnés",
  "bulk.action": "Décider pour tous les sélectionnés",
  "bulk.none": "Ces paiements n'ont aucune décision en commun",
  "bulk.confirm.title": { one: "Décider pour {n} paiement ?", other: "Décider pour {n} paiements ?" },
  "bulk.confirm.action": { one: "Décider pour {n}", other: "Décider pour {n}" },
  "bulk.result": { one: "{n} décidé.", other: "{n} décidés." },
  "bulk.failed": { one: "Impossible de décider pour {n} :", other: "Impossible de décider pour {n} :" },
} as const satisfies Like<typeof enUS>;
