/** How far a refresh has got, in storage.session: the background leaves it, every page shows it without asking. */
import browser from 'webextension-polyfill';

type RefreshProgress = {
  readonly done: number;
  readonly total: number;
  readonly startedAt: number; // ms since 1970, UTC
  readonly isRunning: boolean; // a background that was ended leaves true behind: what is older than a few minutes says nothing
  readonly isOffline?: boolean; // nobody answered at all: nobody has failed, and nothing is known anew
};

const PROGRESS = 'refreshProgress';

export async function saveProgress(progress: RefreshProgress): Promise<void> {
  await browser.storage.session.set({ [PROGRESS]: progress });
}

/** Undefined where nothing was refreshed since the browser started. */
export async function loadProgress(): Promise<RefreshProgress | undefined> {
  return readProgress((await browser.storage.session.get(PROGRESS))[PROGRESS]);
}

/** Gives back the way to stop listening. */
export function onProgress(listener: (progress: RefreshProgress) => void): () => void {
  const changed = (changes: Record<string, { newValue?: unknown }>, area: string): void => {
    const progress = area === 'session' ? readProgress(changes[PROGRESS]?.newValue) : undefined;
    if (progress !== undefined) listener(progress);
  };
  browser.storage.onChanged.addListener(changed);
  return () => browser.storage.onChanged.removeListener(changed);
}

function readProgress(raw: unknown): RefreshProgress | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { done, total, startedAt, isRunning, isOffline } = raw as Record<string, unknown>; // as: every field is checked next
  const isCounted = typeof done === 'number' && typeof total === 'number' && typeof startedAt === 'number';
  return isCounted && typeof isRunning === 'boolean'
    ? { done, total, startedAt, isRunning, ...(isOffline === true && { isOffline }) }
    : undefined;
}
