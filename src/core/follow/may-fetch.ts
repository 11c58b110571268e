/** Whether an address is covered by the origins a person granted, as browsers judge match patterns. For lists: it asks no browser. */

/** `origins` as permissions.getAll gives them: one host, hosts below one, or every site; a port plays no part. */
export function mayFetchWith(origins: readonly string[]): (url: string) => boolean {
  const exact = new Set(origins);
  const wide = origins.filter((origin) => origin.includes('//*.'));
  return (address) => {
    const url = URL.parse(address);
    if (url === null || !/^https?:$/.test(url.protocol)) return false;
    const { protocol, hostname } = url;
    if (exact.has('<all_urls>')) return true;
    const schemes = [protocol, '*:'];
    if (schemes.some((scheme) => exact.has(`${scheme}//*/*`) || exact.has(`${scheme}//${hostname}/*`))) return true;
    return wide.some((origin) => isBelow(origin, schemes, hostname));
  };
}

function isBelow(origin: string, schemes: readonly string[], hostname: string): boolean {
  const [, scheme, host] = /^([^/]+)\/\/\*\.([^/]+)\//.exec(origin) ?? [];
  return host !== undefined && schemes.includes(scheme ?? '') && (hostname === host || hostname.endsWith(`.${host}`));
}
