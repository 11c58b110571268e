/** The toolbar icon of one tab: its beam is filled where the open page is saved. A tab that goes elsewhere has the plain one again by itself. */
const SIZES = [16, 32, 48] as const;

/** A tab that is gone has no icon. Of that Chromium tells no promise: it asks for `lastError`, or calls it an error that nobody checked. */
export async function showSaved(tabId: number, isSaved: boolean): Promise<void> {
  const name = isSaved ? 'icon-saved' : 'icon';
  const path = Object.fromEntries(SIZES.map((size) => [size, `/icons/${name}-${size}.png`]));
  await new Promise<void>((resolve) => {
    chrome.action.setIcon({ tabId, path }, () => {
      void chrome.runtime.lastError;
      resolve();
    });
  });
}
