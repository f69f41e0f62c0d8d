import { t } from "../messages/text.ts";
import { formatMoment } from "./dates.tsx";

type Trouble = { readonly kind: string; readonly since: string };

/** Since when Acumatica could not be read, in one line. */
export function unreadSince({ kind, since }: Trouble): string {
  return t(kind === "unavailable" ? "trouble.unanswered" : "trouble.unread", { when: formatMoment(since) });
}
