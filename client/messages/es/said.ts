import type { said as enUS } from "../en-US/said.ts";
import type { Like } from "../text.ts";

/** What the server says in sentences of its own, beside the reasons. */
export const said = {
  // what a reason saw
  "said.key": "lleva nuestra clave",
  "said.deleted": "se eliminó",
  "said.now_at": "ahora {number}",
  "said.amount_or_date": "importe o fecha",
  "said.kept_typed": "se introdujo a mano, por lo que se pone en 0.00",
  "said.kept_attached": "tiene archivos adjuntos, por lo que se pone en 0.00",
  "said.no_number": "sin número ni fecha",
  "said.by_other": "escrito por otra integración",
  "said.check_on": "cheque {number}, {date}",
  "said.check": "cheque {number}",
  "said.no_ref": "{ref} (sin ref. del proveedor)",
  "said.with_ref": "{ref} (ref. del proveedor {number})",
  "said.bill_of": "{says}, de {type} {ref}",
  "said.bill_unlisted": "{says}: el contrato de la factura no está en la lista de Procore",
  "said.bill_and_invoice": "{bill} en la factura por pagar, {invoice} en la factura",
  "said.invoice_of_bill": "factura {invoice} de la factura por pagar {bill}",
  "said.invoice_of_on": "factura {number} de {vendor} en {commitment}",
  "said.invoice_on": "factura {number} en {commitment}",
  "said.more": "{says} y {n} más",
  "said.two_currencies": "{currency} y {other}",
  "said.no_project": "una factura por pagar sin proyecto",
  "said.no_method": "(ninguno)",
  "said.hidden_bill": "no se muestra la factura por pagar {type} {ref}",
  "said.hidden_payment": "no se muestra el pago {type} {ref}",
  "said.is_retainage": "si es una factura de retención",
  "said.its_projects": "los proyectos de sus líneas",
  "said.its_orders": "los pedidos de sus líneas",
  "said.its_source": "el tipo de la factura por pagar de la que procede",
  "said.the_bill": "la propia factura por pagar",
  "said.its_type": "qué significa su tipo «{word}»",
  "said.its_status": "qué significa su estado «{word}»",
  "said.field.amount": "importe",
  "said.field.date": "fecha",
  "said.field.check_number": "número de cheque",
  "said.field.method": "método de pago",
  "said.field.invoice_number": "número de factura",
  "said.field.invoice_date": "fecha de factura",
  "said.field.invoice": "factura",
  "said.field.commitment": "contrato",
  "said.field.lock": "el bloqueo",

  // why a bill belongs to an invoice
  "said.linked_by": "Vinculado a la factura {number} por {who}.",
  "said.written_before": "Antes se escribió para la factura {number}.",
  "said.shown_on": "Procore ya muestra este pago en la factura {number}.",
  "said.exported_number":
    "Procore dice que la factura {number} se exportó como factura por pagar {bill}; mismo proveedor por número.",
  "said.exported_name":
    "Procore dice que la factura {number} se exportó como factura por pagar {bill}; mismo proveedor por nombre.",
  "said.in_field": "La factura por pagar {bill} indica la factura {number} de Procore en su campo.",
  "said.in_note": "La factura por pagar {bill} indica la factura {number} de Procore en su nota.",
  "said.lines_number":
    "Las líneas de la factura por pagar indican el contrato {commitment}, el proveedor es el mismo (por número) y la ref. del proveedor {number} es el número de factura.",
  "said.lines_name":
    "Las líneas de la factura por pagar indican el contrato {commitment}, el proveedor es el mismo (por nombre) y la ref. del proveedor {number} es el número de factura.",
  "said.agree_number":
    "Coinciden proyecto, proveedor (por número), importe y ref. del proveedor {number} = número de factura; las líneas de la factura por pagar no indican otro contrato.",
  "said.agree_name":
    "Coinciden proyecto, proveedor (por nombre), importe y ref. del proveedor {number} = número de factura; las líneas de la factura por pagar no indican otro contrato.",
  "said.retainage_of": "Retención de la factura por pagar {bill}. {says}",
  "said.instalment_of": "Plazo de la factura por pagar {bill}. {says}",
  "said.map.external_id": "Su referencia externa es el id de este proyecto.",
  "said.map.number": "Tiene el mismo número.",
  "said.map.external_number": "Su referencia externa es el número de este proyecto.",
  "said.map.name": "Tiene el mismo nombre.",

  // who may do what
  "said.right.no_company": "Procore no le permite entrar en esta compañía, o la aplicación no está instalada.",
  "said.right.erp_admin": "Tiene «Administrador» en Integraciones ERP.",
  "said.right.accountant": "Es aprobador contable.",
  "said.right.company_admin":
    "Es administrador de la compañía, y la compañía no tiene la herramienta Integraciones ERP.",
  "said.right.approver": "Es aprobador de pagos en la configuración de esta aplicación.",
  "said.right.see":
    "Para ver los pagos de un proyecto se necesita «Solo lectura» o superior en su herramienta Contratos.",
  "said.right.sync_company":
    "Para sincronizar hay que ser administrador de la compañía o figurar como aprobador de pagos en la configuración de esta aplicación.",
  "said.right.sync": "Para sincronizar se necesita «Administrador» en Integraciones ERP o ser aprobador contable.",

  // the connection
  "said.tells.https":
    "Esta aplicación no tiene una dirección https pública a la que Procore pueda avisar de cambios: se ven en la próxima sincronización.",
  "said.tells.never": "Con la programación Nunca, los cambios en Procore se ven cuando alguien sincroniza.",
  "said.tells.no_project": "En cuanto se asigne un proyecto, se pedirá a Procore que avise de los cambios.",
  "said.tells.asked":
    "Se está pidiendo a Procore que avise de los cambios. Hasta entonces se ven en la próxima sincronización.",
  "said.tells.live": "Los cambios en Procore se ven en segundos.",
  "said.tells.refused": "{says} Los cambios en Procore se ven en la próxima sincronización.",
  "said.tells.not_offered":
    "Procore no ofrece a esta compañía ningún webhook de pagos: los cambios se ven en la próxima sincronización.",
  "said.conn.enter": "Indique dónde está Acumatica e inicie sesión en él.",
  "said.conn.sign_in": "Inicie sesión en Acumatica.",
  "said.conn.ok": "Conectado.",
  "said.conn.id_form":
    "El id de cliente debe terminar en @ y el nombre de la empresa (tenant), como lo muestra Acumatica.",
  "said.conn.id_tenant": "El id de cliente es de la empresa (tenant) {named}, no de {tenant}.",
  "said.conn.secret": "Introduzca el secreto de cliente.",
  "said.conn.ledger":
    "La dirección o la empresa (tenant) es distinta de la anterior. Indique si los mismos libros se trasladaron o si son otros libros.",
  "said.conn.first": "Indique primero dónde está Acumatica.",
  "said.conn.changed": "La conexión cambió mientras tanto. Vuelva a iniciar sesión.",
  "said.conn.not_signed_in": "Acumatica no inició su sesión. Inténtelo de nuevo.",
  "said.address.whole": "Escriba la dirección completa, por ejemplo https://example.acumatica.com/Site.",
  "said.address.https": "La dirección debe empezar por https://.",
  "said.address.user": "No incluya el usuario ni la contraseña en la dirección.",
  "said.address.query": "No incluya en la dirección nada a partir de ? o #.",
  "said.address.private":
    "La dirección lleva a una red privada. Pida al operador de esta aplicación que permita el host.",
  "said.address.path":
    "No incluya la ruta propia de la interfaz: la dirección termina en el sitio, como en la página de inicio de sesión de su navegador.",
  "said.check.address": "Dirección",
  "said.check.version": "Versión",
  "said.check.clock": "Reloj",
  "said.check.sign_in": "Inicio de sesión",
  "said.check.language": "Idioma",
  "said.check.bill_field": "Campo de la factura por pagar",
  "said.check.payments": "Pagos",
  "said.check.bills": "Facturas por pagar",
  "said.check.vendors": "Proveedores",
  "said.check.projects": "Proyectos",
  "said.check.methods": "Métodos de pago",
  "said.check.subcontracts": "Subcontratos",
  "said.check.methods_found": "Métodos de pago encontrados",
  "said.check.readable": "{says}: se puede leer.",
  "said.check.right_fix": "Dé al usuario de la conexión el derecho a ver {form} en Acumatica.",
  "said.check.api_fix": "Dé al usuario de la conexión el derecho a usar la API.",
  "said.check.bills_still":
    "{says} Las facturas por pagar siguen indicando su subcontrato u orden de compra por número.",
  "said.check.clock_ahead": {
    one: "El reloj de Acumatica va {n} segundo adelantado respecto al de este servidor.",
    other: "El reloj de Acumatica va {n} segundos adelantado respecto al de este servidor.",
  },
  "said.check.clock_behind": {
    one: "El reloj de Acumatica va {n} segundo atrasado respecto al de este servidor.",
    other: "El reloj de Acumatica va {n} segundos atrasado respecto al de este servidor.",
  },
  "said.check.no_clock": "Acumatica no indica su hora.",
  "said.check.clock_fix": "Ajuste los relojes de ambos servidores con un servidor de hora.",
  "said.check.no_site": "La dirección responde, pero no como un sitio de Acumatica.",
  "said.check.site_fix": "Compruebe la dirección, con la ruta del sitio.",
  "said.check.answers": "Acumatica responde en esta dirección.",
  "said.check.accepts": "Acumatica acepta el inicio de sesión de la conexión.",
  "said.check.sign_in_fix": "Pulse Conectar e inicie sesión en Acumatica.",
  "said.check.address_fix":
    "Compruebe la dirección, con la ruta del sitio, como en la página de inicio de sesión de su navegador.",
  "said.check.no_version": "No se ofrece ninguna de las versiones de interfaz que conoce esta aplicación.",
  "said.check.version_fix": "Active el punto de conexión Default 20.200.001 o posterior.",
  "said.check.build": "Punto de conexión Default {endpoint} en la compilación {build}.",
  "said.check.endpoint": "Punto de conexión Default {endpoint}.",
  "said.check.odata": "OData basado en DAC está disponible.",
  "said.check.no_odata": "OData basado en DAC no está disponible.",
  "said.check.slow": "{says} En su lugar, los pagos se leen documento por documento, lo que es más lento.",
  "said.check.stamp": "OData basado en DAC no marca los cambios de {set} en {register}.",
  "said.check.strange_type": "Acumatica llama «{word}» a un pago, y esta aplicación no conoce ese nombre.",
  "said.check.language_fix": "Ponga en inglés el idioma del usuario de la conexión.",
  "said.check.no_payment": "Todavía no hay ningún pago que permita saberlo.",
  "said.check.language_ok": "Los tipos de documento llevan nombres que esta aplicación conoce.",
  "said.check.field_ok": "Las facturas por pagar tienen el campo {field}.",
  "said.check.no_field": "Las facturas por pagar no tienen el campo {field}.",
  "said.check.field_fix":
    "Corrija el nombre del campo en Configuración, o agréguelo en Acumatica (Bills and Adjustments).",
  "said.check.no_method": "En cuentas por pagar no se usa ningún método de pago.",
  "said.check.method_fix": "Configure métodos de pago en Acumatica.",
} as const satisfies Like<typeof enUS>;
