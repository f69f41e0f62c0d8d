import { GetHealthz, GetReadyz } from "../../contract/health.ts";
import { SyncError } from "../../domain/errors.ts";
import { route } from "../route.ts";

export function healthRoutes({ isReady }: { readonly isReady: () => Promise<boolean> }) {
  return [
    route(GetHealthz, "anyone", () => Promise.resolve({ status: "ok" as const })),
    route(GetReadyz, "anyone", async () => {
      if (!(await isReady())) throw new SyncError("unavailable", "This app", "The database is not ready.");
      return { status: "ready" as const };
    }),
  ];
}
