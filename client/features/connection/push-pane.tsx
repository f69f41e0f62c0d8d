import { t } from "../../messages/text.ts";
import { Facts, Pane } from "../../ui/layout.tsx";

type PushPaneProps = { readonly urls: { readonly procore: string; readonly acumatica: string } };

/** Where either system may tell us that something changed, for those who want to be faster than the schedule. */
export function PushPane({ urls }: PushPaneProps) {
  return (
    <Pane title={t("push.title")} says={t("push.says")}>
      <Facts
        facts={[
          { term: t("strip.procore"), is: <code>{urls.procore}</code> },
          { term: t("strip.acumatica"), is: <code>{urls.acumatica}</code> },
        ]}
      />
    </Pane>
  );
}
