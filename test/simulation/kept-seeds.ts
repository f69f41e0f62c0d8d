/**
 * Worlds that broke once, each kept with the mend: they are lived through with every run of fixed seeds. A seed draws the
 * same world only as long as the worlds stay as wide as they are; one whose world has changed is still as good as any.
 */
export const KEPT_SEEDS: readonly number[] = [];
