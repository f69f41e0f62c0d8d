/**
 * A sign-in in a window of its own, because login pages refuse to be framed. Speaks the protocol of
 * @procore/procore-iframe-helpers (the closing page posts `authentication.success` or `.failure` to its opener), which
 * the closing page itself uses. Its opener's half is written here: the library reports a blocked popup as "cancelled by
 * user", and cannot wait for an address that the server has yet to make.
 */
export type PopupResult =
  | { readonly kind: "success"; readonly payload: unknown }
  | { readonly kind: "blocked" | "cancelled" }
  | { readonly kind: "failed"; readonly type: string; readonly says: string | null };

const WIDTH = 560;
const HEIGHT = 640;
const CLOSED_CHECK_MS = 300;

/**
 * Opens `url` in a popup and waits for its answer. Call it straight from a click: browsers allow windows only there,
 * so that an address still to be fetched is given as a promise and the empty window opened first.
 */
export async function signInByPopup(url: string | Promise<string>): Promise<PopupResult> {
  const popup = openWindow();
  if (!popup) return { kind: "blocked" };
  const answer = waitForAnswer(popup);
  try {
    popup.location.href = new URL(await url, window.location.href).href;
  } catch (error) {
    popup.close();
    throw error;
  }
  return answer;
}

function openWindow(): Window | null {
  const left = Math.max(0, window.screenX + (window.outerWidth - WIDTH) / 2);
  const top = Math.max(0, window.screenY + (window.outerHeight - HEIGHT) / 2);
  return window.open("", "_blank", `popup,width=${WIDTH},height=${HEIGHT},left=${left},top=${top}`);
}

function waitForAnswer(popup: Window): Promise<PopupResult> {
  return new Promise((resolve) => {
    const finish = (result: PopupResult) => {
      window.clearInterval(timer);
      window.removeEventListener("message", onMessage);
      popup.close();
      resolve(result);
    };
    // Only our own page, in the window that we opened, may answer.
    const onMessage = (event: MessageEvent<unknown>) => {
      if (event.origin !== window.location.origin || event.source !== popup) return;
      const result = readAnswer(event.data);
      if (result) finish(result);
    };
    const timer = window.setInterval(() => {
      if (popup.closed) finish({ kind: "cancelled" });
    }, CLOSED_CHECK_MS);
    window.addEventListener("message", onMessage);
  });
}

/** Reads a message of the helper's protocol; null for any other. */
export function readAnswer(message: unknown): PopupResult | null {
  if (typeof message !== "object" || message === null || !("type" in message)) return null;
  const payload: unknown = "payload" in message ? message.payload : null;
  if (message.type === "authentication.success") return { kind: "success", payload };
  if (message.type !== "authentication.failure") return null;
  return { kind: "failed", type: textAt(payload, "type") ?? "failed", says: textAt(payload, "reason") };
}

/** The text under `name` of a message's payload, or null. */
export function textAt(payload: unknown, name: string): string | null {
  if (typeof payload !== "object" || payload === null) return null;
  const value: unknown = new Map(Object.entries(payload)).get(name);
  return typeof value === "string" ? value : null;
}
