import axios, { type AxiosResponse } from "axios";
import { reachable } from "./origins.ts";

export type Page = { readonly url: string; readonly status: number; readonly html: string };

const MOST_REDIRECTS = 10;

/** A browser window reduced to what signing in takes: it follows redirects, keeps cookies by host, and submits forms. */
export class Visitor {
  readonly #cookies = new Map<string, Map<string, string>>();

  open(url: string): Promise<Page> {
    return this.#go({ method: "GET", url });
  }

  /** Submits the page's form with its hidden fields, as a click on the button of that name and value does. */
  submit(page: Page, button: { readonly name: string; readonly value: string }): Promise<Page> {
    const action = /<form[^>]*\baction="([^"]*)"/.exec(page.html)?.[1];
    if (action === undefined) throw new Error(`There is no form on ${page.url}`);
    const fields = new URLSearchParams(hiddenFields(page.html));
    fields.set(button.name, button.value);
    return this.#go({ method: "POST", url: new URL(unescaped(action), page.url).href, body: fields.toString() });
  }

  async #go(first: { readonly method: "GET" | "POST"; readonly url: string; readonly body?: string }): Promise<Page> {
    let asked = first;
    for (let step = 0; step < MOST_REDIRECTS; step += 1) {
      const reply = await this.#send(asked);
      const location: unknown = reply.headers["location"];
      if (reply.status < 300 || reply.status >= 400 || typeof location !== "string") {
        return { url: asked.url, status: reply.status, html: String(reply.data) };
      }
      asked = { method: "GET", url: new URL(location, asked.url).href };
    }
    throw new Error(`${first.url} redirects without end`);
  }

  async #send({ method, url, body }: { method: string; url: string; body?: string }): Promise<AxiosResponse<unknown>> {
    const { url: reached, host } = reachable(url);
    const cookies = this.#cookies.get(host) ?? new Map<string, string>();
    const reply = await axios.request<unknown>({
      method,
      url: reached,
      ...(body !== undefined && { data: body }),
      headers: {
        Host: host,
        Accept: "text/html",
        ...(body !== undefined && { "Content-Type": "application/x-www-form-urlencoded" }),
        ...(cookies.size > 0 && { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }),
      },
      responseType: "text",
      maxRedirects: 0,
      proxy: false,
      validateStatus: () => true,
    });
    for (const set of reply.headers["set-cookie"] ?? []) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    this.#cookies.set(host, cookies);
    return reply;
  }
}

function hiddenFields(html: string): [string, string][] {
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return [...inputs].map(([, name = "", value = ""]) => [unescaped(name), unescaped(value)]);
}

function unescaped(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
