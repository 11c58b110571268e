/** Paints stretches of the article by name, with the CSS Custom Highlight API: how each looks is said in article.css. The document stays as it is. */

/** `related`: Sidelight's marks. `here`: the words one was led to. */
export type Paint = 'related' | 'here';

/** Replaces what was painted by this name before. The later name lies on top. */
export function paint(name: Paint, ranges: readonly Range[]): void {
  const highlight = new Highlight(...ranges);
  highlight.priority = name === 'here' ? 2 : 1;
  if (ranges.length === 0) CSS.highlights.delete(`sidelight-${name}`);
  else CSS.highlights.set(`sidelight-${name}`, highlight);
}
