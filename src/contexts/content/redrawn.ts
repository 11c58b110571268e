/** Where words stand again when a page has drawn the same ones anew: a copy in the place of what went. Found before anybody sees them gone; asks for no layout. */
import { firstChild, nextSibling, nodeType, parentNode, previousSibling, textContent } from '../../edge/dom/native';

/** One end of a passage, kept by itself: a range of the page lets go of what is removed. */
export type Spot = { readonly node: Node; readonly at: number };

const MAX_NODES = 500; // that came and went at once: a page that draws so much is read again when it stands still

/** Undefined where nothing that came is a copy of what went with the spot. */
export function copiesIn(records: readonly MutationRecord[]): (spot: Spot) => Spot | undefined {
  const gone = new Set(records.flatMap(({ removedNodes }) => [...removedNodes] as Node[])); // as: wider than it is
  const come = records.flatMap(({ addedNodes }) => [...addedNodes] as Node[]); // as: likewise
  if (gone.size + come.length > MAX_NODES) return () => undefined;
  return (spot) => {
    const path: number[] = [];
    for (let each: Node | null = spot.node; each !== null; each = parentNode(each)) {
      if (gone.has(each)) return inCopy(each, come, path, spot);
      path.unshift(placeOf(each));
    }
    return undefined;
  };
}

function inCopy(gone: Node, come: readonly Node[], path: readonly number[], { node, at }: Spot): Spot | undefined {
  const [words, all] = [textContent(node), textContent(gone)];
  for (const copy of come) {
    if (copy === gone || nodeType(copy) !== nodeType(gone) || textContent(copy) !== all) continue;
    const again = follow(copy, path);
    if (again !== undefined && nodeType(again) === Node.TEXT_NODE && textContent(again) === words) return { node: again, at };
  }
  return undefined;
}

function placeOf(node: Node): number {
  let place = 0;
  for (let each = previousSibling(node); each !== null; each = previousSibling(each)) place += 1;
  return place;
}

function follow(from: Node, path: readonly number[]): Node | undefined {
  let node: Node | null = from;
  for (const place of path) {
    node = node && firstChild(node);
    for (let i = 0; i < place && node !== null; i += 1) node = nextSibling(node);
  }
  return node ?? undefined;
}
