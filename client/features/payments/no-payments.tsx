import { Button } from "@procore/core-react";
import { usePlace } from "../../api/place.ts";
import { useRunControl } from "../../api/run-control.ts";
import { useConnection } from "../../api/use-company.ts";
import { goTo } from "../../frame/route.ts";
import { t } from "../../messages/text.ts";
import { Nothing } from "../../ui/nothing.tsx";

/** Why the list is empty: nobody connected Acumatica, nobody read it yet, or there is nothing. Each with the next step. */
export function NoPayments({ wasRead }: { readonly wasRead: boolean }) {
  const { access, companyId } = usePlace();
  const { start, runId } = useRunControl();
  const connection = useConnection(companyId, access.canSync);

  if (wasRead) return <Nothing title={t("payments.none.title")} says={t("payments.none.says")} />;
  if (connection.data?.status === "not connected") {
    if (!access.canConfigure) {
      return <Nothing title={t("payments.unconnected.title")} says={t("payments.unconnected.ask")} />;
    }
    return (
      <Nothing title={t("payments.unconnected.title")} says={t("payments.unconnected.says")}>
        <Button variant="primary" onClick={() => goTo(["settings", "connection"])}>
          {t("payments.unconnected.action")}
        </Button>
      </Nothing>
    );
  }
  if (!access.canSync) return <Nothing title={t("payments.unread.title")} says={t("payments.unread.ask")} />;
  return (
    <Nothing title={t("payments.unread.title")} says={t("payments.unread.says")}>
      <Button variant="secondary" disabled={runId !== null} onClick={() => start({ mode: "preview" })}>
        {t("run.preview")}
      </Button>
    </Nothing>
  );
}
