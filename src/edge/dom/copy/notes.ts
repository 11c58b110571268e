/** Finds a page's notes: the marks in the text, and where each leads. Reads only. */
import { isCalledNote, isMark, isNoteRole, isRefRole } from '../../../core/copy/note-marks';
import { allWithin, attributeOf, closest, firstWithin, localName, matches, parentOf, textContent } from '../native';
import type { Breathe } from '../slices';
import { holds } from './kin';

export type Note = {
  readonly number: number; // by its first mark, from 1
  readonly container: Element; // of the page
  readonly label: string; // of its first mark
  to?: HTMLElement; // what it becomes, once it was met
};

const MAX_NOTE_CHARS = 6_000;
const MAX_NOTES = 3_000;
const CONTAINERS = 'li,dd,aside,p,td,div,section,details,table.footnote';
const LEADING = 'a[href*="#"],[popovertarget],label.margin-toggle,[data-footnote-ref]';
const LINKS_PER_LOOK = 32;

export type Notes = {
  readonly all: readonly Note[];
  readonly scan: (root: Document | ShadowRoot, breathe: Breathe) => Promise<void>;
  readonly ofMark: (mark: Element) => Note | undefined;
  readonly ofContainer: (element: Element) => Note | undefined;
  /** A link in a note that leads back to a mark of it. */
  readonly leadsBack: (link: Element) => boolean;
};

/** `here`: the address of the page, without what follows #. */
export function notesIn(here: string): Notes {
  const all: Note[] = [];
  const marks = new Map<Element, Note>();
  const containers = new Map<Element, Note>();
  const around = new Set<Element>(); // the marks, and what stands close around them

  async function scan(root: Document | ShadowRoot, breathe: Breathe): Promise<void> {
    const links = allWithin(root, LEADING);
    const { length } = links;
    for (let i = 0; i < length && all.length < MAX_NOTES; i += 1) {
      const mark = links[i];
      if (mark !== undefined) read(mark, root);
      const pause = i % LINKS_PER_LOOK === 0 ? breathe() : undefined;
      if (pause) await pause;
    }
  }

  function read(mark: Element, root: Document | ShadowRoot): void {
    const container = localName(mark) === 'label' ? sideNoteOf(mark) : containerOf(mark, root);
    if (container === undefined) return;
    const known = containers.get(container);
    const label = (textContent(mark) ?? '').replace(/[\s\u200b]+/g, ' ').trim();
    const note = known ?? { number: all.length + 1, container, label };
    marks.set(mark, note);
    for (const each of aroundOf(mark)) around.add(each);
    if (known !== undefined) return;
    containers.set(container, note);
    all.push(note);
  }

  function containerOf(mark: Element, root: Document | ShadowRoot): Element | undefined {
    const words = (textContent(mark) ?? '').trim();
    const isSaid =
      isRefRole(`${attributeOf(mark, 'role') ?? ''} ${attributeOf(mark, 'epub:type') ?? ''}`) ||
      attributeOf(mark, 'data-footnote-ref') !== null;
    if (!isSaid && !isMark(words)) return undefined;
    if (closest(mark, 'h1,h2,h3,h4,h5,h6,nav') !== null && !isSaid) return undefined;
    const target = targetOf(mark, root);
    if (target === undefined || holds(target, mark)) return undefined;
    const term = localName(target) === 'dt' ? target.nextElementSibling : null;
    const container = term ?? (matches(target, CONTAINERS) ? target : (closest(target, CONTAINERS) ?? undefined));
    if (
      container === undefined ||
      holds(container, mark) ||
      matches(target, 'h1,h2,h3,h4,h5,h6') ||
      firstWithin(container, 'h1,h2,h3') !== null
    )
      return undefined;
    const size = (textContent(container) ?? '').trim().length;
    if (size === 0 || size > MAX_NOTE_CHARS) return undefined;
    const isBack = marks.has(target) || [...allWithin(container, 'a')].some((link) => marks.has(link));
    if (isBack) return undefined; // it is a note itself, and this the way back
    return isSaid || looksLikeNote(mark, target, container, root) ? container : undefined;
  }

  function looksLikeNote(mark: Element, target: Element, container: Element, root: Document | ShadowRoot): boolean {
    if (isNoteRole(attributeOf(container, 'role') ?? '') || attributeOf(container, 'popover') !== null) return true;
    const called = [mark, target, container].map(
      (each) => `${attributeOf(each, 'id') ?? attributeOf(each, 'name') ?? ''} ${attributeOf(each, 'class') ?? ''}`,
    );
    if (called.some(isCalledNote) || isCalledNote(attributeOf(mark, 'href') ?? '')) return true;
    if (closest(mark, 'sup') !== null) return true;
    const near = new Set<Element | undefined>(aroundOf(mark));
    return [...allWithin(container, 'a')].some((link) => near.has(targetOf(link, root)));
  }

  function targetOf(link: Element, root: Document | ShadowRoot): Element | undefined {
    const popover = attributeOf(link, 'popovertarget');
    const id = popover ?? fragmentOf(attributeOf(link, 'href') ?? '', here);
    return id === undefined || id === '' ? undefined : named(root, id);
  }

  return {
    all,
    scan,
    ofMark: (mark) => marks.get(mark),
    ofContainer: (element) => containers.get(element),
    leadsBack(link) {
      const root = link.getRootNode() as Document | ShadowRoot; // as: it stands in one of them
      const target = targetOf(link, root);
      return target !== undefined && around.has(target);
    },
  };
}

/** Undefined where it leads to another page. */
export function fragmentOf(href: string, here: string): string | undefined {
  const at = href.indexOf('#');
  if (at < 0) return undefined;
  const page = href.slice(0, at);
  if (page !== '' && URL.parse(page, here)?.href.split('#')[0] !== here) return undefined;
  const id = href.slice(at + 1).split(':~:')[0] ?? '';
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

export function named(root: Document | ShadowRoot, id: string): Element | undefined {
  const escaped = CSS.escape(id);
  return firstIn(root, `#${escaped}`) ?? firstIn(root, `a[name="${escaped}"]`) ?? firstIn(root, `#user-content-${escaped}`);
}

const firstIn = (root: Document | ShadowRoot, selector: string): Element | undefined => allWithin(root, selector)[0];

const NEAR = 4; // levels from a mark to what a note leads back to

/** The mark, and the elements around it as far as its paragraph. */
function aroundOf(mark: Element): readonly Element[] {
  const found: Element[] = [];
  for (let each: Element | undefined = mark; each !== undefined && found.length <= NEAR; each = parentOf(each)) {
    if (matches(each, 'body,article,section,main')) break;
    found.push(each);
    if (matches(each, 'p,li,dd,td,div,blockquote')) break;
  }
  return found;
}

/** A note in the margin stands right behind what opens it where there is no margin. */
function sideNoteOf(label: Element): Element | undefined {
  for (let each = label.nextElementSibling, step = 0; each !== null && step < 3; each = each.nextElementSibling, step += 1) {
    if (matches(each, '.sidenote,.marginnote')) return each;
  }
  return undefined;
}
