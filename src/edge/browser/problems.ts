/** Problems that stand until something is done about them, in storage.session: the background leaves them, every page shows them without asking. */
import browser from 'webextension-polyfill';
import type { Problem } from '../../core/problem';

const PROBLEMS = 'problems';

/** `ticket`: of a command that failed, until its own page has said that it heard of it. */
export type Told = Problem & { readonly ticket?: string };

/** One of a kind: what the same thing did to several commands is said once. */
export async function loadProblems(): Promise<readonly Problem[]> {
  const said = new Map((await loadTold()).map(({ ticket: _, ...problem }) => [JSON.stringify(problem), problem as Problem])); // as: without its ticket
  return [...said.values()];
}

export async function loadTold(): Promise<readonly Told[]> {
  const kept = (await browser.storage.session.get(PROBLEMS))[PROBLEMS];
  return Array.isArray(kept) ? kept : []; // only the background writes here, and pages cannot
}

export async function saveTold(problems: readonly Told[]): Promise<void> {
  await browser.storage.session.set({ [PROBLEMS]: problems });
}
