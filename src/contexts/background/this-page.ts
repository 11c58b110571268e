/** Relating the page of one tab: by a click, and how things stand there. A tab that does not answer is not waited for without end. */
import type { LeftAlone, PageAsRead } from '../../core/page';
import { failed, ok, type Result } from '../../core/problem';
import type { PageReport } from '../../core/related/answer';
import { isOff, isQuiet } from '../../core/settings';
import type { AskOf, PageLink, ToPage } from '../../messages/contract';
import { within } from './limits';
import type { Meeting } from './meeting';
import type { Outside } from './outside';
import type { SettingsDoor } from './settings';
import { hostOf } from './sites';

const READ_MS = 20_000; // a long page is read in a second, and one that never rests is waited for a while
const GLANCE_MS = 2_000; // a page that was read says so at once

const COMMANDS: ReadonlyMap<string, 'nextMark' | 'previousMark' | 'toggleCard'> = new Map([
  ['next-mark', 'nextMark'],
  ['previous-mark', 'previousMark'],
  ['toggle-card', 'toggleCard'],
] as const);

export type ThisPage = ReturnType<typeof thisPageOf>;

export function thisPageOf({ tabs, switchboard, clock }: Outside, settings: SettingsDoor, meeting: Meeting) {
  const busy = failed({ kind: 'page-busy' });

  const ask = (tabId: number, ms: number): Promise<Result<PageReport>> =>
    within(clock, ms, switchboard.sendToPage(tabId, 'report', {}), busy);

  async function whyLeftAlone(tabId: number): Promise<LeftAlone | undefined> {
    const [tab, now] = await Promise.all([tabs.tabById(tabId), settings.load()]);
    if (tab?.isPrivate) return 'private';
    return tab !== undefined && isOff(hostOf(tab) ?? '', now.offHosts) ? 'off' : isQuiet(now, clock.now());
  }

  /** A person's click. The script reads the page, asks relatePage, paints, and answers with what came of it. */
  async function relateTab(tabId: number): Promise<Result<PageReport>> {
    const forbidden = await whyLeftAlone(tabId);
    if (forbidden !== undefined) return ok({ state: 'left-alone', why: forbidden });
    const entered = await meeting.enter(tabId);
    if (entered !== 'entered') return entered === 'silent' ? busy : ok({ state: 'left-alone', why: 'restricted' });
    return ask(tabId, READ_MS);
  }

  return {
    relateTab,
    /** Starts nothing: a tab where the script does not run has not been asked. */
    async reportTab(tabId: number): Promise<Result<PageReport>> {
      const forbidden = await whyLeftAlone(tabId);
      if (forbidden !== undefined) return ok({ state: 'left-alone', why: forbidden });
      const report = await ask(tabId, READ_MS);
      return report.ok ? report : ok({ state: 'not-asked' });
    },
    showMore: (tabId: number, areMore: boolean): Promise<Result<PageReport>> =>
      within(clock, READ_MS, switchboard.sendToPage(tabId, 'more', { areMore }), busy),
    goToMatch: (tabId: number, place: AskOf<ToPage, 'goTo'>): Promise<Result<'done' | 'gone'>> =>
      within(clock, GLANCE_MS, switchboard.sendToPage(tabId, 'goTo', place), busy),
    refuse: (tabId: number, refusal: AskOf<ToPage, 'refuse'>): Promise<Result<'done'>> =>
      within(clock, READ_MS, switchboard.sendToPage(tabId, 'refuse', refusal), busy),
    watch: (tabId: number, on: boolean): Promise<Result<'done'>> =>
      within(clock, GLANCE_MS, switchboard.sendToPage(tabId, 'watch', { on }), busy),
    /** Nothing where the script does not run, or where what one reads is nobody's business. */
    async selectedIn(tabId: number): Promise<PageAsRead | undefined> {
      const reply = await within(clock, GLANCE_MS, switchboard.sendToPage(tabId, 'selected', {}), busy);
      return reply.ok && reply.value !== 'nothing' ? reply.value : undefined;
    },
    async linksIn(tabId: number): Promise<readonly PageLink[]> {
      const reply = await within(clock, GLANCE_MS, switchboard.sendToPage(tabId, 'links', {}), busy);
      return reply.ok ? reply.value : [];
    },
    /** A shortcut for the marks; on a page that was not asked yet it asks first, for a shortcut is a click. */
    async shortcut(name: string, tabId: number): Promise<void> {
      const command = COMMANDS.get(name);
      if (command === undefined) return;
      const there = await ask(tabId, GLANCE_MS);
      if (!there.ok && there.problem.kind !== 'page-busy') await relateTab(tabId);
      await within(clock, READ_MS, switchboard.sendToPage(tabId, command, {}), busy);
    },
  };
}
