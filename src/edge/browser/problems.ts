/** Problems that stand until something is done about them, in storage.session: the background leaves them, every page shows them without asking. */
import browser from 'webextension-polyfill';
import type { Problem } from '../../core/problem';

const PROBLEMS = 'problems';

export async function loadProblems(): Promise<readonly Problem[]> {
  const kept = (await browser.storage.session.get(PROBLEMS))[PROBLEMS];
  return Array.isArray(kept) ? kept : []; // only the background writes here, and pages cannot
}

export async function saveProblems(problems: readonly Problem[]): Promise<void> {
  await browser.storage.session.set({ [PROBLEMS]: problems });
}
