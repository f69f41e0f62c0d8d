import { SidePanel } from "../features/side-panel/side-panel.tsx";
import { subjectOf } from "../features/side-panel/subject.ts";
import type { Surface } from "../frame/use-procore-context.ts";
import { t } from "../messages/text.ts";
import { Nothing } from "../ui/nothing.tsx";
import css from "./app.module.css";

/** The 400 px panel beside a commitment or an invoice. */
export function PanelPage({ surface }: { readonly surface: Surface }) {
  const subject = subjectOf(surface.view, surface.subjectId);
  // The panel's address may name no commitment: Procore's `setup` message does, a moment later.
  const waiting = surface.subjectId === null;
  return (
    <main className={css.panel} aria-label={t("panel.title")}>
      <h1 className="visually-hidden">{t("app.title")}</h1>
      {subject ? (
        <SidePanel key={`${subject.kind} ${subject.id}`} subject={subject} />
      ) : waiting ? (
        <Nothing kind="words" title={t("panel.waiting")} says={t("panel.unsupported.says")} />
      ) : (
        <Nothing kind="words" title={t("panel.unsupported.title")} says={t("panel.unsupported.says")} />
      )}
    </main>
  );
}
