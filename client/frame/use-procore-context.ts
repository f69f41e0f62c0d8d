import { useEffect, useState } from "react";
import { hostOrigin } from "./host-origin.ts";
import type { ProcoreContext } from "./procore-context.ts";
import { readContext } from "./procore-context.ts";
import { listenToHost } from "./side-panel.ts";

export type Surface = ProcoreContext & {
  readonly kind: "page" | "panel";
  /** false while the host keeps the side panel hidden: nothing is polled then. */
  readonly visible: boolean;
};

/** Where we are and what for. The side panel's `setup` message wins over the URL: the panel stays open as people move on. */
export function useProcoreContext(): Surface {
  const [surface, setSurface] = useState<Surface>(() => {
    const context = readContext(window.location.search);
    return { ...context, kind: context.view === null ? "page" : "panel", visible: true };
  });

  useEffect(() => {
    const origin = hostOrigin(window);
    if (origin === null) return;
    return listenToHost(window, origin, (message) => {
      if (message.kind === "setup") setSurface({ ...message.context, kind: "panel", visible: true });
      else setSurface((now) => ({ ...now, visible: message.kind === "visible" }));
    });
  }, []);

  return surface;
}
