import { lookup as systemLookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { SyncError } from "../domain/errors.ts";

/** `host:port` entries that the operator lets be http, private or loopback (ERP_HOST_ALLOWLIST). */
export type Allowlist = readonly string[];

/**
 * Networks no typed-in address may lead to: this machine, private and carrier networks, link-local (where clouds keep
 * their metadata service), multicast, documentation, and the IPv6 forms that wrap an IPv4 address.
 * Source: IANA special-purpose address registries.
 */
const FORBIDDEN = forbidden(
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 " +
    "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4",
  "::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/32 2001:db8::/32 2002::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8",
);

/** Is this an address that a typed-in host may not lead to? Anything that is not an IP address is. */
export function isForbiddenAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, "").split("%")[0] ?? "";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  const ip = mapped ?? bare;
  const version = isIP(ip);
  return version === 0 || FORBIDDEN.check(ip, version === 4 ? "ipv4" : "ipv6");
}

/**
 * Checks the base URL an admin typed and writes it in one way: https, host, site path, no slash at the end. Pure: where
 * the name leads is checked at every connection, by `guardedLookup`.
 * @throws SyncError "invalid" with a sentence for the person who typed it.
 */
export function readBaseUrl(typed: string, allowlist: Allowlist): string {
  const text = typed.trim();
  if (!URL.canParse(text)) throw wrong("Type the whole address, for example https://example.acumatica.com/Site.");
  const url = new URL(text);
  const allowed = allowlist.includes(hostAndPort(url));
  if (url.protocol !== "https:" && !(allowed && url.protocol === "http:")) {
    throw wrong("The address must begin with https://.");
  }
  if (url.username || url.password) throw wrong("Leave the user name and password out of the address.");
  if (url.search || url.hash || /[?#]/.test(text)) throw wrong("Leave everything from ? or # on out of the address.");
  if (!allowed && namesThisNetwork(url.hostname)) {
    throw wrong("The address leads into a private network. Ask the operator of this app to allow the host.");
  }
  if (/\/(entity|identity|odata|odatav4|t\/[^/]+\/api)(\/|$)/i.test(url.pathname)) {
    throw wrong(
      "Leave the interface's own path out: the address ends with the site, as in your browser's sign-in page.",
    );
  }
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, "")}`;
}

/** A name lookup that yields every address of a host. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/**
 * A lookup for the connections' agent: a name is refused when any of its addresses is forbidden, at the moment of
 * connecting, so that a name that changes its mind between check and use (DNS rebinding) gains nothing.
 * Fails with code ADDRESS_REFUSED. Hosts on the allowlist pass.
 */
export function guardedLookup(allowlist: Allowlist, resolve: Resolve = resolveBySystem): LookupFunction {
  const allowed = new Set(allowlist.map((entry) => entry.replace(/:\d+$/, "").toLowerCase()));
  return (hostname, options, callback) => {
    const done = (addresses: readonly string[]): void => {
      const refused = !allowed.has(hostname.toLowerCase()) && addresses.some(isForbiddenAddress);
      if (refused) return callback(coded("ADDRESS_REFUSED"), "", 0);
      const wanted = typeof options.family === "number" ? options.family : 0;
      const all = addresses.flatMap((address) => {
        const family = isIP(address);
        return wanted === 0 || wanted === family ? [{ address, family }] : [];
      });
      const [first] = all;
      if (!first) return callback(coded("ENOTFOUND"), "", 0);
      if (options.all) callback(null, all);
      else callback(null, first.address, first.family);
    };
    resolve(hostname).then(done, (error: unknown) => callback(asErrno(error), "", 0));
  };
}

function resolveBySystem(host: string): Promise<readonly string[]> {
  return new Promise((done, fail) => {
    systemLookup(host, { all: true, verbatim: true }, (error, found) => {
      if (error) fail(error);
      else done(found.map(({ address }) => address));
    });
  });
}

function namesThisNetwork(hostname: string): boolean {
  const bare = hostname
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
  if (isIP(bare) !== 0) return isForbiddenAddress(bare);
  return !bare.includes(".") || /\.(localhost|local|internal|intranet|lan|home|corp|arpa)$/.test(bare);
}

function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === "https:" ? "443" : "80")}`;
}

function wrong(says: string): SyncError {
  return new SyncError("invalid", "This app", says, { pointer: "/baseUrl" });
}

function coded(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

function asErrno(error: unknown): NodeJS.ErrnoException {
  return error instanceof Error ? error : coded("ENOTFOUND");
}

function forbidden(ipv4: string, ipv6: string): BlockList {
  const list = new BlockList();
  for (const [networks, family] of [
    [ipv4, "ipv4"],
    [ipv6, "ipv6"],
  ] as const) {
    for (const network of networks.split(" ")) {
      const [address = "", bits = "0"] = network.split("/");
      list.addSubnet(address, Number(bits), family);
    }
  }
  return list;
}
