/**
 * Browsers resolve every name under `.localhost` to the loopback interface; Node asks the operating system, which may
 * not know them. So pages are on named hosts, each an origin of its own, and servers reach each other by number.
 */
export type Origins = {
  /** The app, as the browser opens it. */
  readonly app: string;
  readonly appPort: number;
  /** The page that stands in for Procore's own, on another origin than the app. */
  readonly host: string;
  readonly hostPort: number;
  /** Procore's login host, as the browser opens it. */
  readonly login: string;
  /** Procore, as the server reaches it. */
  readonly procoreApi: string;
  /** Acumatica, as both reach it. */
  readonly acumatica: string;
};

/** The address under which Node reaches a page on a named host, and the Host header that a browser would send. */
export function reachable(url: string): { readonly url: string; readonly host: string } {
  const target = new URL(url);
  const { host } = target;
  if (target.hostname.endsWith(".localhost")) target.hostname = "127.0.0.1";
  return { url: target.href, host };
}
