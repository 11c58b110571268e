/** A note in its place: what a reference leads to, as a small card on rest, focus or click. The note itself stays at the end, where ↩ leads back. */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { say } from '../../ui/words';

const REST_MS = 300; // as the card of a mark: never under a pointer that only passes
const LINGER_MS = 250; // to get from the reference into the card
const REFERENCE = 'a[href^="#n-"]'; // as the copier names notes
const CARD_PX = 340;

type Open = { readonly reference: HTMLAnchorElement; readonly note: Element; readonly isHeld: boolean }; // isHeld: until it is closed

export function NoteCard({ article }: { readonly article: RefObject<HTMLElement | null> }) {
  const [open, setOpen] = useState<Open | undefined>(undefined);
  const card = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const root = article.current;
    if (root === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (reference: HTMLAnchorElement, isHeld: boolean): void => {
      const note = document.getElementById(reference.hash.slice(1));
      if (note !== null && root.contains(note)) setOpen({ reference, note, isHeld });
    };
    const later = (run: () => void, ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(run, ms);
    };
    const close = (): void => setOpen((now) => (now?.isHeld ? now : undefined));
    const over = (event: PointerEvent): void => {
      const reference = referenceAt(event);
      if (event.pointerType !== 'touch' && reference) later(() => show(reference, false), REST_MS);
      else if (event.target instanceof Element && event.target.closest('.note-card')) clearTimeout(timer);
      else later(close, LINGER_MS);
    };
    const focus = (event: FocusEvent): void => {
      const reference = referenceAt(event);
      if (reference?.matches(':focus-visible')) show(reference, false);
    };
    const blur = (event: FocusEvent): void => {
      if (referenceAt(event)) later(close, LINGER_MS);
    };
    const press = (event: MouseEvent): void => {
      const reference = referenceAt(event);
      if (reference && !event.ctrlKey && !event.metaKey && event.button === 0) {
        event.preventDefault();
        event.stopPropagation();
        clearTimeout(timer);
        show(reference, true);
      } else if (!(event.target instanceof Element && event.target.closest('.note-card'))) setOpen(undefined);
    };
    document.addEventListener('pointerover', over);
    document.addEventListener('click', press, true); // before the link itself leads to the note
    root.addEventListener('focusin', focus);
    root.addEventListener('focusout', blur);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', over);
      document.removeEventListener('click', press, true);
      root.removeEventListener('focusin', focus);
      root.removeEventListener('focusout', blur);
    };
  }, [article]);

  useEffect(() => {
    if (open === undefined) return;
    const leave = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault(); // the page stays
      setOpen(undefined);
      open.reference.focus({ preventScroll: true });
    };
    document.addEventListener('keydown', leave, true);
    open.reference.setAttribute('aria-describedby', 'note-card');
    return () => {
      document.removeEventListener('keydown', leave, true);
      open.reference.removeAttribute('aria-describedby');
    };
  }, [open]);

  useLayoutEffect(() => {
    if (open === undefined || card.current === null || words.current === null) return;
    words.current.replaceChildren(...wordsOf(open.note));
    place(card.current, open.reference);
  }, [open]);

  if (open === undefined) return null; // null: what preact calls nothing
  const back = (): void => {
    setOpen(undefined);
    open.reference.focus({ preventScroll: true });
  };
  return (
    <div class="note-card" id="note-card" role="note" aria-label={say('note')} ref={card}>
      <div class="note-words" ref={words} lang={open.note.closest('[lang]')?.getAttribute('lang') ?? undefined} />
      <button type="button" class="button-icon" title={say('backToText')} aria-label={say('backToText')} onClick={back}>
        ↩
      </button>
    </div>
  );
}

function referenceAt({ target }: Event): HTMLAnchorElement | undefined {
  return target instanceof Element ? (target.closest<HTMLAnchorElement>(REFERENCE) ?? undefined) : undefined;
}

/** The note without the links that lead back, and without ids, which only one element may have. */
function wordsOf(note: Element): readonly Node[] {
  const copy = note.cloneNode(true) as Element; // as: what is copied is an element
  for (const link of copy.querySelectorAll('a[href^="#r-"]')) link.remove();
  for (const each of copy.querySelectorAll('[id]')) each.removeAttribute('id');
  return [...copy.childNodes];
}

/** Below the reference, or above it where there is no room; within the column either way. */
function place(card: HTMLElement, reference: Element): void {
  const frame = card.offsetParent?.getBoundingClientRect() ?? new DOMRect();
  const at = reference.getBoundingClientRect();
  const width = Math.min(CARD_PX, frame.width);
  const left = Math.max(0, Math.min(at.left - frame.left - width / 3, frame.width - width));
  const isAbove = at.bottom + card.offsetHeight + 16 > window.innerHeight && at.top > card.offsetHeight + 16;
  card.style.width = `${width}px`;
  card.style.left = `${left}px`;
  card.style.top = `${(isAbove ? at.top - card.offsetHeight - 8 : at.bottom + 8) - frame.top}px`;
}
