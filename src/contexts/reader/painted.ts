/** Paints stretches of the article by name, with the CSS Custom Highlight API: how each looks is said in article.css. The document stays as it is. */
import type { Ink } from '../../core/library/highlight';

/** `related`: Sidelight's marks. `here`: the words one was led to. `ink-…`: what the reader highlighted; light under the line and ink over it are both seen. */
export type Paint = 'related' | 'here' | `ink-${Ink}`;

/** Replaces what was painted by this name before. The later name lies on top. */
export function paint(name: Paint, ranges: readonly Range[]): void {
  const highlight = new Highlight(...ranges);
  highlight.priority = name === 'here' ? 3 : name === 'related' ? 1 : 2;
  if (ranges.length === 0) CSS.highlights.delete(`sidelight-${name}`);
  else CSS.highlights.set(`sidelight-${name}`, highlight);
}
