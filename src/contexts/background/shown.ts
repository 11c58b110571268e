/** Which essays were shown on a tab: a page may save, open and refuse those and no others. Remembered while the browser runs. */
import type { EssayId } from '../../core/essay';
import { softly } from './limits';
import type { Outside } from './outside';

const MOST = 300; // a tab: of an hour's reading
const nameOf = (tabId: number): string => `shown:${tabId}`;

export type ShownEssays = ReturnType<typeof shownEssays>;

type OnTab = { ids: readonly unknown[] };

export function shownEssays({ memory }: Pick<Outside, 'memory'>) {
  const tabs = new Map<number, Promise<OnTab>>(); // as far as this worker has looked

  function onTab(tabId: number): Promise<OnTab> {
    const known = tabs.get(tabId) ?? recalled(tabId);
    tabs.set(tabId, known);
    known.catch(() => tabs.delete(tabId)); // the next who asks looks again
    return known;
  }

  async function recalled(tabId: number): Promise<OnTab> {
    const kept = await memory.recall(nameOf(tabId));
    return { ids: Array.isArray(kept) ? kept : [] };
  }

  return {
    /** Looks up what was shown there, while what will be is still being found. */
    expect: (tabId: number): void => softly(() => onTab(tabId)),
    /** On its way to the browser's memory when this ends: an answer that is given then comes after it. */
    async remember(tabId: number, essays: readonly EssayId[]): Promise<void> {
      const tab = await onTab(tabId);
      const added = essays.filter((id) => !tab.ids.includes(id));
      if (added.length === 0) return;
      tab.ids = [...tab.ids, ...added].slice(-MOST);
      softly(() => memory.remember(nameOf(tabId), tab.ids));
    },
    has: async (tabId: number | undefined, essay: EssayId): Promise<boolean> =>
      tabId !== undefined && (await onTab(tabId)).ids.includes(essay),
    async forget(tabId: number): Promise<void> {
      tabs.delete(tabId);
      await memory.forgetMemory(nameOf(tabId));
    },
  };
}
