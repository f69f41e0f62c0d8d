import type { Pictures } from "../../server/domain/pictures.ts";
import { plan } from "../../server/sync/plan.ts";
import type { Standing } from "../../server/sync/standing.ts";

/** Where each application stands and what would be done: "pending new_payment create", "synced", … in order of key. */
export function outcomes(pictures: Pictures): readonly string[] {
  return plan(pictures).standings.map(({ state, reason, change }) =>
    [state, reason?.code, change?.kind].filter(Boolean).join(" "),
  );
}

/** The only application there is. */
export function onlyStanding(pictures: Pictures): Standing {
  const { standings } = plan(pictures);
  const [standing] = standings;
  if (!standing || standings.length > 1) throw new Error(`${standings.length} applications instead of one`);
  return standing;
}
