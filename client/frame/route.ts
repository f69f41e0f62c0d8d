import { useMemo, useSyncExternalStore } from "react";

/** What is selected, kept in the URL's hash so that a reload or a shared link shows the same: `#/payments?state=failed`. */
export type Route = { readonly path: readonly string[]; readonly query: URLSearchParams };

export type Query = Readonly<Record<string, string | null>>;

export function readRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  return { path: path.split("/").filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(query) };
}

/** The link to a place of the page. A null or empty query value is left out. */
export function hrefTo(path: readonly string[], query: Query = {}): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== "");
  const text = new URLSearchParams(given).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${text === "" ? "" : `?${text}`}`;
}

export function goTo(path: readonly string[], query: Query = {}): void {
  window.location.hash = hrefTo(path, query);
}

/** Changes the query in place: typing into a search box must not fill the history with every letter. */
export function setQuery(route: Route, change: Query): void {
  const query = { ...Object.fromEntries(route.query), ...change };
  window.history.replaceState(null, "", hrefTo(route.path, query));
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("hashchange", onChange);
  return () => {
    window.removeEventListener("hashchange", onChange);
  };
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => readRoute(hash), [hash]);
}
