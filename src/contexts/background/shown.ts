/** Which essays were shown on a tab: a page may save, open and refuse those and no others. Remembered while the browser runs. */
import type { EssayId } from '../../core/essay';
import { turnstile } from './limits';
import type { Outside } from './outside';

const MOST = 300; // a tab: of an hour's reading
const nameOf = (tabId: number): string => `shown:${tabId}`;

export type ShownEssays = ReturnType<typeof shownEssays>;

export function shownEssays({ memory }: Pick<Outside, 'memory'>) {
  const inTurn = turnstile();

  async function shownOn(tabId: number): Promise<readonly unknown[]> {
    const kept = await memory.recall(nameOf(tabId));
    return Array.isArray(kept) ? kept : [];
  }

  return {
    remember: (tabId: number, essays: readonly EssayId[]): Promise<void> =>
      inTurn(async () => {
        const before = await shownOn(tabId);
        const added = essays.filter((id) => !before.includes(id));
        if (added.length > 0) await memory.remember(nameOf(tabId), [...before, ...added].slice(-MOST));
      }),
    has: async (tabId: number | undefined, essay: EssayId): Promise<boolean> =>
      tabId !== undefined && (await shownOn(tabId)).includes(essay),
    forget: (tabId: number): Promise<void> => inTurn(() => memory.forgetMemory(nameOf(tabId))),
  };
}
