/** Walks a page's text nodes once and groups them into blocks: paragraphs, list items, headings. Judges nothing, changes nothing. */
import type { Breathe } from './slices';

/** What stands between two block borders. Character counts leave out whitespace at the ends of a text node. */
export type Block = {
  readonly container: Element; // the innermost block element around it
  readonly isHeading: boolean;
  readonly hint: Hint | undefined;
  readonly nodes: Node[]; // text nodes in order; any other node stands for a gap
  chars: number;
  linkChars: number;
};

/** An ancestor whose name says that it is not what one came to read. */
export type Hint = { readonly element: Element; readonly isTalk: boolean; readonly outer: Hint | undefined };

export type Walked = {
  readonly blocks: readonly Block[];
  readonly editableChars: number; // what stands in fields and editors; counted, never read
  readonly hasPassword: boolean; // in an open shadow root that was passed
};

export const PASSWORD_FIELD = 'input[type="password" i]';

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const NEVER_READ = names(
  'script style noscript template code pre samp nav aside footer figcaption dialog menu button select option textarea input ' +
    'svg math canvas video audio iframe object embed map head',
);
const NEVER_READ_ROLES = names(
  'navigation complementary contentinfo search menu menubar toolbar dialog alertdialog tablist button tooltip status alert banner',
);
const OVER_THE_LINE = names('rt rp sup'); // readings, and the numbers of notes: left out without a gap
/** Everything else is inline, as browsers draw unknown elements. */
const BLOCKS = names(
  'address article blockquote body center dd details div dl dt fieldset figure form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main ' +
    'ol p search section summary table tbody td tfoot th thead tr ul',
);
const ROOMS = names('html body main article'); // hold the text whatever they are called
const HEADINGS = names('h1 h2 h3 h4 h5 h6');
const EDITOR = /(?:^|\s)(?:monaco-editor|CodeMirror|cm-editor|ace_editor)(?:\s|$)/;
/** Whatever else an element says of itself does not change how it is read. Asked at once: in Firefox each question about a page costs microseconds. */
const MAY_MATTER =
  '[role],[contenteditable],[hidden],[aria-hidden],[class*="monaco-editor"],[class*="CodeMirror"],[class*="cm-editor"],[class*="ace_editor"]';
/** No other element can have a shadow root, but those whose name has a hyphen. */
const SHADOW_HOSTS = names('article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span');
const TALK = /(?:^|[\s_-])(?:comments?|commentlist|disqus\w*|respond|replies|discussion)(?:$|[\s_-])/i;
const BESIDE_THE_TEXT = new RegExp(
  '(?:^|[\\s_-])(?:ads?|toc|meta|social|shar(?:e|ing))(?:$|[\\s_-])|' +
    'related|recommend|sidebar|newsletter|subscri|promo|sponsor|advert|cookie|consent|gdpr|popup|modal|footer|breadcrumb|byline|caption|' +
    'pagination|author-?(?:bio|box|info)|about-?(?:the-?)?author|outbrain|taboola|widget|read-?(?:more|next)|most-?(?:read|popular)|' +
    'trending|masthead|copyright|disclaimer',
  'i',
);

const MAX_NODES = 300_000; // more than any book has; what lies behind is not read
const MAX_CHARS = 600_000; // of all text, prose or not
const NODES_PER_LOOK = 32; // looking at the clock costs more than a step, but steps on a page just loaded cost Firefox up to 0.1 ms

type Frame = {
  readonly element: Element;
  readonly container: Element;
  readonly isHeading: boolean;
  readonly isLink: boolean;
  readonly hint: Hint | undefined;
  next: Node | null;
};

/**
 * Cost  one visit per node, sliced by `breathe`; asks for no layout and no style. Stops at MAX_NODES or MAX_CHARS.
 */
export async function readBlocks(root: Element, breathe: Breathe): Promise<Walked> {
  const blocks: Block[] = [];
  const stack: Frame[] = [];
  let open: Block | undefined;
  let chars = 0;
  let editableChars = 0;
  let hasPassword = false;

  function addText(text: Text, { container, isHeading, isLink, hint }: Frame): void {
    const length = text.data.trim().length;
    if (length > 0 && open === undefined) {
      open = { container, isHeading, hint, nodes: [], chars: 0, linkChars: 0 };
      blocks.push(open);
    }
    if (open === undefined) return;
    open.nodes.push(text);
    open.chars += length;
    if (isLink) open.linkChars += length;
    chars += length;
  }

  function enter(element: Element, around: Frame | undefined): void {
    const name = element.localName;
    const isBare = !element.hasAttributes();
    const kind = kindOf(element, name, isBare);
    if (kind === 'read') push(element, name, isBare, around);
    else if (kind === 'break' && open?.nodes.at(-1)?.nodeName === 'BR')
      open = undefined; // two in a row part paragraphs
    else if (kind !== 'over') open?.nodes.push(element);
    if (kind === 'editable') editableChars += element.textContent?.length ?? 0;
  }

  function push(element: Element, name: string, isBare: boolean, around: Frame | undefined): void {
    const isBlock = BLOCKS.has(name) || around === undefined;
    if (isBlock) open = undefined;
    const container = isBlock ? element : around.container;
    const hint = isBlock && !isBare ? hintOf(element, name, around?.hint) : around?.hint;
    const isHeading = around?.isHeading === true || HEADINGS.has(name);
    const isLink = around?.isLink === true || name === 'a';
    stack.push({ element, container, hint, isHeading, isLink, next: element.firstChild });
    const shadow = SHADOW_HOSTS.has(name) || name.includes('-') ? element.shadowRoot : null;
    if (shadow === null) return;
    hasPassword ||= shadow.querySelector(PASSWORD_FIELD) !== null;
    stack.push({ element, container, hint, isHeading, isLink, next: shadow.firstChild });
  }

  enter(root, undefined);
  for (let steps = 1; steps < MAX_NODES && chars < MAX_CHARS; steps += 1) {
    const frame = stack.at(-1);
    if (frame === undefined) break;
    const node = frame.next;
    frame.next = node?.nextSibling ?? null;
    if (node === null) {
      stack.pop();
      if (frame.container === frame.element) open = undefined;
    } else if (node.nodeType === Node.TEXT_NODE)
      addText(node as Text, frame); // as: its type says so
    else if (node.nodeType === Node.ELEMENT_NODE) enter(node as Element, frame); // as: likewise
    const pause = steps % NODES_PER_LOOK === 0 ? breathe() : undefined;
    if (pause) await pause;
  }
  return { blocks, editableChars, hasPassword };
}

/** Over: stands above the line and leaves no gap. Break: parts the words around it. */
function kindOf(element: Element, name: string, isBare: boolean): 'read' | 'skip' | 'editable' | 'over' | 'break' {
  if (name === 'br') return 'break';
  if (OVER_THE_LINE.has(name) && (name !== 'sup' || element.firstElementChild !== null)) return 'over';
  if (NEVER_READ.has(name)) return 'skip';
  if (isBare || !element.matches(MAY_MATTER)) return 'read';
  const role = element.getAttribute('role') ?? '';
  const editable = element.getAttribute('contenteditable') ?? 'false';
  if (editable !== 'false' || role === 'textbox' || EDITOR.test(element.getAttribute('class') ?? '')) return 'editable';
  if (element.hasAttribute('hidden') || NEVER_READ_ROLES.has(role)) return 'skip';
  // An open dialog hides the whole page from screen readers by marking the children of body; that says nothing about the text.
  const isMuted = element.getAttribute('aria-hidden') === 'true' && element.parentNode !== element.ownerDocument.body;
  return isMuted ? 'skip' : 'read';
}

function hintOf(element: Element, name: string, outer: Hint | undefined): Hint | undefined {
  if (ROOMS.has(name)) return outer;
  const called = `${element.id} ${element.getAttribute('class') ?? ''}`;
  if (called === ' ') return outer;
  const isTalk = TALK.test(called);
  return isTalk || BESIDE_THE_TEXT.test(called) ? { element, isTalk, outer } : outer;
}
