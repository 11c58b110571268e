/** A key as the fastest hand presses it: what it has done before the browser paints again, for that is when the next key may come. */

/** The element that the next key goes to. */
export async function afterKey(key: string, code: string): Promise<Element | null> {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }));
  for (let turn = 0; turn < 50; turn++) await Promise.resolve(); // turns in which nothing is painted
  return document.activeElement;
}
