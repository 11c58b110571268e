/** Reads the site a person typed for the off list. Pure; gives back nothing rather than a guess. */
import { webAddress } from '../../core/address';

/** "example.org", "www.example.org/about" and "https://example.org" all mean example.org, which covers what is below it. */
export function hostOf(typed: string): string | undefined {
  const text = typed.trim();
  const address = webAddress(text.includes('://') ? text : `https://${text}`);
  const host = address === undefined ? undefined : URL.parse(address)?.hostname.replace(/^www\./, '');
  return host !== undefined && /\.|^\[|^localhost$/.test(host) ? host : undefined;
}
