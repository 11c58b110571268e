/** Reads a page as one reads it, or says why it is left alone. Nothing on the page is changed, and nothing typed into it is read. */
import { choose, MIN_PROSE_CHARS, type Tree } from '../../core/article/choose';
import type { LeftAlone } from '../../core/page';
import { PASSWORD_FIELD, readBlocks } from './blocks';
import { bodyOf, localName, parentOf, rootOf } from './native';
import { languageOf, titleOf } from './page-facts';
import { type ReadText, toPageText } from './page-text';
import { type Breathe, slices } from './slices';

export type Readable = { readonly state: 'read'; readonly read: ReadText } | { readonly state: 'left-alone'; readonly why: LeftAlone };

const EDITOR_SHARE = 0.5; // of the prose: where so much is being written, one writes
/** Scripts without spaces say in one character what others say in three. */
const DENSE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
const DENSITY = 3;

export async function readPage(document: Document, breathe: Breathe = slices()): Promise<Readable> {
  const forbidden = whyNot(document);
  if (forbidden !== undefined) return leftAlone(forbidden);
  const { read, proseChars, editableChars, hasPassword } = await readArticle(document, breathe);
  if (hasPassword) return leftAlone('password');
  if (editableChars > proseChars * EDITOR_SHARE) return leftAlone(proseChars + editableChars < MIN_PROSE_CHARS ? 'not-prose' : 'editor');
  const weight = read.page.text.length * (DENSE.test(read.page.text.slice(0, MIN_PROSE_CHARS)) ? DENSITY : 1);
  return weight < MIN_PROSE_CHARS || read.page.sentences.length === 0 ? leftAlone('not-prose') : { state: 'read', read };
}

/** What is read of a page, were it one that is read. */
export async function readArticle(document: Document, breathe: Breathe) {
  const root = bodyOf(document) ?? rootOf(document);
  const { blocks, editableChars, hasPassword } = await readBlocks(root, breathe);
  await breathe();
  const { heart, blocks: chosen, chars: proseChars } = choose(blocks, treeOf(root));
  await breathe();
  const language = languageOf(heart);
  const about = { url: document.location.href, title: titleOf(document, heart), ...(language !== undefined && { language }) };
  return { read: await toPageText(chosen, about, breathe), proseChars, editableChars, hasPassword };
}

/** Cheap enough to ask after every change of the page. */
export function asksForPassword(document: Document): boolean {
  return document.querySelector(PASSWORD_FIELD) !== null;
}

function whyNot(document: Document): LeftAlone | undefined {
  if (!(bodyOf(document) instanceof HTMLElement)) return 'not-prose'; // an SVG or XML document
  if (asksForPassword(document)) return 'password';
  const isWritten = document.designMode === 'on' || document.documentElement.isContentEditable || document.body.isContentEditable;
  return isWritten ? 'editor' : undefined;
}

function treeOf(root: Element): Tree<Element> {
  return { root, parentOf, nameOf: localName };
}

function leftAlone(why: LeftAlone): Readable {
  return { state: 'left-alone', why };
}
