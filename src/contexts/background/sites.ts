/** Where the content script runs: where a person wants marks and the browser allows it, never on the off list, and gone at once when taken back. */
import { isOff, patternsOf, withSite } from '../../core/settings';
import type { Registration } from '../../edge/browser/scripts';
import type { Tab } from '../../edge/browser/tabs';
import { within } from './limits';
import type { Meeting } from './meeting';
import type { Outside } from './outside';
import type { SettingsDoor } from './settings';

const ANSWER_MS = 2_000;
const STYLE_FIRST_MS = 1_000; // a page that is busy for longer keeps a style for names that nothing bears any more

export type Sites = ReturnType<typeof sitesOf>;

/** `afterwards`: the registration, or the tabs, are to be brought up to date. */
export function sitesOf(outside: Outside, settings: SettingsDoor, meeting: Meeting, afterwards: () => void) {
  const { permissions, scripts, tabs, contentScript, clock } = outside;

  /** A site that may be fetched is not for that a site to be marked: the reader wants the one or the other, or both. */
  async function markedOrigins(): Promise<string[]> {
    const { markOrigins, areMarksOff } = await settings.load();
    if (areMarksOff) return [];
    const granted = await Promise.all(markOrigins.map((origin) => permissions.hasOrigins([origin])));
    return markOrigins.filter((_origin, at) => granted[at]);
  }

  /** The browser's own list of tabs. Even that is not waited for without end: what is missed is met when its page comes back. */
  const openTabs = (): Promise<readonly Tab[]> => within(clock, ANSWER_MS, tabs.loadedTabs(), []).catch(() => []);

  /** Makes the registration what permissions and off list say; at no moment is a site without it that had it and keeps it. */
  async function register(): Promise<void> {
    const [matches, { offHosts }, now] = await Promise.all([markedOrigins(), settings.load(), scripts.registered()]);
    const wanted: Registration = { file: contentScript, matches, excluded: patternsOf(offHosts) };
    if (matches.length === 0) return now && scripts.unregisterScript();
    if (now === undefined) return scripts.registerScript(wanted);
    if (!isSame(now, wanted)) await scripts.updateScript(wanted);
  }

  /** The tabs that are to be met, and those on the off list, whoever put it there. */
  async function meetTabs(): Promise<void> {
    const { offHosts } = await settings.load();
    const off = (await openTabs()).filter((tab) => isOff(hostOf(tab) ?? '', offHosts));
    await meeting.plan('leave', off);
    await meeting.meetAll();
  }

  /** A registered script starts at the next visit; the pages already open are entered now. After an update their scripts are orphaned. */
  async function enterGranted(): Promise<void> {
    const [origins, { offHosts }, open] = await Promise.all([markedOrigins(), settings.load(), openTabs()]);
    await meeting.plan(
      'enter',
      open.filter((tab) => isCovered(tab, origins) && !isOff(hostOf(tab) ?? '', offHosts)),
    );
    afterwards();
  }

  /** Marks by themselves on these sites from now on. The browser may still be asking; once it grants, `enterGranted` follows. */
  async function wantMarks(origins: readonly string[]): Promise<void> {
    await settings.change((before) => ({ ...before, markOrigins: [...new Set([...before.markOrigins, ...origins])].sort() }));
    await enterGranted();
  }

  /**
   * No marks by themselves there any more, and none on the pages that are open. The permission is the caller's to keep or give back: while it is there
   * Firefox lets us take the style of the marks off, and no longer, so those pages have a moment.
   */
  async function unwantMarks(origins: readonly string[]): Promise<void> {
    const covered = (await openTabs()).filter((tab) => isCovered(tab, origins));
    await settings.change((before) => ({ ...before, markOrigins: before.markOrigins.filter((origin) => !origins.includes(origin)) }));
    await meeting.plan('leave', covered);
    await within(clock, STYLE_FIRST_MS, meeting.meetAll(), undefined).catch(() => {}); // what is missed is met afterwards
    afterwards();
  }

  return {
    ...{ register, meetTabs, enterGranted, wantMarks, unwantMarks },
    /** Off every page that is open, but for one where it was said and can be taken back. */
    async leaveAll(but?: number): Promise<void> {
      await meeting.plan(
        'leave',
        (await openTabs()).filter(({ id }) => id !== but),
      );
      afterwards();
    },
    /** Whether the script comes there by itself. */
    async areMarked(urls: readonly string[]): Promise<boolean> {
      const [origins, { offHosts }] = await Promise.all([markedOrigins(), settings.load()]);
      return urls.length > 0 && urls.every((url) => isCovered({ url }, origins) && !isOff(hostOf({ url }) ?? '', offHosts));
    },
    /** A question to which no answer came, in a popup that was closed: at the next start it counts as a no. */
    async forgetUngranted(): Promise<void> {
      const { markOrigins: asked, areMarksOff } = await settings.load();
      if (areMarksOff) return; // nothing is asked of the browser then
      const granted = await markedOrigins();
      const isKept = (origin: string): boolean => granted.includes(origin) || !asked.includes(origin); // one asked for meanwhile is not judged
      await settings.change((before) =>
        before.markOrigins.every(isKept) ? before : { ...before, markOrigins: before.markOrigins.filter(isKept) },
      );
    },
    async takeBack(origins: readonly string[]): Promise<void> {
      await unwantMarks(origins); // first: without the permission addresses are hidden
      await permissions.removeOrigins(origins);
    },
    /** A permission taken away in the browser's own pages. The pages it covered are those whose address is hidden now. */
    async leaveHidden(): Promise<void> {
      const hidden = (await openTabs()).filter(({ url }) => url === undefined);
      await meeting.plan('leave', hidden);
      afterwards();
    },
    async setSite(host: string, off: boolean): Promise<void> {
      await settings.change((before) => ({ ...before, offHosts: withSite(before.offHosts, host, off) }));
      afterwards();
    },
  };
}

export function hostOf({ url }: { readonly url?: string }): string | undefined {
  return url === undefined ? undefined : URL.parse(url)?.hostname;
}

/** Only patterns that Sidelight itself asks for: a scheme, a host or `*`, every path. */
function isCovered(tab: Pick<Tab, 'url'>, origins: readonly string[]): boolean {
  const url = tab.url === undefined ? null : URL.parse(tab.url);
  return url !== null && origins.some((origin) => origin === `${url.protocol}//*/*` || origin === `${url.protocol}//${url.hostname}/*`);
}

/** Browsers give the patterns back in an order of their own, and the file with or without its slash. */
function isSame(a: Registration, b: Registration): boolean {
  const [one, other] = [a, b].map(({ file, matches, excluded }) =>
    JSON.stringify([URL.parse(file, 'https://sidelight.invalid/')?.pathname, [...matches].sort(), [...excluded].sort()]),
  );
  return one === other;
}
