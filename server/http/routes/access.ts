import { GetAccess } from "../../contract/access.ts";
import type { RouteDeps } from "../deps.ts";
import { route } from "../route.ts";

export function accessRoutes({ gate }: RouteDeps) {
  return [
    route(GetAccess, "company", async ({ params, query, caller }) => {
      const access = await gate.accessOf(caller, params.c, query.project_id ?? null);
      const { canView, canSync, canConfigure, because, company, project } = access;
      return {
        canView,
        canSync,
        canConfigure,
        because,
        company: { id: company.id, name: company.name },
        project: project && { id: project.id, name: project.name, number: project.number },
      };
    }),
  ];
}
