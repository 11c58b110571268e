/** What a person types as the address of a server. A scheme may be left out; a user in it is none, for that stands in a field of its own. */
import { webAddress } from '../../core/address';

export function serverAddress(typed: string): string | undefined {
  const text = typed.trim();
  const href = webAddress(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  const url = href === undefined ? null : URL.parse(href);
  return url === null || url.username !== '' || url.password !== '' ? undefined : `${url.origin}${url.pathname}`;
}
