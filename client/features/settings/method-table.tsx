import type { ReplyOf } from "../../../server/contract/endpoint.ts";
import { GetMethods } from "../../../server/contract/methods.ts";
import { METHODS } from "../../../server/contract/shapes.ts";
import { call } from "../../api/call.ts";
import { keys } from "../../api/keys.ts";
import { useRead } from "../../api/use-read.ts";
import { t } from "../../messages/text.ts";
import { Choice } from "../../ui/field.tsx";
import { Pane } from "../../ui/layout.tsx";
import { Problem } from "../../ui/problem.tsx";
import { methodWord } from "../../ui/two-sides.tsx";
import { Cell, Line, PlainTable } from "../../ui/virtual-table.tsx";
import { withEntry } from "./entries.ts";
import { SaveBar } from "./save-bar.tsx";
import type { SettingsPageProps } from "./schedule-page.tsx";
import css from "./settings.module.css";
import type { Draft } from "./use-draft.ts";
import { useDraft } from "./use-draft.ts";

type AcumaticaMethod = ReplyOf<typeof GetMethods>["items"][number];

/** Acumatica's payment methods, which customers name themselves, and what each counts as. */
export function MethodTable({ companyId, stored }: SettingsPageProps) {
  const form = useDraft(companyId, stored);
  const methods = useRead({
    queryKey: keys.methods(companyId),
    queryFn: ({ signal }) => call(GetMethods, { params: { c: companyId }, signal }),
  });
  if (methods.isPending) return null;
  if (methods.data === undefined) return <Problem error={methods.failure} onRetry={methods.reload} />;
  if (methods.data.items.length === 0) return null;
  return (
    <Pane title={t("pay.acumatica_methods")} says={t("pay.acumatica_methods_says")}>
      <PlainTable
        label={t("pay.acumatica_methods")}
        columns={[
          { id: "id", label: t("pay.method_id") },
          { id: "means", label: t("pay.method_means") },
          { id: "is", label: t("pay.method_is"), width: "260px" },
        ]}
      >
        {methods.data.items.map((method) => (
          <MethodRow key={method.id} method={method} form={form} />
        ))}
      </PlainTable>
      <SaveBar of={form} />
    </Pane>
  );
}

function MethodRow({ method, form }: { readonly method: AcumaticaMethod; readonly form: Draft }) {
  const { methodOverrides } = form.draft;
  const byAcumatica = method.overridden || method.method === null ? null : method.method;
  const unset =
    byAcumatica === null ? t("pay.method_unknown") : t("pay.method_default", { method: methodWord(byAcumatica) });
  const options = [
    { value: "" as const, label: unset },
    ...METHODS.map((value) => ({ value, label: methodWord(value) })),
  ];
  return (
    <Line>
      <Cell>
        {method.id}
        <div className={css.under}>{method.description}</div>
      </Cell>
      <Cell label={t("pay.method_means")}>{method.means}</Cell>
      <Cell>
        <Choice
          quiet
          label={t("join.term", { term: t("pay.method_is"), value: method.id })}
          value={methodOverrides[method.id] ?? ""}
          options={options}
          onChange={(chosen) => form.change({ methodOverrides: withEntry(methodOverrides, method.id, chosen) })}
        />
      </Cell>
    </Line>
  );
}
