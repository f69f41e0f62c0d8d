/** Hosts that serve Procore's pages: procore.com and its subdomains, and those an installation adds. */
export type ProcoreHosts = readonly string[];

const URLS = /https?:\/\/[^\s"'<>()[\]{}|\\^`]+/gi;
const INVOICE_PATH = /\/(?:requisitions|subcontractor_invoices|invoices)\/(\d{1,15})\/?$/;

/**
 * The Procore invoice that a text names by a URL of a Procore host ending in `/requisitions/<id>`,
 * `/subcontractor_invoices/<id>` or `/invoices/<id>`. null for none, and for two different ones: never a guess.
 */
export function invoiceInText(text: string, hosts: ProcoreHosts = []): number | null {
  const ids = new Set((text.match(URLS) ?? []).flatMap((url) => invoiceInUrl(url.replace(/[.,;:!?]+$/, ""), hosts)));
  const [only, second] = ids;
  return only !== undefined && second === undefined ? only : null;
}

/** A configured bill field holds the bare id or such a URL. */
export function invoiceInField(text: string, hosts: ProcoreHosts = []): number | null {
  const bare = /^\s*(\d{1,15})\s*$/.exec(text);
  return bare ? Number(bare[1]) : invoiceInText(text, hosts);
}

function invoiceInUrl(text: string, hosts: ProcoreHosts): readonly number[] {
  if (!URL.canParse(text)) return [];
  const { host, hostname, pathname } = new URL(text);
  const known = /(^|\.)procore\.com$/i.test(hostname) || hosts.includes(host);
  const id = known ? INVOICE_PATH.exec(pathname)?.[1] : undefined;
  return id === undefined ? [] : [Number(id)];
}
