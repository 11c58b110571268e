/**
 * Has the browser open the library's files while the scripts of a page are still on their way: where nobody has it open, that takes as long as they
 * do. The page opens it for itself all the same. Reads nothing, makes nothing, and makes way like every connection (src/edge/store/database.ts).
 */
{
  const opening = indexedDB.open('library');
  opening.onupgradeneeded = () => opening.transaction.abort(); // there is none
  opening.onerror = (event) => event.preventDefault(); // told by the page, which meets the same
  opening.onsuccess = () => {
    opening.result.onversionchange = () => opening.result.close();
  };
}
