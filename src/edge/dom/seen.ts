/** Whether a person can see the card as it is: nothing of the page's over it, nothing that fades or moves it. Chromium says so; elsewhere it counts as seen. */

const DELAY_MS = 100; // the least that Chromium allows
const LOOKS = 20; // so long a slow machine may take to draw what has come

type Watched = IntersectionObserverInit & { readonly trackVisibility: boolean; readonly delay: number };

export type Seen = {
  readonly isSeen: () => boolean;
  /**
   * To be called when it comes and when somebody comes to it. What was hidden and is shown again in one turn, as is what is raised above something of
   * the page's, may count as unseen until it is looked at anew: Chromium takes it to be where it was.
   */
  readonly look: () => void;
};

/** Not seen until the browser has said so: on a busy machine that takes its time. Tells each answer, the first too. */
export function watchSeen(target: Element, tell: (isSeen: boolean) => void = () => {}): Seen {
  if (!('isVisible' in IntersectionObserverEntry.prototype)) {
    tell(true);
    return { isSeen: () => true, look: () => {} };
  }
  let isSeen = false;
  let left = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const options: Watched = { trackVisibility: true, delay: DELAY_MS, threshold: [0, 0.5, 1] };
  const observer = new IntersectionObserver((entries) => {
    const { isVisible } = entries.at(-1) as unknown as { isVisible: boolean }; // as: an observer is called with one entry at least, and it has the field
    isSeen = isVisible;
    tell(isSeen);
  }, options);
  observer.observe(target);

  function again(): void {
    timer = undefined;
    if (isSeen || left === 0) return;
    left -= 1;
    observer.unobserve(target);
    observer.observe(target);
    timer = setTimeout(again, DELAY_MS);
  }

  return {
    isSeen: () => isSeen,
    look() {
      left = LOOKS;
      if (timer === undefined) timer = setTimeout(again);
    },
  };
}
