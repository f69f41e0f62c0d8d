import { said } from "./said.ts";
import { find, t } from "./text.ts";

/** A reason as the API tells it. */
export type ReasonTold = {
  readonly code: string;
  readonly says: string;
  readonly effect: string;
  readonly nextStep: string;
  readonly params?: { readonly detail: string | null } | undefined;
};

type ReasonWords = Pick<ReasonTold, "says" | "effect" | "nextStep">;

/** The reason in the reader's language; in the server's own words where this version of the page does not know its code. */
export function reasonWords({ code, says, effect, nextStep, params }: ReasonTold): ReasonWords {
  const seen = params?.detail ? said(params.detail.replace(/^: /, "")) : "";
  const aside = seen === "" ? "" : t("join.aside", { detail: seen.replace(/\.$/, "") });
  return {
    says: find(`why.${code}`, { detail: seen, aside }) ?? says,
    effect: find(`why.${code}.effect`) ?? effect,
    nextStep: find(`why.${code}.next`) ?? nextStep,
  };
}
