/** Reads a page as one reads it, or says why it is left alone. Nothing on the page is changed, and nothing typed into it is read. */
import { densityOf } from '../../core/article/blocks';
import { MIN_PROSE_CHARS } from '../../core/article/paragraph';
import type { Tree } from '../../core/article/tree';
import type { LeftAlone } from '../../core/page';
import { chooseAsSeen } from './as-seen';
import { PASSWORD_FIELD, readBlocks } from './blocks';
import { allIn, attributeOf, bodyOf, boxOfElement, firstIn, isVisible, localName, parentOf, rootOf, titleIn } from './native';
import { languageOf, titleOf } from './page-facts';
import { type ReadText, toPageText } from './page-text';
import { sightIn } from './sight';
import { type Breathe, slices } from './slices';

export type Readable =
  | { readonly state: 'read'; readonly read: ReadText; readonly isInFrame?: true } // where nothing of ours is drawn
  | { readonly state: 'left-alone'; readonly why: LeftAlone };

const EDITOR_SHARE = 0.5; // of the prose: where so much is being written, one writes
const MAX_FRAMES = 8; // looked into
const FRAME_PX = 200; // smaller ones hold no article

export async function readPage(document: Document, breathe: Breathe = slices()): Promise<Readable> {
  const found = await readDocument(document, breathe);
  return found.state === 'left-alone' && found.why === 'not-prose' ? readFrames(document, breathe) : found;
}

/** A page that stands in frames of its own site: the one with the most text is read. A password in any of them silences it all the same. */
async function readFrames(document: Document, breathe: Breathe): Promise<Readable> {
  const frames = framesOf(document);
  let best: Readable = leftAlone(frames.some(isMostOfThePage) ? 'framed' : 'not-prose');
  for (const { contentDocument: inner } of frames.slice(0, MAX_FRAMES)) {
    if (inner === null) continue;
    const found = await readDocument(inner, breathe);
    if (found.state === 'left-alone' && found.why === 'password') return found;
    if (found.state !== 'read' || (best.state === 'read' && best.read.page.text.length >= found.read.page.text.length)) continue;
    const page = { ...found.read.page, url: document.location.href, title: found.read.page.title || titleIn(document) };
    best = { state: 'read', read: { ...found.read, page }, isInFrame: true };
  }
  return best;
}

/** Those large enough to be read in, with those in them. */
function framesOf(document: Document): readonly HTMLIFrameElement[] {
  const frames = allIn(document, 'iframe,frame') as readonly HTMLIFrameElement[]; // as: frames have the same way in
  const large = frames.filter((frame) => {
    const { width, height } = boxOfElement(frame);
    return width >= FRAME_PX && height >= FRAME_PX && isVisible(frame);
  });
  return large.flatMap((frame) => [frame, ...(frame.contentDocument ? framesOf(frame.contentDocument) : [])]);
}

/** And may not be looked into. */
function isMostOfThePage(frame: HTMLIFrameElement): boolean {
  const { width, height } = boxOfElement(frame);
  return frame.contentDocument === null && width * height >= (innerWidth * innerHeight) / 2;
}

async function readDocument(document: Document, breathe: Breathe): Promise<Readable> {
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
  return firstIn(document, PASSWORD_FIELD) !== null;
}

function whyNot(document: Document): LeftAlone | undefined {
  const root = rootOf(document) as HTMLElement | null; // as: of other elements what is asked below is undefined, which will do
  if (root === null || localName(root) === 'svg') return 'not-prose'; // a picture
  if (asksForPassword(document)) return 'password';
  const isWritten = document.designMode === 'on' || root.isContentEditable || bodyOf(document)?.isContentEditable === true;
  return isWritten ? 'editor' : undefined;
}

function treeOf(root: Element): Tree<Element> {
  return { root, parentOf, nameOf: localName, classOf: (element) => attributeOf(element, 'class') ?? '' };
}

function leftAlone(why: LeftAlone): Readable {
  return { state: 'left-alone', why };
}
