/**
 * The card, in a frame that the content script puts into a page. Empty until the page's script has shown something in it: whoever else puts this file
 * into a frame has no key, and sees nothing. Hears no window message and sends none, so no page can ask it anything or learn whose it is.
 */
import { render } from 'preact';
import { failed, ok } from '../../core/problem';
import { readCardContent, readCardKey } from '../../core/related/card';
import { inquire, listenAsCard } from '../../edge/browser/messenger';
import { voice } from '../../edge/browser/voice';
import { watchSeen } from '../../edge/dom/seen';
import { nameThePage } from '../../ui/page-words';
import { speak } from '../../ui/words';
import { CardView } from './card';
import { naturalHeight, tighten } from './fit';
import { listenToKeys } from './keys';
import { cardModel } from './model';
import { quietUnlessUsed } from './quiet';

const root = document.querySelector<HTMLElement>('#card');
const key = readCardKey(location.hash.slice(1));
if (root !== null && key !== undefined && window.parent !== window) {
  speak(voice);
  nameThePage(document, 'passageCard');
  // Not of what is inert at times: Chromium asks what a pointer would meet.
  const seen = watchSeen(document.body, (is) => document.documentElement.classList.toggle('is-seen', is));
  const tell: Parameters<typeof cardModel>[0]['say'] = (says) => inquire({ name: 'cardSays', ask: { key, says } }) as never; // as: `answer` keeps the contract
  const model = cardModel({ say: tell, isSeen: seen.isSeen, draw });

  function draw(): void {
    if (root === null) return;
    document.documentElement.style.colorScheme = model.now()?.content.isDark ? 'dark' : 'light';
    render(<CardView model={model} />, root);
    tighten(root);
  }

  listenAsCard((ask) => {
    const { key: theirs, content } = (typeof ask === 'object' && ask !== null ? ask : {}) as { key?: unknown; content?: unknown }; // as: both are checked next
    const readable = theirs === key ? readCardContent(content) : undefined;
    if (readable === undefined) return failed({ kind: 'page-gone' });
    model.show(readable);
    seen.look();
    return ok({ height: naturalHeight(root) });
  });
  document.addEventListener('dragstart', (event) => event.preventDefault()); // a page is told the words that are dropped on it
  quietUnlessUsed(window, root); // before whatever gives the focus to something in it
  listenToKeys(window, root, tell);
  window.addEventListener('resize', () => tighten(root));
  window.addEventListener('focus', () => {
    if (document.activeElement === document.body) root.querySelector<HTMLElement>('[role=dialog]')?.focus({ preventScroll: true });
  });
  window.addEventListener('blur', () => (document.activeElement as HTMLElement | null)?.blur()); // as: what has the focus in HTML is an HTML element
  for (const [kind, isOver] of [['pointerenter', true] as const, ['pointerleave', false] as const]) {
    document.documentElement.addEventListener(kind, (event) => event.isTrusted && void tell({ kind: 'pointer', isOver }));
  }
  for (const kind of ['pointermove', 'focus', 'keydown']) window.addEventListener(kind, seen.look, true); // what is pressed next is to count
  void tell({ kind: 'hello' });
}
