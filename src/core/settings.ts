/** What a reader can set, with the defaults, and the reader that makes any stored value into settings. */

import { DEFAULT_LOOK, type ReaderLook, readLook } from './reader-look';
import { type Leanings, readLeanings } from './related/leaning';

/** What the icon says of new essays: how many, that there are some, or nothing. */
export type Badge = 'number' | 'dot' | 'off';

/** How often a backup is made by itself, into the downloads folder. */
export type BackupEvery = 'off' | 'day' | 'week';

export type Settings = {
  readonly badge: Badge;
  readonly readsInFull: boolean; // the pages of essays are asked for their text where the feed gives little
  readonly copyMegabytes: number; // of pictures that one saved copy may have; 0: copies keep none
  readonly backupEvery: BackupEvery;
  readonly muteWords: readonly string[]; // words and phrases; what bears one is left out of Latest and of the badge (library/mute.ts)
  readonly markOrigins: readonly string[]; // match patterns of the sites where marks appear by themselves, once the browser grants them
  readonly areMarksOff: boolean; // nowhere: nothing is read on any page
  readonly pausedUntil: number; // ms since 1970, UTC; 0: not paused
  readonly leanings: Leanings; // what was learnt of sources; core/related/leaning.ts
  readonly offHosts: readonly string[]; // hosts where nothing is ever read; a host covers its subdomains
  readonly compactRows: boolean; // in the popup's lists: one line of title, and no beginning
  readonly readsHere: boolean; // opening an essay shows it in the reader page where its text is kept; false: on the web
  readonly reader: ReaderLook;
};

/** Places where one writes, pays or reads what is private to others: off until the reader takes them from the list. */
const OFF_AT_FIRST: readonly string[] = [
  'accounts.google.com',
  'app.slack.com',
  'calendar.google.com',
  'docs.google.com',
  'login.microsoftonline.com',
  'mail.google.com',
  'mail.proton.me',
  'mail.yahoo.com',
  'outlook.live.com',
  'outlook.office.com',
  'paypal.com',
  'web.whatsapp.com',
];

export const DEFAULT_SETTINGS: Settings = {
  badge: 'number',
  readsInFull: true,
  copyMegabytes: 25,
  backupEvery: 'off',
  muteWords: [],
  markOrigins: [],
  areMarksOff: false,
  pausedUntil: 0,
  leanings: {},
  offHosts: OFF_AT_FIRST,
  compactRows: false,
  readsHere: true,
  reader: DEFAULT_LOOK,
};

/** Unknown or damaged fields fall back one by one, so that one bad value never costs the others. */
export function readSettings(raw: unknown): Settings {
  if (typeof raw !== 'object' || raw === null) return DEFAULT_SETTINGS;
  const fields = raw as Record<string, unknown>; // as: every field is checked below
  const { badge, readsInFull, copyMegabytes, backupEvery, muteWords, markOrigins, offHosts, compactRows, readsHere, reader } = fields;
  const { areMarksOff, pausedUntil, leanings } = fields;
  return {
    badge: isBadge(badge) ? badge : DEFAULT_SETTINGS.badge,
    readsInFull: typeof readsInFull === 'boolean' ? readsInFull : DEFAULT_SETTINGS.readsInFull,
    copyMegabytes: isCopyMegabytes(copyMegabytes) ? copyMegabytes : DEFAULT_SETTINGS.copyMegabytes,
    backupEvery: isBackupEvery(backupEvery) ? backupEvery : DEFAULT_SETTINGS.backupEvery,
    muteWords: textsIn(muteWords) ?? DEFAULT_SETTINGS.muteWords,
    markOrigins: textsIn(markOrigins) ?? DEFAULT_SETTINGS.markOrigins,
    areMarksOff: areMarksOff === true,
    pausedUntil: typeof pausedUntil === 'number' && Number.isFinite(pausedUntil) ? pausedUntil : 0,
    leanings: readLeanings(leanings),
    offHosts: hostsIn(offHosts) ?? DEFAULT_SETTINGS.offHosts,
    compactRows: typeof compactRows === 'boolean' ? compactRows : DEFAULT_SETTINGS.compactRows,
    readsHere: typeof readsHere === 'boolean' ? readsHere : DEFAULT_SETTINGS.readsHere,
    reader: readLook(reader),
  };
}

export const isBackupEvery = (value: unknown): value is BackupEvery => value === 'off' || value === 'day' || value === 'week';
export const isBadge = (value: unknown): value is Badge => value === 'number' || value === 'dot' || value === 'off';

/** What one may choose. */
export const COPY_MEGABYTES: readonly number[] = [0, 5, 25, 100];
export const isCopyMegabytes = (value: unknown): value is number => typeof value === 'number' && COPY_MEGABYTES.includes(value);

/** Entries that were kept as they were typed, and named nothing, are read as they were meant. */
function hostsIn(raw: unknown): readonly string[] | undefined {
  const hosts = textsIn(raw)?.flatMap((each) => plainHost(each.replace(/^%2a\./i, '')) ?? []);
  return hosts && [...new Set(hosts)];
}

function textsIn(raw: unknown): readonly string[] | undefined {
  return Array.isArray(raw) ? raw.filter((each): each is string => typeof each === 'string' && each !== '') : undefined;
}

/** The list with `host` on it or off it. Taking a host off also takes off the wider entry that covers it, or the site would stay off. */
export function withSite(offHosts: readonly string[], host: string, off: boolean): readonly string[] {
  if (!off) return offHosts.filter((entry) => !isOff(host, [entry]));
  return isOff(host, offHosts) ? offHosts : [...offHosts, host].sort();
}

/**
 * A site as the off list keeps it: as URL.hostname gives it, without the dot that may end a name. What people write for it is read: `*.example.org`,
 * `example.org.`, `münchen.example`, `example.org:8080`, and a whole address. A port is left out, for nothing is off on one port alone.
 *
 * Errors  undefined for what names no site, a star anywhere else above all: nothing would be off.
 */
export function plainHost(typed: string): string | undefined {
  const text = typed
    .trim()
    .replace(/^(?:https?:)?\/\//i, '')
    .replace(/^\*?\./, '');
  const url = URL.parse(`https://${text}`);
  const host = url === null || url.username !== '' ? '' : url.hostname.replace(/\.+$/, '');
  const isName = host.length <= 253 && /^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*$/u.test(host);
  return isName || /^\[[\da-f:.]+\]$/.test(host) ? host : undefined;
}

/** Whether nothing is read anywhere now, and why. */
export function isQuiet(
  { areMarksOff, pausedUntil }: Pick<Settings, 'areMarksOff' | 'pausedUntil'>,
  now: number,
): 'nowhere' | 'paused' | undefined {
  if (areMarksOff) return 'nowhere';
  return pausedUntil > now ? 'paused' : undefined;
}

/** Match patterns that cover the off list. An address in numbers has no subdomains, and browsers refuse a pattern that says so. */
export function patternsOf(offHosts: readonly string[]): string[] {
  return offHosts.flatMap((host) =>
    /^[\d.]+$|:/.test(host) || !host.includes('.') ? [`*://${host}/*`] : [`*://${host}/*`, `*://*.${host}/*`],
  );
}

/** Whether `host`, as URL.hostname gives it, is one of `offHosts` or below one of them. */
export function isOff(host: string, offHosts: readonly string[]): boolean {
  const name = host.replace(/\.+$/, '');
  return offHosts.some((off) => name === off || name.endsWith(`.${off}`));
}
