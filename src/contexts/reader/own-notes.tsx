/** One's notes beside the words they stand on: in the end margin where there is room for them, else each folded up below its paragraph. */
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { HighlightId } from '../../core/library/highlight';
import { counted, say } from '../../ui/words';
import { OWN } from './article-text';
import type { ReaderModel } from './model';

type Noted = { readonly id: HighlightId; readonly note: string; readonly range: Range };

const LEAST_PX = 170; // of a margin in which one can read
const MOST_PX = 240;
const AWAY_PX = 28; // from the column
const APART_PX = 10;
/** What a note is put into, at its end; anything else it is put behind. */
const HOLDS = 'li,td,th,dd,dt,figcaption';
const BLOCK = `${HOLDS},p,h1,h2,h3,h4,h5,h6,.code,blockquote`;

export function OwnNotes({ model }: { readonly model: ReaderModel }) {
  const { own, shown } = model;
  const list = useRef<HTMLUListElement>(null);
  const placed = own.placed.value;
  const noted = useMemo(
    () =>
      placed.flatMap(({ highlight: { id, note }, range }): readonly Noted[] =>
        range === undefined || !note?.[0] ? [] : [{ id, note: note[0], range }],
      ),
    [placed],
  );
  const root = shown.value?.root;
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null || root === undefined) return;
    let folded: readonly Element[] = [];
    const lay = (): void => {
      const room = roomBeside(root);
      element.hidden = room < LEAST_PX;
      if (element.hidden) {
        if (folded.length === 0) folded = noted.map((each) => foldedBelow(each));
        return;
      }
      for (const each of folded) each.remove();
      folded = [];
      element.style.inlineSize = `${Math.min(MOST_PX, room)}px`;
      stand(element, noted);
    };
    lay();
    let frame = 0;
    const watch = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(lay); // what is folded below makes the text itself higher
    });
    watch.observe(root);
    watch.observe(document.documentElement);
    return () => {
      watch.disconnect();
      cancelAnimationFrame(frame);
      for (const each of folded) each.remove();
    };
  }, [noted, root]);
  if (noted.length === 0) return null; // null: what preact calls nothing
  return (
    <ul class="beside-notes" aria-label={say('ownNotes')} ref={list}>
      {noted.map(({ id, note }) => (
        <li key={id}>
          <button type="button" title={say('changeNote')} onClick={() => model.openHighlights(id)}>
            <bdi>{note}</bdi>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** px between the column and the window's edge, where lines end. */
function roomBeside(root: Element): number {
  const { left, right } = (root.closest('.column') ?? root).getBoundingClientRect();
  const isRightToLeft = getComputedStyle(root.closest('.reader') ?? root).direction === 'rtl';
  return (isRightToLeft ? left : document.documentElement.clientWidth - right) - 2 * AWAY_PX;
}

/** Each at the height of its words, or below the one above it. */
function stand(list: HTMLElement, noted: readonly Noted[]): void {
  const top = list.parentElement?.getBoundingClientRect().top ?? 0;
  let free = 0;
  for (const [at, item] of [...list.children].entries()) {
    if (!(item instanceof HTMLElement)) continue;
    const words = noted[at]?.range.getBoundingClientRect();
    const place = Math.max(free, (words?.top ?? 0) - top);
    item.style.top = `${place}px`;
    free = place + item.offsetHeight + APART_PX;
  }
}

/** "1 note", which opens below its paragraph. It is none of the article's text. */
function foldedBelow({ note, range }: Noted): Element {
  const { endContainer: end } = range;
  const block = (end instanceof Element ? end : end.parentElement)?.closest(BLOCK);
  const fold = document.createElement('details');
  fold.className = 'folded-note';
  fold.setAttribute(OWN, '');
  const sign = document.createElement('summary');
  sign.textContent = counted('noteCount', 1);
  const words = document.createElement('p');
  words.dir = 'auto';
  words.textContent = note;
  fold.append(sign, words);
  if (block?.matches(HOLDS)) block.append(fold);
  else lastFoldBehind(block)?.after(fold);
  return fold;
}

/** The notes of one paragraph stand below it in the order of its words. */
function lastFoldBehind(block: Element | null | undefined): Element | null | undefined {
  const next = block?.nextElementSibling;
  return next?.matches('.folded-note') ? lastFoldBehind(next) : block;
}
