import type { said as enUS } from "../en-US/said.ts";
import type { Like } from "../text.ts";

/** What the server says in sentences of its own, beside the reasons. */
export const said = {
  // what a reason saw
  "said.key": "il porte notre clé",
  "said.deleted": "il a été supprimé",
  "said.now_at": "maintenant {number}",
  "said.amount_or_date": "montant ou date",
  "said.kept_typed": "saisi à la main, donc mis à 0,00",
  "said.kept_attached": "il a des pièces jointes, donc mis à 0,00",
  "said.no_number": "sans numéro ni date",
  "said.by_other": "écrit par une autre intégration",
  "said.check_on": "chèque {number}, {date}",
  "said.check": "chèque {number}",
  "said.no_ref": "{ref} (sans réf. fournisseur)",
  "said.with_ref": "{ref} (réf. fournisseur {number})",
  "said.bill_of": "{says}, de {type} {ref}",
  "said.bill_unlisted": "{says} : l'engagement de la facture n'est pas dans la liste de Procore",
  "said.bill_and_invoice": "{bill} sur la facture fournisseur, {invoice} sur la facture",
  "said.invoice_of_bill": "facture {invoice} de la facture fournisseur {bill}",
  "said.invoice_of_on": "facture {number} de {vendor} sur {commitment}",
  "said.invoice_on": "facture {number} sur {commitment}",
  "said.more": "{says} et {n} de plus",
  "said.two_currencies": "{currency} et {other}",
  "said.no_project": "une facture fournisseur sans projet",
  "said.no_method": "(aucun)",
  "said.hidden_bill": "la facture fournisseur {type} {ref} n'est pas montrée",
  "said.hidden_payment": "le paiement {type} {ref} n'est pas montré",
  "said.is_retainage": "s'il s'agit d'une facture de retenue de garantie",
  "said.its_projects": "les projets de ses lignes",
  "said.its_orders": "les commandes de ses lignes",
  "said.its_source": "le type de la facture fournisseur dont elle provient",
  "said.the_bill": "la facture fournisseur elle-même",
  "said.its_type": "ce que signifie son type « {word} »",
  "said.its_status": "ce que signifie son état « {word} »",
  "said.field.amount": "montant",
  "said.field.date": "date de paiement",
  "said.field.check_number": "numéro de chèque",
  "said.field.method": "mode de paiement",
  "said.field.invoice_number": "numéro de facture",
  "said.field.invoice_date": "date de facture",
  "said.field.invoice": "facture",
  "said.field.commitment": "engagement",
  "said.field.lock": "le verrou",

  // why a bill belongs to an invoice
  "said.linked_by": "Rattaché à la facture {number} par {who}.",
  "said.written_before": "Il a été écrit auparavant pour la facture {number}.",
  "said.shown_on": "Procore affiche déjà ce paiement sur la facture {number}.",
  "said.exported_number":
    "Procore indique que la facture {number} a été exportée comme facture fournisseur {bill} ; même fournisseur d'après le numéro.",
  "said.exported_name":
    "Procore indique que la facture {number} a été exportée comme facture fournisseur {bill} ; même fournisseur d'après le nom.",
  "said.in_field": "La facture fournisseur {bill} désigne la facture Procore {number} dans son champ.",
  "said.in_note": "La facture fournisseur {bill} désigne la facture Procore {number} dans sa note.",
  "said.lines_number":
    "Les lignes de la facture fournisseur désignent l'engagement {commitment}, le fournisseur est le même (d'après le numéro) et la réf. fournisseur {number} est le numéro de facture.",
  "said.lines_name":
    "Les lignes de la facture fournisseur désignent l'engagement {commitment}, le fournisseur est le même (d'après le nom) et la réf. fournisseur {number} est le numéro de facture.",
  "said.agree_number":
    "Projet, fournisseur (d'après le numéro), montant et réf. fournisseur {number} = numéro de facture concordent ; les lignes de la facture fournisseur ne désignent aucun autre engagement.",
  "said.agree_name":
    "Projet, fournisseur (d'après le nom), montant et réf. fournisseur {number} = numéro de facture concordent ; les lignes de la facture fournisseur ne désignent aucun autre engagement.",
  "said.retainage_of": "Retenue de garantie de la facture fournisseur {bill}. {says}",
  "said.instalment_of": "Échéance de la facture fournisseur {bill}. {says}",
  "said.map.external_id": "Sa référence externe est l'identifiant de ce projet.",
  "said.map.number": "Il a le même numéro.",
  "said.map.external_number": "Sa référence externe est le numéro de ce projet.",
  "said.map.name": "Il a le même nom.",

  // who may do what
  "said.right.no_company": "Procore ne vous donne pas accès à cette entreprise, ou l'application n'est pas installée.",
  "said.right.erp_admin": "Vous avez le niveau « Admin » sur Intégrations ERP.",
  "said.right.accountant": "Vous êtes approbateur comptable.",
  "said.right.company_admin": "Vous êtes administrateur de l'entreprise, et celle-ci n'a pas l'outil Intégrations ERP.",
  "said.right.approver": "Vous êtes approbateur de paiements dans les paramètres de cette application.",
  "said.right.see":
    "Pour voir les paiements d'un projet, il faut au moins « Lecture seule » sur son outil Engagements.",
  "said.right.sync_company":
    "Pour synchroniser, il faut être administrateur de l'entreprise ou approbateur de paiements nommé dans les paramètres de cette application.",
  "said.right.sync":
    "Pour synchroniser, il faut le niveau « Admin » sur Intégrations ERP ou être approbateur comptable.",

  // the connection
  "said.tells.https":
    "Cette application n'a pas d'adresse https publique à laquelle Procore pourrait signaler des changements : ils sont vus à la prochaine synchronisation.",
  "said.tells.never":
    "Avec la planification Jamais, les changements dans Procore sont vus quand quelqu'un synchronise.",
  "said.tells.no_project": "Dès qu'un projet est associé, il est demandé à Procore de signaler les changements.",
  "said.tells.asked":
    "Il est demandé à Procore de signaler les changements. D'ici là, ils sont vus à la prochaine synchronisation.",
  "said.tells.live": "Les changements dans Procore sont vus en quelques secondes.",
  "said.tells.refused": "{says} Les changements dans Procore sont vus à la prochaine synchronisation.",
  "said.tells.not_offered":
    "Procore n'offre à cette entreprise aucun webhook des paiements : les changements sont vus à la prochaine synchronisation.",
  "said.conn.enter": "Indiquez où se trouve Acumatica et connectez-vous-y.",
  "said.conn.sign_in": "Connectez-vous à Acumatica.",
  "said.conn.ok": "Connecté.",
  "said.conn.id_form": "L'ID client doit se terminer par @ et le nom du locataire, comme l'affiche Acumatica.",
  "said.conn.id_tenant": "L'ID client est celui du locataire {named}, et non de {tenant}.",
  "said.conn.secret": "Saisissez le secret client.",
  "said.conn.ledger":
    "L'adresse ou le locataire diffère d'avant. Indiquez si les mêmes livres ont été déplacés ou s'il s'agit d'autres livres.",
  "said.conn.first": "Indiquez d'abord où se trouve Acumatica.",
  "said.conn.changed": "La connexion a été modifiée entre-temps. Reconnectez-vous.",
  "said.conn.not_signed_in": "Acumatica ne vous a pas connecté. Réessayez.",
  "said.address.whole": "Saisissez l'adresse entière, par exemple https://example.acumatica.com/Site.",
  "said.address.https": "L'adresse doit commencer par https://.",
  "said.address.user": "N'indiquez ni nom d'utilisateur ni mot de passe dans l'adresse.",
  "said.address.query": "Retirez de l'adresse tout ce qui suit ? ou #.",
  "said.address.private":
    "L'adresse mène à un réseau privé. Demandez à l'exploitant de cette application d'autoriser l'hôte.",
  "said.address.path":
    "Retirez le chemin propre à l'interface : l'adresse se termine par le site, comme sur la page de connexion de votre navigateur.",
  "said.check.address": "Adresse",
  "said.check.version": "Version",
  "said.check.clock": "Horloge",
  "said.check.sign_in": "Connexion",
  "said.check.language": "Langue",
  "said.check.bill_field": "Champ de la facture fournisseur",
  "said.check.payments": "Paiements",
  "said.check.bills": "Factures fournisseurs",
  "said.check.vendors": "Fournisseurs",
  "said.check.projects": "Projets",
  "said.check.methods": "Modes de paiement",
  "said.check.subcontracts": "Contrats de sous-traitance",
  "said.check.methods_found": "Modes de paiement trouvés",
  "said.check.readable": "{says} : lecture possible.",
  "said.check.right_fix": "Donnez à l'utilisateur de la connexion le droit de consulter {form} dans Acumatica.",
  "said.check.api_fix": "Donnez à l'utilisateur de la connexion le droit d'utiliser l'API.",
  "said.check.bills_still":
    "{says} Les factures fournisseurs désignent toujours leur contrat de sous-traitance ou leur bon de commande par son numéro.",
  "said.check.clock_ahead": {
    one: "L'horloge d'Acumatica avance de {n} seconde sur celle de ce serveur.",
    other: "L'horloge d'Acumatica avance de {n} secondes sur celle de ce serveur.",
  },
  "said.check.clock_behind": {
    one: "L'horloge d'Acumatica retarde de {n} seconde sur celle de ce serveur.",
    other: "L'horloge d'Acumatica retarde de {n} secondes sur celle de ce serveur.",
  },
  "said.check.no_clock": "Acumatica n'indique pas son heure.",
  "said.check.clock_fix": "Réglez les horloges des deux serveurs sur un serveur de temps.",
  "said.check.no_site": "L'adresse répond, mais pas comme un site Acumatica.",
  "said.check.site_fix": "Vérifiez l'adresse, avec le chemin du site.",
  "said.check.answers": "Acumatica répond à cette adresse.",
  "said.check.accepts": "Acumatica accepte la connexion.",
  "said.check.sign_in_fix": "Appuyez sur Connecter et connectez-vous à Acumatica.",
  "said.check.address_fix":
    "Vérifiez l'adresse, avec le chemin du site, comme sur la page de connexion de votre navigateur.",
  "said.check.no_version": "Aucune des versions d'interface que connaît cette application n'est proposée.",
  "said.check.version_fix": "Activez le point d'accès Default 20.200.001 ou ultérieur.",
  "said.check.build": "Point d'accès Default {endpoint} sur la build {build}.",
  "said.check.endpoint": "Point d'accès Default {endpoint}.",
  "said.check.odata": "OData basé sur les DAC est disponible.",
  "said.check.no_odata": "OData basé sur les DAC n'est pas disponible.",
  "said.check.slow": "{says} Les paiements sont alors lus document par document, ce qui est plus lent.",
  "said.check.stamp": "OData basé sur les DAC n'horodate pas les modifications de {set} dans {register}.",
  "said.check.strange_type": "Acumatica appelle un paiement « {word} », ce que cette application ne connaît pas.",
  "said.check.language_fix": "Réglez sur l'anglais la langue de l'utilisateur de la connexion.",
  "said.check.no_payment": "Il n'y a pas encore de paiement pour le savoir.",
  "said.check.language_ok": "Les types de documents portent des noms que cette application connaît.",
  "said.check.field_ok": "Les factures fournisseurs ont le champ {field}.",
  "said.check.no_field": "Les factures fournisseurs n'ont pas de champ {field}.",
  "said.check.field_fix":
    "Corrigez le nom du champ dans les paramètres, ou ajoutez-le dans Acumatica (Bills and Adjustments).",
  "said.check.no_method": "Aucun mode de paiement n'est utilisé en comptabilité fournisseurs.",
  "said.check.method_fix": "Configurez des modes de paiement dans Acumatica.",
} as const satisfies Like<typeof enUS>;
