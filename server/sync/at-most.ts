/**
 * Works through `items` with at most `limit` under way at once, each started in order. The first error stops the start
 * of further ones, waits for those under way, and is thrown.
 */
export async function atMost<T>(limit: number, items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const failures: unknown[] = [];
  async function work(): Promise<void> {
    while (failures.length === 0) {
      const index = next++;
      const item = items[index];
      if (index >= items.length) return;
      try {
        await act(item as T);
      } catch (error) {
        failures.push(error);
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  if (failures.length > 0) throw failures[0];
}
