import { GetPeople } from "../../contract/people.ts";
import type { RouteDeps } from "../deps.ts";
import { route } from "../route.ts";

export function peopleRoutes({ store }: Pick<RouteDeps, "store">) {
  return [
    route(GetPeople, "configure", async ({ params }) => ({
      items: [...(await store.people.list(params.c))],
      nextPageToken: null,
    })),
  ];
}
