import type { FormEvent } from "react";
import { useId, useState } from "react";
import { fieldProblem } from "../../api/problem.ts";
import { t } from "../../messages/text.ts";
import { Button } from "../../ui/button.tsx";
import { TextField, Tick } from "../../ui/field.tsx";
import { Facts, Pane } from "../../ui/layout.tsx";
import { Problem } from "../../ui/problem.tsx";
import css from "./connection.module.css";
import type { ConnectionProps } from "./status-pane.tsx";

type Ledger = "moved" | "another";

/** Address, tenant and connected application. A changed address or tenant asks whether the ledger is the same. */
export function AddressForm({ connection, connect }: ConnectionProps) {
  const [baseUrl, setBaseUrl] = useState(connection.baseUrl ?? "");
  const [tenant, setTenant] = useState(connection.tenant ?? "");
  const [clientId, setClientId] = useState(connection.clientId ?? "");
  const [clientSecret, setClientSecret] = useState("");
  const [ledger, setLedger] = useState<Ledger | null>(null);
  const { save } = connect;

  const known = connection.tenant !== null;
  const moved = known && (baseUrl.trim() !== connection.baseUrl || tenant.trim() !== connection.tenant);
  const asks = moved || connection.status === "held";
  const keepsSecret = connection.hasClientSecret && clientId.trim() === connection.clientId;
  const complete =
    [baseUrl, tenant, clientId].every((text) => text.trim() !== "") &&
    (keepsSecret || clientSecret !== "") &&
    (!asks || ledger !== null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!complete) return;
    save.mutate(
      {
        baseUrl,
        tenant,
        clientId,
        ...(clientSecret === "" ? {} : { clientSecret }),
        ...(asks && ledger !== null ? { ledger } : {}),
      },
      { onSuccess: () => setClientSecret("") },
    );
  };
  const wrong = (field: string) => fieldProblem(save.error, field);
  return (
    <Pane title={t("conn.address")}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextField
          label={t("conn.base_url")}
          hint={t("conn.base_url_hint")}
          type="url"
          value={baseUrl}
          error={wrong("baseUrl")}
          onChange={setBaseUrl}
        />
        <TextField
          label={t("conn.tenant")}
          hint={t("conn.tenant_hint")}
          value={tenant}
          error={wrong("tenant")}
          onChange={setTenant}
        />
        <TextField
          label={t("conn.client_id")}
          hint={t("conn.client_id_hint")}
          value={clientId}
          error={wrong("clientId")}
          onChange={setClientId}
        />
        <TextField
          label={t("conn.secret")}
          hint={keepsSecret ? t("conn.secret_stored") : t("conn.secret_hint")}
          type="password"
          autoComplete="off"
          value={clientSecret}
          error={wrong("clientSecret")}
          onChange={setClientSecret}
        />
        <Facts
          facts={[{ term: t("conn.redirect"), is: <code>{`${window.location.origin}/auth/acumatica/callback`}</code> }]}
        />
        {asks && <LedgerQuestion ledger={ledger} onChoose={setLedger} error={wrong("ledger")} />}
        {save.isError && <Problem error={save.error} />}
        <div>
          <Button type="submit" variant="primary" disabled={!complete} loading={save.isPending}>
            {t("conn.save")}
          </Button>
        </div>
      </form>
    </Pane>
  );
}

type LedgerProps = {
  readonly ledger: Ledger | null;
  readonly onChoose: (ledger: Ledger) => void;
  readonly error: string | null;
};

function LedgerQuestion({ ledger, onChoose, error }: LedgerProps) {
  const name = useId();
  return (
    <fieldset className={css.question}>
      <legend>{t("ledger.title")}</legend>
      <p>{t("ledger.says")}</p>
      {(["moved", "another"] as const).map((value) => (
        <Tick
          key={value}
          type="radio"
          name={name}
          label={t(`ledger.${value}`)}
          hint={t(`ledger.${value}_hint`)}
          checked={ledger === value}
          onChange={() => onChoose(value)}
        />
      ))}
      {error !== null && <p role="alert">{error}</p>}
    </fieldset>
  );
}
