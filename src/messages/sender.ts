/** Who asks, as the browser says it. */

/**
 * Who asks: a page of ours, the content script of a tab, or the card in a frame of that tab. `urls`: where the browser says it stands; several while
 * a page moves on by script.
 */
export type Sender = {
  readonly who: 'own' | 'page' | 'card';
  readonly tabId?: number;
  readonly frameId?: number;
  readonly urls: readonly string[];
};
export const OURS: Sender = { who: 'own', urls: [] };
