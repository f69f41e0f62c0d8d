import { useSyncExternalStore } from "react";

/** Who is signed in. Kept in memory alone: a token in storage could be read by any script, and frames get no cookies. */
export type Session = {
  readonly token: string;
  readonly expiresAt: string;
  readonly user: {
    readonly id: number;
    readonly login: string;
    readonly name: string | null;
    readonly locale?: string | null | undefined;
  };
};

export type SessionState =
  | { readonly status: "signed out" }
  | { readonly status: "signed in"; readonly session: Session }
  /** The server no longer takes the token. What is on the page stays; requests wait for a new sign-in. */
  | { readonly status: "expired"; readonly session: Session };

let state: SessionState = { status: "signed out" };
const listeners = new Set<() => void>();

function change(next: SessionState): void {
  state = next;
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentToken(): string | null {
  return state.status === "signed in" ? state.session.token : null;
}

export function currentSession(): SessionState {
  return state;
}

export function signedIn(session: Session): void {
  change({ status: "signed in", session });
}

export function signedOut(): void {
  change({ status: "signed out" });
}

/** The server refused `token`. Nothing happens when a newer one has taken its place meanwhile. */
export function tokenRefused(token: string): void {
  if (state.status === "signed in" && state.session.token === token)
    change({ status: "expired", session: state.session });
}

/** Waits until somebody is signed in: a request that met an expired session goes on by itself afterwards. */
export function whenSignedIn(signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const check = () => {
      const token = currentToken();
      if (token === null) return;
      stop();
      resolve(token);
    };
    const giveUp = () => {
      stop();
      reject(new DOMException("Aborted", "AbortError"));
    };
    const unsubscribe = subscribe(check);
    const stop = () => {
      unsubscribe();
      signal?.removeEventListener("abort", giveUp);
    };
    if (signal?.aborted) return giveUp();
    signal?.addEventListener("abort", giveUp);
    check();
  });
}

export function useSession(): SessionState {
  return useSyncExternalStore(subscribe, currentSession);
}
