/** canonicalAddress for a hundred thousand addresses at once: the plain ones need no parser of addresses, which takes most of the time of an import. */
import { canonicalAddress } from './address';

/** In small letters, a name that ends in letters, no port, query, fragment or dot where a parser would turn something: such an address stands as it is. */
const PLAIN = /^https?:\/\/(?:www\.)?((?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,63})((?:\/[\w~-][\w~.-]*)*)\/?$/;

/** The same as canonicalAddress, always. */
export function quickAddress(raw: string): string | undefined {
  const [, host, path = ''] = PLAIN.exec(raw) ?? [];
  if (host === undefined || UNSURE.test(raw)) return canonicalAddress(raw);
  return `https://${host}${path}`;
}

/** What the slow way takes off, and names in other scripts, which it checks. */
const UNSURE = /xn--|\/www\.(?:www\.|[a-z0-9-]+(?:\/|$))|\/(?:amp|index\.(?:html?|php))\/?$/i;
