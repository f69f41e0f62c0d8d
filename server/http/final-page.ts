import type { RequestHandler, Response } from "express";

/** How a popup ended: with a one-time code, with nothing to hand over, or with a sentence that says why not. */
export type Ending =
  | { readonly kind: "signed in"; readonly code: string }
  | { readonly kind: "connected" }
  /** denied: Procore or Acumatica said no, or the person did; "failed" is everything else. */
  | { readonly kind: "failed" | "denied"; readonly says: string };

/**
 * The last page of a sign-in popup. It tells the frame that opened it how it went, in the protocol of
 * @procore/procore-iframe-helpers, and only to our own origin: another page that opened the popup gets nothing.
 */
export function sendFinalPage(response: Response, ending: Ending, publicUrl: string): void {
  const { origin } = new URL(publicUrl);
  const code = ending.kind === "signed in" ? ` data-one-time-code="${escape(ending.code)}"` : "";
  const wrong = ending.kind === "failed" || ending.kind === "denied" ? ending : null;
  const failed = wrong ? ` data-failure="${escape(wrong.says)}" data-failure-kind="${wrong.kind}"` : "";
  const title = wrong ? "Sign-in did not work" : "Signed in";
  const says = `${wrong?.says ?? "You are signed in."} You can close this window.`;
  response
    .status(wrong ? 400 : 200)
    .set({ "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" })
    .type("html").send(`<!doctype html>
<html lang="en-US">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><link rel="icon" href="data:,"></head>
<body data-target-origin="${escape(origin)}"${code}${failed}>
<main><h1>${title}</h1><p>${escape(says)}</p></main>
<script src="${SCRIPT_PATH}"></script>
</body>
</html>
`);
}

export const SCRIPT_PATH = "/auth/final-page.js";

// The page's policy allows no inline script, so it is served on its own. Runs in browsers as it stands.
const SCRIPT = `"use strict";
const { oneTimeCode, failure, failureKind, targetOrigin } = document.body.dataset;
const message = failure === undefined
  ? { type: "authentication.success", payload: oneTimeCode === undefined ? {} : { code: oneTimeCode } }
  : { type: "authentication.failure", payload: { type: failureKind, reason: failure } };
if (window.opener) window.opener.postMessage(message, targetOrigin);
`;

export const finalPageScript: RequestHandler = (_request, response) => {
  response.set("Cache-Control", "no-cache").type("text/javascript").send(SCRIPT);
};

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
