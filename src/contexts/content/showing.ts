/** Opens and closes the card: on rest, on tap, by key. Decides when; what is done in it is card-acts.ts, where it stands host.ts. */
import { isDark } from '../../core/highlight/contrast';
import { failed, ok, type Result } from '../../core/problem';
import type { Related } from '../../core/related/answer';
import type { CardKey, CardSays } from '../../core/related/card';
import { boxOf, marksAt } from '../../edge/dom/hit-test';
import { canBeBrought, isInSight } from '../../edge/dom/in-sight';
import type { PageName } from '../../edge/dom/mark-style';
import { activeElement, allOf, rootOf, selectionOf } from '../../edge/dom/native';
import { isPressedByItself, watchPointer } from '../../edge/dom/pointer';
import type { Send } from '../../messages/contract';
import type { Key } from '../../ui/words';
import { cardActs } from './card-acts';
import { type CardLine, openCardLine } from './card-line';
import { watchEscape } from './escape';
import { createHost } from './host';
import type { Mark, Marks } from './marks';
import { onChange } from './watch';

export type Showing = {
  readonly step: (by: 1 | -1) => Promise<void>;
  readonly toggle: () => Promise<void>;
  readonly goTo: (isMeant: (mark: Mark) => boolean, hasCard: boolean) => Promise<boolean>; // false: it cannot be brought there
  readonly refresh: () => void; // the marks have changed
  readonly renew: (related: Related) => void; // and what is related
  readonly check: () => Promise<void>; // does everything still stand?
  readonly reachable: () => number; // marks that can be brought before a reader's eyes, as they were looked at last
  readonly cardSays: (said: Said) => Promise<Result<'done' | 'ignored'>>;
  readonly close: () => void; // takes it all off the page
};

type Said = { readonly key: CardKey; readonly frameId: number; readonly says: CardSays };

/** The part of the script that moves a page. Most pages are never asked to. */
export type Reach = Pick<typeof import('../../edge/dom/reach'), 'bring' | 'isSeen' | 'makeRoomBelow'>;

type ShowingNeeds = {
  readonly send: Send;
  readonly reach: () => Reach | undefined;
  readonly say: (key: Key, ...values: readonly string[]) => string;
  readonly cardAddress: (key: string) => string;
  readonly marks: Marks;
  readonly related: Related;
  readonly name: PageName;
  readonly page: string; // canonical address
  readonly takeOff: (why: 'unwelcome' | 'site' | 'rewritten') => void;
  readonly shadow: ShadowRootMode;
};

type By = 'pointer' | 'tap' | 'key' | 'list';
/** `at`: across the viewport. `height`: as the card wished; before it did, it is not seen yet. */
type Open = { readonly mark: Mark; readonly by: By; readonly at: number; readonly height?: number };

const GRACE_MS = 250; // for the way from the mark to the card
const MAX_RAISES = 3; // a page that lays something over a card again and again does not want it read
const MAX_RETURNS = 2; // a page that removes the element again does not want it

export function startShowing({ send, reach, say, cardAddress, marks, related, name, page, takeOff, shadow }: ShowingNeeds): Showing {
  const labels = { list: say('passageList'), frame: say('passageCard') };
  const inList = say('passageInList', '\u0001', '\u0002'); // asked for once: each question takes Firefox a tenth of a millisecond
  const host = createHost(document, name, labels, shadow, () => open?.by === 'list' && closeCard());
  const acts = cardActs({
    send,
    related,
    page,
    setRefused(essay, isRefused) {
      marks.setRefused(essay, isRefused);
      refresh();
    },
    setHidden(areHidden) {
      marks.setHidden(areHidden);
      refresh();
    },
    leaveSite: () => takeOff('site'),
  });
  const root = rootOf(document);
  const stopping = new AbortController();
  const escapeKey = watchEscape(window, stopping.signal, { isWanted: () => open !== undefined, onPress: closeCard });
  let line: CardLine | undefined;
  let open: Open | undefined;
  let last: Mark['passage'] | undefined; // where the reader was; the next step goes on from there
  let listed: readonly Mark[] = [];
  let fits = true; // the card as it was placed last, whole
  let raises = 0; // of this card
  let isHeld = false; // a question stands in the card, and waits for its answer
  let [returns, isPut] = [0, false]; // isPut: by us, and not taken off by us
  let before: Element | null = null; // had the focus when the card took it
  let beforeInList: number | undefined; // the focus came from there
  let isReturning = false;
  let pointer = { x: 0, y: 0 };
  let leaving: ReturnType<typeof setTimeout> | undefined;

  /** The frame loads hidden once somebody is on the page, so that the first card is there at once; a page that nobody touches pays for none. */
  function prepare(): CardLine {
    if (line !== undefined) return line;
    const made = openCardLine(send);
    line = made;
    host.load(cardAddress(made.key), unwelcome);
    return made;
  }

  function somebodyIsThere(): void {
    if (line === undefined) requestIdleCallback(() => host.element.isConnected && prepare());
  }

  async function reaching(): Promise<Reach | undefined> {
    if (reach() === undefined) await send('reachable', {});
    return reach();
  }

  /** Those that can be brought before a reader's eyes, as they stand now. */
  const reachable = (): readonly Mark[] => marks.placed().filter(({ range }) => canBeBrought(range));

  async function openAt(mark: Mark, by: By, at?: number): Promise<void> {
    if ((by === 'key' || by === 'list') && !(await reaching())?.bring(mark.range, host.element)) return;
    const box = boxOf(mark.range);
    if (box === undefined || !host.isOurs()) return;
    const mine: Open = { mark, by, at: at ?? (box.left + box.right) / 2 };
    if (open !== undefined && by === 'pointer') closeCard(); // never moves to another mark under a pointer
    open = mine;
    last = mark.passage;
    isHeld = false;
    raises = 0;
    keepPointer();
    await show(mine);
  }

  async function show(mine: Open): Promise<void> {
    const all = reachable();
    const position = all.findIndex(({ passage }) => passage === mine.mark.passage) + 1;
    const content = acts.contentOf(mine.mark, position, all.length, isDark(mine.mark.ground.ground));
    if (content === undefined) return;
    settle();
    const asked = prepare();
    host.width();
    const height = await asked.show(content);
    if (open !== mine || stopping.signal.aborted) return;
    if (height === undefined) {
      closeCard();
      if (mine.by !== 'pointer' && asked === line) await send('showPopup', {}); // the same words, where no page decides what may stand
      return;
    }
    open = { ...mine, height };
    stand();
    if (open === undefined) return;
    if (!host.show(content.isDark)) return closeCard(); // a dialog of the page's lies over it, or makes it dead
    if (mine.by !== 'pointer' && !fits) reach()?.makeRoomBelow(mine.mark.range, host.element); // the scroll it causes places the card again
    if (mine.by === 'key') takeFocus();
  }

  /** Follows its mark, and goes when the mark is out of sight. */
  function stand(): void {
    if (open?.height === undefined) return;
    const box = boxOf(open.mark.range);
    if (box === undefined || !isInSight(open.mark.range)) closeCard();
    else fits = host.place(box, open.at, open.height);
  }

  function closeCard(): void {
    if (open === undefined) return;
    open = undefined;
    isHeld = false;
    keepPointer();
    const hadFocus = host.holdsFocus();
    host.hide();
    if (hadFocus) giveFocusBack();
    if (marks.placed().length === 0) remove();
  }

  function remove(): void {
    host.unload();
    line = undefined;
    host.element.remove();
    isPut = false;
  }

  function takeFocus(): void {
    if (!host.holdsFocus()) before = activeElement(document);
    host.focus();
  }

  function giveFocusBack(): void {
    isReturning = true;
    if (beforeInList !== undefined) host.focusList(beforeInList);
    else if (before instanceof HTMLElement && before.isConnected) HTMLElement.prototype.focus.call(before, { preventScroll: true });
    isReturning = false;
    before = null;
    beforeInList = undefined;
  }

  /** Past those that something covers. */
  async function step(by: 1 | -1): Promise<void> {
    const there = await reaching();
    const all = reachable();
    const here = all.findIndex(({ passage }) => passage === last);
    const from = here === -1 ? firstInView(all, by) : here + by;
    for (let i = 0; i < all.length; i += 1) {
      const mark = all[(from + i * by + 2 * all.length) % all.length];
      if (mark !== undefined && there?.bring(mark.range, host.element)) return openAt(mark, 'key');
    }
  }

  async function toggle(): Promise<void> {
    if (open !== undefined) return closeCard();
    const there = await reaching();
    const mark = marks.placed().find(({ range }) => there?.isSeen(range));
    if (open !== undefined) closeCard();
    else if (mark === undefined) await step(1);
    else await openAt(mark, 'key');
  }

  async function goTo(isMeant: (mark: Mark) => boolean, hasCard: boolean): Promise<boolean> {
    await check();
    const mark = marks.placed().find(isMeant);
    if (mark === undefined || !(await reaching())?.bring(mark.range, host.element)) return false;
    last = mark.passage;
    if (hasCard) await openAt(mark, 'key');
    else if (open !== undefined) closeCard();
    marks.setPresent(hasCard ? undefined : mark.passage);
    return true;
  }

  /** Only what a person does in a card that stands as we drew it is done. */
  async function cardSays(said: Said): Promise<Result<'done' | 'ignored'>> {
    if (line?.hears(said) !== true) return failed({ kind: 'page-gone' }); // not this page's card
    const { says } = said;
    if (says.kind === 'hello' || open === undefined) return ok('done');
    if (says.kind === 'act') return host.takes(says.press) ? acts.perform(open.mark, says.act) : ok('ignored');
    if (says.kind === 'close') {
      escapeKey.isPressed();
      closeCard();
    } else if (says.kind === 'held') isHeld = says.isHeld;
    else if (says.kind === 'pointer') overCard(says.isOver);
    else await step(says.kind === 'next' ? 1 : -1);
    return ok('done');
  }

  function keepPointer(): void {
    clearTimeout(leaving);
    leaving = undefined;
  }

  function overCard(isOver: boolean): void {
    keepPointer();
    if (!isOver) leaveSoon();
  }

  function leaveSoon(): void {
    leaving ??= setTimeout(leaveUnlessOnMark, GRACE_MS);
  }

  function openUnder(x: number, y: number, by: 'pointer' | 'tap'): void {
    if (selectionOf(document)?.isCollapsed === false) return;
    const under = marksAt(marks.placed(), x, y);
    const [first] = under;
    if (first !== undefined && !under.some(({ passage }) => passage === open?.mark.passage)) void openAt(first, by, x);
  }

  function pointerAt(x: number, y: number, target: EventTarget | null): void {
    somebodyIsThere();
    if (open?.by !== 'pointer') return;
    pointer = { x, y };
    if (target === host.element) keepPointer();
    else leaveSoon();
  }

  function leaveUnlessOnMark(): void {
    leaving = undefined;
    if (open?.by === 'pointer' && !isHeld && marksAt([open.mark], pointer.x, pointer.y).length === 0) closeCard();
  }

  function refresh(): void {
    const placed = marks.placed();
    listed = reachable();
    host.list(
      listed.map((mark, index) => ({
        label: inList.replace('\u0001', String(index + 1)).replace('\u0002', String(listed.length)),
        onFocus: () => isReturning || void openAt(mark, 'list'),
        onPress: () => {
          beforeInList = index;
          void openAt(mark, 'key');
        },
      })),
    );
    if (placed.length > 0 && !host.element.isConnected) {
      if (isPut) return void unwelcome(); // the page took it, and whoever draws anew is the first to see
      isPut = true;
      host.attach();
    }
    if (placed.length === 0 && open === undefined) remove();
  }

  /** The marks that stand may be others, or the same ones in other places. */
  function follow(): void {
    const moved = open && marks.placed().find(({ passage }) => passage === open?.mark.passage);
    if (open !== undefined && moved !== undefined) open = { ...open, mark: moved };
    else if (open !== undefined && !isHeld) closeCard();
    refresh();
    stand();
  }

  /** In the dialog of the page's that makes all else dead, where marks stand in it. Else it would be dead as well. */
  function settle(): void {
    const dialog = [...allOf(document, 'dialog:modal')].findLast((each) => marks.placed().some(({ range }) => range.intersectsNode(each)));
    if (host.moveTo(dialog ?? root)) line = undefined;
  }

  /** The page moved the element or what is in it, or sent the frame elsewhere. */
  function unwelcome(): void {
    closeCard();
    remove();
    returns += 1;
    if (returns > MAX_RETURNS) takeOff('unwelcome');
    else refresh();
  }

  async function check(): Promise<void> {
    if (rootOf(document) !== root) return takeOff('rewritten'); // of its listeners none is left
    const outcome = await marks.repair();
    if (stopping.signal.aborted) return;
    if (marks.placed().length > 0 && !host.isOurs()) return unwelcome();
    const isOther = (all: readonly Mark[]) => all.length !== listed.length || all.some(({ range }, i) => range !== listed[i]?.range);
    if (outcome === 'moved' || isOther(reachable())) follow();
    if (open === undefined) settle();
  }

  /** A page that traps the focus would take it back. */
  function focused(event: FocusEvent): void {
    if (event.target !== host.element) return;
    event.stopImmediatePropagation();
    if (event.type === 'focusin') host.tookFocus(event);
  }

  let frame = 0;
  const followScroll = (): void => {
    somebodyIsThere();
    cancelAnimationFrame(frame);
    if (open !== undefined) frame = requestAnimationFrame(stand);
  };
  const { signal } = stopping;
  const early = { capture: true, signal };
  for (const kind of ['focus', 'focusin'] as const) window.addEventListener(kind, focused, early);
  window.addEventListener('toggle', (event) => event.target !== host.element && open?.height !== undefined && covered(), early);
  window.addEventListener('scroll', followScroll, { ...early, passive: true });
  window.addEventListener('resize', followScroll, { passive: true, signal });
  window.addEventListener('pagehide', (event) => event.isTrusted && sleep(), { signal });
  const stops = [
    onChange(document, () => void check()),
    watchPointer(document, {
      onRest: (x, y) => openUnder(x, y, 'pointer'),
      onMove: pointerAt,
      onPress: (target) => target !== host.element && closeCard(),
      onTap: (x, y, target) => !isPressedByItself(target) && openUnder(x, y, 'tap'),
    }),
  ];
  refresh();

  /** Something of the page's has come into the top layer: the card goes above it, but not for ever. */
  function covered(): void {
    if (open === undefined) return;
    raises += 1;
    host.raise();
    if (raises > MAX_RAISES || !host.show(isDark(open.mark.ground.ground))) closeCard();
  }

  /** A page in the browser's memory keeps no frame of ours. */
  function sleep(): void {
    closeCard();
    host.unload();
    line = undefined;
  }

  return {
    step,
    toggle,
    goTo,
    reachable: () => listed.length,
    refresh: follow,
    renew(to) {
      acts.renew(to);
      follow();
    },
    check,
    cardSays,
    close() {
      closeCard();
      stopping.abort();
      for (const stop of stops) stop();
      remove();
    },
  };
}

/** Going forward, the first mark not yet passed; going back, the last one not yet reached. */
function firstInView(all: readonly Mark[], by: 1 | -1): number {
  const ahead = all.findIndex(({ range }) => (boxOf(range)?.bottom ?? 0) > 0);
  if (by === 1) return Math.max(0, ahead);
  return (ahead === -1 ? all.length : ahead) - 1;
}
