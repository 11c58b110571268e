/** The text of an essay out of its own page, without a document. Chooses by where prose is dense; says nothing of whether it is the right essay. */

import { type PageNode, pageTree } from '../feed/page/page-tree';
import { shortened } from '../feed/plain-text';
import type { Steps } from '../feed/steps';
import { type Beside, type TextBlock, textBlocks } from './article-blocks';

export type Article = {
  readonly title: string; // what the page calls itself
  readonly headings: readonly string[]; // all on the page
  readonly text: string; // paragraphs separated by a newline; empty where the page has no prose
};

const PARAGRAPH_CHARS = 80; // shorter ones must at least end like a sentence
const SENTENCE_CHARS = 25;
const ENDS_LIKE_SENTENCE = /[.!?…:;。！？।۔]["'”’»)\]]*$/;
const MOST_LINKED = 0.5; // a share of a block's characters: more, and it is a list of links
const REACH = 5; // elements above a paragraph that its weight goes to
const FADE = 0.5; // what it gives to each next one
const KIN_SHARE = 0.2; // of the heart's weight: elements as heavy as that belong to the text too
const HINT_SHARE = 0.4; // an element that holds more of the prose is the text, whatever it is called
const TALK_LEAVES_CHARS = 500; // comments are the text only where less than this stands outside of them
const REPEATED_CHARS = 80; // shorter ones are repeated with reason
const SHORT_TEXT = /^(?:p|li|dd|dt|blockquote|h[2-6])$/;

type Weighed = TextBlock & { readonly line: string };

/** In steps. At most `maxChars` of the text, cut at a word's end. */
export function* articleSteps(html: string, maxChars: number): Steps<Article> {
  const tree = yield* pageTree(html);
  const blocks: Weighed[] = [];
  for (const block of textBlocks(tree.root)) {
    const line = block.text
      .replace(/[\u00ad\ufeff\u200b]/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (line !== '') blocks.push({ ...block, line });
  }
  yield;
  const headings = blocks.filter(({ isHeading }) => isHeading).map(({ line }) => line);
  return { title: tree.title, headings, text: shortened(joined(chosen(blocks, tree.root), maxChars), maxChars) };
}

/** Paragraphs of the element around most of the prose and of its kin, with the short items and headings between them. */
function chosen(blocks: readonly Weighed[], root: PageNode): readonly Weighed[] {
  const candidates = blocks.filter(isParagraph);
  const isBeside = besideThe(candidates);
  const paragraphs = candidates.filter((block) => !isBeside(block));
  if (paragraphs.length === 0) return [];
  const weights = weigh(paragraphs);
  const [heart, most] = [...weights].reduce((best, each) => (each[1] > best[1] ? each : best), [root, 0] as const);
  const isIn = (block: Weighed): boolean => holds(heart, block.within);
  const isKin = ({ within }: Weighed): boolean => (weights.get(within.parent ?? root) ?? 0) >= most * KIN_SHARE;
  const kept = new Set(paragraphs.filter((block) => isIn(block) || isKin(block)));
  return blocks.filter((block) => kept.has(block) || (isShortText(block) && isIn(block) && !isBeside(block)));
}

function isParagraph({ isHeading, line, linkChars }: Weighed): boolean {
  if (isHeading || linkChars > line.length * MOST_LINKED) return false;
  return line.length >= PARAGRAPH_CHARS || (line.length >= SENTENCE_CHARS && ENDS_LIKE_SENTENCE.test(line));
}

function isShortText({ within, line, linkChars }: Weighed): boolean {
  return SHORT_TEXT.test(within.name) && linkChars <= line.length * MOST_LINKED;
}

/** A paragraph's weight goes to what is around it, less and less. */
function weigh(paragraphs: readonly Weighed[]): ReadonlyMap<PageNode, number> {
  const weights = new Map<PageNode, number>();
  for (const { within, line, linkChars } of paragraphs) {
    let share = line.length - linkChars;
    let above = within.parent ?? within;
    for (let step = 0; step < REACH; step++) {
      weights.set(above, (weights.get(above) ?? 0) + share);
      if (above.parent === undefined) break;
      share *= FADE;
      above = above.parent;
    }
  }
  return weights;
}

/** Tells blocks in an element that is named as no text is, unless it holds so much that it must be the text. */
function besideThe(paragraphs: readonly Weighed[]): (block: Weighed) => boolean {
  const held = new Map<PageNode, number>();
  let total = 0;
  for (const { beside, line } of paragraphs) {
    total += line.length;
    for (const { node } of outward(beside)) held.set(node, (held.get(node) ?? 0) + line.length);
  }
  const isLess = ({ node, isTalk }: Beside): boolean => (held.get(node) ?? 0) < (isTalk ? total - TALK_LEAVES_CHARS : total * HINT_SHARE);
  return ({ beside }) => outward(beside).some(isLess);
}

function outward(beside: Beside | undefined): Beside[] {
  const all: Beside[] = [];
  for (let each = beside; each !== undefined; each = each.outer) all.push(each);
  return all;
}

function holds(node: PageNode, inner: PageNode): boolean {
  for (let each: PageNode | undefined = inner; each !== undefined; each = each.parent) if (each === node) return true;
  return false;
}

/** Pages that hold their text twice give it once. */
function joined(blocks: readonly Weighed[], maxChars: number): string {
  const seen = new Set<string>();
  const lines: string[] = [];
  let chars = 0;
  for (const { line } of blocks) {
    if (chars > maxChars) break;
    if (line.length >= REPEATED_CHARS && seen.has(line)) continue;
    seen.add(line);
    lines.push(line);
    chars += line.length + 1;
  }
  return lines.join('\n');
}
