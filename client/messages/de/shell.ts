import type { shell as enUS } from "../en-US/shell.ts";
import type { Like } from "../text.ts";

/** The frame around everything: header, sign-in, states of the page, failures. */
export const shell = {
  "app.title": "Acumatica-Zahlungen",
  "app.main": "Acumatica-Zahlungen",
  "app.tabs": "Bereiche von Acumatica-Zahlungen",
  "app.no_company.title": "Öffnen Sie diese App aus Procore",
  "app.no_company.says":
    "Procore teilt der App mit, für welches Unternehmen und Projekt sie da ist. Diese Seite wurde ohne diese Angaben geöffnet.",

  "tab.payments": "Zahlungen",
  "tab.review": "Zu prüfen",
  "tab.review_n": "Zu prüfen ({n})",
  "tab.tie_out": "Abstimmung",
  "tab.history": "Verlauf",
  "tab.settings": "Einstellungen",

  "action.try_again": "Erneut versuchen",
  "action.save": "Speichern",
  "action.discard": "Änderungen verwerfen",
  "action.remove": "Entfernen",
  "action.add": "Hinzufügen",
  "link.new_tab": "(öffnet einen neuen Tab)",
  "loading.says": "Wird geladen: {what}",
  "loading.page": "die Seite",
  "dates.just_now": "gerade eben",
  "dates.never": "nie",

  "strip.label": "Stand der Synchronisierung",
  "strip.failed": { one: "{n} fehlgeschlagen", other: "{n} fehlgeschlagen" },
  "strip.waiting": { one: "{n} wartet auf Rechnung", other: "{n} warten auf Rechnung" },
  "strip.as_of": "Stand:",
  "strip.never_read": "Noch nicht gelesen",
  "strip.acumatica": "Acumatica",
  "strip.procore": "Procore",
  "strip.next": "Nächste geplante Synchronisierung:",
  "strip.next_none": "Keine Synchronisierung geplant",
  "strip.unexplained": { one: "{n} ungeklärte Zahlung", other: "{n} ungeklärte Zahlungen" },
  "strip.unexplained_why": "Zahlungen ohne benannten Zustand. Aus jeder einzelnen Zahlung berechnet, nicht angenommen.",
  "strip.connected": "Acumatica verbunden",
  "strip.needs_sign-in": "Bei Acumatica neu anmelden",
  "strip.not_connected": "Acumatica nicht verbunden",
  "strip.held": "Schreiben ist angehalten",
  "trouble.unanswered": "Acumatica antwortet seit {when} nicht",
  "trouble.unread": "Acumatica konnte seit {when} nicht gelesen werden",
  "trouble.next": "Nächster Versuch:",
  "trouble.next_none": "Die nächste Synchronisierung versucht es erneut",
  "trouble.says": "Was Sie sehen, ist der Stand der letzten Abfrage; nichts ist verloren.",
  "trouble.then": "Um {when} wird es von selbst erneut versucht.",
  "trouble.then_none": "Mit der nächsten Synchronisierung wird es erneut versucht.",

  "sign_in.title": "Melden Sie sich an, um Zahlungen zu sehen",
  "sign_in.says":
    "Acumatica-Zahlungen zeigt, was Ihre Procore-Berechtigungen erlauben. Procore fragt in einem kleinen Fenster nach Ihrer Anmeldung; es schließt sich von selbst.",
  "sign_in.action": "Mit Procore anmelden",
  "sign_in.working": "Wartet auf das Anmeldefenster…",
  "sign_in.blocked.title": "Das Anmeldefenster wurde blockiert",
  "sign_in.blocked.says":
    "Ihr Browser hat das Fenster nicht geöffnet. Erlauben Sie Pop-ups für diese Seite und versuchen Sie es dann erneut.",
  "sign_in.cancelled.title": "Die Anmeldung wurde nicht abgeschlossen",
  "sign_in.cancelled.says":
    "Das Fenster wurde geschlossen, bevor Procore geantwortet hat. Es hat sich nichts geändert.",
  "sign_in.denied.title": "Procore hat die Anmeldung nicht zugelassen",
  "sign_in.denied.says":
    "Der Zugriff wurde verweigert, von Ihnen oder Ihrem Unternehmen. Bitten Sie einen Procore-Unternehmensadmin, Acumatica-Zahlungen zu installieren oder zu erlauben.",
  "sign_in.code.title": "Die Anmeldung kam zu spät",
  "sign_in.code.says": "Ihr Code gilt eine Minute lang und nur einmal. Melden Sie sich erneut an.",
  "sign_in.failed.title": "Die Anmeldung ist fehlgeschlagen",
  "sign_in.failed.says":
    "Die Anmeldung bei Procore ist nicht gelungen. Versuchen Sie es erneut; bleibt es dabei, wenden Sie sich an Ihren Administrator.",
  "sign_in.expired.title": "Ihre Anmeldung ist abgelaufen",
  "sign_in.expired.says":
    "Alles auf der Seite bleibt erhalten. Melden Sie sich erneut an, dann geht es weiter, wo es aufgehört hat.",
  "sign_in.done": "Angemeldet als {who}",

  "offline.title": "Sie sind offline",
  "offline.says":
    "Sie sehen, was zuletzt geladen wurde. Sobald die Verbindung wieder da ist, wird es von selbst aktualisiert.",

  "stale.title": "Was Sie sehen, ist vielleicht nicht mehr aktuell",
  "access.none.title": "Sie können in diesem Projekt keine Zahlungen sehen",
  "access.none.next":
    "Bitten Sie einen Projektadmin darum oder, falls das Werkzeug in diesem Projekt ausgeschaltet ist, es einzuschalten. Versuchen Sie es dann erneut.",

  "state.synced": "Synchronisiert",
  "state.pending": "Ausstehend",
  "state.waiting_for_invoice": "Wartet auf Rechnung",
  "state.needs_review": "Zu prüfen",
  "state.failed": "Fehlgeschlagen",
  "state.removed": "Entfernt",
  "state.excluded": "Ausgenommen",

  "who.nobody": "Niemand: Es geschieht von selbst",
  "who.project_accountant": "Die Projektbuchhaltung",
  "who.accounting": "Die Buchhaltung, in Acumatica",
  "who.company_admin": "Ein Unternehmensadmin, in den Einstellungen",
  "who.Procore_admin": "Ein Procore-Admin",

  "method.check": "Scheck",
  "method.credit_card": "Kreditkarte",
  "method.electronic": "Elektronisch",
  "method.unknown": "Unbekannte Methode",

  "problem.title.unavailable": "Ein System hat nicht geantwortet",
  "problem.says.unavailable":
    "Es wurde nichts geändert. Versuchen Sie es gleich noch einmal; geplante Synchronisierungen wiederholen sich von selbst.",
  "problem.title.rate_limited": "Wir wurden gebeten, langsamer zu machen",
  "problem.says.rate_limited": "Nichts ist verloren. Versuchen Sie es in einer Minute erneut.",
  "problem.resumes": "Nichts ist verloren. Um {time} geht es von selbst weiter.",
  "problem.title.unauthorized": "Anmeldung erforderlich",
  "problem.says.unauthorized": "Melden Sie sich erneut an und versuchen Sie es dann noch einmal.",
  "problem.title.forbidden": "Das dürfen Sie nicht",
  "problem.says.forbidden":
    "Bitten Sie einen Procore-Admin um die hier genannte Berechtigung und versuchen Sie es dann erneut.",
  "problem.title.not_found": "Nicht gefunden",
  "problem.says.not_found": "Es wurde vielleicht entfernt, oder Ihre Berechtigungen reichen nicht so weit.",
  "problem.title.rejected": "Es wurde abgelehnt",
  "problem.says.rejected": "Korrigieren Sie, was hier genannt ist, und versuchen Sie es dann erneut.",
  "problem.title.conflict": "Es hat sich inzwischen geändert",
  "problem.says.conflict":
    "Jemand oder etwas war schneller. Sehen Sie sich den neuen Stand an und entscheiden Sie dann erneut.",
  "problem.title.unexpected_reply": "Eine Antwort in unbekannter Form",
  "problem.says.unexpected_reply":
    "Es wurde nichts geändert. Laden Sie die Seite neu; bleibt es dabei, wenden Sie sich an Ihren Administrator.",
  "problem.title.busy": "Es läuft bereits eine Synchronisierung",
  "problem.says.busy": "Warten Sie, bis sie beendet ist, und versuchen Sie es dann erneut.",
  "problem.title.invalid": "Etwas ist nicht richtig ausgefüllt",
  "problem.says.invalid": "Korrigieren Sie, was markiert ist, und versuchen Sie es dann erneut.",
  "problem.title.bug": "Bei uns ist etwas schiefgegangen",
  "problem.says.bug":
    "Nichts, was Sie eingegeben haben, ist verloren. Versuchen Sie es erneut; bleibt es dabei, melden Sie es.",
  "problem.title.offline": "Sie sind offline",
  "problem.says.offline": "Prüfen Sie Ihre Verbindung und versuchen Sie es dann erneut.",
  "problem.title.unreachable": "Der Server der App antwortet nicht",
  "problem.says.unreachable":
    "Es wurde nichts geändert. Prüfen Sie Ihre Verbindung oder versuchen Sie es gleich noch einmal.",
  "problem.reference": "(Kennung {id})",
  "problem.page.title": "Dieser Teil der Seite funktioniert nicht mehr",
  "problem.page.says": "In Procore und Acumatica wurde nichts geändert. Laden Sie neu, um fortzufahren.",
  "problem.page.action": "Neu laden",
} as const satisfies Like<typeof enUS>;
