/** Opens and closes the card: on rest, on tap, by key. Decides when; what it says is card-talk.ts, where it stands is place.ts. */
import { isDark } from '../../core/highlight/contrast';
import type { Related } from '../../core/related/answer';
import { boxOf, marksAt } from '../../edge/dom/hit-test';
import { watchPointer } from '../../edge/dom/pointer';
import type { Send } from '../../messages';
import { counted, say } from '../../ui/words';
import { createCard } from './card';
import { cardTalk } from './card-talk';
import type { Mark, Marks } from './marks';
import { bringIntoView, isInView, makeRoomBelow } from './scrolling';
import { onChange } from './watch';

export type Showing = {
  readonly step: (by: 1 | -1) => void;
  readonly toggle: () => void;
  readonly refresh: () => void; // the marks have changed
  readonly check: () => Promise<void>; // does everything still stand?
  readonly close: () => void; // takes it all off the page
};

export type ShowingNeeds = {
  readonly send: Send;
  readonly marks: Marks;
  readonly related: Related;
  readonly page: string; // canonical address
  readonly takeOff: (why: 'password' | 'unwelcome' | 'site') => void;
  readonly shadow: ShadowRootMode;
};

type By = 'pointer' | 'key' | 'list';
type Open = { readonly mark: Mark; readonly by: By; readonly at: number }; // at: across the viewport

const GRACE_MS = 250; // for the way from the mark to the card
const MAX_RETURNS = 2; // a page that removes the element again does not want it
const PRESSED_BY_ITSELF = 'a,button,input,select,textarea,label,summary,[role="button"],[role="link"]';

export function startShowing({ send, marks, related, page, takeOff, shadow }: ShowingNeeds): Showing {
  const card = createCard(() => open?.by === 'list' && closeCard(), shadow);
  const talk = cardTalk({
    send,
    related,
    page,
    redraw: draw,
    next: () => step(1),
    setRefused(essay, isRefused) {
      marks.setRefused(essay, isRefused);
      refresh();
    },
    leaveSite: () => takeOff('site'),
  });
  const stopping = new AbortController();
  let open: Open | undefined;
  let last = -1; // where the reader was; the next step goes on from there
  let fits = true; // the card as it was placed last, whole
  let returns = 0;
  let before: Element | null = null; // had the focus when the card took it
  let beforeInList: number | undefined; // the focus came from there
  let isReturning = false;
  let pointer = { x: 0, y: 0 };
  let leaving: ReturnType<typeof setTimeout> | undefined;

  function openAt(mark: Mark, by: By, at?: number): void {
    if (by !== 'pointer') bringIntoView(mark.range);
    const box = boxOf(mark.range);
    if (box === undefined) return;
    open = { mark, by, at: at ?? (box.left + box.right) / 2 };
    last = marks.placed().indexOf(mark);
    keepPointer();
    talk.turnTo(mark);
    draw();
    if (by !== 'pointer' && !fits) makeRoomBelow(mark.range); // the scroll it causes places the card again
    if (by === 'key') takeFocus();
  }

  function draw(): void {
    if (open === undefined || stopping.signal.aborted) return;
    const placed = marks.placed();
    card.show(talk.view(placed.indexOf(open.mark) + 1, placed.length), isDark(open.mark.ground.ground));
    stand();
  }

  /** Follows its mark, and goes when the mark is out of sight. */
  function stand(): void {
    if (open === undefined) return;
    const box = boxOf(open.mark.range);
    if (box === undefined || !isInView(open.mark.range)) closeCard();
    else fits = card.place(box, open.at);
  }

  function closeCard(): void {
    if (open === undefined) return;
    open = undefined;
    keepPointer();
    const hadFocus = card.holdsFocus();
    card.hide();
    if (hadFocus) giveFocusBack();
    if (marks.placed().length === 0) card.host.remove();
  }

  function takeFocus(): void {
    if (!card.holdsFocus()) before = document.activeElement;
    card.focus();
  }

  function giveFocusBack(): void {
    isReturning = true;
    if (beforeInList !== undefined) card.focusList(beforeInList);
    else if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    isReturning = false;
    before = null;
    beforeInList = undefined;
  }

  function step(by: 1 | -1): void {
    const placed = marks.placed();
    const from = last === -1 ? firstInView(placed, by) : last + by;
    const mark = placed[(from + placed.length) % placed.length];
    if (mark !== undefined) openAt(mark, 'key');
  }

  function toggle(): void {
    const mark = marks.placed().find(({ range }) => isInView(range));
    if (open !== undefined) closeCard();
    else if (mark === undefined) step(1);
    else openAt(mark, 'key');
  }

  function keepPointer(): void {
    clearTimeout(leaving);
    leaving = undefined;
  }

  function openUnder(x: number, y: number): void {
    if (document.getSelection()?.isCollapsed === false) return;
    const under = marksAt(marks.placed(), x, y);
    const [first] = under;
    if (first !== undefined && !under.some(({ passage }) => passage === open?.mark.passage)) openAt(first, 'pointer', x);
  }

  function pointerAt(x: number, y: number, target: EventTarget | null): void {
    if (open?.by !== 'pointer') return;
    pointer = { x, y };
    if (target === card.host) keepPointer();
    else leaving ??= setTimeout(leaveUnlessOnMark, GRACE_MS);
  }

  function leaveUnlessOnMark(): void {
    leaving = undefined;
    if (open?.by === 'pointer' && marksAt([open.mark], pointer.x, pointer.y).length === 0) closeCard();
  }

  function refresh(): void {
    const placed = marks.placed();
    card.list(
      counted('passagesHere', placed.length),
      placed.map((mark, index) => ({
        name: say('passageNamed', { position: index + 1, total: placed.length, title: talk.titleOf(mark) }),
        onFocus: () => isReturning || openAt(mark, 'list'),
        onPress() {
          openAt(mark, 'key');
          beforeInList = index;
        },
      })),
    );
    if (placed.length > 0 && !card.host.isConnected) document.documentElement.append(card.host);
    if (placed.length === 0 && open === undefined) card.host.remove();
    if (open !== undefined) draw();
  }

  async function check(): Promise<void> {
    const outcome = await marks.repair();
    if (stopping.signal.aborted) return;
    if (outcome === 'password') return takeOff('password');
    if (marks.placed().length > 0 && !card.host.isConnected) {
      returns += 1;
      if (returns > MAX_RETURNS) return takeOff('unwelcome');
      refresh();
    }
    if (outcome === 'moved') {
      const moved = marks.placed().find(({ passage }) => passage === open?.mark.passage);
      if (open !== undefined && moved === undefined) closeCard();
      else if (open !== undefined && moved !== undefined) open = { ...open, mark: moved };
      refresh();
    }
  }

  function pressedKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || open === undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the press was for the card
    closeCard();
  }

  let frame = 0;
  const follow = (): void => {
    cancelAnimationFrame(frame);
    if (open !== undefined) frame = requestAnimationFrame(stand);
  };
  const { signal } = stopping;
  window.addEventListener('keydown', pressedKey, { capture: true, signal });
  window.addEventListener('scroll', follow, { capture: true, passive: true, signal });
  window.addEventListener('resize', follow, { passive: true, signal });
  window.addEventListener('pagehide', closeCard, { signal });
  const stops = [
    onChange(document, () => void check()),
    watchPointer(document, {
      onRest: openUnder,
      onMove: pointerAt,
      onPress: (target) => target !== card.host && closeCard(),
      onTap: (x, y, target) => !(target instanceof Element && target.closest(PRESSED_BY_ITSELF)) && openUnder(x, y),
    }),
  ];
  refresh();

  return {
    step,
    toggle,
    refresh,
    check,
    close() {
      closeCard();
      stopping.abort();
      for (const stop of stops) stop();
      card.host.remove();
    },
  };
}

/** Going forward, the first mark not yet passed; going back, the last one not yet reached. */
function firstInView(placed: readonly Mark[], by: 1 | -1): number {
  const ahead = placed.findIndex(({ range }) => (boxOf(range)?.bottom ?? 0) > 0);
  if (by === 1) return Math.max(0, ahead);
  return (ahead === -1 ? placed.length : ahead) - 1;
}
