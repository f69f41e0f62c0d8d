import type { connection as enUS } from "../en-US/connection.ts";
import type { Like } from "../text.ts";

/** The connection to Acumatica, its checks, and the danger zone. */
export const connection = {
  "conn.what": "a conexão",
  "conn.title": "Conexão com o Acumatica",
  "conn.address": "Onde está o Acumatica",
  "conn.status.connected": "Conectado",
  "conn.status.needs_sign-in": "É preciso entrar",
  "conn.status.not_connected": "Não conectado",
  "conn.status.held": "A gravação está suspensa",
  "conn.status.trouble": "Não responde",
  "conn.base_url": "Endereço do Acumatica",
  "conn.base_url_hint": "Como no seu navegador, com o site: https://erp.example.com/AcumaticaERP",
  "conn.tenant": "Locatário (tenant)",
  "conn.tenant_hint": "O nome na página de acesso do Acumatica.",
  "conn.client_id": "ID do cliente",
  "conn.client_id_hint": "Em Connected Applications do Acumatica; termina com @ e o locatário.",
  "conn.secret": "Segredo do cliente",
  "conn.secret_hint": "Guardado criptografado e nunca mostrado de novo.",
  "conn.secret_stored": "Há um guardado. Deixe vazio para mantê-lo.",
  "conn.redirect": "URI de redirecionamento a informar no Acumatica",
  "conn.save": "Salvar endereço",
  "conn.sign_in": "Entrar no Acumatica",
  "conn.sign_in_again": "Entrar novamente",
  "conn.sign_in_by": "Entre novamente até {date}",
  "conn.sign_in_soon": "O acesso ao Acumatica termina {when}. Entre novamente antes disso e nada será interrompido.",
  "conn.reader": "Leitura por",
  "conn.reader.dac": "DAC OData (rápido)",
  "conn.reader.contract": "REST baseado em contratos",
  "conn.reader.none": "Ainda não escolhido",
  "conn.last_read": "Última leitura",
  "conn.read_through": "Última alteração lida",
  "conn.backfill": "Histórico",
  "conn.backfill_done": "Lido até o fim",
  "conn.backfill_on": "Ainda sendo lido; nada é removido antes de estar completo",
  "conn.failed.blocked": "Seu navegador bloqueou a janela. Permita pop-ups para esta página e tente novamente.",
  "conn.failed.cancelled": "A janela foi fechada antes de o Acumatica responder. Nada mudou.",
  "conn.failed.failed": "O Acumatica não permitiu o acesso.",

  "ledger.title": "É a mesma contabilidade?",
  "ledger.says":
    "O endereço ou o locatário mudou. Os pagamentos são reconhecidos pelo locatário, portanto isto decide se são os mesmos pagamentos.",
  "ledger.moved": "Mesma contabilidade, transferida",
  "ledger.moved_hint": "Os mesmos livros em um novo endereço. Tudo o que foi sincronizado continua reconhecido.",
  "ledger.another": "Outra contabilidade",
  "ledger.another_hint": "Outros livros. Nada do que foi sincronizado dos antigos é tocado.",

  "checks.title": "Verificações",
  "checks.says": "O que uma consulta somente leitura ao Acumatica encontrou.",
  "checks.at": "Verificado",
  "checks.again": "Verificar novamente",
  "checks.none": "Ainda não verificado. Entre primeiro no Acumatica.",
  "checks.result.ok": "Certo",
  "checks.result.untold": "Indeterminado",
  "checks.result.failed": "A corrigir",
  "checks.fix": "O que fazer: {says}",

  "push.title": "Em quanto tempo as mudanças são vistas",
  "push.acumatica":
    "O Acumatica pode avisar este aplicativo de que pagamentos mudaram, e o aplicativo olha na hora. É opcional: sem isso, as mudanças são vistas na próxima sincronização. Para configurar no Acumatica:",
  "push.step_open": "Abra Push Notifications (SM302000) e adicione uma notificação com o tipo de destino Webhook.",
  "push.step_destination":
    "Informe o endereço e o cabeçalho dela. São secretos: quem conhece os dois pode fazer o aplicativo olhar de novo.",
  "push.address": "Endereço",
  "push.header_name": "Nome do cabeçalho",
  "push.header_value": "Valor do cabeçalho",
  "push.step_inquiry":
    "Na guia Generic Inquiries, adicione uma consulta sobre pagamentos de contas a pagar, sem agrupamento nem totais, e acompanhe todos os campos.",
  "push.step_active": "Ative a notificação e salve.",
  "push.last": "Última notificação:",
  "push.last_none": "nenhuma na última semana",
  "push.renew": "Renovar endereço e segredo",
  "push.renew_title": "Renovar endereço e segredo?",
  "push.renew_says":
    "Os antigos deixam de valer na hora. Informe os novos no Acumatica, ou ele não poderá mais avisar de mudanças.",

  "danger.title": "Área de risco",
  "danger.disconnect": "Desconectar",
  "danger.disconnect_says":
    "Esquece o endereço, o segredo e o acesso. O que foi sincronizado fica no Procore como está; nada mais é sincronizado.",
  "danger.disconnect_title": "Desconectar o Acumatica?",
  "danger.purge": "Excluir todos os dados",
  "danger.purge_says":
    "Exclui tudo o que este aplicativo guarda sobre a empresa: conexão, configurações, histórico, vínculos, auditoria. O Procore e o Acumatica não são tocados. Você recebe um comprovante.",
  "danger.purge_title": "Excluir todos os dados desta empresa?",
  "danger.purge_type": "Digite {word} para continuar",
  "danger.purge_word": "EXCLUIR",
  "danger.uninstall":
    "Trinta dias depois de o aplicativo ser desinstalado desta empresa no Procore, excluir tudo o que está guardado aqui",
  "danger.uninstall_says": "Os pagamentos no Procore permanecem.",
  "danger.receipt_title": "Todos os dados desta empresa foram excluídos",
  "danger.receipt_says": "Comprovante {id}, {when}.",
  "danger.receipt_revoked": "Todos os tokens que tínhamos foram revogados.",
  "danger.receipt_not_revoked":
    "Nem toda revogação foi confirmada. Revogue manualmente o aplicativo conectado no Acumatica.",
  "danger.receipt_save": "Salvar o comprovante",
} as const satisfies Like<typeof enUS>;
