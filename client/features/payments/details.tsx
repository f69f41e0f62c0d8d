import type { ApplicationShape } from "../../../server/contract/payments.ts";
import type { AcumaticaLinks } from "../../api/use-acumatica-links.ts";
import { usePlace } from "../../api/place.ts";
import { hrefTo } from "../../frame/route.ts";
import { t } from "../../messages/text.ts";
import { formatMoment } from "../../ui/dates.tsx";
import { Soft, Stack } from "../../ui/layout.tsx";
import { ReasonCard } from "../../ui/reason-card.tsx";
import { TwoSides } from "../../ui/two-sides.tsx";

type DetailsProps = { readonly application: ApplicationShape; readonly links: AcumaticaLinks };

/** Everything known of one payment on one bill. */
export function Details({ application, links }: DetailsProps) {
  const { access } = usePlace();
  const { reason, decision, state, payment, bill } = application;
  return (
    <Stack gap="sm">
      {reason && <ReasonCard reason={reason} />}
      {decision && <Soft>{t("payments.decided", { by: decision.by, when: formatMoment(decision.at) })}</Soft>}
      {access.canSync && (
        <a href={hrefTo(["review"], { payment: application.key })}>
          {state === "needs_review" ? t("payments.to_review") : t("payments.to_change")}
        </a>
      )}
      <TwoSides application={application} links={{ payment: links.payment(payment), bill: links.bill(bill) }} />
    </Stack>
  );
}
