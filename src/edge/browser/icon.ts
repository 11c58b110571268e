/** The toolbar icon of one tab: its beam is filled where the open page is saved. A tab that goes elsewhere has the plain one again by itself. */

const SIZES = [16, 32, 48] as const;

/**
 * A tab that is gone has no icon, and nobody is told. Called back rather than promised: Chromium's promise resolves for such a tab and leaves an
 * error that nothing can catch, which piles up on the page of extensions.
 */
export function showSaved(tabId: number, isSaved: boolean): Promise<void> {
  const name = isSaved ? 'icon-saved' : 'icon';
  const path = Object.fromEntries(SIZES.map((size) => [size, `/icons/${name}-${size}.png`]));
  return new Promise((done) => {
    chrome.action.setIcon({ tabId, path }, () => {
      void chrome.runtime.lastError; // read, or it counts as unchecked
      done();
    });
  });
}
