import type { tieOut as enUS } from "../en-US/tie-out.ts";
import type { Like } from "../text.ts";

/** The tie-out. */
export const tieOut = {
  "tie.what": "a conciliação",
  "tie.ties.title": "Confere até o centavo",
  "tie.ties.says": "Todos os pagamentos estão justificados, e as duas equações abaixo se cumprem exatamente.",
  "tie.ties.differences": {
    one: "As duas equações se cumprem e nada está sem explicação. {n} diferença entre os dois lados está listada com seu motivo.",
    other:
      "As duas equações se cumprem e nada está sem explicação. {n} diferenças entre os dois lados estão listadas, cada uma com seu motivo.",
  },
  "tie.open.title": "Não confere",
  "tie.wrong.title": "Os números não fecham",
  "tie.wrong.says": "Uma equação abaixo não se cumpre. Sincronize de novo; se continuar, relate com o arquivo CSV.",
  "tie.unexplained.title": { one: "{n} pagamento está sem explicação", other: "{n} pagamentos estão sem explicação" },
  "tie.as_of": "Acumatica em {acumatica}; Procore em {procore}.",
  "tie.never": "nunca",
  "tie.csv": "Baixar CSV",
  "tie.print": "Imprimir demonstrativo",
  "tie.file": "conciliacao-{project}-{date}.csv",

  "tie.paid": "Pago no Acumatica",
  "tie.issued": "Emitido no Procore",
  "tie.synced": "Sincronizado",
  "tie.pending": "Pendente",
  "tie.needsReview": "A revisar",
  "tie.failed": "Com falha",
  "tie.excluded": "Fora do escopo",
  "tie.oursOutOfStep": "Nossos, divergentes",
  "tie.enteredByOthers": "Lançados por outros",
  "tie.difference": "Diferença",
  "tie.equation": "{currency}: o que foi pago e onde está",

  "tie.table": "Conciliação por compromisso",
  "tie.col.commitment": "Compromisso",
  "tie.col.vendor": "Fornecedor",
  "tie.col.bar": "Parte sincronizada",
  "tie.in_step": "Coincide",
  "tie.differences": { one: "{n} diferença", other: "{n} diferenças" },
  "tie.toggle": "Diferenças do compromisso {number}",
  "tie.total": "Total {currency}",
  "tie.others_payment": "Lançado no Procore por outros",
  "tie.other_currency": "Em moeda diferente da do compromisso",
  "tie.none.title": "Nada a conciliar ainda",
  "tie.none.says":
    "Quando um pagamento é vinculado a uma medição de subempreiteiro, o compromisso é comparado aqui até o centavo.",

  "tie.several_commitments":
    "A conta a pagar abrange vários compromissos, por isso não está na linha nem no total de nenhum",
  "chart.title": "Pago em relação ao faturado",
  "chart.says": "Por compromisso: a barra é o que foi faturado; a parte preenchida, o que o Acumatica pagou.",
  "chart.row": "{commitment}: {paid} de {billed} pagos",
  "chart.rest": { one: "e mais {n} compromisso", other: "e mais {n} compromissos" },

  "statement.title": "Demonstrativo de conciliação de pagamentos",
  "statement.company": "Empresa",
  "statement.project": "Projeto",
  "statement.printed": "Impresso",
} as const satisfies Like<typeof enUS>;
