/**
 * Where the host page says we are. Hints, never authority: the server checks every id with the user's own token.
 * Procore interpolates them into the URL (`company_id={{procore.company.id}}`) and, in a side panel, also sends them
 * by message.
 */
export type ProcoreContext = {
  readonly companyId: number | null;
  readonly projectId: number | null;
  /** Procore's view key, such as `commitments.requisitions.detail`; null on the full-screen page. */
  readonly view: string | null;
  /** What the side panel stands beside: a commitment's or an invoice's id. */
  readonly subjectId: number | null;
};

/**
 * Reads one URL parameter. Outside a project Procore's own behavior is undocumented: the value may be missing, empty,
 * the word "undefined", or the template itself, unreplaced. All of them mean "not given".
 */
export function readHint(text: string | null): string | null {
  const value = text?.trim() ?? "";
  const missing = value === "" || value === "undefined" || value === "null" || value.includes("{{");
  return missing ? null : value;
}

export function readId(value: unknown): number | null {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? (readHint(value) ?? "") : "";
  const id = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  return id > 0 ? id : null;
}

export function readContext(search: string): ProcoreContext {
  const query = new URLSearchParams(search);
  return {
    companyId: readId(query.get("company_id")),
    projectId: readId(query.get("project_id")),
    view: readHint(query.get("view")),
    subjectId: readId(query.get("id")),
  };
}
