/** What stands beside the text by the names of the elements around it, unless so much stands there that it must be the text; behind a dialog that is the text, all. */
import type { Block, Hint } from './blocks';
import { MIN_PROSE_CHARS } from './paragraph';

const BOX_SHARE = 0.4; // of all paragraphs: an element that holds more is the text, whatever it is called
const DIALOG_SHARE = 0.6;

/** Cost  one look per hint, however deep they lie in one another. */
export function besideThe<P>(paragraphs: readonly Block<P>[]): (block: Block<P>) => boolean {
  const held = new Map<P, number>();
  let total = 0;
  for (const { hint, chars } of paragraphs) {
    total += chars;
    for (let each = hint; each; each = each.outer) held.set(each.element, (held.get(each.element) ?? 0) + chars);
  }
  const isLess = ({ element, saying }: Hint<P>): boolean => {
    const limits = {
      talk: total - MIN_PROSE_CHARS,
      pictures: total - MIN_PROSE_CHARS,
      dialog: total * DIALOG_SHARE,
      beside: total * BOX_SHARE,
    };
    return (held.get(element) ?? 0) < limits[saying];
  };
  const known = new Map<Hint<P> | undefined, boolean>();
  const isBeside = (innermost: Hint<P> | undefined): boolean => {
    const path: Hint<P>[] = [];
    let each = innermost;
    for (; each && !known.has(each) && !isLess(each); each = each.outer) path.push(each);
    const is = each !== undefined && (known.get(each) ?? true);
    if (each) known.set(each, is);
    for (const passed of path) known.set(passed, is);
    return is;
  };
  const isBehind = paragraphs.some(({ hint }) => hint?.isInDialog && !isBeside(hint));
  return ({ hint }) => isBeside(hint) || (isBehind && !hint?.isInDialog);
}
