import { GetTieOut } from "../../server/contract/tie-out.ts";
import { call, send } from "./call.ts";
import type { Place } from "./keys.ts";
import { keys } from "./keys.ts";
import { useRead } from "./use-read.ts";

export function useTieOut(place: Place, enabled = true) {
  return useRead({
    queryKey: keys.tieOut(place),
    queryFn: ({ signal }) => call(GetTieOut, { params: { c: place.companyId, p: place.projectId }, signal }),
    enabled,
  });
}

/** The tie-out as the server writes it to a file. By fetch and not by a link: the token must not stand in a URL. */
export async function readTieOutCsv(place: Place): Promise<Blob> {
  const reply = await send(GetTieOut, { params: { c: place.companyId, p: place.projectId }, accept: "text/csv" });
  return reply.blob();
}
