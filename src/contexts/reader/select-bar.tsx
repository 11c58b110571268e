/** The small bar beside selected words: above them where there is room, else below, and never on them. With a finger below: the system's own is above. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { say } from '../../ui/words';
import type { ReaderModel } from './model';

const GAP_PX = 8;
const KEYS = { highlight: 'h', note: 'n' }; // as in keys.ts

export function SelectBar({ model }: { readonly model: ReaderModel }) {
  const { own } = model;
  const bar = useRef<HTMLElement>(null);
  useEffect(() => watchSelection(model), [model]);
  const chosen = own.chosen.value;
  useLayoutEffect(() => {
    if (bar.current !== null && chosen !== undefined) place(bar.current, chosen.range);
  }, [chosen]);
  if (chosen === undefined) return null; // null: what preact calls nothing
  const keepSelection = (event: Event): void => event.preventDefault();
  return (
    <section class="select-bar" aria-label={say('inkBar')} ref={bar} onPointerDown={keepSelection} onMouseDown={keepSelection}>
      <button type="button" onClick={() => void own.highlight()}>
        {say('inkHighlight')} <kbd>{KEYS.highlight}</kbd>
      </button>
      <button type="button" onClick={() => void model.noteSelected()}>
        {say('inkNote')} <kbd>{KEYS.note}</kbd>
      </button>
      <button type="button" onClick={() => void model.copy(String(getSelection()))}>
        {say('inkCopy')}
      </button>
      <button type="button" onClick={() => void model.askAboutSelected()}>
        {say('relatedToThis')}
      </button>
    </section>
  );
}

/** What is selected within the article, when the hand has come to rest; and presses on what is highlighted. */
function watchSelection(model: ReaderModel): () => void {
  const look = (): void => {
    const selection = getSelection();
    const range = selection?.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : undefined;
    const root = model.shown.peek()?.root;
    model.own.choose(range && root?.contains(range.commonAncestorContainer) ? range.cloneRange() : undefined);
  };
  const rested = (event: Event): void => {
    if (event.target instanceof Element && event.target.closest('.select-bar,dialog')) return;
    requestAnimationFrame(() => {
      look();
      if (event instanceof PointerEvent && model.own.chosen.peek() === undefined) press(model, event);
    });
  };
  const emptied = (): void => {
    if (getSelection()?.isCollapsed) model.own.choose(undefined);
  };
  document.addEventListener('pointerup', rested);
  document.addEventListener('keyup', rested);
  document.addEventListener('selectionchange', emptied);
  return () => {
    document.removeEventListener('pointerup', rested);
    document.removeEventListener('keyup', rested);
    document.removeEventListener('selectionchange', emptied);
  };
}

function press(model: ReaderModel, { clientX, clientY, target }: PointerEvent): void {
  if (!(target instanceof Element) || !model.shown.peek()?.root.contains(target) || target.closest('a,button,summary')) return;
  const id = model.own.at(clientX, clientY);
  if (id !== undefined) model.openHighlights(id);
}

function place(bar: HTMLElement, range: Range): void {
  const words = range.getBoundingClientRect();
  const { width, height } = bar.getBoundingClientRect();
  const isTouch = matchMedia('(pointer:coarse)').matches;
  const above = words.top - GAP_PX - height;
  const isAbove = !isTouch && above >= GAP_PX;
  bar.style.left = `${Math.max(GAP_PX, Math.min(words.left + (words.width - width) / 2, innerWidth - width - GAP_PX))}px`;
  bar.style.top = `${isAbove ? above : Math.min(words.bottom + GAP_PX, innerHeight - height - GAP_PX)}px`;
}
