import { Check, Lock, Plug, Warning } from "@procore/core-icons/dist";
import type { ReactNode } from "react";
import type { ConnectionShape } from "../../server/contract/connection.ts";
import { usePlace } from "../api/place.ts";
import { useConnection } from "../api/use-company.ts";
import { useApplications } from "../api/use-payments.ts";
import { hrefTo } from "../frame/route.ts";
import { t, wordFor } from "../messages/text.ts";
import { cx } from "../ui/class-names.ts";
import { Moment } from "../ui/dates.tsx";
import { StateIcon } from "../ui/state-pill.tsx";
import { unreadSince } from "../ui/unread-since.ts";
import css from "./app.module.css";

/** How fresh, how healthy, how complete: always in sight, computed from what the server knows. */
export function StatusStrip() {
  const place = usePlace();
  const { first, isPending } = useApplications(place);
  const connection = useConnection(place.companyId, place.access.canSync);
  if (isPending || (place.access.canSync && connection.isPending)) return <ToCome />;
  return (
    <ul className={css.strip} aria-label={t("strip.label")}>
      <li>
        {first?.asOf.acumatica ? (
          <>
            {t("strip.as_of")} <Moment of={first.asOf.acumatica} />
          </>
        ) : (
          t("strip.never_read")
        )}
      </li>
      {connection.data && <Health connection={connection.data} />}
      {first && <Counted state="failed" n={first.counts.failed} />}
      {first && <Counted state="waiting_for_invoice" n={first.counts.waiting_for_invoice} />}
      {first && (
        <li title={t("strip.unexplained_why")}>
          <a href={hrefTo(["tie-out"])} className={first.unexplained === 0 ? css.good : css.bad}>
            <Sign icon={first.unexplained === 0 ? <Check size="sm" /> : <Warning size="sm" />} />
            {t("strip.unexplained", { n: first.unexplained })}
          </a>
        </li>
      )}
    </ul>
  );
}

const WARNINGS = {
  failed: { words: "strip.failed", look: css.bad },
  waiting_for_invoice: { words: "strip.waiting", look: css.waiting },
} as const;

/** Payments that Procore does not show, each kind a link to their list; nothing where there are none. */
function Counted({ state, n }: { readonly state: keyof typeof WARNINGS; readonly n: number }) {
  if (n === 0) return null;
  const { words, look } = WARNINGS[state];
  return (
    <li>
      <a href={hrefTo(["payments"], { state })} className={look}>
        <Sign icon={<StateIcon state={state} />} />
        {t(words, { n })}
      </a>
    </li>
  );
}

/** Nothing is said before it is known. */
function ToCome() {
  const { access } = usePlace();
  const sign = <Sign icon={<Check size="sm" />} />;
  return (
    <ul className={cx(css.strip, css.stripToCome)} aria-hidden="true">
      <li>
        {t("strip.as_of")} {t("dates.just_now")}
      </li>
      {access.canSync && (
        <>
          <li>{t("strip.next_none")}</li>
          <li>
            {sign} {t("strip.connected")}
          </li>
        </>
      )}
      <li>
        {sign} {t("strip.unexplained", { n: 0 })}
      </li>
    </ul>
  );
}

function Sign({ icon }: { readonly icon: ReactNode }) {
  return (
    <span aria-hidden="true" className={css.sign}>
      {icon}
    </span>
  );
}

const ICONS: Record<ConnectionShape["status"], ReactNode> = {
  connected: <Check size="sm" />,
  "needs sign-in": <Warning size="sm" />,
  held: <Lock size="sm" />,
  "not connected": <Plug size="sm" />,
};

function Health({ connection }: { readonly connection: ConnectionShape }) {
  const { access } = usePlace();
  const { status, nextScheduledAt } = connection;
  const trouble = status === "connected" ? connection.trouble : null;
  const words = (
    <>
      <Sign icon={trouble === null ? ICONS[status] : <Warning size="sm" />} />
      {trouble === null ? wordFor("strip", status, status) : unreadSince(trouble)}
    </>
  );
  const look = status === "connected" && trouble === null ? css.good : css.bad;
  return (
    <>
      <li>
        {nextScheduledAt === null ? (
          t(trouble === null ? "strip.next_none" : "trouble.next_none")
        ) : (
          <>
            {t(trouble === null ? "strip.next" : "trouble.next")} <Moment of={nextScheduledAt} />
          </>
        )}
      </li>
      <li>
        {access.canConfigure ? (
          <a href={hrefTo(["settings", "connection"])} className={look}>
            {words}
          </a>
        ) : (
          <span className={look}>{words}</span>
        )}
      </li>
    </>
  );
}
