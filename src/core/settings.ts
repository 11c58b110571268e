/** What a reader can set, with the defaults, and the reader that makes any stored value into settings. */

export type Settings = {
  readonly badge: 'number' | 'off';
  readonly offHosts: readonly string[]; // hosts where nothing is ever read; a host covers its subdomains
};

export const DEFAULT_SETTINGS: Settings = { badge: 'number', offHosts: [] };

/** Unknown or damaged fields fall back one by one, so that one bad value never costs the others. */
export function readSettings(raw: unknown): Settings {
  if (typeof raw !== 'object' || raw === null) return DEFAULT_SETTINGS;
  const { badge, offHosts } = raw as Record<string, unknown>; // as: every field is checked below
  return {
    badge: badge === 'off' ? 'off' : DEFAULT_SETTINGS.badge,
    offHosts: Array.isArray(offHosts) ? offHosts.filter((host): host is string => typeof host === 'string' && host !== '') : [],
  };
}

/** Whether `host` is one of `offHosts` or below one of them. Hosts as URL.hostname gives them. */
export function isOff(host: string, offHosts: readonly string[]): boolean {
  return offHosts.some((off) => host === off || host.endsWith(`.${off}`));
}
