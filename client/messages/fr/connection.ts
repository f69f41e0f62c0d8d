import type { connection as enUS } from "../en-US/connection.ts";
import type { Like } from "../text.ts";

/** The connection to Acumatica, its checks, and the danger zone. */
export const connection = {
  "conn.what": "la connexion",
  "conn.title": "Connexion à Acumatica",
  "conn.address": "Où se trouve Acumatica",
  "conn.status.connected": "Connecté",
  "conn.status.needs_sign-in": "Connexion requise",
  "conn.status.not_connected": "Non connecté",
  "conn.status.held": "L'écriture est suspendue",
  "conn.status.trouble": "Ne répond pas",
  "conn.base_url": "Adresse d'Acumatica",
  "conn.base_url_hint": "Comme dans votre navigateur, avec le site : https://erp.example.com/AcumaticaERP",
  "conn.tenant": "Locataire (tenant)",
  "conn.tenant_hint": "Le nom qui figure sur la page de connexion d'Acumatica.",
  "conn.client_id": "ID client",
  "conn.client_id_hint": "Dans Connected Applications d'Acumatica ; se termine par @ et le locataire.",
  "conn.secret": "Secret client",
  "conn.secret_hint": "Conservé chiffré et jamais réaffiché.",
  "conn.secret_stored": "Un secret est enregistré. Laissez vide pour le conserver.",
  "conn.redirect": "URI de redirection à saisir dans Acumatica",
  "conn.save": "Enregistrer l'adresse",
  "conn.sign_in": "Se connecter à Acumatica",
  "conn.sign_in_again": "Se reconnecter",
  "conn.sign_in_by": "Reconnectez-vous avant le {date}",
  "conn.sign_in_soon": "La session Acumatica prend fin {when}. Reconnectez-vous d'ici là, et rien ne sera interrompu.",
  "conn.reader": "Lecture par",
  "conn.reader.dac": "DAC OData (rapide)",
  "conn.reader.contract": "REST par contrat",
  "conn.reader.none": "Pas encore choisi",
  "conn.last_read": "Dernière lecture",
  "conn.read_through": "Dernière modification lue",
  "conn.backfill": "Historique",
  "conn.backfill_done": "Lu jusqu'au bout",
  "conn.backfill_on": "Lecture en cours ; rien n'est supprimé avant qu'elle soit complète",
  "conn.failed.blocked":
    "Votre navigateur a bloqué la fenêtre. Autorisez les fenêtres contextuelles pour cette page, puis réessayez.",
  "conn.failed.cancelled": "La fenêtre a été fermée avant la réponse d'Acumatica. Rien n'a changé.",
  "conn.failed.failed": "Acumatica n'a pas autorisé la connexion.",

  "ledger.title": "Est-ce la même comptabilité ?",
  "ledger.says":
    "L'adresse ou le locataire a changé. Les paiements sont reconnus par leur locataire ; c'est donc ce qui détermine s'il s'agit des mêmes paiements.",
  "ledger.moved": "Même comptabilité, déplacée",
  "ledger.moved_hint": "Les mêmes livres à une nouvelle adresse. Tout ce qui est synchronisé reste reconnu.",
  "ledger.another": "Une autre comptabilité",
  "ledger.another_hint": "D'autres livres. Rien de ce qui a été synchronisé depuis les anciens n'est touché.",

  "checks.title": "Contrôles",
  "checks.says": "Ce qu'a trouvé un examen d'Acumatica en lecture seule.",
  "checks.at": "Examiné",
  "checks.again": "Contrôler à nouveau",
  "checks.none": "Pas encore contrôlé. Connectez-vous d'abord à Acumatica.",
  "checks.result.ok": "Correct",
  "checks.result.untold": "Indéterminé",
  "checks.result.failed": "À corriger",
  "checks.fix": "Que faire : {says}",

  "push.title": "Dans quel délai les changements sont vus",
  "push.acumatica":
    "Acumatica peut signaler à cette application que des paiements ont changé, et elle vérifie aussitôt. C'est facultatif : sans cela, les changements sont vus à la prochaine synchronisation. Pour le configurer dans Acumatica :",
  "push.step_open":
    "Ouvrez Push Notifications (SM302000) et ajoutez une notification avec le type de destination Webhook.",
  "push.step_destination":
    "Saisissez son adresse et son en-tête. Ils sont secrets : qui connaît les deux peut faire revérifier l'application.",
  "push.address": "Adresse",
  "push.header_name": "Nom de l'en-tête",
  "push.header_value": "Valeur de l'en-tête",
  "push.step_inquiry":
    "Dans l'onglet Generic Inquiries, ajoutez une requête sur les paiements fournisseurs, sans regroupement ni totaux, et suivez tous les champs.",
  "push.step_active": "Activez la notification et enregistrez-la.",
  "push.last": "Dernière notification :",
  "push.last_none": "aucune au cours de la dernière semaine",
  "push.renew": "Renouveler l'adresse et le secret",
  "push.renew_title": "Renouveler l'adresse et le secret ?",
  "push.renew_says":
    "Les anciens cessent aussitôt de valoir. Saisissez les nouveaux dans Acumatica, sinon il ne pourra plus signaler de changements.",

  "danger.title": "Zone sensible",
  "danger.disconnect": "Déconnecter",
  "danger.disconnect_says":
    "Oublie l'adresse, le secret et la connexion. Ce qui a été synchronisé reste tel quel dans Procore ; plus rien n'est synchronisé.",
  "danger.disconnect_title": "Déconnecter Acumatica ?",
  "danger.purge": "Supprimer toutes les données",
  "danger.purge_says":
    "Supprime tout ce que cette application conserve sur l'entreprise : connexion, paramètres, historique, rattachements, journal. Procore et Acumatica ne sont pas touchés. Vous recevez un reçu.",
  "danger.purge_title": "Supprimer toutes les données de cette entreprise ?",
  "danger.purge_type": "Saisissez {word} pour continuer",
  "danger.purge_word": "SUPPRIMER",
  "danger.uninstall":
    "Trente jours après la désinstallation de l'application de cette entreprise dans Procore, supprimer tout ce qui est conservé ici",
  "danger.uninstall_says": "Les paiements dans Procore restent.",
  "danger.receipt_title": "Toutes les données de cette entreprise ont été supprimées",
  "danger.receipt_says": "Reçu {id}, {when}.",
  "danger.receipt_revoked": "Tous les jetons que nous détenions ont été révoqués.",
  "danger.receipt_not_revoked":
    "Toutes les révocations n'ont pas été confirmées. Révoquez à la main l'application connectée dans Acumatica.",
  "danger.receipt_save": "Enregistrer le reçu",
} as const satisfies Like<typeof enUS>;
