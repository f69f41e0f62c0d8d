/** Does this origin fit one of the allowed patterns: an exact origin, or `https://*.procore.com` for any subdomain? */
export function isAllowedOrigin(origin: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const [scheme, host] = pattern.split("://*.");
    if (host === undefined) return origin === pattern;
    if (!origin.startsWith(`${scheme}://`)) return false;
    const name = origin.slice(`${scheme}://`.length);
    return name.endsWith(`.${host}`) && /^[a-z0-9.-]+(:\d+)?$/i.test(name);
  });
}

/** The pages that may frame us, as the server wrote them into this page. */
export function allowedOrigins(page: Document): readonly string[] {
  const meta = page.querySelector<HTMLMetaElement>('meta[name="procore-web-origins"]');
  return (meta?.content ?? "").split(/[\s,]+/).filter((pattern) => pattern !== "");
}

function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null;
}

/**
 * The exact origin of the page that frames us, or null when nobody does or nobody we know. Messages are sent to it and
 * accepted from it alone: `"*"` would hand the context to any page that manages to frame us.
 */
export function hostOrigin(frame: Window): string | null {
  if (frame.parent === frame) return null;
  const patterns = allowedOrigins(frame.document);
  // After a reload inside the frame the referrer may be our own; Chromium and Safari also know the ancestors.
  const candidates = [originOf(frame.document.referrer), frame.location.ancestorOrigins?.[0] ?? null];
  return candidates.find((origin) => origin !== null && isAllowedOrigin(origin, patterns)) ?? null;
}
