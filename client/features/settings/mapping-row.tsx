import { Button } from "@procore/core-react";
import { said } from "../../messages/said.ts";
import { t } from "../../messages/text.ts";
import { Field } from "../../ui/field.tsx";
import { Cell, Line } from "../../ui/virtual-table.tsx";
import type { MappingShape, MappingsReply, OpenProject } from "./projects-page.tsx";
import css from "./settings.module.css";

type MappingRowProps = {
  readonly mapping: MappingShape;
  /** The id of the `datalist` with Acumatica's projects: one for all rows, however many projects there are. */
  readonly list: string;
  readonly known: MappingsReply["acumaticaProjects"];
  readonly value: string;
  readonly onMap: (projectId: number, acumaticaId: string) => void;
  readonly onOpenProject: OpenProject | null;
};

export function MappingRow({ mapping, list, known, value, onMap, onOpenProject }: MappingRowProps) {
  const { project, suggestion } = mapping;
  const chosen = known.find(({ id }) => id === value);
  const unknown = value !== "" && !chosen && known.length > 0;
  return (
    <Line>
      <Cell>
        <strong>{[project.number, project.name].filter(Boolean).join(" ")}</strong>
        {!project.active && <span className={css.under}> ({t("map.inactive")})</span>}
        {onOpenProject && (
          <div>
            <Button variant="tertiary" size="sm" onClick={() => onOpenProject(project.id)}>
              {t("company.open_project")}
            </Button>
          </div>
        )}
      </Cell>
      <Cell>
        <Field quiet label={t("map.for", { name: project.name })} error={unknown ? t("map.unknown") : null}>
          {(wiring) => (
            <input
              {...wiring}
              className={css.control}
              list={list}
              value={value}
              placeholder={t("map.not_mapped")}
              onChange={(event) => onMap(project.id, event.target.value)}
            />
          )}
        </Field>
        {chosen && <div className={css.under}>{chosen.description}</div>}
      </Cell>
      <Cell>
        {suggestion && suggestion.acumaticaProjectId !== value && (
          <>
            <Button variant="secondary" size="sm" onClick={() => onMap(project.id, suggestion.acumaticaProjectId)}>
              {t("map.use", { id: suggestion.acumaticaProjectId })}
            </Button>
            <div className={css.under}>{said(suggestion.because)}</div>
          </>
        )}
      </Cell>
    </Line>
  );
}
