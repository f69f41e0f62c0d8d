import { Button } from "@procore/core-react";
import { useState } from "react";
import { said } from "../../messages/said.ts";
import { t } from "../../messages/text.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { Moment } from "../../ui/dates.tsx";
import { Facts, Pane, Soft, Stack } from "../../ui/layout.tsx";
import css from "./connection.module.css";
import type { ConnectionProps } from "./status-pane.tsx";

/** How soon changes are seen: Procore's webhook keeps itself, Acumatica's push notification is set up by an admin. */
export function PushPane({ connection, connect }: ConnectionProps) {
  const { procoreTells, acumaticaPush } = connection;
  return (
    <Pane title={t("push.title")}>
      {procoreTells && <p>{said(procoreTells.says)}</p>}
      {acumaticaPush && <AcumaticaPush push={acumaticaPush} connect={connect} />}
    </Pane>
  );
}

type AcumaticaPushProps = {
  readonly push: NonNullable<ConnectionProps["connection"]["acumaticaPush"]>;
  readonly connect: ConnectionProps["connect"];
};

function AcumaticaPush({ push, connect }: AcumaticaPushProps) {
  const [asking, setAsking] = useState(false);
  const { rotate } = connect;
  const close = () => setAsking(false);
  return (
    <Stack gap="sm">
      <p>{t("push.acumatica")}</p>
      <ol className={css.steps}>
        <li>{t("push.step_open")}</li>
        <li>
          {t("push.step_destination")}
          <Facts
            facts={[
              { term: t("push.address"), is: <code>{push.url}</code> },
              { term: t("push.header_name"), is: <code>{push.header.name}</code> },
              { term: t("push.header_value"), is: <code>{push.header.value}</code> },
            ]}
          />
        </li>
        <li>{t("push.step_inquiry")}</li>
        <li>{t("push.step_active")}</li>
      </ol>
      <div className={css.exit}>
        <Soft>
          {t("push.last")} {push.lastAt === null ? t("push.last_none") : <Moment of={push.lastAt} />}
        </Soft>
        <Button variant="secondary" onClick={() => setAsking(true)}>
          {t("push.renew")}
        </Button>
      </div>
      {asking && (
        <Confirm
          title={t("push.renew_title")}
          action={t("push.renew")}
          working={rotate.isPending}
          error={rotate.error}
          onClose={close}
          onConfirm={() => rotate.mutate(undefined, { onSuccess: close })}
        >
          {t("push.renew_says")}
        </Confirm>
      )}
    </Stack>
  );
}
