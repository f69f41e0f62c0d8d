import { useMutation, useQueryClient } from "@tanstack/react-query";
import { GetAccess } from "../../server/contract/access.ts";
import { GetConnection } from "../../server/contract/connection.ts";
import type { BodyOf } from "../../server/contract/endpoint.ts";
import { GetSettings, PatchSettings } from "../../server/contract/settings.ts";
import { call } from "./call.ts";
import { keys } from "./keys.ts";
import { HEAL_MS, healing, LOOK_AGAIN_MS } from "./query-client.ts";
import { useRead } from "./use-read.ts";

export function useAccess(companyId: number, projectId: number | null) {
  return useRead({
    queryKey: keys.access(companyId, projectId),
    queryFn: ({ signal }) =>
      call(GetAccess, {
        params: { c: companyId },
        query: projectId === null ? {} : { project_id: projectId },
        signal,
      }),
  });
}

/** Where Acumatica is and in what state. Only for those who may sync: others are refused, so they do not ask. */
export function useConnection(companyId: number, enabled = true) {
  return useRead({
    queryKey: keys.connection(companyId),
    queryFn: ({ signal }) => call(GetConnection, { params: { c: companyId }, signal }),
    enabled,
    // The schedule reads Acumatica while nobody syncs here: whether it still can is asked for by ourselves.
    refetchInterval: (query) => healing(query) || (query.state.data?.trouble ? HEAL_MS : LOOK_AGAIN_MS),
  });
}

export function useSettings(companyId: number, enabled = true) {
  return useRead({
    queryKey: keys.settings(companyId),
    queryFn: ({ signal }) => call(GetSettings, { params: { c: companyId }, signal }),
    enabled,
  });
}

/** Stores a part of the settings; what the server answers is what the page shows. */
export function useSaveSettings(companyId: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyOf<typeof PatchSettings>) => call(PatchSettings, { params: { c: companyId }, body }),
    onSuccess: async (settings) => {
      cache.setQueryData(keys.settings(companyId), settings);
      await cache.invalidateQueries({ queryKey: keys.company(companyId), refetchType: "active" });
    },
  });
}
