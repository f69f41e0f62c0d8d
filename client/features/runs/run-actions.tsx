import { ArrowsSync, Eye } from "@procore/core-icons/dist";
import { usePlace } from "../../api/place.ts";
import { useRunControl } from "../../api/run-control.ts";
import { t } from "../../messages/text.ts";
import { Button } from "../../ui/button.tsx";
import css from "./runs.module.css";

/** Preview and sync, in the words of Procore's article. Whoever may not is told so beside the page (ReadOnlyNotice). */
export function RunActions() {
  const { access } = usePlace();
  const { start, starting, runId } = useRunControl();
  if (!access.canSync) return null;
  const busy = starting !== null || runId !== null;
  return (
    <div className={css.actions}>
      <Button
        variant="secondary"
        icon={<Eye />}
        disabled={busy}
        loading={starting === "preview"}
        onClick={() => start({ mode: "preview" })}
      >
        {t("run.preview")}
      </Button>
      <Button
        variant="primary"
        icon={<ArrowsSync />}
        disabled={busy}
        loading={starting === "apply"}
        onClick={() => start({ mode: "apply" })}
      >
        {t("run.sync")}
      </Button>
    </div>
  );
}
