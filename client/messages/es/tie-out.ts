import type { tieOut as enUS } from "../en-US/tie-out.ts";
import type { Like } from "../text.ts";

/** The tie-out. */
export const tieOut = {
  "tie.what": "la conciliación",
  "tie.equal.title": "Igual al centavo",
  "tie.equal.says": "Procore muestra exactamente lo que se pagó en Acumatica.",
  "tie.explained.title": "Todos los pagos explicados, {amount} de diferencia",
  "tie.explained.says": {
    one: "{n} diferencia entre ambos lados aparece abajo con su motivo.",
    other: "{n} diferencias entre ambos lados aparecen abajo, cada una con su motivo.",
  },
  "tie.open.title": "No cuadra",
  "tie.open.unread": {
    one: "{n} importe no se puede leer, así que nadie puede decir que ambos lados coinciden. Aparece abajo.",
    other: "{n} importes no se pueden leer, así que nadie puede decir que ambos lados coinciden. Aparecen abajo.",
  },
  "tie.open.unexplained": {
    one: "{n} pago no tiene motivo. Vuelva a sincronizar; si continúa, infórmelo con el archivo CSV.",
    other: "{n} pagos no tienen motivo. Vuelva a sincronizar; si continúa, infórmelo con el archivo CSV.",
  },
  "tie.open.wrong": "Las cifras de abajo no suman. Vuelva a sincronizar; si continúa, infórmelo con el archivo CSV.",
  "tie.as_of": "Acumatica a fecha de {acumatica}; Procore a fecha de {procore}.",
  "tie.never": "nunca",
  "tie.csv": "Descargar CSV",
  "tie.print": "Imprimir informe",
  "tie.file": "conciliacion-{project}-{date}.csv",

  "tie.paid": "Pagado en Acumatica",
  "tie.issued": "Emitido en Procore",
  "tie.synced": "Sincronizado",
  "tie.pending": "Pendiente",
  "tie.waitingForInvoice": "Esperando factura",
  "tie.needsReview": "Por revisar",
  "tie.failed": "Con error",
  "tie.excluded": "Excluido",
  "tie.oursOutOfStep": "Sincronizado, ahora distinto",
  "tie.enteredByOthers": "Introducidos por otros",
  "tie.difference": "Diferencia",
  "tie.equation": "{currency}: lo que se pagó y dónde está",

  "tie.table": "Conciliación por contrato",
  "tie.col.commitment": "Contrato",
  "tie.col.vendor": "Proveedor",
  "tie.col.bar": "Parte sincronizada",
  "tie.in_step": "Igual",
  "tie.differences": { one: "{n} diferencia", other: "{n} diferencias" },
  "tie.toggle": "Diferencias del contrato {number}",
  "tie.total": "Total {currency}",
  "tie.others_payment": "Introducido en Procore por otros",
  "tie.other_currency": "En {currency}, no en la moneda del contrato",
  "tie.nowhere": "En ningún contrato",
  "tie.nowhere.under": "Aquello para lo que no se puede nombrar un contrato",
  "tie.toggle.nowhere": "Diferencias de lo que no está en un contrato",
  "tie.none.title": "Todavía no hay nada que conciliar",
  "tie.none.says": "Cuando un pago afecta a este proyecto, se compara aquí al centavo.",

  "chart.title": "Pagado frente a facturado",
  "chart.says": "Por contrato: la barra es lo facturado; la parte rellena, lo que ha pagado Acumatica.",
  "chart.row": "{commitment}: {paid} de {billed} pagado",
  "chart.rest": { one: "y {n} contrato más", other: "y {n} contratos más" },

  "statement.title": "Informe de conciliación de pagos",
  "statement.company": "Compañía",
  "statement.project": "Proyecto",
  "statement.printed": "Impreso",
} as const satisfies Like<typeof enUS>;
