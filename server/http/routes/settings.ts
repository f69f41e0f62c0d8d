import { GetSettings, PatchSettings } from "../../contract/settings.ts";
import type { Settings } from "../../domain/settings.ts";
import { note } from "../audit-note.ts";
import type { RouteDeps } from "../deps.ts";
import { InvalidRequest } from "../problem.ts";
import { route } from "../route.ts";

export function settingsRoutes(deps: RouteDeps) {
  const { store, engine, hooks, acumatica } = deps;
  return [
    route(GetSettings, "sync", async ({ params }) => shapeOf(await store.settings.get(params.c))),
    route(PatchSettings, "configure", async ({ params, body, caller }) => {
      const patch = given(body);
      await checkProjects(deps, params.c, patch.projectMap ?? {});
      const before = await store.settings.get(params.c);
      const after = await store.settings.patch(params.c, patch);
      const names = Object.keys(patch) as (keyof Settings)[];
      const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
      if (changed.length > 0) {
        const deed = { what: "changed settings", target: changed.join(", ") };
        await note(deps, params.c, caller, { ...deed, before: pick(before, changed), after: pick(after, changed) });
      }
      if (changed.includes("reader") || changed.includes("billField")) {
        acumatica.forget(params.c);
        engine.connected(params.c);
      }
      // What was read was understood in the old one.
      if (changed.includes("currency")) await store.pictures.forgetWhenSeen(params.c, deps.now().toISOString());
      if (changed.includes("projectMap") || changed.includes("schedule")) hooks.check(params.c);
      return shapeOf(after);
    }),
  ];
}

type Patch = { readonly [K in keyof Settings]?: Settings[K] };

/** Absent and undefined are the same to JSON, but not to the store. */
function given(body: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Patch {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

function pick(settings: Settings, names: readonly (keyof Settings)[]): Patch {
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}

function shapeOf(settings: Settings) {
  return { ...settings, approvers: [...settings.approvers] };
}

/** A mapped project must be one of the company's own, by Procore's list, before it is stored. */
async function checkProjects({ projects }: RouteDeps, companyId: number, map: Settings["projectMap"]): Promise<void> {
  const wrong: { pointer: string; detail: string }[] = [];
  for (const id of Object.keys(map)) {
    if (await projects.find(companyId, Number(id))) continue;
    wrong.push({ pointer: `/projectMap/${id}`, detail: "This is not a project of the company that the app may use." });
  }
  if (wrong.length > 0) throw new InvalidRequest(wrong);
}
