import { GetMethods } from "../../contract/methods.ts";
import { methodOf } from "../../sync/draft.ts";
import type { RouteDeps } from "../deps.ts";
import { route } from "../route.ts";

/** An admin who opens the page has often just added a method in Acumatica. */
const FRESH_MS = 60_000;

export function methodRoutes({ store, acumatica, now }: RouteDeps) {
  return [
    route(GetMethods, "configure", async ({ params }) => {
      const settings = await store.settings.get(params.c);
      const methods = await methodsOf(params.c);
      const byId = new Map(methods.map((one) => [one.id, one]));
      const items = methods.map(({ id, description, means, active }) => ({
        id,
        description,
        means,
        active,
        method: methodOf({ methodId: id }, byId, settings),
        overridden: settings.methodOverrides[id] !== undefined,
      }));
      return { items, nextPageToken: null };
    }),
  ];

  async function methodsOf(companyId: number) {
    const { at, methods } = await store.pictures.methods(companyId);
    const connection = await store.connections.get(companyId);
    const fresh = at !== null && now().getTime() - Date.parse(at) < FRESH_MS;
    if (fresh || connection?.status !== "ready") return methods;
    const read = await acumatica.methods(companyId);
    await store.pictures.storeMethods(connection, read, now().toISOString());
    return read;
  }
}
