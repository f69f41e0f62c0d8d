import type { WireReply } from "../wire.ts";
import { html } from "./replies.ts";

/** The vendor's pages refuse to be framed. */
const UNFRAMED = { "x-frame-options": "DENY", "content-security-policy": "frame-ancestors 'none'" } as const;

/** The page a person signs in and agrees on; two buttons are all of it here. */
export function approvalPage(target: string): WireReply {
  return html(
    200,
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Acumatica</title></head><body>
<h1>Acumatica ERP</h1><p>An application asks for access to your data in Acumatica.</p>
<form method="post" action="${escaped(target)}">
<button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button>
</form></body></html>`,
    UNFRAMED,
  );
}

/** What must not be answered by a redirect, because the address to go to is not to be trusted. */
export function refusalPage(why: string): WireReply {
  return html(400, `<!doctype html><title>Error</title><h1>Error</h1><p>${escaped(why)}</p>`, UNFRAMED);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
