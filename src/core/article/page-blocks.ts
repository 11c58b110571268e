/** Walks a parsed page once and tells the gatherer what it passes: the same blocks as edge/dom/blocks.ts finds in a live document. */
import { LINE_BREAK, nodesOf, type PageNode, textBelow } from '../feed/page/page-tree';
import { type Block, gatherer, type Place, placeIn, rootPlace } from './blocks';
import { isBlockName, isDialog, isHeadingName, isNeverRead, isOverTheLine, isRoleNeverRead, isTextInLink, sayingOf } from './names';
import { isHandBrokenProse, paragraphSpans, SAYS_CODE } from './preformatted';

export type PageBlock = Block<PageNode, string>;

type Frame = { readonly node: PageNode; readonly place: Place<PageNode>; readonly isPre: boolean; at: number };

/** Cost  one visit a node, without recursion: the depth of a page is a stranger's choice. */
export function pageBlocks(root: PageNode): readonly PageBlock[] {
  const { blocks, border, gap, lineBreak, text } = gatherer<PageNode, string>();
  const stack: Frame[] = [{ node: root, place: rootPlace(root), isPre: false, at: 0 }];

  function read(raw: string, { place, isPre }: Frame): void {
    if (isPre) {
      for (const [i, [from, to]] of paragraphSpans(raw).entries()) {
        if (i > 0) border();
        text(raw.slice(from, to), raw.slice(from, to), place);
      }
      return;
    }
    for (const [i, line] of raw.split(LINE_BREAK).entries()) {
      if (i > 0) lineBreak(' ');
      text(line, line, place);
    }
  }

  function enter(node: PageNode, above: Frame): void {
    const { name, attributes } = node;
    const role = attributes['role'] ?? '';
    if (isOverTheLine(name, () => hasElements(node))) return;
    if (isNeverRead(name) || isRoleNeverRead(role) || isDialog(name, role) || (name === 'pre' && !above.isPre && isCode(node))) {
      gap(' ');
      return;
    }
    const isBlock = isBlockName(name);
    if (isBlock) border();
    const saying = isBlock ? sayingOf(name, attributes['id'] ?? '', attributes['class'] ?? '', () => headingOf(node)) : undefined;
    const isText = isTextInLink(name, attributes['href'], () => textBelow(node));
    const place = isText ? above.place : placeIn(above.place, node, name, isBlock, saying);
    stack.push({ node, place, isPre: above.isPre || name === 'pre', at: 0 });
  }

  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const child = frame.node.children[frame.at++];
    if (child === undefined) {
      if (frame.node === frame.place.container) border();
      stack.pop();
    } else if (typeof child === 'string') read(child, frame);
    else enter(child, frame);
  }
  return blocks;
}

function hasElements({ children }: PageNode): boolean {
  return children.some((child) => typeof child === 'object');
}

/** The words of the first heading in it. */
function headingOf(node: PageNode): string {
  for (const each of nodesOf(node)) if (isHeadingName(each.name)) return textBelow(each);
  return '';
}

function isCode(node: PageNode): boolean {
  const isMarked =
    SAYS_CODE.test(node.attributes['class'] ?? '') || node.children.some((child) => typeof child === 'object' && child.name === 'code');
  return isMarked || !isHandBrokenProse(textBelow(node));
}
