import type { WireReply } from "../wire.ts";
import type { User } from "./state.ts";

/** The vendor's login page refuses framing; so does this one. */
const HEADERS = { "content-type": "text/html; charset=utf-8", "x-frame-options": "DENY", "cache-control": "no-store" };

export type SignInRequest = { readonly clientId: string; readonly redirectUri: string; readonly state: string | null };

/** Lists the people one can sign in as; a button posts the choice back to `/oauth/authorize`. */
export function loginPage(request: SignInRequest, users: readonly User[]): WireReply {
  const hidden = [
    input("response_type", "code"),
    input("client_id", request.clientId),
    input("redirect_uri", request.redirectUri),
    ...(request.state === null ? [] : [input("state", request.state)]),
  ].join("");
  const people = users.map(
    ({ id, name, login }) =>
      `<li><button name="user_id" value="${id}">${escape(name)}</button> <span>${escape(login)}</span></li>`,
  );
  return html(
    200,
    `<h1>Log in to Procore</h1><p>This is a stand-in for Procore. Choose who you are.</p>
<form method="post" action="/oauth/authorize">${hidden}<ul>${people.join("")}</ul>
<button name="deny" value="1">Cancel</button></form>`,
  );
}

/** Shown instead of a redirect when the request cannot be trusted to name where to go. */
export function loginProblem(status: number, sentence: string): WireReply {
  return html(status, `<h1>An error has occurred</h1><p>${escape(sentence)}</p>`);
}

function html(status: number, content: string): WireReply {
  const style = `body{font:16px/1.5 system-ui,sans-serif;margin:3rem auto;max-width:26rem;padding:0 1rem}
ul{list-style:none;padding:0}li{margin:.5rem 0}button{font:inherit;padding:.5rem 1rem}span{color:#5e6266}`;
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Procore</title>
<meta name="viewport" content="width=device-width"><style>${style}</style></head><body>${content}</body></html>`;
  return { status, headers: HEADERS, body };
}

function input(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${escape(value)}">`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
