/** Cuts out of the plain copy what our chooser chose, with the code, tables and pictures that stand among it. Takes nothing else away. */
import type { Chosen } from '../../../core/article/choose';
import type { LiveBlock } from '../blocks';
import type { Breathe } from '../slices';

const NODES_PER_LOOK = 32;
const THINGS = 'pre,table,figure,img,[data-seal],hr,blockquote';

/** Undefined where nothing was chosen. What is cut is `root` itself. */
export async function carve(
  chosen: Chosen<Element, LiveBlock>,
  all: readonly LiveBlock[],
  root: Element,
  breathe: Breathe,
): Promise<Element | undefined> {
  if (chosen.blocks.length === 0) return undefined;
  const kept = new Set<Element>();
  const keep = (element: Element): void => {
    for (let each: Element | null = element; each !== null && !kept.has(each); each = each === root ? null : each.parentElement)
      kept.add(each);
  };
  for (const { container } of chosen.blocks) keep(container);
  const first = chosen.blocks[0]?.container;
  const last = chosen.blocks.at(-1)?.container;
  const inBlocks = new Set(chosen.blocks);
  const out = new Set(all.filter((block) => !inBlocks.has(block) && !block.isHeading).map(({ container }) => container));
  await breathe();
  for (const heading of all)
    if (heading.isHeading && isBetween(heading.container, first, last) && heading.hint === undefined) keep(heading.container);
  for (const thing of root.querySelectorAll(THINGS)) if (chosen.isInside(thing) || isBetween(thing, first, last)) keep(thing);
  await breathe();
  const heart = common(kept, root);
  const stack = [heart];
  for (let each = stack.pop(), i = 1; each !== undefined; each = stack.pop(), i += 1) {
    const pause = i % NODES_PER_LOOK === 0 ? breathe() : undefined;
    if (pause) await pause;
    for (const child of [...each.children]) {
      if (kept.has(child)) {
        if (!child.matches(THINGS)) stack.push(child);
      } else if (!isWithin(child, kept) || (out.has(child) && !isHeadOf(child))) child.remove(); // else it stays with all that is in it
    }
  }
  return heart;
}

/** What is kept is found under it. */
const isHeadOf = ({ localName, parentElement }: Element): boolean => localName === 'summary' && parentElement?.localName === 'details';

/** Words in a line of what is kept stay with it. */
function isWithin(child: Element, kept: ReadonlySet<Element>): boolean {
  return (
    /^(?:a|abbr|b|bdi|bdo|br|cite|code|del|dfn|em|i|ins|kbd|mark|q|rb|rp|rt|rtc|ruby|s|samp|small|span|strong|sub|sup|time|u|var|wbr|summary|figcaption)$/.test(
      child.localName,
    ) &&
    child.parentElement !== null &&
    kept.has(child.parentElement)
  );
}

function isBetween(element: Element, first: Element | undefined, last: Element | undefined): boolean {
  if (first === undefined || last === undefined) return false;
  return (
    (first.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
    (element.compareDocumentPosition(last) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  );
}

/** The innermost element around all that is kept. */
function common(kept: ReadonlySet<Element>, root: Element): Element {
  let at = root;
  for (;;) {
    const inside = [...at.children].filter((child) => kept.has(child));
    const [only] = inside;
    if (inside.length !== 1 || only === undefined || only.matches('p,li,pre,table,figure,blockquote,ul,ol,dl,h1,h2,h3,h4,h5,h6')) return at;
    at = only;
  }
}
