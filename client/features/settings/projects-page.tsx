import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "@procore/core-react";
import { useId, useState } from "react";
import type { ReplyOf } from "../../../server/contract/endpoint.ts";
import { GetMappings } from "../../../server/contract/mappings.ts";
import { call } from "../../api/call.ts";
import { keys } from "../../api/keys.ts";
import { useFailure } from "../../api/use-read.ts";
import { t } from "../../messages/text.ts";
import { TextField } from "../../ui/field.tsx";
import { Pane, Row, Stack } from "../../ui/layout.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Nothing } from "../../ui/nothing.tsx";
import { Problem } from "../../ui/problem.tsx";
import { PlainTable } from "../../ui/virtual-table.tsx";
import { withEntry } from "./entries.ts";
import { MappingRow } from "./mapping-row.tsx";
import { SaveBar } from "./save-bar.tsx";
import type { SettingsPageProps } from "./schedule-page.tsx";
import { Unplaced } from "./unplaced.tsx";
import { useDraft } from "./use-draft.ts";

export type MappingsReply = ReplyOf<typeof GetMappings>;
export type MappingShape = MappingsReply["items"][number];

export type OpenProject = (projectId: number) => void;
type ProjectsProps = SettingsPageProps & { readonly onOpenProject: OpenProject | null };

/** Which Acumatica project is which Procore project, with suggestions, and the payments that none claims. */
export function ProjectsPage(props: ProjectsProps) {
  const { companyId } = props;
  const mappings = useInfiniteQuery({
    queryKey: keys.mappings(companyId),
    queryFn: ({ pageParam, signal }) =>
      call(GetMappings, {
        params: { c: companyId },
        query: pageParam === null ? {} : { page_token: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextPageToken,
  });

  const failure = useFailure(mappings);

  if (mappings.isPending && failure === null) return <Loading what={t("map.what")} />;
  if (mappings.data === undefined) return <Problem error={failure} onRetry={() => void mappings.refetch()} />;
  const { pages } = mappings.data;
  const first = pages[0];
  if (!first || first.items.length === 0) return <Nothing title={t("map.none.title")} says={t("map.none.says")} />;
  return (
    <Stack>
      <MappingForm {...props} mappings={first} />
      <Unplaced
        unplaced={pages.flatMap(({ unplaced }) => unplaced)}
        onMore={mappings.hasNextPage ? () => void mappings.fetchNextPage() : null}
      />
    </Stack>
  );
}

function isWanted({ project }: MappingShape, wanted: string): boolean {
  return `${project.number ?? ""} ${project.name}`.toLowerCase().includes(wanted.trim().toLowerCase());
}

function MappingForm({
  companyId,
  stored,
  mappings,
  onOpenProject,
}: ProjectsProps & { readonly mappings: MappingsReply }) {
  const form = useDraft(companyId, stored);
  const [wanted, setWanted] = useState("");
  const list = useId();
  const { projectMap } = form.draft;
  const open = mappings.items.filter(({ project, suggestion }) => suggestion && !projectMap[String(project.id)]);

  const map = (projectId: number, acumaticaId: string) => {
    form.change({ projectMap: withEntry(projectMap, String(projectId), acumaticaId) });
  };
  const useAll = () => {
    const all = open.reduce(
      (map, { project, suggestion }) => withEntry(map, String(project.id), suggestion?.acumaticaProjectId ?? ""),
      { ...projectMap },
    );
    form.change({ projectMap: all });
  };
  return (
    <Pane
      title={t("map.title")}
      says={t("map.says")}
      actions={
        open.length > 0 ? (
          <Button variant="secondary" onClick={useAll}>
            {t("map.use_all", { n: open.length })}
          </Button>
        ) : undefined
      }
    >
      <Row>
        <TextField quiet label={t("map.filter")} placeholder={t("map.filter")} value={wanted} onChange={setWanted} />
      </Row>
      <datalist id={list}>
        {mappings.acumaticaProjects.map(({ id, description }) => (
          <option key={id} value={id}>
            {description}
          </option>
        ))}
      </datalist>
      <PlainTable
        label={t("map.title")}
        columns={[
          { id: "procore", label: t("map.procore"), width: "36%" },
          { id: "acumatica", label: t("map.acumatica"), width: "32%" },
          { id: "suggestion", label: t("map.suggestion") },
        ]}
      >
        {mappings.items
          .filter((mapping) => isWanted(mapping, wanted))
          .map((mapping) => (
            <MappingRow
              key={mapping.project.id}
              mapping={mapping}
              list={list}
              known={mappings.acumaticaProjects}
              value={projectMap[String(mapping.project.id)] ?? ""}
              onMap={map}
              onOpenProject={onOpenProject}
            />
          ))}
      </PlainTable>
      <SaveBar of={form} />
    </Pane>
  );
}
