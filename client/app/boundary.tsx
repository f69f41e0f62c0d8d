import { Button } from "@procore/core-react";
import type { ReactNode } from "react";
import { Component } from "react";
import { t } from "../messages/text.ts";
import { Notice } from "../ui/problem.tsx";
import css from "./app.module.css";

type BoundaryProps = { readonly children: ReactNode };

/** A part of the page that broke says so and can be loaded again; the others go on. */
export class Boundary extends Component<BoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <div className={css.alone} role="alert">
        <Notice tone="error" title={t("problem.page.title")} says={t("problem.page.says")}>
          <Button
            variant="secondary"
            onClick={() => {
              window.location.reload();
            }}
          >
            {t("problem.page.action")}
          </Button>
        </Notice>
      </div>
    );
  }
}
