/** Who performs a run: whatever the run stores shows it, and whoever lost it stores nothing. */
export type Lease = { readonly runId: string; readonly holder: string };

/** The run was taken away: its process seemed dead, and somebody else holds the project now. Nothing more is sent. */
export class LeaseLost extends Error {}

/** A process says so often that its runs live, and looks so often for runs that live no more. */
export const BEAT_MS = 3_000;
/** Nothing is sent on a stored beat older than this. */
export const SEND_WITHIN_MS = 10_000;
/** A write that was sent has come to its end by then: connection, waiting and the reply's last byte together. */
export const WRITE_MS = 15_000;
/**
 * A run that stored no beat for so long is taken for dead. Longer than the two before together, so that nobody writes
 * beside a run that is still sending; with the look that finds it, a dead run is free within 30 seconds.
 */
export const LEASE_MS = 27_000;
