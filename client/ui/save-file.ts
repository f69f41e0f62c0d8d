const KEPT_MS = 60_000;

/** Hands a file to the browser to save. The name is cleaned: a project's number may hold a slash. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name.replace(/[^\w.-]+/g, "-");
  link.click();
  // Revoked later: some browsers read it only after the click has returned.
  window.setTimeout(() => {
    URL.revokeObjectURL(url);
  }, KEPT_MS);
}
