/** HTML → a small tree with only what finding a list of posts needs. Leaves out what a reader does not see. */
import { Parser } from 'htmlparser2';
import { BLOCK, isHidden } from '../plain-text';
import type { Steps } from '../steps';

export type PageNode = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: PageNode | undefined;
  readonly children: (PageNode | string)[];
  readonly order: number; // in the document
};
export type PageTree = {
  readonly root: PageNode;
  readonly title: string;
  readonly language: string | undefined;
  readonly base: string | undefined; // <base href>, as written
  readonly scriptChars: number;
};

const UNSEEN: ReadonlySet<string> = new Set(
  'script style noscript template iframe object embed svg math select textarea head dialog'.split(' '),
);
const KEPT: ReadonlySet<string> = new Set(['href', 'class', 'datetime', 'rel', 'role', 'id']);
const VOID: ReadonlySet<string> = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** Stands in the text for `<br>`. White space like any other, but none that an HTML file is likely to be wrapped with. */
export const LINE_BREAK = '\u2028';
const MAX_NODES = 60_000; // a page of a thousand posts has some twenty thousand
const STEP_CHARS = 65_536; // of HTML: a few milliseconds of work
const MAX_DEPTH = 200; // deeper elements hang in the last one that is kept
const MAX_OPEN = 5_000; // the parser looks through all that is open for each end tag: where so many are, the rest of the page is not seen

/** One pass, in steps. Where the page has more nodes than MAX_NODES, the rest of it is not seen. */
export function* pageTree(html: string): Steps<PageTree> {
  const root: PageNode = { name: 'root', attributes: {}, parent: undefined, children: [], order: 0 };
  const about = { title: '', language: undefined as string | undefined, base: undefined as string | undefined, scriptChars: 0 };
  const open: { readonly name: string; readonly node: PageNode | undefined }[] = []; // undefined: unseen, or too deep
  let unseen = 0;
  let nodes = 0;
  const here = (): PageNode => open[Math.min(open.length, MAX_DEPTH) - 1]?.node ?? root; // what is deeper was not kept
  let inTitle = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'html') about.language ??= attributes['lang'];
      if (name === 'base') about.base ??= attributes['href'];
      inTitle = name === 'title' && about.title === '';
      if (unseen > 0 || UNSEEN.has(name) || isHidden(attributes)) {
        if (!VOID.has(name)) unseen++;
        return;
      }
      if (name === 'br' || name === 'hr') addText(here(), LINE_BREAK.repeat(name === 'br' ? 1 : 2)); // a line across the page parts paragraphs
      if (nodes >= MAX_NODES || open.length >= MAX_DEPTH || VOID.has(name))
        return void (VOID.has(name) || open.push({ name, node: undefined }));
      const kept = Object.fromEntries(Object.entries(attributes).filter(([key]) => KEPT.has(key)));
      const parent = here();
      const node: PageNode = { name, attributes: kept, parent, children: [], order: ++nodes };
      parent.children.push(node);
      open.push({ name, node });
    },
    onclosetag(name) {
      inTitle = false;
      if (VOID.has(name)) return;
      if (unseen > 0) unseen--;
      else open.pop();
    },
    ontext(text) {
      if (inTitle) about.title += text;
      else if (unseen > 0) about.scriptChars += text.length;
      else if (nodes < MAX_NODES) addText(here(), text);
    },
  });
  for (let from = 0; from < html.length && open.length + unseen < MAX_OPEN; from += STEP_CHARS) {
    parser.write(html.slice(from, from + STEP_CHARS));
    yield;
  }
  parser.end();
  return { root, ...about, title: about.title.replace(/\s+/g, ' ').trim() };
}

/** The parser cuts text at entities; a piece belongs to the one before it. */
function addText({ children }: PageNode, text: string): void {
  const last = children.at(-1);
  if (typeof last === 'string') children[children.length - 1] = last + text;
  else children.push(text);
}

export function* nodesOf(node: PageNode): Generator<PageNode> {
  const waiting: PageNode[] = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    for (let at = next.children.length - 1; at >= 0; at--) {
      const child = next.children[at];
      if (typeof child === 'object') waiting.push(child);
    }
  }
}

/** The text below a node, in order. */
export function textBelow(node: PageNode): string {
  const parts: string[] = [];
  const waiting: (PageNode | string)[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') parts.push(next);
    else {
      const isBlock = BLOCK.has(next.name) || next.name === 'time';
      if (isBlock) waiting.push(' ');
      for (let at = next.children.length - 1; at >= 0; at--) waiting.push(next.children[at] ?? '');
      if (isBlock) parts.push(' ');
    }
  }
  return parts.join('').replace(/\s+/g, ' ').trim();
}

export function* ancestorsOf(node: PageNode): Generator<PageNode> {
  for (let above = node.parent; above; above = above.parent) yield above;
}
