import { connection } from "./connection.ts";
import { settings } from "./settings.ts";
import type { company as enUS } from "../en-US/company.ts";
import type { Like } from "../text.ts";

/** Company settings. */
export const company = {
  "company.title": "Configuración de Pagos de Acumatica",
  "company.tabs": "Secciones de la configuración",
  "company.tab.connection": "Conexión",
  "company.tab.projects": "Proyectos",
  "company.tab.payments": "Pagos",
  "company.tab.schedule": "Programación",
  "company.tab.people": "Personas",
  "company.tab.activity": "Actividad",
  "company.what": "la configuración",
  "company.no_right.title": "No puede cambiar esta configuración",
  "company.no_right.next":
    "La configuración requiere «Administrador» en la herramienta Integraciones ERP de la compañía. Abra la aplicación en un proyecto para ver sus pagos.",
  "company.open_project": "Abrir",
  "company.all_projects": "Todos los proyectos",

  "guide.title": "Configúrelo en cinco pasos",
  "guide.says": "No se escribe nada en Procore antes de que haya visto y aplicado una vista previa.",
  "guide.done": "Hecho",
  "guide.next": "Siguiente",
  "guide.later": "Más tarde",
  "guide.connect": "Conectar Acumatica",
  "guide.connect_says": "Introduzca la dirección, la empresa (tenant) y la aplicación conectada; luego inicie sesión.",
  "guide.check": "Comprobar qué puede ver la conexión",
  "guide.check_says": "Cada comprobación se explica con palabras y, si falla, con lo que hay que hacer.",
  "guide.map": "Asignar proyectos",
  "guide.map_says": "Indique qué proyecto de Acumatica corresponde a cada proyecto de Procore. La mayoría se sugieren.",
  "guide.rules": "Elegir métodos, fecha de inicio y programación",
  "guide.rules_says":
    "Por ahora se sincronizan todos los métodos, sea cual sea la fecha, y solo cuando alguien lo pide.",
  "guide.preview": "Ver la primera vista previa",
  "guide.preview_says": "Abra un proyecto y pulse Vista previa: se muestra cada cambio antes de escribir nada.",

  "save.unsaved": "Hay cambios sin guardar",
  "save.saved": "Guardado",

  ...connection,
  ...settings,
} as const satisfies Like<typeof enUS>;
