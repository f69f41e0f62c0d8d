import { connection } from "./connection.ts";
import { settings } from "./settings.ts";
import type { company as enUS } from "../en-US/company.ts";
import type { Like } from "../text.ts";

/** Company settings. */
export const company = {
  "company.title": "Einstellungen für Acumatica-Zahlungen",
  "company.tabs": "Bereiche der Einstellungen",
  "company.tab.connection": "Verbindung",
  "company.tab.projects": "Projekte",
  "company.tab.payments": "Zahlungen",
  "company.tab.schedule": "Zeitplan",
  "company.tab.people": "Personen",
  "company.tab.activity": "Aktivität",
  "company.what": "die Einstellungen",
  "company.no_right.title": "Sie dürfen diese Einstellungen nicht ändern",
  "company.no_right.next":
    "Einstellungen erfordern „Admin“ für das Tool ERP-Integrationen des Unternehmens. Öffnen Sie die App in einem Projekt, um dessen Zahlungen zu sehen.",
  "company.open_project": "Öffnen",
  "company.all_projects": "Alle Projekte",

  "guide.title": "In fünf Schritten einrichten",
  "guide.says": "Nichts wird nach Procore geschrieben, bevor Sie eine Vorschau gesehen und angewendet haben.",
  "guide.done": "Erledigt",
  "guide.next": "Als Nächstes",
  "guide.later": "Später",
  "guide.connect": "Acumatica verbinden",
  "guide.connect_says": "Geben Sie Adresse, Mandant und verbundene Anwendung ein und melden Sie sich dann an.",
  "guide.check": "Prüfen, was die Verbindung sehen darf",
  "guide.check_says": "Jede Prüfung wird in Worten beschrieben; wo eine fehlschlägt, mit dem, was zu tun ist.",
  "guide.map": "Projekte zuordnen",
  "guide.map_says":
    "Sagen Sie, welches Acumatica-Projekt welchem Procore-Projekt entspricht. Die meisten werden vorgeschlagen.",
  "guide.rules": "Methoden, Startdatum und Zeitplan wählen",
  "guide.rules_says": "Derzeit wird jede Methode synchronisiert, unabhängig vom Datum und nur auf Anforderung.",
  "guide.preview": "Die erste Vorschau ansehen",
  "guide.preview_says":
    "Öffnen Sie ein Projekt und klicken Sie auf „Vorschau“: Jede Änderung wird gezeigt, bevor etwas geschrieben wird.",

  "save.unsaved": "Sie haben ungespeicherte Änderungen",
  "save.saved": "Gespeichert",

  ...connection,
  ...settings,
} as const satisfies Like<typeof enUS>;
