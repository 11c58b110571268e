/** The text of an essay out of its own page, without a document. Says nothing of whether it is the right essay. */
import { type PageNode, pageTree } from '../feed/page/page-tree';
import type { Steps } from '../feed/steps';
import { shortened } from '../text/shortened';
import { choose } from './choose';
import { type PageBlock, pageBlocks } from './page-blocks';
import { REPEATED_CHARS } from './paragraph';
import type { Tree } from './tree';

export type Article = {
  readonly title: string; // what the page calls itself
  readonly headings: readonly string[]; // all on the page
  readonly text: string; // paragraphs separated by a newline; empty where the page has no prose
};

/** In steps. At most `maxChars` of the text, cut at a word's end. */
export function* articleSteps(html: string, maxChars: number): Steps<Article> {
  const { root, title } = yield* pageTree(html);
  const blocks = pageBlocks(root);
  yield;
  const headings = blocks.filter(({ isHeading }) => isHeading).map(lineOf);
  yield;
  const { blocks: chosen, chars } = choose(blocks, treeOf(root));
  return { title, headings, text: chars === 0 ? '' : shortened(joined(chosen, maxChars), maxChars) };
}

function treeOf(root: PageNode): Tree<PageNode> {
  return { root, parentOf: ({ parent }) => parent, nameOf: ({ name }) => name, classOf: ({ attributes }) => attributes['class'] ?? '' };
}

function lineOf({ pieces }: PageBlock): string {
  return pieces
    .join('')
    .replace(/[\u00ad\ufeff\u200b]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Pages that hold their text twice give it once. */
function joined(blocks: readonly PageBlock[], maxChars: number): string {
  const seen = new Set<string>();
  const lines: string[] = [];
  let chars = 0;
  for (const block of blocks) {
    if (chars > maxChars) break;
    const line = lineOf(block);
    if (line === '' || (line.length >= REPEATED_CHARS && seen.has(line))) continue;
    seen.add(line);
    lines.push(line);
    chars += line.length + 1;
  }
  return lines.join('\n');
}
