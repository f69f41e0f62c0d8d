import { connection } from "./connection.ts";
import { settings } from "./settings.ts";
import type { company as enUS } from "../en-US/company.ts";
import type { Like } from "../text.ts";

/** Company settings. */
export const company = {
  "company.title": "Paramètres de Paiements Acumatica",
  "company.tabs": "Sections des paramètres",
  "company.tab.connection": "Connexion",
  "company.tab.projects": "Projets",
  "company.tab.payments": "Paiements",
  "company.tab.schedule": "Planification",
  "company.tab.people": "Personnes",
  "company.tab.activity": "Activité",
  "company.what": "les paramètres",
  "company.no_right.title": "Vous ne pouvez pas modifier ces paramètres",
  "company.no_right.next":
    "Les paramètres exigent le niveau « Admin » sur l'outil Intégrations ERP de l'entreprise. Ouvrez l'application dans un projet pour voir ses paiements.",
  "company.open_project": "Ouvrir",
  "company.all_projects": "Tous les projets",

  "guide.title": "Configurer en cinq étapes",
  "guide.says": "Rien n'est écrit dans Procore avant que vous ayez vu un aperçu et l'ayez appliqué.",
  "guide.done": "Fait",
  "guide.next": "Ensuite",
  "guide.later": "Plus tard",
  "guide.connect": "Connecter Acumatica",
  "guide.connect_says": "Saisissez l'adresse, le locataire (tenant) et l'application connectée, puis connectez-vous.",
  "guide.check": "Vérifier ce que la connexion peut voir",
  "guide.check_says": "Chaque contrôle est expliqué en clair, avec la marche à suivre en cas d'échec.",
  "guide.map": "Associer les projets",
  "guide.map_says": "Indiquez quel projet Acumatica correspond à quel projet Procore. La plupart sont proposés.",
  "guide.rules": "Choisir les modes, la date de début et la planification",
  "guide.rules_says":
    "En l'état, tous les modes sont synchronisés, quelle que soit la date, et seulement à la demande.",
  "guide.preview": "Voir le premier aperçu",
  "guide.preview_says":
    "Ouvrez un projet et appuyez sur Aperçu : chaque modification est montrée avant toute écriture.",

  "save.unsaved": "Vous avez des modifications non enregistrées",
  "save.saved": "Enregistré",

  ...connection,
  ...settings,
} as const satisfies Like<typeof enUS>;
