import type { ReactNode } from "react";
import type { ReplyOf } from "../../../server/contract/endpoint.ts";
import type { GetSettings } from "../../../server/contract/settings.ts";
import { useSettings } from "../../api/use-company.ts";
import { t } from "../../messages/text.ts";
import { Loading } from "../../ui/loading.tsx";
import { Problem } from "../../ui/problem.tsx";

export type SettingsShape = ReplyOf<typeof GetSettings>;

type GateProps = { readonly companyId: number; readonly children: (settings: SettingsShape) => ReactNode };

/** The company's settings once they are there. */
export function WithSettings({ companyId, children }: GateProps) {
  const settings = useSettings(companyId);
  if (settings.isPending) return <Loading what={t("company.what")} />;
  if (settings.data === undefined) return <Problem error={settings.failure} onRetry={settings.reload} />;
  return <>{children(settings.data)}</>;
}
