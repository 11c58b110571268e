/** Whether a person can see the card as it is: nothing of the page's over it, nothing that fades or moves it. Chromium says so; elsewhere it counts as seen. */

const DELAY_MS = 100; // the least that Chromium allows

type Watched = IntersectionObserverInit & { readonly trackVisibility: boolean; readonly delay: number };

export function watchSeen(target: Element): () => boolean {
  let isSeen = true;
  const options: Watched = { trackVisibility: true, delay: DELAY_MS, threshold: [0, 0.5, 1] };
  new IntersectionObserver((entries) => {
    const { isVisible } = entries.at(-1) as unknown as { isVisible?: boolean }; // as: an observer is called with one entry at least, Chromium's has the field
    isSeen = isVisible !== false;
  }, options).observe(target);
  return () => isSeen;
}
