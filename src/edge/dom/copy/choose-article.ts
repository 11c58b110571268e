/** Which part of the plain copy is the article: Readability says, and where it misses what our own chooser reads, or the page is too large for it, our own does. */
import { Readability } from '@mozilla/readability';
import { type Chosen, choose } from '../../../core/article/choose';
import type { Tree } from '../../../core/article/tree';
import { type LiveBlock, readBlocks, wordsOf } from '../blocks';
import type { Breathe } from '../slices';
import { carve } from './carve';
import type { Flat } from './flat';

const MOST_ELEMENTS = 2_500; // for Readability, which cannot be sliced: above that it takes longer than a page may be stopped
const LEAST_SHARE = 0.8; // of our own choice, that must be in it

/** Undefined where the page holds no text. */
export async function chooseArticle(flat: Flat, breathe: Breathe): Promise<Element | undefined> {
  const { body, document } = flat;
  const spare = document.createElement('body');
  const { length } = body.querySelectorAll('*');
  const blocks = await readBlocks(body, breathe);
  const tree = treeOf(body);
  const chosen = choose(blocks, tree);
  if (length > MOST_ELEMENTS) return carve(chosen, blocks, body);
  spare.append(...body.cloneNode(true).childNodes);
  const paragraphs = chosen.blocks.filter(chosen.isParagraph).map((block) => lettersOf(block.pieces.map(wordsOf).join('')));
  const pause = breathe();
  if (pause) await pause;
  const found = readability(flat, spare);
  if (found !== undefined && shareIn(found, paragraphs) >= LEAST_SHARE) return found;
  return own(spare, breathe);
}

async function own(spare: Element, breathe: Breathe): Promise<Element | undefined> {
  const blocks = await readBlocks(spare, breathe);
  const chosen: Chosen<Element, LiveBlock> = choose(blocks, treeOf(spare));
  return carve(chosen, blocks, spare);
}

/** Where it begins anew it would have the page's markup parsed; it is given nodes instead. */
function readability({ body, document }: Flat, spare: Element): Element | undefined {
  Object.defineProperty(body, 'innerHTML', {
    get: () => '',
    set: () => body.replaceChildren(...spare.cloneNode(true).childNodes),
  });
  const found = new Readability<Element>(document, { keepClasses: true, serializer: (node) => node as Element }).parse(); // as: it hands over the element that it made
  return found?.content ?? undefined;
}

function shareIn(article: Element, paragraphs: readonly string[]): number {
  const whole = lettersOf(article.textContent ?? '');
  let [all, there] = [0, 0];
  for (const each of paragraphs) {
    all += each.length;
    if (whole.includes(each)) there += each.length;
  }
  return all === 0 ? 1 : there / all;
}

const lettersOf = (words: string): string => words.replace(/[\s\u00ad\u200b]+/g, '');

function treeOf(root: Element): Tree<Element> {
  return {
    root,
    parentOf: (element) => element.parentElement ?? undefined,
    nameOf: (element) => element.localName,
    classOf: (element) => element.getAttribute('class') ?? '',
  };
}
