import type { panel as enUS } from "../en-US/panel.ts";
import type { Like } from "../text.ts";

/** The side panel on a commitment or an invoice. */
export const panel = {
  "panel.title": "Pagos de Acumatica",
  "panel.waiting": "Esperando a que Procore indique para qué es este panel…",
  "panel.unsupported.title": "No hay nada que mostrar aquí",
  "panel.unsupported.says": "Abra un contrato o una factura de subcontratista para ver sus pagos.",
  "panel.billed": "Facturado",
  "panel.paid": "Pagado",
  "panel.balance": "Saldo",
  "panel.payments": "Pagos",
  "panel.none": "Todavía no se ha hecho ningún pago en Acumatica.",
  "panel.sync_commitment": "Sincronizar este contrato",
  "panel.sync_invoice": "Sincronizar esta factura",
  "panel.tie_out": "Conciliación",
  "panel.invoice": "Factura {number}",
  "panel.commitment": "Contrato {number}",
  "panel.not_found": "La aplicación todavía no conoce esta factura. Se lee en la próxima sincronización.",
  "panel.as_of": "Datos de Acumatica de",
} as const satisfies Like<typeof enUS>;
