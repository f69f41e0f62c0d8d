import { useEffect, useState } from "react";
import { useSaveSettings } from "../../api/use-company.ts";
import { t } from "../../messages/text.ts";
import { announce } from "../../ui/announcer.tsx";
import type { SettingsShape } from "./settings-gate.tsx";

/** Settings being changed: nothing is stored before Save, and leaving with changes asks first. */
export function useDraft(companyId: number, stored: SettingsShape) {
  const [changes, setChanges] = useState<Partial<SettingsShape>>({});
  const save = useSaveSettings(companyId);
  const dirty = Object.entries(changes).some(
    ([name, value]) =>
      JSON.stringify(value) !== JSON.stringify(new Map<string, unknown>(Object.entries(stored)).get(name)),
  );

  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => {
      window.removeEventListener("beforeunload", ask);
    };
  }, [dirty]);

  return {
    draft: { ...stored, ...changes },
    change: (part: Partial<SettingsShape>) => {
      setChanges((now) => ({ ...now, ...part }));
    },
    dirty,
    error: save.error,
    saving: save.isPending,
    saved: save.isSuccess && !dirty,
    discard: () => {
      setChanges({});
      save.reset();
    },
    save: () => {
      save.mutate(changes, {
        onSuccess: () => {
          setChanges({});
          announce(t("save.saved"));
        },
      });
    },
  };
}

export type Draft = ReturnType<typeof useDraft>;
