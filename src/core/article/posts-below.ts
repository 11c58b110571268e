/** Other posts under the text: boxes alike, each with a heading and one paragraph, beside a longer text. */
import type { Block } from './blocks';
import type { Climb, Tree } from './tree';

const LEAST_BOXES = 3;
const LEVELS = 4; // from a paragraph to its box
const LONGER = 2; // times the longest box: the text that they stand under
/** What such a box is called. Questions and steps have the same form, and are the text. */
const POST = /(?:^|[\s_-])(?:item|entry|hentry|teaser|card|post|story|archive|excerpt|summary|preview)/i;
const PART = /faq|question|answer|step|accordion|section|chapter/i;
const QUESTION = /[?？؟]\s*$/;

type Held = { paragraphs: number; chars: number; headings: number; questions: number };

/** Cost  LEVELS steps from each paragraph and heading. */
export function postsBelow<P, B extends Block<P>>(
  all: readonly B[],
  paragraphs: readonly B[],
  { nameOf, classOf }: Tree<P>,
  parentOf: Climb<P>,
): (block: B) => boolean {
  if (all.filter(({ isHeading }) => isHeading).length < LEAST_BOXES) return () => false;
  const isParagraph = new Set(paragraphs);
  const held = new Map<P, Held>();
  for (const block of all) {
    if (block.isHeading || isParagraph.has(block)) for (const element of above(block.container)) add(element, block);
  }
  const children = new Map<P, P[]>();
  for (const element of held.keys()) {
    const parent = parentOf(element);
    if (parent === undefined) continue;
    const known = children.get(parent);
    if (known === undefined) children.set(parent, [element]);
    else known.push(element);
  }
  const out = new Set<P>();
  for (const [parent, elements] of children) {
    const posts = elements.filter(isPost);
    if (posts.length < LEAST_BOXES) continue;
    const longest = posts.reduce((chars, post) => Math.max(chars, held.get(post)?.chars ?? 0), 0);
    const isText = (element: P): boolean => {
      const { paragraphs: count = 0, chars = 0 } = held.get(element) ?? {};
      return count > 1 && chars > longest * LONGER && element !== parent;
    };
    const grandparent = parentOf(parent);
    if (elements.some(isText) || (grandparent !== undefined && children.get(grandparent)?.some(isText)))
      for (const post of posts) out.add(post);
  }
  return ({ container }) => out.size > 0 && above(container).some((element) => out.has(element));

  function add(element: P, { isHeading, chars, tail }: B): void {
    const known = held.get(element) ?? { paragraphs: 0, chars: 0, headings: 0, questions: 0 };
    if (isHeading) {
      known.headings += 1;
      if (QUESTION.test(tail)) known.questions += 1;
    } else {
      known.paragraphs += 1;
      known.chars += chars;
    }
    held.set(element, known);
  }

  function isPost(element: P): boolean {
    const { paragraphs: count = 0, headings = 0, questions = 0 } = held.get(element) ?? {};
    if (count !== 1 || headings !== 1 || questions > 0) return false;
    const classes = classOf(element);
    return (POST.test(classes) || nameOf(element) === 'article') && !PART.test(classes);
  }

  function above(container: P): readonly P[] {
    const elements: P[] = [];
    for (let each: P | undefined = container; each !== undefined && elements.length < LEVELS; each = parentOf(each)) elements.push(each);
    return elements;
  }
}
