/** What a hook tells of: a resource by the vendor's name, and "create", "update" or "delete". */
export type Trigger = { readonly resource: string; readonly event: string };

export type WantedHook = {
  readonly url: string;
  readonly payloadVersion: string;
  readonly triggers: readonly Trigger[];
};

export type FoundHook = {
  readonly id: string;
  readonly url: string;
  readonly active: boolean;
  readonly payloadVersion: string;
  readonly triggers: readonly (Trigger & { readonly id: string })[];
};

export type HookChange =
  | { readonly kind: "create"; readonly triggers: readonly Trigger[] }
  /** Address, secret, version and status are all written again. */
  | { readonly kind: "amend"; readonly id: string }
  | { readonly kind: "delete"; readonly id: string }
  | { readonly kind: "add triggers"; readonly id: string; readonly triggers: readonly Trigger[] }
  | { readonly kind: "remove triggers"; readonly id: string; readonly triggerIds: readonly string[] };

/**
 * From the hooks there are to the one there should be (`wanted` null: none). Ours are the one we remember and those
 * that lead to this server; any other of the namespace belongs to another server of the same app, and is left alone.
 * @param ours the id we remember, and what every address of this server begins with
 */
export function hookChanges(
  wanted: WantedHook | null,
  found: readonly FoundHook[],
  ours: { readonly id: string | null; readonly urlPrefix: string },
): readonly HookChange[] {
  const own = found.filter(({ id, url }) => id === ours.id || url.startsWith(ours.urlPrefix));
  const kept = wanted && (own.find(({ id }) => id === ours.id) ?? own[0]);
  const deletions = own.filter((hook) => hook !== kept).map(({ id }) => ({ kind: "delete", id }) as const);
  if (!wanted) return deletions;
  if (!kept) return [...deletions, { kind: "create", triggers: wanted.triggers }];
  return [...deletions, ...amended(wanted, kept, ours.id), ...triggersChanged(wanted, kept)];
}

/** A hook that we do not remember carries a secret that we do not know: Procore shows it masked. */
function amended(wanted: WantedHook, kept: FoundHook, rememberedId: string | null): readonly HookChange[] {
  const { id, url, active, payloadVersion } = kept;
  const asWanted = url === wanted.url && active && sameVersion(payloadVersion, wanted.payloadVersion);
  return asWanted && id === rememberedId ? [] : [{ kind: "amend", id }];
}

function triggersChanged(wanted: WantedHook, { id, triggers }: FoundHook): readonly HookChange[] {
  const there = new Set(triggers.map(nameOf));
  const should = new Set(wanted.triggers.map(nameOf));
  const missing = wanted.triggers.filter((one) => !there.has(nameOf(one)));
  const first = new Map(triggers.toReversed().map((one) => [nameOf(one), one.id]));
  const surplus = triggers.filter((one) => !should.has(nameOf(one)) || first.get(nameOf(one)) !== one.id);
  return [
    ...(missing.length > 0 ? [{ kind: "add triggers", id, triggers: missing } as const] : []),
    ...(surplus.length > 0 ? [{ kind: "remove triggers", id, triggerIds: surplus.map((one) => one.id) } as const] : []),
  ];
}

/** Asked for as "update" and shown as "UPDATED" (reference: triggers). */
function nameOf({ resource, event }: Trigger): string {
  return `${resource.toLowerCase()} ${event.toLowerCase().replace(/d$/, "")}`;
}

/** The vendor writes both "v2" and "v2.0". */
function sameVersion(a: string, b: string): boolean {
  return a.replace(/\.0$/, "") === b.replace(/\.0$/, "");
}
