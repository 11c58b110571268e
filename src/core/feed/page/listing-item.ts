/** One item of a list of posts: its title, date and excerpt, from the element that repeats and what stands beside it. */
import { blogDate, timeElementDate } from './blog-dates';
import { ancestorsOf, nodesOf, type PageNode, textBelow } from './page-tree';

export type LinkSeen = { readonly node: PageNode; readonly url: string; readonly key: string; readonly text: string };
export type Item = {
  readonly link: LinkSeen;
  readonly root: PageNode;
  readonly title: string;
  readonly isHeaded: boolean;
  readonly date: number | undefined;
  readonly excerpt: string;
};

const HEADING = /^h[1-6]$/;
/** Elements that hold a title and nothing below it: what follows them is theirs. */
const FLAT: ReadonlySet<string> = new Set('h1 h2 h3 h4 h5 h6 a p dt b strong span header'.split(' '));
/** What a link says that leads on, not to a post. Whole phrases: an essay may well be called "More Is Different". */
const MORE_WORDS = new RegExp(
  '^(?:(?:read|continue|keep|see|view) (?:more|on|reading|all|the (?:rest|full|whole))\\b.*' +
    '|(?:read|more|next|previous|prev|older|newer|home|about|permalink|comments?|weiterlesen|mehr|lire la suite|leer más|continua)' +
    '(?: (?:posts?|entries|articles?|essays?|page))?[\\s.…»→>]*' +
    '|[\\d\\s«»←→<>…]+)$',
  'i',
);
const MAX_TITLE_CHARS = 300;
const MAX_EXCERPT_CHARS = 1_000;

/** Undefined where the link leads on and not to a post. `others` are the elements of all items of the list. */
export function itemOf(link: LinkSeen, root: PageNode, others: ReadonlySet<PageNode>, isDateAbove: boolean): Item | undefined {
  const below = [root, ...after(root, others, isDateAbove)];
  const heading = headingOf(link, root);
  const title = (heading ? textBelow(heading) : titleText(link)).slice(0, MAX_TITLE_CHARS);
  if (title === '' || MORE_WORDS.test(title) || !/\p{L}/u.test(title)) return undefined;
  const date = firstDate(isDateAbove ? before(root, others) : below);
  return { link, root, title, isHeaded: heading !== undefined, date, excerpt: excerptOf(below, title) };
}

/** What stands after an item up to the next one (or the next one's date), where a page writes items flat: heading, text, heading, text. */
function after(root: PageNode, others: ReadonlySet<PageNode>, isDateAbove: boolean): PageNode[] {
  if (!FLAT.has(root.name)) return [];
  const all = siblings(root, others, 1);
  const next = isDateAbove ? all.findIndex((node) => isOnlyDate(textBelow(node))) : -1;
  return next === -1 ? all : all.slice(0, next);
}

/** The element before an item: many pages print the date above the title. */
export function before(root: PageNode, others: ReadonlySet<PageNode>): PageNode[] {
  return siblings(root, others, -1).slice(0, 1);
}

const MAX_SIBLINGS = 8; // paragraphs of an excerpt

function siblings(root: PageNode, others: ReadonlySet<PageNode>, step: 1 | -1): PageNode[] {
  const all = root.parent?.children ?? [];
  const found: PageNode[] = [];
  for (let at = all.indexOf(root) + step; at >= 0 && at < all.length && found.length < MAX_SIBLINGS; at += step) {
    const next = all[at];
    if (typeof next !== 'object') continue;
    if (others.has(next) || HEADING.test(next.name)) break;
    found.push(next);
  }
  return found;
}

/** The heading the link is in, or the only one in a card that is a link as a whole. */
function headingOf(link: LinkSeen, root: PageNode): PageNode | undefined {
  for (const above of ancestorsOf(link.node)) {
    if (HEADING.test(above.name)) return above;
    if (above === root) break;
  }
  const headings = [...nodesOf(root)].filter((node) => HEADING.test(node.name));
  return headings.length === 1 ? headings[0] : undefined;
}

/** A link's own words without a date that it may carry along. */
function titleText({ node, text }: LinkSeen): string {
  const time = [...nodesOf(node)].find(({ name }) => name === 'time');
  const shown = time ? textBelow(time) : '';
  return (shown === '' ? text : text.replace(shown, '')).replace(/^[\s–—|·:-]+|[\s–—|·:-]+$/g, '').trim();
}

export function firstDate(nodes: readonly PageNode[]): number | undefined {
  for (const top of nodes) {
    for (const node of nodesOf(top)) {
      if (node.name === 'time') {
        const date = timeElementDate(node.attributes['datetime'], textBelow(node));
        if (date !== undefined) return date;
      }
    }
  }
  for (const top of nodes) {
    for (const node of nodesOf(top)) {
      if (HEADING.test(node.name)) continue;
      for (const child of node.children) {
        const date = typeof child === 'string' ? blogDate(child) : undefined;
        if (date !== undefined) return date;
      }
    }
  }
  return undefined;
}

/** The paragraphs of an item, without its title, date and "read more". */
function excerptOf(nodes: readonly PageNode[], title: string): string {
  const paragraphs = nodes.flatMap((top) => [...nodesOf(top)].filter(({ name }) => name === 'p' || name === 'dd' || name === 'blockquote'));
  const texts = paragraphs.map(textBelow).filter((text) => text !== title && !MORE_WORDS.test(text) && !isOnlyDate(text));
  return [...new Set(texts)].join(' ').slice(0, MAX_EXCERPT_CHARS);
}

function isOnlyDate(text: string): boolean {
  return text.length < 40 && blogDate(text) !== undefined;
}
