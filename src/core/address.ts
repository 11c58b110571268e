/** Web addresses: which ones are followed at all, and when two of them name the same page. */

/** Query names that say where a reader came from, not what is read. */
const TRACKING =
  /^(utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|mkt_tok|_hsenc|_hsmi|vero_id|oly_(anon|enc)_id|ref_src|ref_url|s_cid|cmpid|spm|srsltid|_ga|_gl|gad_(source|campaignid)|gclsrc|ttclid|li_fat_id|epik|mibextid|(pk|mtm)_\w+|ck_subscriber_id)$/i;

/** An absolute http or https address, or undefined: `javascript:`, `data:`, `file:` and the rest are never followed. */
export function webAddress(raw: string, base?: string): string | undefined {
  return webUrl(raw, base)?.href;
}

function webUrl(raw: string, base?: string): URL | undefined {
  const parsed = URL.parse(raw.trim(), base);
  return parsed && (parsed.protocol === 'https:' || parsed.protocol === 'http:') && parsed.hostname !== '' ? parsed : undefined;
}

/**
 * The form in which two addresses of one page are equal: https, no user, fragment or tracking, query names sorted, no slash, index page or
 * AMP suffix at the end. Only for comparing; what a person opens is the address the source gave.
 *
 * Errors  undefined for anything that is not an http or https address.
 */
export function canonicalAddress(raw: string): string | undefined {
  const url = webUrl(raw);
  if (url === undefined) return undefined;
  if (url.search !== '') sortNames(url);
  const path = url.pathname
    .replace(/\/amp\/?$/i, '')
    .replace(/\/index\.(html?|php)$/i, '')
    .replace(/\/+$/, '');
  const port = url.port === '' ? '' : `:${url.port}`;
  return `https://${url.hostname.replace(/^www\./, '').replace(/\.$/, '')}${port}${path}${url.search}`;
}

function sortNames(url: URL): void {
  const names: string[] = [];
  url.searchParams.forEach((_, name) => void names.push(name)); // not keys(): what Firefox gives a content script there cannot be iterated
  for (const name of names) if (TRACKING.test(name)) url.searchParams.delete(name);
  url.searchParams.sort();
}

/** The origin a permission is asked for, as match patterns write it: no port, because patterns for one do not work in Firefox. */
export function originPattern(address: string): string | undefined {
  const href = webAddress(address);
  const url = href === undefined ? null : URL.parse(href);
  return url === null ? undefined : `${url.protocol}//${url.hostname}/*`;
}
