/** Reads a page as one reads it, or says why it is left alone. Nothing on the page is changed, and nothing typed into it is read. */
import type { LeftAlone } from '../../core/page';
import { PASSWORD_FIELD, readBlocks } from './blocks';
import { languageOf, titleOf } from './page-facts';
import { type ReadText, toPageText } from './page-text';
import { choose, MIN_PROSE_CHARS } from './prose';
import { type Breathe, slices } from './slices';

export type Readable = { readonly state: 'read'; readonly read: ReadText } | { readonly state: 'left-alone'; readonly why: LeftAlone };

const EDITOR_SHARE = 0.5; // of the prose: where so much is being written, one writes
/** Scripts without spaces say in one character what others say in three. */
const DENSE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
const DENSITY = 3;

export async function readPage(document: Document, breathe: Breathe = slices()): Promise<Readable> {
  const forbidden = whyNot(document);
  if (forbidden !== undefined) return leftAlone(forbidden);
  const { body } = document;
  const { blocks, editableChars, hasPassword } = await readBlocks(body, breathe);
  if (hasPassword) return leftAlone('password');
  await breathe();
  const prose = choose(blocks, body);
  if (editableChars > prose.chars * EDITOR_SHARE) return leftAlone(prose.chars + editableChars < MIN_PROSE_CHARS ? 'not-prose' : 'editor');
  await breathe();
  const language = languageOf(prose.heart);
  const about = { url: document.location.href, title: titleOf(document, prose.heart), ...(language !== undefined && { language }) };
  const read = await toPageText(prose, about, breathe);
  const weight = read.page.text.length * (DENSE.test(read.page.text.slice(0, MIN_PROSE_CHARS)) ? DENSITY : 1);
  return weight < MIN_PROSE_CHARS || read.page.sentences.length === 0 ? leftAlone('not-prose') : { state: 'read', read };
}

/** Cheap enough to ask after every change of the page. */
export function asksForPassword(document: Document): boolean {
  return document.querySelector(PASSWORD_FIELD) !== null;
}

function whyNot(document: Document): LeftAlone | undefined {
  if (!(document.body instanceof HTMLElement)) return 'not-prose'; // an SVG or XML document
  if (asksForPassword(document)) return 'password';
  const isWritten = document.designMode === 'on' || document.documentElement.isContentEditable || document.body.isContentEditable;
  return isWritten ? 'editor' : undefined;
}

function leftAlone(why: LeftAlone): Readable {
  return { state: 'left-alone', why };
}
