/** A page of ours in the pseudo-language: which words never went through `_locales`, and what the longer ones do not fit into. */
import english from '../../public/_locales/en/messages.json';
import { voiceOf } from '../../src/ui/messages-voice';
import { nameThePage } from '../../src/ui/page-words';
import { speak } from '../../src/ui/words';
import { PSEUDO, pseudo } from './pseudo';

const READ_OUT = ['title', 'aria-label', 'placeholder', 'alt', 'label'];
const WORD = /[a-z]{2,}/gi; // the pseudo-language has none of these letters
const BY_A_HAIR = 1; // px; browsers round

export function speakStrangely(): void {
  speak(voiceOf(pseudo(english), PSEUDO));
  nameThePage(document, 'name');
}

export function speakEnglish(): void {
  speak(voiceOf(english, 'en-GB'));
  nameThePage(document, 'name');
}

/** Words that a person reads in `root` and that are not of `data`, which is what the page was given to show. */
export function ownWords(root: ParentNode, data: unknown): readonly string[] {
  const known = new Set(JSON.stringify(data).match(WORD));
  const texts = [...root.querySelectorAll('*')].flatMap((element) => [
    ...[...element.childNodes].flatMap((node) =>
      node.nodeType === Node.TEXT_NODE && !element.matches('style, script') ? (node.textContent ?? '') : [],
    ),
    ...READ_OUT.flatMap((name) => element.getAttribute(name) ?? []),
  ]);
  return [...new Set(texts.flatMap((text) => text.match(WORD) ?? []))].filter((word) => !known.has(word));
}

/** Elements that stand out of the window, or whose words stand out of them without a sign that there is more. */
export function misfits(root: ParentNode): readonly string[] {
  return [...root.querySelectorAll<HTMLElement>('*')]
    .filter((element) => !element.closest('.unseen, svg, option') && isMisfit(element))
    .map(nameOf);
}

function isMisfit(element: HTMLElement): boolean {
  const { left, right, width } = element.getBoundingClientRect();
  if (width === 0) return false;
  const { display, overflowX, textOverflow } = getComputedStyle(element);
  const hasWords = [...element.childNodes].some(({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim() !== '');
  const isCut = hasWords && display !== 'inline' && element.scrollWidth > element.clientWidth + BY_A_HAIR;
  const saysSo =
    textOverflow === 'ellipsis' || overflowX === 'auto' || overflowX === 'scroll' || element.matches('input, textarea, select');
  return left < -BY_A_HAIR || right > document.documentElement.clientWidth + BY_A_HAIR || (isCut && !saysSo);
}

function nameOf(element: HTMLElement): string {
  const { left, right } = element.getBoundingClientRect();
  return `${element.tagName.toLowerCase()}.${element.className} ${Math.round(left)}–${Math.round(right)}, ${element.scrollWidth} in ${element.clientWidth}: ${element.textContent?.slice(0, 40)}`;
}
