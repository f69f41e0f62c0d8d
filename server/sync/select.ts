import { changeText, type Change, type RunChange, type RunScope } from "../domain/change.ts";

/** What a run is about: what it will apply, and what it was asked for but finds changed, with words. */
export type Picked = {
  readonly apply: readonly Change[];
  readonly moved: readonly { readonly change: Change; readonly says: string }[];
};

/** Does the change concern the commitment or invoice that the run is limited to? */
export function inScope({ commitmentId, after, written, before }: Change, scope: RunScope | null): boolean {
  if (!scope) return true;
  if ("commitmentId" in scope) return scope.commitmentId === commitmentId;
  return [after?.invoiceId, written?.invoiceId, before?.invoiceId].includes(scope.invoiceId);
}

/**
 * Of a stored preview: what is still exactly as it was shown, and what moved meanwhile. What is new since then is
 * neither: nobody saw it, so it stays pending.
 */
export function previewed({ apply, moved }: Picked, shown: readonly RunChange[]): Picked {
  const now = new Set(apply.map(changeText));
  const asShown = shown.filter(({ outcome }) => outcome === "planned");
  const then = new Set(asShown.map(changeText));
  const gone = asShown.filter((change) => !now.has(changeText(change)));
  const said = new Map(moved.map(({ change, says }) => [change.key, says]));
  return {
    apply: apply.filter((change) => then.has(changeText(change))),
    moved: gone.map((change) => ({
      change,
      says: said.get(change.key) ?? "It moved since the preview; preview again.",
    })),
  };
}
