import type { tieOut as enUS } from "../en-US/tie-out.ts";
import type { Like } from "../text.ts";

/** The tie-out. */
export const tieOut = {
  "tie.what": "la conciliación",
  "tie.ties.title": "Cuadra al centavo",
  "tie.ties.says": "Todos los pagos están justificados y las dos ecuaciones siguientes se cumplen con exactitud.",
  "tie.ties.differences": {
    one: "Las dos ecuaciones se cumplen y no queda nada sin explicar. {n} diferencia entre ambos lados aparece con su motivo.",
    other:
      "Las dos ecuaciones se cumplen y no queda nada sin explicar. {n} diferencias entre ambos lados aparecen, cada una con su motivo.",
  },
  "tie.open.title": "No cuadra",
  "tie.wrong.title": "Las cifras no suman",
  "tie.wrong.says":
    "Una de las ecuaciones siguientes no se cumple. Vuelva a sincronizar; si continúa, infórmelo con el archivo CSV.",
  "tie.unexplained.title": { one: "{n} pago está sin explicar", other: "{n} pagos están sin explicar" },
  "tie.as_of": "Acumatica a fecha de {acumatica}; Procore a fecha de {procore}.",
  "tie.never": "nunca",
  "tie.csv": "Descargar CSV",
  "tie.print": "Imprimir informe",
  "tie.file": "conciliacion-{project}-{date}.csv",

  "tie.paid": "Pagado en Acumatica",
  "tie.issued": "Emitido en Procore",
  "tie.synced": "Sincronizado",
  "tie.pending": "Pendiente",
  "tie.needsReview": "Por revisar",
  "tie.failed": "Con error",
  "tie.excluded": "Excluido",
  "tie.oursOutOfStep": "Nuestros, desfasados",
  "tie.enteredByOthers": "Introducidos por otros",
  "tie.difference": "Diferencia",
  "tie.equation": "{currency}: lo que se pagó y dónde está",

  "tie.table": "Conciliación por contrato",
  "tie.col.commitment": "Contrato",
  "tie.col.vendor": "Proveedor",
  "tie.col.bar": "Parte sincronizada",
  "tie.in_step": "Coincide",
  "tie.differences": { one: "{n} diferencia", other: "{n} diferencias" },
  "tie.toggle": "Diferencias del contrato {number}",
  "tie.total": "Total {currency}",
  "tie.others_payment": "Introducido en Procore por otros",
  "tie.other_currency": "En otra moneda que la de su contrato",
  "tie.none.title": "Todavía no hay nada que conciliar",
  "tie.none.says": "Cuando un pago se vincula a una factura de subcontratista, su contrato se compara aquí al centavo.",

  "tie.several_commitments":
    "La factura por pagar abarca varios contratos, por eso no está en la fila ni en el total de ninguno",
  "chart.title": "Pagado frente a facturado",
  "chart.says": "Por contrato: la barra es lo facturado; la parte rellena, lo que ha pagado Acumatica.",
  "chart.row": "{commitment}: {paid} de {billed} pagado",
  "chart.rest": { one: "y {n} contrato más", other: "y {n} contratos más" },

  "statement.title": "Informe de conciliación de pagos",
  "statement.company": "Compañía",
  "statement.project": "Proyecto",
  "statement.printed": "Impreso",
} as const satisfies Like<typeof enUS>;
