import type { shell as enUS } from "../en-US/shell.ts";
import type { Like } from "../text.ts";

/** The frame around everything: header, sign-in, states of the page, failures. */
export const shell = {
  "app.title": "Pagos de Acumatica",
  "app.main": "Pagos de Acumatica",
  "app.tabs": "Secciones de Pagos de Acumatica",
  "app.no_company.title": "Abra esta aplicación desde Procore",
  "app.no_company.says":
    "Procore indica a la aplicación para qué compañía y proyecto es. Esta página se abrió sin esos datos.",

  "tab.payments": "Pagos",
  "tab.review": "Por revisar",
  "tab.review_n": "Por revisar ({n})",
  "tab.tie_out": "Conciliación",
  "tab.history": "Historial",
  "tab.settings": "Configuración",

  "action.try_again": "Reintentar",
  "action.save": "Guardar",
  "action.discard": "Descartar cambios",
  "action.remove": "Eliminar",
  "action.add": "Agregar",
  "link.new_tab": "(se abre en una pestaña nueva)",
  "loading.says": "Cargando {what}",
  "loading.page": "la página",
  "dates.just_now": "ahora mismo",
  "dates.never": "nunca",

  "strip.label": "Estado de la sincronización",
  "strip.as_of": "Datos de",
  "strip.never_read": "Aún sin leer",
  "strip.acumatica": "Acumatica",
  "strip.procore": "Procore",
  "strip.next": "Próxima sincronización programada:",
  "strip.next_none": "Sin sincronización programada",
  "strip.unexplained": { one: "{n} pago sin explicar", other: "{n} pagos sin explicar" },
  "strip.unexplained_why":
    "Pagos que no están en ningún estado definido. Se calcula a partir de cada pago, no se supone.",
  "strip.connected": "Acumatica conectado",
  "strip.needs_sign-in": "Vuelva a iniciar sesión en Acumatica",
  "strip.not_connected": "Acumatica no está conectado",
  "strip.held": "La escritura está en pausa",

  "sign_in.title": "Inicie sesión para ver los pagos",
  "sign_in.says":
    "Pagos de Acumatica muestra lo que sus permisos de Procore le dejan ver. Procore le pide iniciar sesión en una ventana pequeña, que se cierra sola.",
  "sign_in.action": "Iniciar sesión con Procore",
  "sign_in.working": "Esperando la ventana de inicio de sesión…",
  "sign_in.blocked.title": "Se bloqueó la ventana de inicio de sesión",
  "sign_in.blocked.says":
    "El navegador no permitió abrir la ventana. Permita las ventanas emergentes en esta página y vuelva a intentarlo.",
  "sign_in.cancelled.title": "El inicio de sesión no terminó",
  "sign_in.cancelled.says": "La ventana se cerró antes de que Procore respondiera. No ha cambiado nada.",
  "sign_in.denied.title": "Procore no permitió iniciar sesión",
  "sign_in.denied.says":
    "Usted o su compañía denegaron el acceso. Pida a un administrador de la compañía en Procore que instale o permita Pagos de Acumatica.",
  "sign_in.code.title": "El inicio de sesión llegó tarde",
  "sign_in.code.says": "Su código dura un minuto y sirve una sola vez. Vuelva a iniciar sesión.",
  "sign_in.failed.title": "Error al iniciar sesión",
  "sign_in.failed.says":
    "No se pudo iniciar sesión en Procore. Inténtelo de nuevo; si continúa, avise a su administrador.",
  "sign_in.expired.title": "Su sesión ha caducado",
  "sign_in.expired.says":
    "Se conserva todo lo que hay en la página. Vuelva a iniciar sesión y continuará donde se quedó.",
  "sign_in.done": "Sesión iniciada como {who}",

  "offline.title": "No tiene conexión",
  "offline.says": "Lo que ve es lo último que se cargó. Se actualiza solo cuando vuelve la conexión.",

  "stale.title": "Lo que ve puede no estar actualizado",
  "access.none.title": "No puede ver los pagos de este proyecto",
  "access.none.next":
    "Solicítelo a un administrador del proyecto, o que active la herramienta si está desactivada en este proyecto. Después vuelva a intentarlo.",

  "state.synced": "Sincronizado",
  "state.pending": "Pendiente",
  "state.waiting_for_invoice": "En espera de factura",
  "state.needs_review": "Por revisar",
  "state.failed": "Con error",
  "state.removed": "Eliminado",
  "state.excluded": "Excluido",

  "who.nobody": "Nadie: ocurre automáticamente",
  "who.project_accountant": "Contabilidad del proyecto",
  "who.accounting": "Contabilidad, en Acumatica",
  "who.company_admin": "Un administrador de la compañía, en Configuración",
  "who.Procore_admin": "Un administrador de Procore",

  "method.check": "Cheque",
  "method.credit_card": "Tarjeta de crédito",
  "method.electronic": "Electrónico",
  "method.unknown": "Método desconocido",

  "problem.title.unavailable": "Un sistema no respondió",
  "problem.says.unavailable":
    "No se cambió nada. Inténtelo de nuevo en un momento; las sincronizaciones programadas se reintentan solas.",
  "problem.title.rate_limited": "Nos pidieron ir más despacio",
  "problem.says.rate_limited": "No se ha perdido nada. Inténtelo de nuevo en un minuto.",
  "problem.resumes": "No se ha perdido nada. Continúa por sí solo a las {time}.",
  "problem.title.unauthorized": "Debe iniciar sesión",
  "problem.says.unauthorized": "Vuelva a iniciar sesión y luego inténtelo de nuevo.",
  "problem.title.forbidden": "No puede hacer esto",
  "problem.says.forbidden": "Pida a un administrador de Procore el permiso que se indica aquí y vuelva a intentarlo.",
  "problem.title.not_found": "No se encontró",
  "problem.says.not_found": "Puede que se haya eliminado o que sus permisos no lleguen hasta ahí.",
  "problem.title.rejected": "Se rechazó",
  "problem.says.rejected": "Corrija lo que se indica aquí y vuelva a intentarlo.",
  "problem.title.conflict": "Cambió mientras tanto",
  "problem.says.conflict": "Alguien o algo se adelantó. Revise el nuevo estado y decida de nuevo.",
  "problem.title.unexpected_reply": "Una respuesta en un formato desconocido",
  "problem.says.unexpected_reply":
    "No se cambió nada. Vuelva a cargar la página; si continúa, avise a su administrador.",
  "problem.title.busy": "Ya hay una sincronización en curso",
  "problem.says.busy": "Espere a que termine y vuelva a intentarlo.",
  "problem.title.invalid": "Hay datos mal completados",
  "problem.says.invalid": "Corrija lo que está marcado y vuelva a intentarlo.",
  "problem.title.bug": "Algo falló de nuestro lado",
  "problem.says.bug": "Nada de lo que introdujo se ha perdido. Inténtelo de nuevo; si continúa, infórmelo.",
  "problem.title.offline": "No tiene conexión",
  "problem.says.offline": "Compruebe su conexión y vuelva a intentarlo.",
  "problem.title.unreachable": "El servidor de la aplicación no responde",
  "problem.says.unreachable": "No se cambió nada. Compruebe su conexión o inténtelo de nuevo en un momento.",
  "problem.reference": "(Referencia {id})",
  "problem.page.title": "Esta parte de la página dejó de funcionar",
  "problem.page.says": "No se cambió nada en Procore ni en Acumatica. Vuelva a cargar para continuar.",
  "problem.page.action": "Volver a cargar",
} as const satisfies Like<typeof enUS>;
