import type { panel as enUS } from "../en-US/panel.ts";
import type { Like } from "../text.ts";

/** The side panel on a commitment or an invoice. */
export const panel = {
  "panel.title": "Pagamentos do Acumatica",
  "panel.waiting": "Aguardando o Procore dizer para que serve este painel…",
  "panel.unsupported.title": "Nada a mostrar aqui",
  "panel.unsupported.says": "Abra um compromisso ou uma medição de subempreiteiro para ver os pagamentos.",
  "panel.billed": "Faturado",
  "panel.paid": "Pago",
  "panel.balance": "Saldo",
  "panel.payments": "Pagamentos",
  "panel.none": "Nenhum pagamento foi feito no Acumatica ainda.",
  "panel.sync_commitment": "Sincronizar este compromisso",
  "panel.sync_invoice": "Sincronizar esta medição",
  "panel.tie_out": "Conciliação",
  "panel.invoice": "Medição {number}",
  "panel.commitment": "Compromisso {number}",
  "panel.not_found": "O aplicativo ainda não conhece esta medição. Ela é lida na próxima sincronização.",
  "panel.as_of": "Dados do Acumatica de",
} as const satisfies Like<typeof enUS>;
