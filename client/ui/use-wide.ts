import { useCallback, useSyncExternalStore } from "react";

/** Is the frame at least this wide? Follows it as it changes. */
export function useWide(pixels: number): boolean {
  const media = `(min-width: ${pixels}px)`;
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = window.matchMedia(media);
      list.addEventListener("change", onChange);
      return () => {
        list.removeEventListener("change", onChange);
      };
    },
    [media],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(media).matches);
}
