import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** $CHROMIUM_PATH, or Debian's, or the one inside the npm package @sparticuz/chromium (needs libnss3 and libnspr4 only). */
export async function launchChromium() {
  let executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  if (!existsSync(executablePath))
    executablePath = await (await import("@sparticuz/chromium")).default.executablePath();
  return chromium.launch({
    executablePath,
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
