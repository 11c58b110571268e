/** The straight walk from the live page to its copy: what it says of itself, the plain copy of all of it, the article in that, and that written out. */
import { webAddress } from '../../../core/address';
import { type CopyRefusal, MAX_MARKUP_CHARS, type TakenCopy } from '../../../core/copy/taken';
import { localName, rootOf } from '../native';
import { framesOf } from '../readable';
import type { Breathe } from '../slices';
import { chooseArticle } from './choose-article';
import { clearGoingOn } from './clear-boxes';
import { compose } from './compose';
import { factsOf } from './facts';
import { type Flattened, flatten } from './flatten';

/** `pictures`: where each picture that the copy names is to be had; the same but for long data: addresses. */
export type Took = { readonly copy: TakenCopy; readonly addresses: ReadonlyMap<string, string> };

const BREAKS_OFF = /(?:\.\.\.|…)["'”’»)\]]*\s*$/; // where the page says that not all of it is for everyone
const MAX_FRAMES = 8; // looked into
const LEAST_CHARS = 200; // of text beside which a dialog is not the text

export async function takeCopyOf(document: Document, breathe: Breathe): Promise<Took | { readonly refused: CopyRefusal }> {
  const root: Element | null = rootOf(document); // null in a document that is being written anew
  if (root === null || localName(root) === 'svg') return { refused: 'no-page' };
  const { isFree, ...facts } = factsOf(document);
  await breathe();
  let flattened = await flatten(document, facts.title, breathe);
  if (flattened.chars < LEAST_CHARS && flattened.dialogs > 0) flattened = await flatten(document, facts.title, breathe, true);
  if (flattened.chars < LEAST_CHARS) flattened = (await fullestFrame(document, facts.title, breathe)) ?? flattened;
  const { flat, notes } = flattened;
  const article = await chooseArticle(flat, breathe);
  if (article === undefined) return { refused: 'nothing-to-read' };
  await breathe();
  const isCut = clearGoingOn(article);
  const { html, text, pictures } = await compose(article, flat, notes, facts.title, breathe);
  if (text === '' && pictures.length === 0) return { refused: 'nothing-to-read' };
  if (html.length > MAX_MARKUP_CHARS) return { refused: 'too-large' };
  const isPartial = flat.isPartial || isCut || (!isFree && BREAKS_OFF.test(text));
  const lead = facts.lead ?? pictures.find((name) => webAddress(name) !== undefined);
  const copy = { ...facts, ...(lead !== undefined && { lead }), ...(isPartial && { isPartial }), html, text, pictures };
  return { copy, addresses: flat.pictures };
}

/** A page that stands in frames of its own site: the one with the most text. */
async function fullestFrame(document: Document, title: string, breathe: Breathe): Promise<Flattened | undefined> {
  let best: Flattened | undefined;
  for (const { contentDocument: inner } of framesOf(document).slice(0, MAX_FRAMES)) {
    const found = inner === null || rootOf(inner) === null ? undefined : await flatten(inner, title, breathe);
    if (found !== undefined && found.chars >= Math.max(LEAST_CHARS, best?.chars ?? 0)) best = found;
  }
  return best;
}
