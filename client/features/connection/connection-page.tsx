import { useConnection } from "../../api/use-company.ts";
import { t } from "../../messages/text.ts";
import { Stack } from "../../ui/layout.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Problem } from "../../ui/problem.tsx";
import { AddressForm } from "./address-form.tsx";
import { Checks } from "./checks.tsx";
import { DangerZone } from "./danger-zone.tsx";
import { PushPane } from "./push-pane.tsx";
import { StatusPane } from "./status-pane.tsx";
import { useConnect } from "./use-connect.ts";

/** Where Acumatica is, in what state, what it lets us see, and the way out. */
export function ConnectionPage({ companyId }: { readonly companyId: number }) {
  const connection = useConnection(companyId);
  const connect = useConnect(companyId);

  if (connection.isPending) return <Loading what={t("conn.what")} />;
  if (connection.data === undefined) return <Problem error={connection.failure} onRetry={connection.reload} />;
  const { data } = connection;
  return (
    <Stack>
      {data.status !== "not connected" && <StatusPane connection={data} connect={connect} />}
      <AddressForm key={`${data.baseUrl} ${data.tenant} ${data.clientId}`} connection={data} connect={connect} />
      {data.status !== "not connected" && <Checks connection={data} connect={connect} />}
      {data.procoreTells && <PushPane connection={data} connect={connect} />}
      <DangerZone companyId={companyId} connection={data} connect={connect} />
    </Stack>
  );
}
