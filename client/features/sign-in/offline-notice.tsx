import { useSyncExternalStore } from "react";
import { t } from "../../messages/text.ts";
import { Notice } from "../../ui/problem.tsx";
import css from "./sign-in.module.css";

function subscribe(onChange: () => void): () => void {
  window.addEventListener("online", onChange);
  window.addEventListener("offline", onChange);
  return () => {
    window.removeEventListener("online", onChange);
    window.removeEventListener("offline", onChange);
  };
}

/** Says that there is no network, for as long as there is none. */
export function OfflineNotice() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  if (online) return null;
  return (
    <div className={css.above} role="status">
      <Notice tone="attention" title={t("offline.title")} says={t("offline.says")} />
    </div>
  );
}
