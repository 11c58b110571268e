/** Walks a parsed page once and tells the gatherer what it passes: the same blocks as edge/dom/blocks.ts finds in a live document. */
import { LINE_BREAK, type PageNode } from '../feed/page/page-tree';
import { type Block, gatherer, type Place, placeIn, rootPlace } from './blocks';
import { isBlockName, isNeverRead, isOverTheLine, isRoleNeverRead, sayingOf } from './names';

export type PageBlock = Block<PageNode, string>;

type Frame = { readonly node: PageNode; readonly place: Place<PageNode>; at: number };

/** Cost  one visit a node, without recursion: the depth of a page is a stranger's choice. */
export function pageBlocks(root: PageNode): readonly PageBlock[] {
  const { blocks, border, gap, lineBreak, text } = gatherer<PageNode, string>();
  const stack: Frame[] = [{ node: root, place: rootPlace(root), at: 0 }];

  function read(raw: string, place: Place<PageNode>): void {
    for (const [i, line] of raw.split(LINE_BREAK).entries()) {
      if (i > 0) lineBreak(' ');
      text(line, line, place);
    }
  }

  function enter(node: PageNode, above: Place<PageNode>): void {
    const { name, attributes } = node;
    if (isOverTheLine(name, () => node.children.some((child) => typeof child === 'object'))) return;
    if (isNeverRead(name) || isRoleNeverRead(attributes['role'] ?? '')) {
      gap(' ');
      return;
    }
    const isBlock = isBlockName(name);
    if (isBlock) border();
    const saying = isBlock ? sayingOf(name, attributes['id'] ?? '', attributes['class'] ?? '') : undefined;
    stack.push({ node, place: placeIn(above, node, name, isBlock, saying), at: 0 });
  }

  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const child = frame.node.children[frame.at++];
    if (child === undefined) {
      if (frame.node === frame.place.container) border();
      stack.pop();
    } else if (typeof child === 'string') read(child, frame.place);
    else enter(child, frame.place);
  }
  return blocks;
}
