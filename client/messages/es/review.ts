import type { review as enUS } from "../en-US/review.ts";
import type { Like } from "../text.ts";

/** Needs review: both sides beside each other, and what each decision does to the money. */
export const review = {
  "review.what": "lo que hay por revisar",
  "review.none.title": "No hay nada por revisar",
  "review.none.says": "Cada pago coincide, está previsto o se ha excluido por un motivo que puede ver en Pagos.",
  "review.section.needs_review": "Requiere una decisión",
  "review.section.failed": "No se pudo escribir",
  "review.section.waiting_for_invoice": "En espera de una factura",
  "review.section_says.needs_review": "Decida una vez; solo se vuelve a abrir si cambia un importe.",
  "review.section_says.failed": "La sincronización los reintenta sola. Corrija la causa indicada o sincronice ahora.",
  "review.section_says.waiting_for_invoice": "Se resuelven solos cuando la factura aparece en Procore.",
  "review.settled": {
    one: "{n} decisión surte efecto en la próxima sincronización",
    other: "{n} decisiones surten efecto en la próxima sincronización",
  },
  "review.one": "Este pago",
  "review.count": { one: "{n} pago", other: "{n} pagos" },
  "review.show": "Decidir sobre {name}",
  "review.decide": "¿Qué debe ocurrir?",
  "review.read_only": "Para decidir necesita el derecho a sincronizar. {because}",

  "decide.link": "Vincularlo a una factura",
  "decide.adopt": "Es el mismo pago: asumirlo",
  "decide.ignore": "Dejarlo fuera de la sincronización",
  "decide.restore": "Volver a escribir los valores de Acumatica",
  "decide.accept": "Aceptar lo que muestra Procore",
  "decide.unlink": "Quitar el vínculo con la factura",
  "decide.reset": "Olvidar la decisión",

  "effect.link": "Se crea {amount} en Pagos emitidos, en la factura que elija.",
  "effect.adopt": "Procore lo sigue mostrando una sola vez. Se bloquea y se mantiene igual a {amount}.",
  "effect.ignore":
    "Procore no recibe {amount} de nosotros. La conciliación lo cuenta como excluido, por decisión suya.",
  "effect.ignore_shown":
    "Lo que muestra Procore se queda como está. La conciliación cuenta {amount} como excluido, por decisión suya.",
  "effect.restore": "Procore muestra ahora {procore}; volverá a mostrar {amount}.",
  "effect.restore_gone": "Procore no lo muestra ahora; se vuelve a crear {amount}.",
  "effect.accept": "Procore sigue mostrando {procore} hasta que {amount} cambie en Acumatica.",
  "effect.accept_gone": "Procore sigue sin mostrar {amount} hasta que cambie en Acumatica.",
  "effect.unlink": "No se escribe nada. Espera aquí otra factura.",
  "effect.reset": "Las reglas lo vuelven a examinar en la próxima sincronización.",

  "decide.which_invoice": "¿Qué factura?",
  "decide.which_payment": "¿Qué pago en Procore?",
  "decide.other_invoice": "Otra factura de este proyecto",
  "decide.choose": "Elija una factura",
  "decide.action": "Decidir",
  "decide.done": "Decidido. Surte efecto en la próxima sincronización.",
  "decide.offered": "Se ofrece porque: {because}",

  "review.show_all": { one: "Mostrar {n}", other: "Mostrar los {n}" },
  "bulk.label": "Decidir sobre varios a la vez",
  "bulk.select": "Seleccionar {name}",
  "bulk.select_all": "Seleccionar todo",
  "bulk.selected": { one: "{n} seleccionado, {amount}", other: "{n} seleccionados, {amount}" },
  "bulk.choose": "Decisión para los pagos seleccionados",
  "bulk.action": "Decidir para todos los seleccionados",
  "bulk.none": "Estos pagos no tienen ninguna decisión en común",
  "bulk.confirm.title": { one: "¿Decidir sobre {n} pago?", other: "¿Decidir sobre {n} pagos?" },
  "bulk.confirm.action": { one: "Decidir sobre {n}", other: "Decidir sobre {n}" },
  "bulk.result": { one: "{n} decidido.", other: "{n} decididos." },
  "bulk.failed": { one: "No se pudo decidir sobre {n}:", other: "No se pudo decidir sobre {n}:" },
} as const satisfies Like<typeof enUS>;
