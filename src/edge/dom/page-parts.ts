/** Parts of a page that a panel asks about: the words that are selected, and where its links lead. Reads only. */
import { webAddress } from '../../core/address';
import type { PageAsRead } from '../../core/page';
import { allOf, attributeOf, selectionOf, textContent } from './native';
import { languageOf } from './page-facts';

const MAX_CHARS = 20_000; // of a selection
const SOME_WORDS = /\S\s+\S+\s+\S|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]{6}/u; // three words: fewer speak of nothing
const MAX_LINKS = 400;
const MAX_WORDS_CHARS = 120;

/** Undefined where fewer than three words are selected. */
export function selectedOn(document: Document): PageAsRead | undefined {
  const selection = selectionOf(document);
  const text = String(selection ?? '')
    .replace(/[^\S\n]+/g, ' ')
    .trim()
    .slice(0, MAX_CHARS);
  if (!SOME_WORDS.test(text)) return undefined;
  const around = selection?.anchorNode?.parentElement;
  const language = around ? languageOf(around) : undefined;
  return { url: location.href, title: '', text, paragraphs: [[0, text.length]], ...(language !== undefined && { language }) };
}

/** In the page's order, each address once, without those that lead to a place on it. */
export function linksOn(document: Document): readonly { readonly url: string; readonly words: string }[] {
  const here = location.href.replace(/#.*/, '');
  const found = new Map<string, string>();
  for (const link of allOf(document, 'a[href]')) {
    const url = webAddress(attributeOf(link, 'href') ?? '', document.baseURI);
    if (url === undefined || url.replace(/#.*/, '') === here || found.has(url)) continue;
    found.set(url, (textContent(link) ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_WORDS_CHARS));
    if (found.size === MAX_LINKS) break;
  }
  return [...found].map(([url, words]) => ({ url, words }));
}
