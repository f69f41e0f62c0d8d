import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Request } from "express";
import type OAuth2Strategy from "passport-oauth2";

const COOKIE = "procore_sign_in";
const LIFETIME_MS = 600_000;

export type LoginStateOptions = {
  /** The app's encryption key; the cookie's signing key is derived from it. */
  readonly key: Uint8Array;
  readonly secure: boolean;
  readonly now: () => Date;
  readonly newSecret: () => string;
};

/**
 * Binds Procore's answer to the popup that asked: the OAuth `state`, and the company whose page it was, in one signed
 * cookie of the popup (first-party, ten minutes). No server memory, and nothing that the frame would have to send.
 */
export class LoginState implements OAuth2Strategy.StateStore {
  readonly #options: LoginStateOptions;
  readonly #key: Uint8Array;

  constructor(options: LoginStateOptions) {
    this.#options = options;
    this.#key = new Uint8Array(hkdfSync("sha256", options.key, "", "procore sign-in state", 32));
  }

  store(request: Request, metaOrDone: unknown, done?: OAuth2Strategy.StateStoreStoreCallback): void {
    const callback = done ?? (metaOrDone as OAuth2Strategy.StateStoreStoreCallback);
    const state = this.#options.newSecret();
    const until = this.#options.now().getTime() + LIFETIME_MS;
    const hint = request.query["company_id"];
    const company = typeof hint === "string" && /^\d{1,15}$/.test(hint) ? hint : "";
    const signed = `${state}.${until}.${company}`;
    request.res?.cookie(COOKIE, `${signed}.${this.#mac(signed)}`, {
      httpOnly: true,
      secure: this.#options.secure,
      sameSite: "lax",
      maxAge: LIFETIME_MS,
      path: "/auth/procore",
    });
    callback(null, state);
  }

  verify(request: Request, given: string, metaOrDone: unknown, done?: OAuth2Strategy.StateStoreVerifyCallback): void {
    const callback = done ?? (metaOrDone as OAuth2Strategy.StateStoreVerifyCallback);
    const kept = this.#read(request);
    request.res?.clearCookie(COOKIE, { path: "/auth/procore" });
    const fits = kept !== null && kept.until > this.#options.now().getTime() && same(kept.state, given);
    callback(null, fits, fits ? given : { message: "This sign-in did not begin in this window, or took too long." });
  }

  /** The company whose page the popup was opened from: a hint. Read it before `verify` clears the cookie. */
  company(request: Request): number | null {
    const company = this.#read(request)?.company ?? "";
    return company === "" ? null : Number(company);
  }

  #read(request: Request): { readonly state: string; readonly until: number; readonly company: string } | null {
    const [state = "", until = "", company = "", mac = ""] = cookieOf(request).split(".");
    if (!same(mac, this.#mac(`${state}.${until}.${company}`))) return null;
    return { state, until: Number(until), company };
  }

  #mac(text: string): string {
    return createHmac("sha256", this.#key).update(text).digest("base64url");
  }
}

function cookieOf({ headers }: Request): string {
  const cookies = headers.cookie?.split(/;\s*/) ?? [];
  return cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? "";
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
