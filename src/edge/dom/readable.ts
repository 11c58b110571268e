/** Reads a page as one reads it, or says that there is nothing to read. Nothing on it is changed, nothing typed into it is read; what forbids reading is forbidden.ts. */
import { densityOf } from '../../core/article/blocks';
import { MIN_PROSE_CHARS } from '../../core/article/paragraph';
import type { Tree } from '../../core/article/tree';
import type { LeftAlone } from '../../core/page';
import { chooseAsSeen } from './as-seen';
import { readBlocks } from './blocks';
import { allIn, attributeOf, bodyOf, boxOfElement, isVisible, localName, parentOf, rootOf, titleIn } from './native';
import { languageOf, titleOf } from './page-facts';
import { type ReadText, toPageText } from './page-text';
import { sightIn } from './sight';
import { type Breathe, slices } from './slices';

export type Readable =
  | { readonly state: 'read'; readonly read: ReadText; readonly isInFrame?: true } // where nothing of ours is drawn
  | { readonly state: 'left-alone'; readonly why: LeftAlone };

const MAX_FRAMES = 8; // looked into
const FRAME_PX = 200; // smaller ones hold no article

export async function readPage(document: Document, breathe: Breathe = slices()): Promise<Readable> {
  const found = await readDocument(document, breathe);
  return found.state === 'left-alone' && found.why === 'not-prose' ? readFrames(document, breathe) : found;
}

/** A page that stands in frames of its own site: the one with the most text is read. */
async function readFrames(document: Document, breathe: Breathe): Promise<Readable> {
  const frames = framesOf(document);
  let best: Readable = leftAlone(frames.some(isMostOfThePage) ? 'framed' : 'not-prose');
  for (const { contentDocument: inner } of frames.slice(0, MAX_FRAMES)) {
    if (inner === null) continue;
    const found = await readDocument(inner, breathe);
    if (found.state !== 'read' || (best.state === 'read' && best.read.page.text.length >= found.read.page.text.length)) continue;
    const page = { ...found.read.page, url: document.location.href, title: found.read.page.title || titleIn(document) };
    best = { state: 'read', read: { ...found.read, page }, isInFrame: true };
  }
  return best;
}

/** Those large enough to be read in, with those in them. */
export function framesOf(document: Document): readonly HTMLIFrameElement[] {
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
  const root: Element | null = rootOf(document); // null in a document that is being written anew
  if (root === null || localName(root) === 'svg') return leftAlone('not-prose'); // a picture
  const { read } = await readArticle(document, breathe);
  const weight = read.page.text.length * densityOf(read.page.text);
  return weight < MIN_PROSE_CHARS || read.page.paragraphs.length === 0 ? leftAlone('not-prose') : { state: 'read', read };
}

/** What is read of a page, were it one that is read. */
export async function readArticle(document: Document, breathe: Breathe) {
  const root = bodyOf(document) ?? rootOf(document);
  const blocks = await readBlocks(root, breathe);
  await breathe();
  const chosen = await chooseAsSeen(blocks, treeOf(root), sightIn(document), breathe);
  await breathe();
  const language = languageOf(chosen.heart);
  const about = { url: document.location.href, title: titleOf(document, chosen.heart), ...(language !== undefined && { language }) };
  const lines = chosen.blocks.map((block) => ({ pieces: block.pieces, isParagraph: chosen.isParagraph(block) }));
  return { read: await toPageText(lines, about, breathe) };
}

function treeOf(root: Element): Tree<Element> {
  return { root, parentOf, nameOf: localName, classOf: (element) => attributeOf(element, 'class') ?? '' };
}

function leftAlone(why: LeftAlone): Readable {
  return { state: 'left-alone', why };
}
