import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";

/** $CHROMIUM_PATH, or Debian's, or the one inside the npm package @sparticuz/chromium (needs libnss3 and libnspr4 only). */
export async function chromiumPath(): Promise<string> {
  const path = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  return existsSync(path) ? path : (await import("@sparticuz/chromium")).default.executablePath();
}

/** Site isolation and cookie rules as in a browser on a desk: none of the flags that automation likes to switch off. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await chromiumPath(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

type CookieControls = {
  readonly enableThirdPartyCookieRestriction: boolean;
  readonly disableThirdPartyCookieMetadata: boolean;
  readonly disableThirdPartyCookieHeuristics: boolean;
};

/**
 * Blocks third-party cookies on this page, as Safari does and Chrome's settings offer. No launch switch of today's
 * Chromium does it (tried: --test-third-party-cookie-phaseout, ForceThirdPartyCookieBlockingEnabled); DevTools does.
 */
export async function blockThirdPartyCookies(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  const controls: CookieControls = {
    enableThirdPartyCookieRestriction: true,
    disableThirdPartyCookieMetadata: true,
    disableThirdPartyCookieHeuristics: true,
  };
  await devTools.send("Network.enable");
  await devTools.send("Network.setCookieControls", controls);
}
