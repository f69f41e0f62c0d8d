/** The tenant in one of our keys, read apart from the code under test. */
export function readKeyTenant(key: string): string {
  return key.split(":")[1] ?? "";
}
