import { asRead } from "../domain/number.ts";
import type { Instant } from "../domain/payment.ts";
import { DEFAULT_SETTINGS, type Settings } from "../domain/settings.ts";
import { fromJson, insertRows } from "./batches.ts";
import { transact, type Db, type Queries } from "./db.ts";
import { changePictures } from "./picture-version.ts";

/** What Procore says of the company itself; null where it has not been asked. */
export type Company = {
  readonly companyId: number;
  readonly name: string | null;
  /** For deep links. */
  readonly webBaseUrl: string | null;
  /** Is there an ERP Integrations tool in a company Admin's manifest? With the time it was looked up. */
  readonly erpTool: { readonly present: boolean; readonly at: Instant } | null;
};

export type CompanyStore = {
  get(companyId: number): Promise<Company>;
  /** Fields given are stored, the others stay. */
  patch(companyId: number, patch: Partial<Omit<Company, "companyId">>): Promise<void>;
};

export type SettingsStore = {
  /** What was set over `DEFAULT_SETTINGS`. */
  get(companyId: number): Promise<Settings>;
  /** Merges the top level; the answer is how they stand now. Two that patch at once both count. */
  patch(companyId: number, patch: Partial<Settings>): Promise<Settings>;
};

export function createCompanies(db: Db): CompanyStore {
  return {
    async get(companyId) {
      const row = await db.query
        .selectFrom("company")
        .selectAll()
        .where("company_id", "=", companyId)
        .executeTakeFirst();
      const at = row?.erp_tool_at ?? null;
      return {
        companyId,
        name: row?.name ?? null,
        webBaseUrl: row?.web_base_url ?? null,
        erpTool: at === null ? null : { present: row?.has_erp_tool === 1, at },
      };
    },
    patch: (companyId, { name, webBaseUrl, erpTool }) =>
      transact(db, async (within) => {
        await lockCompany(within, companyId);
        const tool =
          erpTool === undefined
            ? {}
            : { has_erp_tool: erpTool && Number(erpTool.present), erp_tool_at: erpTool?.at ?? null };
        await within.query
          .updateTable("company")
          .set({
            ...(name !== undefined && { name }),
            ...(webBaseUrl !== undefined && { web_base_url: webBaseUrl }),
            ...tool,
            company_id: companyId,
          })
          .where("company_id", "=", companyId)
          .execute();
      }),
  };
}

export function createSettings(db: Db): SettingsStore {
  return {
    get: (companyId) => settingsOf(db, companyId),
    patch: (companyId, patch) =>
      changePictures(db, companyId, async (within) => {
        const set = { ...(await lockCompany(within, companyId)), ...patch };
        await within.query
          .updateTable("company")
          .set({ settings: JSON.stringify(set) })
          .where("company_id", "=", companyId)
          .execute();
        if (patch.projectMap) await mapProjects(within, companyId, patch.projectMap);
        return { ...DEFAULT_SETTINGS, ...set };
      }),
  };
}

export async function settingsOf({ query }: Queries, companyId: number): Promise<Settings> {
  const row = await query
    .selectFrom("company")
    .select("settings")
    .where("company_id", "=", companyId)
    .executeTakeFirst();
  return { ...DEFAULT_SETTINGS, ...(row && fromJson<Partial<Settings>>(row.settings)) };
}

/** Makes the company's row and keeps every other writer off it until the transaction ends; answers what was set. */
async function lockCompany({ query }: Queries, companyId: number): Promise<Partial<Settings>> {
  const { settings } = await query
    .insertInto("company")
    .values({ company_id: companyId, settings: "{}" })
    .onConflict((conflict) => conflict.column("company_id").doUpdateSet({ company_id: companyId }))
    .returning("settings")
    .executeTakeFirstOrThrow();
  return fromJson<Partial<Settings>>(settings);
}

const FROM_MAP = "map";

async function mapProjects(within: Queries, companyId: number, map: Settings["projectMap"]): Promise<void> {
  await within.query
    .deleteFrom("project_reference")
    .where("company_id", "=", companyId)
    .where("source", "=", FROM_MAP)
    .execute();
  const rows = Object.entries(map).map(([projectId, acumaticaProject]) => ({
    company_id: companyId,
    kind: "project",
    value: asRead(acumaticaProject),
    project_id: Number(projectId),
    source: FROM_MAP,
  }));
  await insertRows(within, "project_reference", rows);
}
