import type { review as enUS } from "../en-US/review.ts";
import type { Like } from "../text.ts";

/** Needs review: both sides beside each other, and what each decision does to the money. */
export const review = {
  "review.what": "o que há a revisar",
  "review.none.title": "Nada a revisar",
  "review.none.says":
    "Cada pagamento coincide, está planejado ou ficou de fora por um motivo que você vê em Pagamentos.",
  "review.section.needs_review": "Precisa de uma decisão",
  "review.section.failed": "Não foi possível gravar",
  "review.section.waiting_for_invoice": "Aguardando uma medição",
  "review.section_says.needs_review": "Decida uma vez; só reabre se um valor mudar.",
  "review.section_says.failed": "A sincronização tenta de novo sozinha. Corrija a causa indicada ou sincronize agora.",
  "review.section_says.waiting_for_invoice": "Estes se resolvem sozinhos quando a medição aparece no Procore.",
  "review.settled": {
    one: "{n} decisão vale a partir da próxima sincronização",
    other: "{n} decisões valem a partir da próxima sincronização",
  },
  "review.one": "Este pagamento",
  "review.count": { one: "{n} pagamento", other: "{n} pagamentos" },
  "review.show": "Decidir sobre {name}",
  "review.decide": "O que deve acontecer?",
  "review.read_only": "Para decidir é preciso ter o direito de sincronizar. {because}",

  "decide.link": "Vinculá-lo a uma medição",
  "decide.adopt": "É o mesmo pagamento: assumi-lo",
  "decide.ignore": "Deixá-lo fora da sincronização",
  "decide.restore": "Gravar de novo os valores do Acumatica",
  "decide.accept": "Aceitar o que o Procore mostra",
  "decide.unlink": "Retirar o vínculo com a medição",
  "decide.reset": "Esquecer a decisão",

  "effect.link": "{amount} é criado em Pagamentos emitidos, na medição que você escolher.",
  "effect.adopt": "O Procore continua a mostrá-lo uma vez. Ele é bloqueado e mantido igual a {amount}.",
  "effect.ignore": "O Procore não recebe {amount} de nós. A conciliação o conta como fora do escopo, por decisão sua.",
  "effect.ignore_shown":
    "O que o Procore mostra fica como está. A conciliação conta {amount} como fora do escopo, por decisão sua.",
  "effect.restore": "O Procore mostra agora {procore}; voltará a mostrar {amount}.",
  "effect.restore_gone": "O Procore não o mostra agora; {amount} é criado de novo.",
  "effect.accept": "O Procore continua mostrando {procore} até que {amount} mude no Acumatica.",
  "effect.accept_gone": "O Procore continua sem mostrar {amount} até que mude no Acumatica.",
  "effect.unlink": "Nada é gravado. Ele espera aqui por outra medição.",
  "effect.reset": "As regras o examinam de novo na próxima sincronização.",

  "decide.which_invoice": "Qual medição?",
  "decide.which_payment": "Qual pagamento no Procore?",
  "decide.other_invoice": "Outra medição deste projeto",
  "decide.choose": "Escolha uma medição",
  "decide.action": "Decidir",
  "decide.done": "Decidido. Vale a partir da próxima sincronização.",
  "decide.offered": "Oferecido porque: {because}",

  "review.show_all": { one: "Mostrar {n}", other: "Mostrar todos os {n}" },
  "bulk.label": "Decidir sobre vários de uma vez",
  "bulk.select": "Selecionar {name}",
  "bulk.select_all": "Selecionar tudo",
  "bulk.selected": { one: "{n} selecionado, {amount}", other: "{n} selecionados, {amount}" },
  "bulk.choose": "Decisão para os pagamentos selecionados",
  "bulk.action": "Decidir para todos os selecionados",
  "bulk.none": "Estes pagamentos não têm nenhuma decisão em comum",
  "bulk.confirm.title": { one: "Decidir sobre {n} pagamento?", other: "Decidir sobre {n} pagamentos?" },
  "bulk.confirm.action": { one: "Decidir sobre {n}", other: "Decidir sobre {n}" },
  "bulk.result": { one: "{n} decidido.", other: "{n} decididos." },
  "bulk.failed": { one: "Não foi possível decidir sobre {n}:", other: "Não foi possível decidir sobre {n}:" },
} as const satisfies Like<typeof enUS>;
