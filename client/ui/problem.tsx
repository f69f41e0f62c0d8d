import { Error as ErrorIcon, Info, Warning } from "@procore/core-icons/dist";
import { Banner, Button } from "@procore/core-react";
import type { ReactNode } from "react";
import { said, sentences } from "../messages/said.ts";
import { t, wordFor } from "../messages/text.ts";
import { cx } from "./class-names.ts";
import { formatTime } from "./dates.tsx";
import css from "./problem.module.css";

/** What an error of ours carries beside its sentence (see api/problem.ts); anything else thrown is a bug. */
type Worded = {
  readonly kind: string;
  readonly says: string | null;
  readonly reference: string | null;
  readonly resumesAt?: Date | null;
};

function isWorded(error: unknown): error is Worded {
  return typeof error === "object" && error !== null && "kind" in error && "says" in error && "reference" in error;
}

/** The title and the sentences of an error: what happened, what it means for the money, what to do. */
export function wordsOf(error: unknown): { readonly title: string; readonly says: string } {
  const kind = isWorded(error) ? error.kind : "bug";
  const title = wordFor("problem.title", kind, t("problem.title.bug"));
  const resumesAt = (isWorded(error) && error.resumesAt) || null;
  const advice = resumesAt
    ? t("problem.resumes", { time: formatTime(resumesAt) })
    : wordFor("problem.says", kind, t("problem.says.bug"));
  const told = isWorded(error) && error.says !== null ? said(error.says) : null;
  const reference =
    isWorded(error) && error.reference !== null ? t("problem.reference", { id: error.reference }) : null;
  return { title, says: sentences(told, advice, reference) };
}

type ProblemProps = { readonly error: unknown; readonly onRetry?: () => void; readonly children?: ReactNode };

/** A failure in words, where it happened, with a way out. Stays until it is over. */
export function Problem({ error, onRetry, children }: ProblemProps) {
  const { title, says } = wordsOf(error);
  // A limit ends by itself: that is no fault.
  const passes = isWorded(error) && error.kind === "rate limited";
  return (
    <div role="alert">
      <Banner variant={passes ? "attention" : "error"} className={cx(css.banner)}>
        <Banner.Icon icon={passes ? <Warning /> : <ErrorIcon />} />
        <Banner.Content>
          <Banner.Title>{title}</Banner.Title>
          <Banner.Body>{says}</Banner.Body>
        </Banner.Content>
        <Banner.Action>
          {children}
          {onRetry && (
            <Button variant="secondary" onClick={onRetry}>
              {t("action.try_again")}
            </Button>
          )}
        </Banner.Action>
      </Banner>
    </div>
  );
}

const NOTICE_ICONS = { info: <Info />, attention: <Warning />, error: <ErrorIcon /> } as const;

type NoticeProps = {
  readonly tone: "info" | "attention" | "error";
  readonly title: string;
  readonly says?: ReactNode;
  readonly children?: ReactNode;
};

/** Something to know or to do that is not a failure of the page. `children` are its actions. */
export function Notice({ tone, title, says, children }: NoticeProps) {
  return (
    <Banner variant={tone} className={cx(css.banner)}>
      <Banner.Icon icon={NOTICE_ICONS[tone]} />
      <Banner.Content>
        <Banner.Title>{title}</Banner.Title>
        {says !== undefined && <Banner.Body>{says}</Banner.Body>}
      </Banner.Content>
      {children !== undefined && (
        <Banner.Action>
          <span className={css.action}>{children}</span>
        </Banner.Action>
      )}
    </Banner>
  );
}
