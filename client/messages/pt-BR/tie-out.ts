import type { tieOut as enUS } from "../en-US/tie-out.ts";
import type { Like } from "../text.ts";

/** The tie-out. */
export const tieOut = {
  "tie.what": "a conciliação",
  "tie.equal.title": "Igual até o centavo",
  "tie.equal.says": "O Procore mostra exatamente o que foi pago no Acumatica.",
  "tie.explained.title": "Todos os pagamentos explicados, {amount} de diferença",
  "tie.explained.says": {
    one: "{n} diferença entre os dois lados está listada abaixo com seu motivo.",
    other: "{n} diferenças entre os dois lados estão listadas abaixo, cada uma com seu motivo.",
  },
  "tie.open.title": "Não confere",
  "tie.open.unread": {
    one: "{n} valor não pode ser lido, então ninguém pode dizer que os dois lados conferem. Ele está listado abaixo.",
    other:
      "{n} valores não podem ser lidos, então ninguém pode dizer que os dois lados conferem. Eles estão listados abaixo.",
  },
  "tie.open.unexplained": {
    one: "{n} pagamento está sem motivo. Sincronize de novo; se continuar, relate com o arquivo CSV.",
    other: "{n} pagamentos estão sem motivo. Sincronize de novo; se continuar, relate com o arquivo CSV.",
  },
  "tie.open.wrong": "Os números abaixo não fecham. Sincronize de novo; se continuar, relate com o arquivo CSV.",
  "tie.as_of": "Acumatica em {acumatica}; Procore em {procore}.",
  "tie.never": "nunca",
  "tie.csv": "Baixar CSV",
  "tie.print": "Imprimir demonstrativo",
  "tie.file": "conciliacao-{project}-{date}.csv",

  "tie.paid": "Pago no Acumatica",
  "tie.issued": "Emitido no Procore",
  "tie.synced": "Sincronizado",
  "tie.pending": "Pendente",
  "tie.waitingForInvoice": "Aguardando fatura",
  "tie.needsReview": "A revisar",
  "tie.failed": "Com falha",
  "tie.excluded": "Fora do escopo",
  "tie.oursOutOfStep": "Sincronizado, diferente agora",
  "tie.enteredByOthers": "Lançados por outros",
  "tie.difference": "Diferença",
  "tie.equation": "{currency}: o que foi pago e onde está",

  "tie.table": "Conciliação por compromisso",
  "tie.col.commitment": "Compromisso",
  "tie.col.vendor": "Fornecedor",
  "tie.col.bar": "Parte sincronizada",
  "tie.in_step": "Igual",
  "tie.differences": { one: "{n} diferença", other: "{n} diferenças" },
  "tie.toggle": "Diferenças do compromisso {number}",
  "tie.total": "Total {currency}",
  "tie.others_payment": "Lançado no Procore por outros",
  "tie.other_currency": "Em {currency}, não na moeda do compromisso",
  "tie.nowhere": "Em nenhum compromisso",
  "tie.nowhere.under": "Aquilo para o que não se pode nomear um compromisso",
  "tie.toggle.nowhere": "Diferenças do que não está em um compromisso",
  "tie.none.title": "Nada a conciliar ainda",
  "tie.none.says": "Quando um pagamento diz respeito a este projeto, ele é comparado aqui até o centavo.",

  "chart.title": "Pago em relação ao faturado",
  "chart.says": "Por compromisso: a barra é o que foi faturado; a parte preenchida, o que o Acumatica pagou.",
  "chart.row": "{commitment}: {paid} de {billed} pagos",
  "chart.rest": { one: "e mais {n} compromisso", other: "e mais {n} compromissos" },

  "statement.title": "Demonstrativo de conciliação de pagamentos",
  "statement.company": "Empresa",
  "statement.project": "Projeto",
  "statement.printed": "Impresso",
} as const satisfies Like<typeof enUS>;
