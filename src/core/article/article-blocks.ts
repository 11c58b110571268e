/** An essay's page → its blocks of text, in order: paragraphs, items, headings. Judges only what is never prose; article-text.ts chooses. */
import { LINE_BREAK, type PageNode } from '../feed/page/page-tree';
import { BLOCK } from '../feed/plain-text';

/** What stands between two block borders. */
export type TextBlock = {
  readonly within: PageNode; // the innermost block element around it
  readonly beside: Beside | undefined;
  readonly isHeading: boolean;
  text: string; // white space not folded yet
  linkChars: number;
};

/** An element around a block whose name says that it is not the text, with those further out. */
export type Beside = { readonly node: PageNode; readonly isTalk: boolean; readonly outer: Beside | undefined };

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));

const NOT_PROSE = setOf('nav aside footer pre code samp button label option menu figcaption rt rp title');
const NOT_PROSE_ROLES = setOf(
  'alert alertdialog banner complementary contentinfo dialog menu menubar navigation search status tablist toolbar tooltip',
);
const PARTED = new RegExp(`${LINE_BREAK}\\s*${LINE_BREAK}`); // two breaks in a row part paragraphs
const HEADING = /^h[1-6]$/;
const HOLDS_THE_TEXT = setOf('html body main article'); // whatever they are called
const TALK = /(?:^|[\s_-])(?:comments?|commentlist|disqus\w*|discussion|replies|respond)(?:$|[\s_-])/i;
const NAMED_BESIDE = new RegExp(
  '(?:^|[\\s_-])(?:ads?|meta|shar(?:e|ing)|social|toc)(?:$|[\\s_-])|' +
    'about-?(?:the-?)?author|advert|author-?(?:bio|box|info)|breadcrumb|byline|caption|consent|cookie|copyright|disclaimer|footer|gdpr|' +
    'masthead|modal|most-?(?:popular|read)|newsletter|outbrain|pagination|popup|promo|read-?(?:more|next)|recommend|related|sidebar|' +
    'sponsor|subscri|taboola|trending|widget',
  'i',
);

type Open = { readonly node: PageNode; readonly within: PageNode; readonly beside: Beside | undefined; readonly isHeading: boolean };
type Place = Open & { readonly isLink: boolean; at: number };

/** Cost  one visit a node, without recursion: the depth of a page is a stranger's choice. */
export function textBlocks(root: PageNode): TextBlock[] {
  const blocks: TextBlock[] = [];
  const stack: Place[] = [{ node: root, within: root, beside: undefined, isHeading: false, isLink: false, at: 0 }];
  let open: TextBlock | undefined;
  for (let place = stack.at(-1); place !== undefined; place = stack.at(-1)) {
    const child = place.node.children[place.at++];
    if (child === undefined) {
      if (place.node === place.within) open = undefined;
      stack.pop();
    } else if (typeof child === 'string') {
      for (const [at, text] of child.split(PARTED).entries()) {
        if (at > 0) open = undefined;
        const chars = text.trim().length;
        if (open === undefined && chars === 0) continue;
        if (open === undefined) {
          open = blockAt(place);
          blocks.push(open);
        }
        open.text += text;
        if (place.isLink) open.linkChars += chars;
      }
    } else if (isProse(child)) {
      const isBorder = BLOCK.has(child.name) || child.name === 'body';
      if (isBorder) open = undefined;
      stack.push(entered(child, place, isBorder));
    } else if (open !== undefined) open.text += ' ';
  }
  return blocks;
}

function blockAt({ within, beside, isHeading }: Open): TextBlock {
  return { within, beside, isHeading, text: '', linkChars: 0 };
}

function entered(node: PageNode, above: Place, isBorder: boolean): Place {
  return {
    node,
    within: isBorder ? node : above.within,
    beside: isBorder ? besideOf(node, above.beside) : above.beside,
    isHeading: above.isHeading || HEADING.test(node.name),
    isLink: above.isLink || node.name === 'a',
    at: 0,
  };
}

function isProse({ name, attributes: { role = '' } }: PageNode): boolean {
  return !NOT_PROSE.has(name) && !NOT_PROSE_ROLES.has(role);
}

function besideOf(node: PageNode, outer: Beside | undefined): Beside | undefined {
  const { id = '', class: classes = '' } = node.attributes;
  if (HOLDS_THE_TEXT.has(node.name) || (id === '' && classes === '')) return outer;
  const called = `${id} ${classes}`;
  const isTalk = TALK.test(called);
  return isTalk || NAMED_BESIDE.test(called) ? { node, isTalk, outer } : outer;
}
