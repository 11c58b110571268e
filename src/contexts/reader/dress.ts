/** Gives an article what a page of ours gives: code that is copied and wrapped, tables that scroll, pictures that enlarge, links that leave this page where it is. */
import { say } from '../../ui/words';
import { OWN } from './article-text';
import { goTo } from './place';

export type Dressing = {
  readonly copy: (text: string) => Promise<void>;
  readonly enlarge: (picture: HTMLImageElement, words: string) => void;
};

export type Heading = { readonly element: HTMLElement; readonly words: string; readonly depth: number }; // depth: from 0

export function dress(root: HTMLElement, title: string, { copy, enlarge }: Dressing): void {
  dropTitle(root, title);
  const pictures = [...root.querySelectorAll<HTMLImageElement>('img')];
  const small = new Set(pictures.filter(({ width }) => width > 0 && width < SMALL_PX)); // all measured before anything moves: each would lay out anew
  for (const code of root.querySelectorAll<HTMLElement>('pre')) dressCode(code, copy);
  for (const table of root.querySelectorAll<HTMLElement>('table')) dressTable(table);
  for (const picture of pictures) dressPicture(picture, small.has(picture), enlarge);
  for (const link of root.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    if (link.getAttribute('href')?.startsWith('#')) {
      link.addEventListener('click', (event) => stepWithin(root, link, event));
      continue;
    }
    link.target = '_blank';
    link.relList.add('noopener', 'noreferrer', 'nofollow');
  }
}

/** To another place of the text, and the address stays: the way back leads out of the page, not through its notes. */
function stepWithin(root: HTMLElement, link: HTMLAnchorElement, event: MouseEvent): void {
  const target = [...root.querySelectorAll<HTMLElement>('[id]')].find(({ id }) => id === link.hash.slice(1));
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  if (target === undefined) return;
  goTo(target, 'middle');
  target.focus({ preventScroll: true });
}

/** The title stands above already. */
function dropTitle(root: HTMLElement, title: string): void {
  const first = root.querySelector('h1,h2');
  const before = first && first.compareDocumentPosition(root.querySelector('p') ?? first) & Node.DOCUMENT_POSITION_FOLLOWING;
  if (first && before && folded(first.textContent ?? '') === folded(title)) first.remove();
}

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

function own<K extends keyof HTMLElementTagNameMap>(name: K, className: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.className = className;
  return element;
}

/** Its own scroll, and two buttons: in the order of Tab before the code they are about. */
function dressCode(code: HTMLElement, copy: Dressing['copy']): void {
  const box = own('div', 'code');
  const acts = own('div', 'code-acts');
  acts.setAttribute(OWN, '');
  const wrap = actOf(say('codeWrap'), () => {
    const isWrapped = box.classList.toggle('is-wrapped');
    wrap.setAttribute('aria-pressed', String(isWrapped));
  });
  wrap.setAttribute('aria-pressed', 'false');
  const copying = actOf(say('copy'), () => {
    void copy(code.textContent ?? '').then(
      () => (copying.textContent = say('copied')),
      () => (copying.textContent = say('notCopiedShort')), // the browser may keep the clipboard to itself
    );
  });
  copying.setAttribute('aria-live', 'polite');
  acts.append(wrap, copying);
  code.dir = 'ltr';
  code.replaceWith(box);
  box.append(acts, code);
  scrolls(code, say('code'));
}

function actOf(words: string, press: () => void): HTMLButtonElement {
  const button = own('button', 'code-act');
  button.type = 'button';
  button.textContent = words;
  button.addEventListener('click', press);
  return button;
}

function dressTable(table: HTMLElement): void {
  if (table.parentElement?.closest('table')) return;
  const box = own('div', 'table-scroll');
  table.replaceWith(box);
  box.append(table);
  scrolls(box, table.querySelector('caption')?.textContent?.trim() || say('table'));
}

/** What scrolls by itself can be reached by Tab, or nobody without a pointer sees the rest. */
function scrolls(element: HTMLElement, words: string): void {
  element.tabIndex = 0;
  element.setAttribute('role', 'region');
  element.setAttribute('aria-label', words);
}

const SMALL_PX = 64; // a sign within a line, which there is no more of to see

function dressPicture(picture: HTMLImageElement, isSmall: boolean, enlarge: Dressing['enlarge']): void {
  const figure = picture.closest('figure');
  const caption = figure?.querySelector('figcaption')?.textContent?.trim() ?? '';
  const words = caption === '' ? picture.alt.trim() : caption;
  if (figure !== null && caption === '' && words !== '' && figure.querySelectorAll('img').length === 1) {
    const said = document.createElement('figcaption');
    said.textContent = words;
    said.setAttribute(OWN, '');
    figure.append(said);
  }
  if (picture.closest('a') !== null || isSmall) return;
  const button = own('button', 'picture');
  button.type = 'button';
  button.title = say('enlarge');
  if (picture.alt.trim() === '') button.setAttribute('aria-label', say('enlarge'));
  button.addEventListener('click', () => enlarge(picture, words));
  picture.replaceWith(button);
  button.append(picture);
}

/** What stands in the contents; none where there are too few to be of use. Gives those an id that have none. */
export function headingsIn(root: HTMLElement): readonly Heading[] {
  const found = [...root.querySelectorAll<HTMLElement>('h1,h2,h3,h4')].flatMap((element) => {
    const words = (element.textContent ?? '').replace(/\s+/g, ' ').trim();
    return words === '' ? [] : [{ element, words, level: Number(element.tagName[1]) }];
  });
  if (found.length < LEAST_HEADINGS) return [];
  const top = Math.min(...found.map(({ level }) => level));
  return found.map(({ element, words, level }, index) => {
    if (element.id === '') element.id = `part-${index + 1}`;
    return { element, words, depth: Math.min(2, level - top) };
  });
}

const LEAST_HEADINGS = 3;
