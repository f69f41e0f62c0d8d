/** A project of a company, as every request names it. */
export type Place = { readonly companyId: number; readonly projectId: number };

/** The names of what is cached. Whatever is below a project is read again together once a run has ended. */
export const keys = {
  company: (companyId: number) => ["company", companyId] as const,
  access: (companyId: number, projectId: number | null) => ["company", companyId, "access", projectId] as const,
  project: ({ companyId, projectId }: Place) => ["company", companyId, "project", projectId] as const,
  payments: (place: Place) => [...keys.project(place), "payments"] as const,
  invoices: (place: Place) => [...keys.project(place), "invoices"] as const,
  tieOut: (place: Place) => [...keys.project(place), "tie-out"] as const,
  runs: (place: Place) => [...keys.project(place), "runs"] as const,
  run: (companyId: number, runId: string) => ["company", companyId, "run", runId] as const,
  connection: (companyId: number) => ["company", companyId, "connection"] as const,
  settings: (companyId: number) => ["company", companyId, "settings"] as const,
  mappings: (companyId: number) => ["company", companyId, "mappings"] as const,
  people: (companyId: number) => ["company", companyId, "people"] as const,
  methods: (companyId: number) => ["company", companyId, "methods"] as const,
  audit: (companyId: number) => ["company", companyId, "audit"] as const,
};

/** Is this what somebody may do? */
export function isAccess(key: readonly unknown[]): boolean {
  return key[0] === "company" && key[2] === "access";
}
