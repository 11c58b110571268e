/** Reads a page as one reads it, or says why it is left alone. Nothing on the page is changed, and nothing typed into it is read. */
import { densityOf } from '../../core/article/blocks';
import { MIN_PROSE_CHARS } from '../../core/article/paragraph';
import type { Tree } from '../../core/article/tree';
import type { LeftAlone } from '../../core/page';
import { chooseAsSeen } from './as-seen';
import { PASSWORD_FIELD, readBlocks } from './blocks';
import { attributeOf, bodyOf, localName, parentOf, rootOf } from './native';
import { languageOf, titleOf } from './page-facts';
import { type ReadText, toPageText } from './page-text';
import { sightIn } from './sight';
import { type Breathe, slices } from './slices';

export type Readable = { readonly state: 'read'; readonly read: ReadText } | { readonly state: 'left-alone'; readonly why: LeftAlone };

const EDITOR_SHARE = 0.5; // of the prose: where so much is being written, one writes

export async function readPage(document: Document, breathe: Breathe = slices()): Promise<Readable> {
  const forbidden = whyNot(document);
  if (forbidden !== undefined) return leftAlone(forbidden);
  const { read, proseChars, editableChars, hasPassword } = await readArticle(document, breathe);
  if (hasPassword) return leftAlone('password');
  if (editableChars > proseChars * EDITOR_SHARE) return leftAlone(proseChars + editableChars < MIN_PROSE_CHARS ? 'not-prose' : 'editor');
  const weight = read.page.text.length * densityOf(read.page.text);
  return weight < MIN_PROSE_CHARS || read.page.sentences.length === 0 ? leftAlone('not-prose') : { state: 'read', read };
}

/** What is read of a page, were it one that is read. */
export async function readArticle(document: Document, breathe: Breathe) {
  const root = bodyOf(document) ?? rootOf(document);
  const { blocks, editableChars, hasPassword } = await readBlocks(root, breathe);
  await breathe();
  const chosen = await chooseAsSeen(blocks, treeOf(root), sightIn(document), breathe);
  await breathe();
  const language = languageOf(chosen.heart);
  const about = { url: document.location.href, title: titleOf(document, chosen.heart), ...(language !== undefined && { language }) };
  const lines = chosen.blocks.map((block) => ({ pieces: block.pieces, isParagraph: chosen.isParagraph(block) }));
  return { read: await toPageText(lines, about, breathe), proseChars: chosen.chars, editableChars, hasPassword };
}

/** Cheap enough to ask after every change of the page. */
export function asksForPassword(document: Document): boolean {
  return document.querySelector(PASSWORD_FIELD) !== null;
}

function whyNot(document: Document): LeftAlone | undefined {
  if (localName(rootOf(document)) === 'svg') return 'not-prose'; // a picture
  if (asksForPassword(document)) return 'password';
  const isWritten = document.designMode === 'on' || document.documentElement.isContentEditable || document.body.isContentEditable;
  return isWritten ? 'editor' : undefined;
}

function treeOf(root: Element): Tree<Element> {
  return { root, parentOf, nameOf: localName, classOf: (element) => attributeOf(element, 'class') ?? '' };
}

function leftAlone(why: LeftAlone): Readable {
  return { state: 'left-alone', why };
}
