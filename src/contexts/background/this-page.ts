/** Relating the page of one tab: by a click, and how things stand there. */
import type { LeftAlone } from '../../core/page';
import { ok, type Result } from '../../core/problem';
import type { PageReport } from '../../core/related/answer';
import { isOff } from '../../core/settings';
import { loadSettings } from '../../edge/browser/settings';
import { sendToPage } from '../../edge/browser/switchboard';
import { tabById } from '../../edge/browser/tabs';
import { enter, hostOf } from './sites';

/** A person's click. The script reads the page, asks relatePage, paints, and answers with what came of it. */
export async function relateTab(tabId: number): Promise<Result<PageReport>> {
  const forbidden = await whyLeftAlone(tabId);
  if (forbidden !== undefined) return ok({ state: 'left-alone', why: forbidden });
  if (!(await enter(tabId))) return ok({ state: 'left-alone', why: 'restricted' });
  return sendToPage(tabId, 'report', {});
}

/** Starts nothing: a tab where the script does not run has not been asked. */
export async function reportTab(tabId: number): Promise<Result<PageReport>> {
  const forbidden = await whyLeftAlone(tabId);
  if (forbidden !== undefined) return ok({ state: 'left-alone', why: forbidden });
  const report = await sendToPage(tabId, 'report', {});
  return report.ok ? report : ok({ state: 'not-asked' });
}

export function showMore(tabId: number): Promise<Result<PageReport>> {
  return sendToPage(tabId, 'more', {});
}

/** A shortcut for the marks; on a page that was not asked yet it asks first, for a shortcut is a click. */
export async function shortcut(name: string, tabId: number): Promise<void> {
  const command = COMMANDS.get(name);
  if (command === undefined) return;
  const there = await sendToPage(tabId, 'report', {});
  if (!there.ok) await relateTab(tabId);
  await sendToPage(tabId, command, {});
}

const COMMANDS: ReadonlyMap<string, 'nextMark' | 'previousMark' | 'toggleCard'> = new Map([
  ['next-mark', 'nextMark'],
  ['previous-mark', 'previousMark'],
  ['toggle-card', 'toggleCard'],
] as const);

async function whyLeftAlone(tabId: number): Promise<LeftAlone | undefined> {
  const [tab, { offHosts }] = await Promise.all([tabById(tabId), loadSettings()]);
  if (tab?.isPrivate) return 'private';
  return tab !== undefined && isOff(hostOf(tab) ?? '', offHosts) ? 'off' : undefined;
}
