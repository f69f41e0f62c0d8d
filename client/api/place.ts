import { createContext, useContext } from "react";
import type { ReplyOf } from "../../server/contract/endpoint.ts";
import type { GetAccess } from "../../server/contract/access.ts";
import type { Place } from "./keys.ts";

export type Access = ReplyOf<typeof GetAccess>;

/** The project a page is about, and what its reader may do there (for showing and hiding; the server decides). */
export type PlaceAndAccess = Place & { readonly access: Access };

const Context = createContext<PlaceAndAccess | null>(null);

export const PlaceProvider = Context.Provider;

export function usePlace(): PlaceAndAccess {
  const place = useContext(Context);
  if (!place) throw new Error("usePlace outside of PlaceProvider");
  return place;
}
