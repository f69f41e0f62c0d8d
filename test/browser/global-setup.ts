import { chromiumPath } from "./chromium.ts";

/** The npm Chromium unpacks itself on first use; two test files doing so at the same time would break it. */
export default async function unpackChromium(): Promise<void> {
  await chromiumPath();
}
