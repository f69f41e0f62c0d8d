import { connection } from "./connection.ts";
import { settings } from "./settings.ts";
import type { company as enUS } from "../en-US/company.ts";
import type { Like } from "../text.ts";

/** Company settings. */
export const company = {
  "company.title": "Configurações de Pagamentos do Acumatica",
  "company.tabs": "Partes das configurações",
  "company.tab.connection": "Conexão",
  "company.tab.projects": "Projetos",
  "company.tab.payments": "Pagamentos",
  "company.tab.schedule": "Agendamento",
  "company.tab.people": "Pessoas",
  "company.tab.activity": "Atividade",
  "company.what": "as configurações",
  "company.no_right.title": "Você não pode alterar estas configurações",
  "company.no_right.next":
    'As configurações exigem "Administrador" na ferramenta Integrações ERP da empresa. Abra o aplicativo em um projeto para ver os pagamentos.',
  "company.open_project": "Abrir",
  "company.all_projects": "Todos os projetos",

  "guide.title": "Configure em cinco passos",
  "guide.says": "Nada é gravado no Procore antes de você ver uma prévia e aplicá-la.",
  "guide.done": "Feito",
  "guide.next": "Próximo",
  "guide.later": "Depois",
  "guide.connect": "Conectar o Acumatica",
  "guide.connect_says": "Informe o endereço, o locatário (tenant) e o aplicativo conectado; depois entre.",
  "guide.check": "Verificar o que a conexão pode ver",
  "guide.check_says": "Cada verificação é explicada em palavras, com o que fazer quando falha.",
  "guide.map": "Mapear projetos",
  "guide.map_says": "Diga qual projeto do Acumatica é qual projeto do Procore. A maioria é sugerida.",
  "guide.rules": "Escolher métodos, data de início e agendamento",
  "guide.rules_says":
    "Por enquanto, todos os métodos são sincronizados, em qualquer data, e apenas quando alguém pede.",
  "guide.preview": "Ver a primeira prévia",
  "guide.preview_says": "Abra um projeto e clique em Prévia: cada alteração é mostrada antes de gravar qualquer coisa.",

  "save.unsaved": "Há alterações não salvas",
  "save.saved": "Salvo",

  ...connection,
  ...settings,
} as const satisfies Like<typeof enUS>;
