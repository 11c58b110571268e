/** Notices what happens to a page: shown, changed, moved on, come back. Every watcher gives back the way to stop it. */

type Stop = () => void;

const SETTLE_MS = 600; // no change for so long is quiet
const PATIENCE_MS = 6_000; // a page that never rests is taken as it is
const CHANGE_MS = 500; // changes within are looked at together
const BEAT_MS = 2_000;

export async function untilVisible(document: Document): Promise<void> {
  while (document.visibilityState !== 'visible') await next(document, 'visibilitychange');
}

function next(target: EventTarget, name: string): Promise<void> {
  return new Promise((resolve) => target.addEventListener(name, () => resolve(), { once: true }));
}

/** Waits until the page stops changing; true if it changed at all. */
export function untilQuiet(document: Document): Promise<boolean> {
  return new Promise((resolve) => {
    let hasChanged = false;
    const finish = (): void => {
      observer.disconnect();
      clearTimeout(patience);
      resolve(hasChanged);
    };
    let calm = setTimeout(finish, SETTLE_MS);
    const patience = setTimeout(() => {
      clearTimeout(calm);
      finish();
    }, PATIENCE_MS);
    const observer = new MutationObserver(() => {
      hasChanged = true;
      clearTimeout(calm);
      calm = setTimeout(finish, SETTLE_MS);
    });
    observer.observe(document, { childList: true, characterData: true, subtree: true });
  });
}

/** Text or elements changed. Told at most every half second, at an idle moment. */
export function onChange(document: Document, act: () => void): Stop {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    timer = undefined;
    requestIdleCallback(() => isWatching && act(), { timeout: CHANGE_MS });
  };
  let isWatching = true;
  const observer = new MutationObserver(() => {
    timer ??= setTimeout(tell, CHANGE_MS);
  });
  observer.observe(document, { childList: true, characterData: true, subtree: true });
  return () => {
    isWatching = false;
    clearTimeout(timer);
    observer.disconnect();
  };
}

type Heard = readonly [target: EventTarget | undefined, ...kinds: readonly string[]];

/** Before the page does, where it can. */
function hear(act: (event: Event) => void, ...all: readonly Heard[]): Stop {
  const stopping = new AbortController();
  for (const [target, ...kinds] of all) {
    for (const kind of kinds) target?.addEventListener(kind, act, { capture: true, passive: true, signal: stopping.signal });
  }
  return () => stopping.abort();
}

const navigation = (): EventTarget | undefined => (window as { navigation?: EventTarget }).navigation; // as: absent in older Firefox

/** A page that moves on without loading. The beat catches what browsers without the Navigation API do not tell. */
export function onAddressChange(act: () => void): Stop {
  return hear(act, [navigation(), 'currententrychange'], [window, 'popstate', 'hashchange']);
}

/** A person pressed something, or went back or forward by the browser's own buttons. What a page's script makes up is none. */
export function onAct(act: () => void): Stop {
  const heard = ({ isTrusted, userInitiated = true }: Event & { readonly userInitiated?: boolean }): void => {
    if (isTrusted && userInitiated) act();
  };
  return hear(heard, [window, 'pointerdown', 'keydown'], [navigation(), 'navigate']);
}

/** A person has selected something, or pressed somewhere: where. Presses on what is ours are not told. */
export function onSelect(
  act: (at?: { readonly x: number; readonly y: number }) => void,
  isOurs: (target: EventTarget | null) => boolean,
): Stop {
  return hear(
    (event) => {
      if (!event.isTrusted || isOurs(event.target)) return;
      if (event instanceof PointerEvent)
        setTimeout(() => act({ x: event.clientX, y: event.clientY })); // a press empties the selection when it is over
      else if (event instanceof KeyboardEvent && (event.shiftKey || event.key === 'Shift')) act();
    },
    [window, 'pointerup', 'keyup'],
  );
}

/** A frame of the page has loaded. */
export function onFrame(document: Document, act: () => void): Stop {
  return hear(({ target }) => target instanceof HTMLIFrameElement && act(), [document, 'load']);
}

/** Every two seconds while the page is in sight. */
export function onBeat(document: Document, act: () => void): Stop {
  const timer = setInterval(() => document.visibilityState === 'visible' && act(), BEAT_MS);
  return () => clearInterval(timer);
}

/** The page came back, from another tab, from the browser's memory of pages left, or from being frozen. */
export function onReturn(document: Document, act: () => void): Stop {
  const shown = (event: Event): void => {
    const isFirst = event.type === 'pageshow' && !(event as PageTransitionEvent).persisted; // as: that is what pageshow is
    if (!isFirst && (event.type !== 'visibilitychange' || document.visibilityState === 'visible')) act();
  };
  return hear(shown, [window, 'pageshow'], [document, 'visibilitychange', 'resume']); // Chromium alone freezes pages
}
