import { ExternalLink } from "@procore/core-icons/dist";
import type { ReactNode } from "react";
import { t } from "../messages/text.ts";
import css from "./outside-link.module.css";

/** Leads to Procore or Acumatica, in a tab of its own: the frame cannot show either. */
export function OutsideLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  // An address that came over the wire never becomes a script.
  if (!href.startsWith("https://") && !href.startsWith("http://")) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className={css.link}>
      {children}
      <span className={css.icon} aria-hidden="true">
        <ExternalLink size="sm" />
      </span>
      <span className="visually-hidden">{t("link.new_tab")}</span>
    </a>
  );
}
