import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { DecisionBodyShape } from "../../../server/contract/decisions.ts";
import { PostDecision } from "../../../server/contract/decisions.ts";
import { call } from "../../api/call.ts";
import { keys } from "../../api/keys.ts";
import { usePlace } from "../../api/place.ts";
import { wordsOf } from "../../ui/problem.tsx";

export type Decided = {
  readonly done: number;
  readonly failed: readonly { readonly key: string; readonly says: string }[];
};

/** Decides one after another, so that one refusal names its payment and does not stop the others. */
export function useDecide() {
  const { companyId, projectId } = usePlace();
  const cache = useQueryClient();
  const params = { c: companyId, p: projectId };
  const refresh = () => cache.invalidateQueries({ queryKey: keys.project({ companyId, projectId }) });

  const one = useMutation({
    mutationFn: (body: DecisionBodyShape) => call(PostDecision, { params, body }),
    onSuccess: refresh,
  });
  const several = useMutation({
    mutationFn: async (bodies: readonly DecisionBodyShape[]): Promise<Decided> => {
      const failed: { key: string; says: string }[] = [];
      for (const body of bodies) {
        await call(PostDecision, { params, body }).catch((error: unknown) => {
          failed.push({ key: body.key, says: wordsOf(error).says });
        });
      }
      return { done: bodies.length - failed.length, failed };
    },
    onSettled: refresh,
  });
  return { one, several };
}
