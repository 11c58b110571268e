import { afterEach, expect, test, vi } from 'vitest';
import { showSaved } from '../../../src/edge/browser/icon';

afterEach(() => vi.unstubAllGlobals());

/** A browser whose tabs are all gone; `unchecked` is what its page of extensions would list. */
function withoutTabs() {
  const unchecked: string[] = [];
  let isRead = true;
  const runtime = {
    get lastError() {
      isRead = true;
      return { message: 'No tab with id: 7.' };
    },
  };
  const setIcon = (details: { readonly tabId: number }, done?: () => void) => {
    isRead = false;
    queueMicrotask(() => {
      done?.();
      if (!isRead) unchecked.push(`No tab with id: ${details.tabId}.`);
    });
    return Promise.resolve();
  };
  vi.stubGlobal('chrome', { runtime, action: { setIcon } });
  return unchecked;
}

test('a tab that is gone leaves no unchecked error behind', async () => {
  const unchecked = withoutTabs();
  await showSaved(7, true);
  await showSaved(7, false);
  expect(unchecked).toEqual([]);
});
