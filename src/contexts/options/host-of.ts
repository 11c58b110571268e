/** Reads the site a person typed for the off list. Pure; gives back nothing rather than a guess. */
import { plainHost } from '../../core/settings';

/** "example.org", "*.example.org", "www.example.org/about" and "https://example.org:8080" all mean example.org, which covers what is below it. */
export function hostOf(typed: string): string | undefined {
  const host = plainHost(typed)?.replace(/^www\./, '');
  return host !== undefined && /\.|^\[|^localhost$/.test(host) ? host : undefined;
}
