import { Check, Lock, Plug, Warning } from "@procore/core-icons/dist";
import type { PillColor } from "@procore/core-react";
import type { ReactNode } from "react";
import type { ConnectionShape } from "../../../server/contract/connection.ts";
import type { PopupResult } from "../../frame/popup.ts";
import { said, sentences } from "../../messages/said.ts";
import { t, wordFor } from "../../messages/text.ts";
import { Button } from "../../ui/button.tsx";
import { formatAgo, formatMoment, Moment } from "../../ui/dates.tsx";
import { Facts, Pane } from "../../ui/layout.tsx";
import { Notice, Problem } from "../../ui/problem.tsx";
import { WordPill } from "../../ui/state-pill.tsx";
import { unreadSince } from "../../ui/unread-since.ts";
import type { Connect } from "./use-connect.ts";

type Status = ConnectionShape["status"];

const LOOKS: Record<Status, { readonly color: PillColor; readonly icon: ReactNode }> = {
  connected: { color: "green", icon: <Check size="sm" /> },
  "needs sign-in": { color: "yellow", icon: <Warning size="sm" /> },
  held: { color: "yellow", icon: <Lock size="sm" /> },
  "not connected": { color: "gray", icon: <Plug size="sm" /> },
};

const SOON_MS = 5 * 24 * 3_600_000;

export type ConnectionProps = { readonly connection: ConnectionShape; readonly connect: Connect };

/** The state of the connection, and signing in: first, again, or before the sign-in ends. */
export function StatusPane({ connection, connect }: ConnectionProps) {
  const { status, says, reader, readThrough, backfillComplete, signInExpiresAt, nextScheduledAt } = connection;
  const { lastObservedAt } = connection;
  const trouble = status === "connected" ? connection.trouble : null;
  const { color, icon } = trouble === null ? LOOKS[status] : { color: "yellow" as const, icon: <Warning size="sm" /> };
  const first = status === "needs sign-in";
  const endsSoon = signInExpiresAt !== null && new Date(signInExpiresAt).getTime() - Date.now() < SOON_MS;
  return (
    <Pane
      title={t("conn.title")}
      says={status === "connected" ? undefined : said(says)}
      actions={
        <Button
          variant={first ? "primary" : "secondary"}
          loading={connect.signIn.isPending}
          onClick={() => connect.signIn.mutate()}
        >
          {first ? t("conn.sign_in") : t("conn.sign_in_again")}
        </Button>
      }
    >
      <SignInTrouble connect={connect} />
      {status === "connected" && endsSoon && (
        <Notice
          tone="attention"
          title={t("conn.sign_in_by", { date: formatMoment(signInExpiresAt) })}
          says={t("conn.sign_in_soon", { when: formatAgo(signInExpiresAt, Date.now()) })}
        />
      )}
      {trouble !== null && (
        <Notice
          tone="attention"
          title={unreadSince(trouble)}
          says={sentences(
            said(trouble.says),
            t("trouble.says"),
            nextScheduledAt === null
              ? t("trouble.then_none")
              : t("trouble.then", { when: formatMoment(nextScheduledAt) }),
          )}
        />
      )}
      <Facts
        columns={2}
        facts={[
          {
            term: t("payments.col.state"),
            is: (
              <WordPill color={color} icon={icon}>
                {trouble === null ? wordFor("conn.status", status, status) : t("conn.status.trouble")}
              </WordPill>
            ),
          },
          {
            term: t("conn.last_read"),
            is: lastObservedAt === null ? t("dates.never") : <Moment of={lastObservedAt} />,
          },
          { term: t("conn.reader"), is: reader === null ? t("conn.reader.none") : t(`conn.reader.${reader}`) },
          { term: t("conn.backfill"), is: backfillComplete ? t("conn.backfill_done") : t("conn.backfill_on") },
          { term: t("conn.read_through"), is: readThrough === null ? t("dates.never") : <Moment of={readThrough} /> },
        ]}
      />
    </Pane>
  );
}

function troubleWords(result: PopupResult): string | null {
  if (result.kind === "success") return null;
  const words = t(`conn.failed.${result.kind}`);
  return result.kind === "failed" && result.says !== null ? sentences(words, said(result.says)) : words;
}

export function SignInTrouble({ connect }: { readonly connect: Connect }) {
  const { signIn } = connect;
  if (signIn.isError) return <Problem error={signIn.error} />;
  const words = signIn.data ? troubleWords(signIn.data) : null;
  return words === null ? null : <Notice tone="error" title={words} />;
}
