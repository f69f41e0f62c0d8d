import { changeText, type Change, type RunChange, type RunScope } from "../domain/change.ts";

/** Does the change concern the commitment or invoice that the run is limited to? */
export function inScope({ commitmentId, after, written, before }: Change, scope: RunScope | null): boolean {
  if (!scope) return true;
  if ("commitmentId" in scope) return scope.commitmentId === commitmentId || scope.commitmentId === after?.commitmentId;
  return [after?.invoiceId, written?.invoiceId, before?.invoiceId].includes(scope.invoiceId);
}

/**
 * Of a stored preview: what is still exactly as it was shown, and what moved meanwhile. What is new since then is
 * neither: nobody saw it, so it stays pending.
 */
export function previewed(
  planned: readonly Change[],
  shown: readonly RunChange[],
): { readonly apply: readonly Change[]; readonly moved: readonly Change[] } {
  const now = new Set(planned.map(changeText));
  const then = new Set(shown.map(changeText));
  return {
    apply: planned.filter((change) => then.has(changeText(change))),
    moved: shown.filter((change) => !now.has(changeText(change))),
  };
}
