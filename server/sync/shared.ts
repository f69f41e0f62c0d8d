/**
 * Lets callers share one act, so that whoever needs an observation joins one that has not begun, or waits for the one
 * under way and starts another: what began before the caller asked may have missed what the caller knows.
 */
export function shared(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let waiting: Promise<void> | null = null;

  function start(): Promise<void> {
    running = act().finally(() => {
      running = null;
    });
    return running;
  }

  async function startAfter(before: Promise<void>): Promise<void> {
    await before.catch(() => undefined);
    waiting = null;
    return start();
  }

  return () => {
    if (!running) return start();
    waiting ??= startAfter(running);
    return waiting;
  };
}
