import type { ProcoreContext } from "./procore-context.ts";
import { readHint, readId } from "./procore-context.ts";

export type PanelMessage =
  { readonly kind: "setup"; readonly context: ProcoreContext } | { readonly kind: "visible" | "hidden" | "destroy" };

/** Reads what Procore's side panel sends. Anything of another shape is null: other scripts post messages too. */
export function readPanelMessage(message: unknown): PanelMessage | null {
  if (typeof message !== "object" || message === null || !("type" in message)) return null;
  switch (message.type) {
    case "sidepanel:app:visible":
      return { kind: "visible" };
    case "sidepanel:app:hidden":
      return { kind: "hidden" };
    case "sidepanel:app:destroy":
      return { kind: "destroy" };
    case "setup":
      return "context" in message ? readSetup(message.context) : null;
    default:
      return null;
  }
}

function readSetup(context: unknown): PanelMessage | null {
  if (typeof context !== "object" || context === null) return null;
  const said = new Map<string, unknown>(Object.entries(context));
  const [companyId, projectId] = [readId(said.get("company_id")), readId(said.get("project_id"))];
  const view = typeof said.get("view") === "string" ? readHint(String(said.get("view"))) : null;
  const subjectId = readId(said.get("id"));
  // A list has no id; an id that is none is a message we do not understand.
  const strange = subjectId === null && ![undefined, null, ""].some((none) => none === said.get("id"));
  if (companyId === null || projectId === null || view === null || strange) return null;
  return { kind: "setup", context: { companyId, projectId, view, subjectId } };
}

/**
 * Tells the host page that we are here and passes on what it says, from that origin and that window only.
 * @returns a function that stops listening.
 */
export function listenToHost(frame: Window, origin: string, onMessage: (message: PanelMessage) => void): () => void {
  const listener = (event: MessageEvent<unknown>) => {
    if (event.origin !== origin || event.source !== frame.parent) return;
    const message = readPanelMessage(event.data);
    if (message) onMessage(message);
  };
  frame.addEventListener("message", listener);
  frame.parent.postMessage({ type: "initialize" }, origin);
  return () => {
    frame.removeEventListener("message", listener);
  };
}
