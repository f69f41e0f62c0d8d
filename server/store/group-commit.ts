type Waiting<Item> = {
  readonly items: readonly Item[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};

/**
 * Makes one transaction of what many callers write at the same time.
 *
 * Every commit waits for the disk (`synchronous = FULL`), several milliseconds each; a dozen changes under way at once
 * would queue for a dozen of them. What is asked for while one transaction is written goes together into the next.
 * Each caller is answered only after the commit that holds its own. When a joint transaction fails, each caller's part
 * is tried in a transaction of its own, so that one that cannot be stored fails alone.
 */
export function groupCommits<Item>(
  write: (items: readonly Item[]) => Promise<void>,
): (items: readonly Item[]) => Promise<void> {
  let waiting: Waiting<Item>[] = [];
  let isWriting = false;

  async function writeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const together = waiting;
      waiting = [];
      await writeTogether(together, write);
    }
    isWriting = false;
  }

  return (items) =>
    new Promise((done, failed) => {
      waiting.push({ items, done, failed });
      if (isWriting) return;
      isWriting = true;
      // After this turn's replies have been read, so that they all join.
      setImmediate(() => void writeWaiting());
    });
}

async function writeTogether<Item>(
  together: readonly Waiting<Item>[],
  write: (items: readonly Item[]) => Promise<void>,
): Promise<void> {
  if (together.length > 1) {
    try {
      await write(together.flatMap(({ items }) => items));
      for (const { done } of together) done();
      return;
    } catch {
      // Whose part it was is not known; the loop below finds out, and tells that caller.
    }
  }
  for (const { items, done, failed } of together) {
    try {
      await write(items);
      done();
    } catch (error) {
      failed(error);
    }
  }
}
