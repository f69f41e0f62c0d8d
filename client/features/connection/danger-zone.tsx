import { Button } from "@procore/core-react";
import { useState } from "react";
import type { ReplyOf } from "../../../server/contract/endpoint.ts";
import type { PostPurge } from "../../../server/contract/purge.ts";
import { useSaveSettings, useSettings } from "../../api/use-company.ts";
import { formatNumber, t } from "../../messages/text.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { formatMoment } from "../../ui/dates.tsx";
import { TextField, Tick } from "../../ui/field.tsx";
import { Facts, Pane, Stack } from "../../ui/layout.tsx";
import { Notice, Problem } from "../../ui/problem.tsx";
import { saveFile } from "../../ui/save-file.ts";
import css from "./connection.module.css";
import type { ConnectionProps } from "./status-pane.tsx";

type Receipt = ReplyOf<typeof PostPurge>;

/** Leaving: disconnect, or delete everything with a receipt. Procore's payments stay in both cases. */
export function DangerZone({ companyId, connection, connect }: ConnectionProps & { readonly companyId: number }) {
  const [asking, setAsking] = useState<"disconnect" | "purge" | null>(null);
  const close = () => setAsking(null);
  const { disconnect, purge } = connect;
  return (
    <Pane title={t("danger.title")}>
      {purge.data && <ReceiptNotice receipt={purge.data} />}
      {connection.status !== "not connected" && (
        <Exit
          says={t("danger.disconnect_says")}
          action={t("danger.disconnect")}
          onPress={() => setAsking("disconnect")}
        />
      )}
      <AfterUninstall companyId={companyId} />
      <Exit says={t("danger.purge_says")} action={t("danger.purge")} onPress={() => setAsking("purge")} />
      {asking === "disconnect" && (
        <Confirm
          title={t("danger.disconnect_title")}
          action={t("danger.disconnect")}
          working={disconnect.isPending}
          error={disconnect.error}
          onClose={close}
          onConfirm={() => disconnect.mutate(undefined, { onSuccess: close })}
        >
          {t("danger.disconnect_says")}
        </Confirm>
      )}
      {asking === "purge" && <PurgeQuestion connect={connect} onClose={close} />}
    </Pane>
  );
}

/** Stored as soon as it is ticked: there is nothing else on this page to save. */
function AfterUninstall({ companyId }: { readonly companyId: number }) {
  const settings = useSettings(companyId);
  const save = useSaveSettings(companyId);
  if (!settings.data) return null;
  return (
    <>
      {save.error && <Problem error={save.error} />}
      <Tick
        label={t("danger.uninstall")}
        hint={t("danger.uninstall_says")}
        checked={(save.isPending ? save.variables.afterUninstall : settings.data.afterUninstall) === "purge"}
        onChange={(purge) => {
          save.mutate({ afterUninstall: purge ? "purge" : "keep" });
        }}
      />
    </>
  );
}

type ExitProps = { readonly says: string; readonly action: string; readonly onPress: () => void };

function Exit({ says, action, onPress }: ExitProps) {
  return (
    <div className={css.exit}>
      <p>{says}</p>
      <Button variant="secondary" onClick={onPress}>
        {action}
      </Button>
    </div>
  );
}

function PurgeQuestion({ connect, onClose }: Pick<ConnectionProps, "connect"> & { readonly onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const word = t("danger.purge_word");
  const { purge } = connect;
  return (
    <Confirm
      title={t("danger.purge_title")}
      action={t("danger.purge")}
      blocked={typed.trim() !== word}
      working={purge.isPending}
      error={purge.error}
      onClose={onClose}
      onConfirm={() => purge.mutate(undefined, { onSuccess: onClose })}
    >
      <Stack gap="sm">
        <p>{t("danger.purge_says")}</p>
        <TextField label={t("danger.purge_type", { word })} value={typed} autoComplete="off" onChange={setTyped} />
      </Stack>
    </Confirm>
  );
}

function ReceiptNotice({ receipt }: { readonly receipt: Receipt }) {
  const save = () => {
    const file = new Blob([JSON.stringify(receipt, null, 2)], { type: "application/json" });
    saveFile(file, `purge-receipt-${receipt.id}.json`);
  };
  return (
    <div role="status">
      <Notice
        tone="info"
        title={t("danger.receipt_title")}
        says={
          <Stack gap="xs">
            <span>{t("danger.receipt_says", { id: receipt.id, when: formatMoment(receipt.at) })}</span>
            <span>{receipt.tokensRevoked ? t("danger.receipt_revoked") : t("danger.receipt_not_revoked")}</span>
            <Facts facts={Object.entries(receipt.counts).map(([term, n]) => ({ term, is: formatNumber(n) }))} />
          </Stack>
        }
      >
        <Button variant="secondary" onClick={save}>
          {t("danger.receipt_save")}
        </Button>
      </Notice>
    </div>
  );
}
