/** Keys in the card: Tab goes round, Escape closes, n and p go to the next and the previous passage. The page hears none of them. */
import type { CardSays } from '../../core/related/card';
import { singleKey } from '../../ui/single-key';

const SAYS: ReadonlyMap<string, CardSays> = new Map<string, CardSays>([
  ['Escape', { kind: 'close' }],
  ['n', { kind: 'next' }],
  ['p', { kind: 'previous' }],
]);

export function listenToKeys(window: Window, root: HTMLElement, say: (says: CardSays) => Promise<unknown>): void {
  let isClosing = false; // Escape went down here
  window.addEventListener('keydown', (event) => {
    if (!event.isTrusted) return;
    if (event.key === 'Tab') cycle(event, root);
    const says = event.ctrlKey || event.altKey || event.metaKey ? undefined : SAYS.get(singleKey(event));
    if (says === undefined) return;
    event.preventDefault();
    if (says.kind === 'close') isClosing = true;
    else void say(says);
  });
  window.addEventListener('keyup', (event) => {
    if (!event.isTrusted || event.key !== 'Escape' || !isClosing) return;
    isClosing = false;
    void say({ kind: 'close' }); // on the way up: a card that is gone by then would leave that to the page
  });
}

function cycle(event: KeyboardEvent, root: HTMLElement): void {
  const buttons = [...root.querySelectorAll<HTMLElement>('a[href],button')];
  const at = buttons.indexOf(document.activeElement as HTMLElement); // as: anything else is not found
  const [from, to] = event.shiftKey ? [0, buttons.at(-1)] : [buttons.length - 1, buttons[0]];
  if (to === undefined || (at !== from && !(event.shiftKey && at === -1))) return;
  event.preventDefault();
  to.focus();
}
