import { SidePanel } from "../features/side-panel/side-panel.tsx";
import { subjectOf } from "../features/side-panel/subject.ts";
import type { Surface } from "../frame/use-procore-context.ts";
import { t } from "../messages/text.ts";
import { Nothing } from "../ui/nothing.tsx";
import css from "./app.module.css";

/** The 400 px panel beside a commitment or an invoice. */
export function PanelPage({ surface }: { readonly surface: Surface }) {
  const subject = subjectOf(surface.view, surface.subjectId);
  return (
    <main className={css.panel} aria-label={t("panel.title")}>
      {subject ? (
        <SidePanel key={`${subject.kind} ${subject.id}`} subject={subject} />
      ) : (
        <Nothing kind="words" title={t("panel.unsupported.title")} says={t("panel.unsupported.says")} />
      )}
    </main>
  );
}
