/**
 * Asks for what the popup begins with while its scripts are still on their way: the first page of the list, where one was kept ready
 * (src/edge/browser/front-page.ts). Where none was, it has the library's files opened meanwhile, as open-early.js does: else they come after the rows.
 */
globalThis.frontPageAsked = chrome.storage.session.get('frontPage');
globalThis.frontPageAsked.then(({ frontPage }) => {
  if (frontPage !== undefined) return;
  const opening = indexedDB.open('library');
  opening.onupgradeneeded = () => opening.transaction.abort(); // there is none
  opening.onerror = (event) => event.preventDefault(); // told by the page, which meets the same
  opening.onsuccess = () => {
    opening.result.onversionchange = () => opening.result.close();
  };
});
