import type { shell as enUS } from "../en-US/shell.ts";
import type { Like } from "../text.ts";

/** The frame around everything: header, sign-in, states of the page, failures. */
export const shell = {
  "app.title": "Paiements Acumatica",
  "app.main": "Paiements Acumatica",
  "app.tabs": "Sections de Paiements Acumatica",
  "app.no_company.title": "Ouvrez cette application depuis Procore",
  "app.no_company.says":
    "Procore indique à l'application pour quelle entreprise et quel projet elle s'ouvre. Cette page a été ouverte sans ces indications.",

  "tab.payments": "Paiements",
  "tab.review": "À examiner",
  "tab.review_n": "À examiner ({n})",
  "tab.tie_out": "Rapprochement",
  "tab.history": "Historique",
  "tab.settings": "Paramètres",

  "action.try_again": "Réessayer",
  "action.save": "Enregistrer",
  "action.discard": "Abandonner les modifications",
  "action.remove": "Supprimer",
  "action.add": "Ajouter",
  "link.new_tab": "(s'ouvre dans un nouvel onglet)",
  "loading.says": "Chargement : {what}",
  "loading.page": "la page",
  "dates.just_now": "à l'instant",
  "dates.never": "jamais",

  "strip.label": "État de la synchronisation",
  "strip.failed": { one: "{n} en échec", other: "{n} en échec" },
  "strip.waiting": { one: "{n} en attente de facture", other: "{n} en attente de facture" },
  "strip.as_of": "Données :",
  "strip.never_read": "Pas encore lu",
  "strip.acumatica": "Acumatica",
  "strip.procore": "Procore",
  "strip.next": "Prochaine synchronisation planifiée :",
  "strip.next_none": "Aucune synchronisation planifiée",
  "strip.unexplained": { one: "{n} paiement inexpliqué", other: "{n} paiements inexpliqués" },
  "strip.unexplained_why":
    "Paiements qui ne sont dans aucun état défini. Calculé à partir de chaque paiement, jamais supposé.",
  "strip.connected": "Acumatica connecté",
  "strip.needs_sign-in": "Reconnectez-vous à Acumatica",
  "strip.not_connected": "Acumatica non connecté",
  "strip.held": "L'écriture est suspendue",
  "trouble.unanswered": "Acumatica ne répond plus depuis {when}",
  "trouble.unread": "Acumatica n'a pas pu être lu depuis {when}",
  "trouble.next": "Prochain essai :",
  "trouble.next_none": "La prochaine synchronisation réessaiera",
  "trouble.says": "Ce que vous voyez date de la dernière lecture ; rien n'est perdu.",
  "trouble.then": "Nouvel essai automatique : {when}.",
  "trouble.then_none": "Nouvel essai à la prochaine synchronisation.",

  "sign_in.title": "Connectez-vous pour voir les paiements",
  "sign_in.says":
    "Paiements Acumatica affiche ce que vos autorisations Procore vous permettent de voir. Procore vous demande de vous connecter dans une petite fenêtre, qui se ferme toute seule.",
  "sign_in.action": "Se connecter avec Procore",
  "sign_in.working": "En attente de la fenêtre de connexion…",
  "sign_in.blocked.title": "La fenêtre de connexion a été bloquée",
  "sign_in.blocked.says":
    "Votre navigateur n'a pas laissé la fenêtre s'ouvrir. Autorisez les fenêtres contextuelles pour cette page, puis réessayez.",
  "sign_in.cancelled.title": "La connexion n'a pas abouti",
  "sign_in.cancelled.says": "La fenêtre a été fermée avant la réponse de Procore. Rien n'a changé.",
  "sign_in.denied.title": "Procore n'a pas autorisé la connexion",
  "sign_in.denied.says":
    "L'accès a été refusé, par vous ou par votre entreprise. Demandez à un administrateur Procore de l'entreprise d'installer ou d'autoriser Paiements Acumatica.",
  "sign_in.code.title": "La connexion est arrivée trop tard",
  "sign_in.code.says": "Son code est valable une minute et une seule fois. Reconnectez-vous.",
  "sign_in.failed.title": "Échec de la connexion",
  "sign_in.failed.says":
    "La connexion à Procore n'a pas réussi. Réessayez ; si cela persiste, prévenez votre administrateur.",
  "sign_in.expired.title": "Votre session a expiré",
  "sign_in.expired.says":
    "Tout ce qui est sur la page est conservé. Reconnectez-vous et tout reprend là où vous en étiez.",
  "sign_in.done": "Connecté en tant que {who}",

  "offline.title": "Vous êtes hors ligne",
  "offline.says":
    "Vous voyez ce qui a été chargé en dernier. L'affichage s'actualise de lui-même au retour de la connexion.",

  "stale.title": "Ce que vous voyez n'est peut-être plus à jour",
  "access.none.title": "Vous ne pouvez pas voir les paiements de ce projet",
  "access.none.next":
    "Demandez-le à un administrateur du projet, ou d'activer l'outil s'il est désactivé dans ce projet. Puis réessayez.",

  "state.synced": "Synchronisé",
  "state.pending": "En attente",
  "state.waiting_for_invoice": "En attente de facture",
  "state.needs_review": "À examiner",
  "state.failed": "Échec",
  "state.removed": "Supprimé",
  "state.excluded": "Exclu",

  "who.nobody": "Personne : cela se fait tout seul",
  "who.project_accountant": "La comptabilité du projet",
  "who.accounting": "La comptabilité, dans Acumatica",
  "who.company_admin": "Un administrateur de l'entreprise, dans les paramètres",
  "who.Procore_admin": "Un administrateur Procore",

  "method.check": "Chèque",
  "method.credit_card": "Carte de crédit",
  "method.electronic": "Électronique",
  "method.unknown": "Mode inconnu",

  "problem.title.unavailable": "Un système n'a pas répondu",
  "problem.says.unavailable":
    "Rien n'a été modifié. Réessayez dans un instant ; les synchronisations planifiées réessaient d'elles-mêmes.",
  "problem.title.rate_limited": "On nous a demandé de ralentir",
  "problem.says.rate_limited": "Rien n'est perdu. Réessayez dans une minute.",
  "problem.resumes": "Rien n'est perdu. Cela reprend tout seul à {time}.",
  "problem.title.unauthorized": "Connexion requise",
  "problem.says.unauthorized": "Reconnectez-vous, puis réessayez.",
  "problem.title.forbidden": "Vous n'y êtes pas autorisé",
  "problem.says.forbidden": "Demandez à un administrateur Procore l'autorisation indiquée ici, puis réessayez.",
  "problem.title.not_found": "Introuvable",
  "problem.says.not_found": "L'élément a peut-être été supprimé, ou vos autorisations ne vont pas jusque-là.",
  "problem.title.rejected": "Cela a été refusé",
  "problem.says.rejected": "Corrigez ce qui est indiqué ici, puis réessayez.",
  "problem.title.conflict": "Cela a changé entre-temps",
  "problem.says.conflict":
    "Quelqu'un ou quelque chose a été plus rapide. Regardez le nouvel état, puis décidez à nouveau.",
  "problem.title.unexpected_reply": "Une réponse de forme inconnue",
  "problem.says.unexpected_reply":
    "Rien n'a été modifié. Rechargez la page ; si cela persiste, prévenez votre administrateur.",
  "problem.title.busy": "Une synchronisation est déjà en cours",
  "problem.says.busy": "Attendez qu'elle soit terminée, puis réessayez.",
  "problem.title.invalid": "Quelque chose n'est pas correctement rempli",
  "problem.says.invalid": "Corrigez ce qui est signalé, puis réessayez.",
  "problem.title.bug": "Une erreur s'est produite de notre côté",
  "problem.says.bug": "Rien de ce que vous avez saisi n'est perdu. Réessayez ; si cela persiste, signalez-le.",
  "problem.title.offline": "Vous êtes hors ligne",
  "problem.says.offline": "Vérifiez votre connexion, puis réessayez.",
  "problem.title.unreachable": "Le serveur de l'application ne répond pas",
  "problem.says.unreachable": "Rien n'a été modifié. Vérifiez votre connexion ou réessayez dans un instant.",
  "problem.reference": "(Référence {id})",
  "problem.page.title": "Cette partie de la page ne fonctionne plus",
  "problem.page.says": "Rien n'a été modifié dans Procore ni dans Acumatica. Rechargez pour continuer.",
  "problem.page.action": "Recharger",
} as const satisfies Like<typeof enUS>;
