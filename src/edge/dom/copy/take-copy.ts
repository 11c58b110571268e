/** The straight walk from the live page to its copy: what it says of itself, the plain copy of all of it, the article in that, and that written out. */
import { type CopyRefusal, MAX_MARKUP_CHARS, type TakenCopy } from '../../../core/copy/taken';
import { localName, rootOf } from '../native';
import type { Breathe } from '../slices';
import { chooseArticle } from './choose-article';
import { clearGoingOn } from './clear-boxes';
import { compose } from './compose';
import { factsOf } from './facts';
import { flatten } from './flatten';

/** `pictures`: where each picture that the copy names is to be had; the same but for long data: addresses. */
export type Took = { readonly copy: TakenCopy; readonly addresses: ReadonlyMap<string, string> };

const LEAST_CHARS = 200; // of text beside which a dialog is not the text

export async function takeCopyOf(document: Document, breathe: Breathe): Promise<Took | { readonly refused: CopyRefusal }> {
  const root: Element | null = rootOf(document); // null in a document that is being written anew
  if (root === null || localName(root) === 'svg') return { refused: 'no-page' };
  const { isFree: _isFree, ...facts } = factsOf(document);
  let flattened = await flatten(document, facts.title, breathe);
  if (flattened.chars < LEAST_CHARS && flattened.dialogs > 0) flattened = await flatten(document, facts.title, breathe, true);
  const { flat, notes } = flattened;
  const article = await chooseArticle(flat, breathe);
  if (article === undefined) return { refused: 'nothing-to-read' };
  const isCut = clearGoingOn(article);
  const { html, text, pictures } = await compose(article, flat, notes, facts.title, breathe);
  if (text === '' && pictures.length === 0) return { refused: 'nothing-to-read' };
  if (html.length > MAX_MARKUP_CHARS) return { refused: 'too-large' };
  const isPartial = flat.isPartial || isCut;
  return { copy: { ...facts, ...(isPartial && { isPartial }), html, text, pictures }, addresses: flat.pictures };
}
