import type { connection as enUS } from "../en-US/connection.ts";
import type { Like } from "../text.ts";

/** The connection to Acumatica, its checks, and the danger zone. */
export const connection = {
  "conn.what": "la conexión",
  "conn.title": "Conexión con Acumatica",
  "conn.address": "Dónde está Acumatica",
  "conn.status.connected": "Conectado",
  "conn.status.needs_sign-in": "Debe iniciar sesión",
  "conn.status.not_connected": "No conectado",
  "conn.status.held": "La escritura está en pausa",
  "conn.status.trouble": "No responde",
  "conn.base_url": "Dirección de Acumatica",
  "conn.base_url_hint": "Como en su navegador, con el sitio: https://erp.example.com/AcumaticaERP",
  "conn.tenant": "Empresa (tenant)",
  "conn.tenant_hint": "El nombre que aparece en la página de inicio de sesión de Acumatica.",
  "conn.client_id": "Id de cliente",
  "conn.client_id_hint": "De Connected Applications de Acumatica; termina en @ y la empresa (tenant).",
  "conn.secret": "Secreto de cliente",
  "conn.secret_hint": "Se guarda cifrado y nunca se vuelve a mostrar.",
  "conn.secret_stored": "Hay uno guardado. Déjelo vacío para conservarlo.",
  "conn.redirect": "URI de redirección que debe introducir en Acumatica",
  "conn.save": "Guardar dirección",
  "conn.sign_in": "Iniciar sesión en Acumatica",
  "conn.sign_in_again": "Volver a iniciar sesión",
  "conn.sign_in_by": "Vuelva a iniciar sesión antes del {date}",
  "conn.sign_in_soon":
    "La sesión de Acumatica termina {when}. Vuelva a iniciar sesión antes y no se interrumpirá nada.",
  "conn.reader": "Se lee mediante",
  "conn.reader.dac": "DAC OData (rápido)",
  "conn.reader.contract": "REST basado en contratos",
  "conn.reader.none": "Aún sin elegir",
  "conn.last_read": "Última lectura",
  "conn.read_through": "Último cambio leído",
  "conn.backfill": "Historial",
  "conn.backfill_done": "Leído hasta el final",
  "conn.backfill_on": "Todavía se está leyendo; no se elimina nada antes de que esté completo",
  "conn.failed.blocked":
    "El navegador bloqueó la ventana. Permita las ventanas emergentes en esta página y vuelva a intentarlo.",
  "conn.failed.cancelled": "La ventana se cerró antes de que Acumatica respondiera. No ha cambiado nada.",
  "conn.failed.failed": "Acumatica no permitió iniciar sesión.",

  "ledger.title": "¿Es la misma contabilidad?",
  "ledger.says":
    "La dirección o la empresa (tenant) ha cambiado. Los pagos se reconocen por su empresa (tenant), así que de esto depende si son los mismos pagos.",
  "ledger.moved": "La misma contabilidad, trasladada",
  "ledger.moved_hint": "Los mismos libros en otra dirección. Todo lo sincronizado se sigue reconociendo.",
  "ledger.another": "Otra contabilidad",
  "ledger.another_hint": "Otros libros. No se toca nada de lo sincronizado desde los anteriores.",

  "checks.title": "Comprobaciones",
  "checks.says": "Lo que se encontró al consultar Acumatica solo para lectura.",
  "checks.at": "Comprobado",
  "checks.again": "Comprobar de nuevo",
  "checks.none": "Aún sin comprobar. Inicie primero sesión en Acumatica.",
  "checks.result.ok": "Correcto",
  "checks.result.untold": "No se sabe",
  "checks.result.failed": "Por corregir",
  "checks.fix": "Qué hacer: {says}",

  "push.title": "Con qué rapidez se ven los cambios",
  "push.acumatica":
    "Acumatica puede avisar a esta aplicación de que cambiaron pagos, y la aplicación mira enseguida. Es opcional: sin ello, los cambios se ven en la próxima sincronización. Así se configura en Acumatica:",
  "push.step_open": "Abra Push Notifications (SM302000) y agregue una notificación con el tipo de destino Webhook.",
  "push.step_destination":
    "Escriba su dirección y su encabezado. Son secretos: quien conozca ambos puede hacer que la aplicación vuelva a mirar.",
  "push.address": "Dirección",
  "push.header_name": "Nombre del encabezado",
  "push.header_value": "Valor del encabezado",
  "push.step_inquiry":
    "En la pestaña Generic Inquiries, agregue una consulta sobre pagos de cuentas por pagar, sin agrupación ni totales, y siga todos los campos.",
  "push.step_active": "Active la notificación y guárdela.",
  "push.last": "Última notificación:",
  "push.last_none": "ninguna en la última semana",
  "push.renew": "Renovar dirección y secreto",
  "push.renew_title": "¿Renovar dirección y secreto?",
  "push.renew_says":
    "Los anteriores dejan de valer enseguida. Escriba los nuevos en Acumatica; si no, ya no podrá avisar de cambios.",

  "danger.title": "Zona de riesgo",
  "danger.disconnect": "Desconectar",
  "danger.disconnect_says":
    "Olvida la dirección, el secreto y el inicio de sesión. Lo sincronizado queda en Procore como está; ya no se sincroniza nada.",
  "danger.disconnect_title": "¿Desconectar Acumatica?",
  "danger.purge": "Eliminar todos los datos",
  "danger.purge_says":
    "Elimina todo lo que esta aplicación guarda de la compañía: conexión, configuración, historial, vínculos, auditoría. Procore y Acumatica no se tocan. Recibirá un comprobante.",
  "danger.purge_title": "¿Eliminar todos los datos de esta compañía?",
  "danger.purge_type": "Escriba {word} para continuar",
  "danger.purge_word": "ELIMINAR",
  "danger.uninstall":
    "Treinta días después de desinstalar la aplicación de esta compañía en Procore, eliminar todo lo que se guarda aquí de ella",
  "danger.uninstall_says": "Los pagos en Procore se quedan.",
  "danger.receipt_title": "Se eliminaron todos los datos de esta compañía",
  "danger.receipt_says": "Comprobante {id}, {when}.",
  "danger.receipt_revoked": "Se revocaron todos los tokens que teníamos.",
  "danger.receipt_not_revoked":
    "No se confirmaron todas las revocaciones. Revoque a mano la aplicación conectada en Acumatica.",
  "danger.receipt_save": "Guardar el comprobante",
} as const satisfies Like<typeof enUS>;
