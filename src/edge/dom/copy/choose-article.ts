/** Which part of the plain copy is the article: Readability says, and where it misses what our own chooser reads, or the page is too large for it, our own does. */
import { Readability } from '@mozilla/readability';
import { choose } from '../../../core/article/choose';
import type { Tree } from '../../../core/article/tree';
import { MAX_COPY_CHARS } from '../../../core/copy/taken';
import { type LiveBlock, readBlocks } from '../blocks';
import type { Breathe } from '../slices';
import { carve } from './carve';
import { clearBoxes } from './clear-boxes';
import type { Flat } from './flat';

const MOST_ELEMENTS = 2_000; // for Readability, which cannot be sliced: above that it takes longer than a page may be stopped
const MANY = 3;
const LEAST_SHARE = 0.8; // of our own choice, that must be in it
const SCRAP_LETTERS = 200; // what is no longer, and stands beside all that the page shows, is its imprint
const FRAME = 'footer,header,aside';

/** Undefined where the page holds no text. What is no part of any article goes from the plain copy. */
export async function chooseArticle(flat: Flat, breathe: Breathe): Promise<Element | undefined> {
  const { body, document } = flat;
  const all = await readBlocks(body, breathe, MAX_COPY_CHARS);
  await breathe();
  const chosen = choose(all, treeOf(body));
  await breathe();
  const paragraphs = chosen.blocks.filter(chosen.isParagraph);
  const prose = new Map<Element, number>();
  for (const { container, chars } of paragraphs) prose.set(container, (prose.get(container) ?? 0) + chars);
  await clearBoxes(flat, prose, breathe);
  const { length } = body.querySelectorAll('*');
  if (length > MOST_ELEMENTS) return own(body, breathe);
  const spare = document.createElement('body');
  spare.append(...body.cloneNode(true).childNodes);
  await breathe();
  const article = await oneOf(flat, spare.cloneNode(true) as Element, paragraphs, breathe); // as: a copy of an element is one
  return article !== undefined && isScrap(article) ? (withoutFrame(spare, article) ?? article) : article;
}

async function oneOf(flat: Flat, spare: Element, paragraphs: readonly LiveBlock[], breathe: Breathe): Promise<Element | undefined> {
  const found = readability(flat, spare);
  await breathe();
  const isFound =
    found !== undefined &&
    shareIn(
      found,
      paragraphs.map((block) => lettersOf(block.pieces.map(({ words }) => words).join(''))),
    ) >= LEAST_SHARE;
  return isFound ? found : own(spare, breathe);
}

const isScrap = (article: Element): boolean =>
  lettersOf(article.textContent ?? '').length < SCRAP_LETTERS && article.querySelector('img,pre,table') === null;

/** A page that holds no article: all that one sees of it, without what frames it. Undefined where what was found is of that, or is as much. */
function withoutFrame(page: Element, scrap: Element): Element | undefined {
  const found = lettersOf(scrap.textContent ?? '');
  for (const each of page.querySelectorAll(FRAME)) each.remove();
  const all = lettersOf(page.textContent ?? '');
  return all.length > 2 * found.length && !all.includes(found) ? page : undefined;
}

async function own(body: Element, breathe: Breathe): Promise<Element | undefined> {
  const blocks = await readBlocks(body, breathe, MAX_COPY_CHARS);
  await breathe();
  const chosen = choose(blocks, treeOf(body));
  await breathe();
  return carve(chosen, blocks, body, breathe);
}

/** Where it begins anew it would have the page's markup parsed; it is given nodes instead. */
function readability({ body, document }: Flat, spare: Element): Element | undefined {
  if (hasManyAuthors(body)) {
    const meta = document.createElement('meta'); // then it takes the first of them for no byline, and leaves it where it stands
    meta.name = 'author';
    meta.content = '-';
    document.head.append(meta);
  }
  const set = (): void => body.replaceChildren(...spare.cloneNode(true).childNodes);
  for (const name of ['innerHTML', 'markup']) Object.defineProperty(body, name, { get: () => '', set }); // the second is what the build makes of the first
  const found = new Readability<Element>(document, { keepClasses: true, serializer: (node) => node as Element }).parse(); // as: it hands over the element that it made
  return found?.content ?? undefined;
}

/** A thread, each of whose posts says who wrote it. */
function hasManyAuthors(body: Element): boolean {
  const classes = [...body.querySelectorAll('[class*="author" i],[class*="byline" i],[class*="username" i]')].map((each) => each.className);
  return classes.filter((each) => each === classes[0]).length >= MANY;
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
