import { useSyncExternalStore } from "react";

let said = { text: "", turn: 0 };
const listeners = new Set<() => void>();

/** Says a sentence to people who listen to the page instead of looking at it. Polite: it waits for a pause. */
export function announce(text: string): void {
  said = { text, turn: said.turn + 1 };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The page's one live region; it must be there before anything is said into it. */
export function Announcer() {
  const { text, turn } = useSyncExternalStore(subscribe, () => said);
  // The same sentence twice is read twice only when the text differs: a trailing space does.
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {turn % 2 === 0 ? text : `${text} `}
    </div>
  );
}
