import type { connection as enUS } from "../en-US/connection.ts";
import type { Like } from "../text.ts";

/** The connection to Acumatica, its checks, and the danger zone. */
export const connection = {
  "conn.what": "die Verbindung",
  "conn.title": "Verbindung zu Acumatica",
  "conn.address": "Wo Acumatica ist",
  "conn.status.connected": "Verbunden",
  "conn.status.needs_sign-in": "Anmeldung erforderlich",
  "conn.status.not_connected": "Nicht verbunden",
  "conn.status.held": "Schreiben ist angehalten",
  "conn.status.trouble": "Antwortet nicht",
  "conn.base_url": "Acumatica-Adresse",
  "conn.base_url_hint": "Wie in Ihrem Browser, mit der Site: https://erp.example.com/AcumaticaERP",
  "conn.tenant": "Mandant",
  "conn.tenant_hint": "Der Name auf der Anmeldeseite von Acumatica.",
  "conn.client_id": "Client-ID",
  "conn.client_id_hint": "Aus „Connected Applications“ in Acumatica; endet mit @ und dem Mandanten.",
  "conn.secret": "Client-Geheimnis",
  "conn.secret_hint": "Wird verschlüsselt aufbewahrt und nie wieder angezeigt.",
  "conn.secret_stored": "Eines ist gespeichert. Leer lassen, um es zu behalten.",
  "conn.redirect": "In Acumatica einzutragender Redirect-URI",
  "conn.save": "Adresse speichern",
  "conn.sign_in": "Bei Acumatica anmelden",
  "conn.sign_in_again": "Erneut anmelden",
  "conn.sign_in_by": "Erneut anmelden bis {date}",
  "conn.sign_in_soon":
    "Die Anmeldung bei Acumatica endet {when}. Melden Sie sich vorher erneut an, dann wird nichts unterbrochen.",
  "conn.reader": "Gelesen über",
  "conn.reader.dac": "DAC OData (schnell)",
  "conn.reader.contract": "Vertragsbasiertes REST",
  "conn.reader.none": "Noch nicht gewählt",
  "conn.last_read": "Zuletzt gelesen",
  "conn.read_through": "Letzte gelesene Änderung",
  "conn.backfill": "Verlauf",
  "conn.backfill_done": "Bis zum Ende gelesen",
  "conn.backfill_on": "Wird noch gelesen; vorher wird nichts entfernt",
  "conn.failed.blocked":
    "Ihr Browser hat das Fenster blockiert. Erlauben Sie Pop-ups für diese Seite und versuchen Sie es dann erneut.",
  "conn.failed.cancelled":
    "Das Fenster wurde geschlossen, bevor Acumatica geantwortet hat. Es hat sich nichts geändert.",
  "conn.failed.failed": "Acumatica hat die Anmeldung nicht zugelassen.",

  "ledger.title": "Ist es dieselbe Buchhaltung?",
  "ledger.says":
    "Adresse oder Mandant hat sich geändert. Zahlungen werden an ihrem Mandanten erkannt; davon hängt also ab, ob es dieselben Zahlungen sind.",
  "ledger.moved": "Dieselbe Buchhaltung, umgezogen",
  "ledger.moved_hint": "Dieselben Bücher an neuer Adresse. Alles Synchronisierte wird weiter erkannt.",
  "ledger.another": "Eine andere Buchhaltung",
  "ledger.another_hint": "Andere Bücher. Was aus den alten synchronisiert wurde, bleibt unberührt.",

  "checks.title": "Prüfungen",
  "checks.says": "Was ein nur lesender Blick in Acumatica ergeben hat.",
  "checks.at": "Geprüft",
  "checks.again": "Erneut prüfen",
  "checks.none": "Noch nicht geprüft. Melden Sie sich zuerst bei Acumatica an.",
  "checks.result.ok": "In Ordnung",
  "checks.result.untold": "Nicht feststellbar",
  "checks.result.failed": "Zu beheben",
  "checks.fix": "Was zu tun ist: {says}",

  "push.title": "Wie bald Änderungen gesehen werden",
  "push.acumatica":
    "Acumatica kann dieser App mitteilen, dass sich Zahlungen geändert haben; die App sieht dann sofort nach. Das ist freiwillig: Ohne es werden Änderungen bei der nächsten Synchronisierung gesehen. So richten Sie es in Acumatica ein:",
  "push.step_open":
    "Öffnen Sie Push Notifications (SM302000) und legen Sie eine Benachrichtigung mit dem Zieltyp Webhook an.",
  "push.step_destination":
    "Geben Sie ihre Adresse und ihren Header ein. Sie sind geheim: Wer beide kennt, kann die App nachsehen lassen.",
  "push.address": "Zieladresse",
  "push.header_name": "Name des Headers",
  "push.header_value": "Wert des Headers",
  "push.step_inquiry":
    "Fügen Sie auf dem Reiter Generic Inquiries eine Abfrage über Zahlungen der Kreditorenbuchhaltung hinzu, ohne Gruppierung und Summen, und lassen Sie alle Felder verfolgen.",
  "push.step_active": "Schalten Sie die Benachrichtigung aktiv und speichern Sie sie.",
  "push.last": "Letzte Benachrichtigung:",
  "push.last_none": "keine in der letzten Woche",
  "push.renew": "Adresse und Geheimnis erneuern",
  "push.renew_title": "Adresse und Geheimnis erneuern?",
  "push.renew_says":
    "Die alten gelten sofort nicht mehr. Geben Sie die neuen in Acumatica ein, sonst kann es keine Änderungen mehr mitteilen.",

  "danger.title": "Gefahrenbereich",
  "danger.disconnect": "Trennen",
  "danger.disconnect_says":
    "Vergisst Adresse, Geheimnis und Anmeldung. Was synchronisiert wurde, bleibt in Procore, wie es ist; es wird nichts mehr synchronisiert.",
  "danger.disconnect_title": "Acumatica trennen?",
  "danger.purge": "Alle Daten löschen",
  "danger.purge_says":
    "Löscht alles, was diese App über das Unternehmen aufbewahrt: Verbindung, Einstellungen, Verlauf, Zuordnungen, Protokoll. Procore und Acumatica bleiben unberührt. Sie erhalten einen Beleg.",
  "danger.purge_title": "Alle Daten dieses Unternehmens löschen?",
  "danger.purge_type": "Geben Sie {word} ein, um fortzufahren",
  "danger.purge_word": "LÖSCHEN",
  "danger.uninstall":
    "Dreißig Tage nachdem die App in Procore aus diesem Unternehmen deinstalliert wurde, alles löschen, was hier davon gespeichert ist",
  "danger.uninstall_says": "Zahlungen in Procore bleiben.",
  "danger.receipt_title": "Alle Daten dieses Unternehmens wurden gelöscht",
  "danger.receipt_says": "Beleg {id}, {when}.",
  "danger.receipt_revoked": "Jedes von uns gehaltene Token wurde widerrufen.",
  "danger.receipt_not_revoked":
    "Nicht jeder Widerruf wurde bestätigt. Widerrufen Sie die verbundene Anwendung in Acumatica von Hand.",
  "danger.receipt_save": "Beleg speichern",
} as const satisfies Like<typeof enUS>;
