/** Paints ranges with the CSS Custom Highlight API. Wraps no text, sets no attribute, and never touches a highlight of the page's own. */
import type { Palette } from '../../core/highlight/contrast';
import { highlightName, highlightNames, type PageName, type Strength } from './mark-style';

export type Stroke = { readonly range: Range; readonly palette: Palette; readonly strength: Strength };

export type Painter = {
  readonly paint: (strokes: readonly Stroke[]) => void; // replaces what was painted before
  readonly repair: () => void; // the registry is shared: a page that clears it takes ours too
  readonly clear: () => void;
};

export function painter(page: PageName): Painter {
  const registry = CSS.highlights;
  let ours: ReadonlyMap<string, readonly Range[]> = new Map(); // Firefox throws on iterating the registry from a content script

  function set(name: string, ranges: readonly Range[]): void {
    const highlight = new Highlight(...ranges);
    highlight.priority = Number(name.at(-1)); // the stronger lies on top
    registry.set(name, highlight);
  }

  function paint(strokes: readonly Stroke[]): void {
    const next = new Map<string, Range[]>();
    for (const { range, palette, strength } of strokes) {
      const name = highlightName(page, palette, strength);
      next.set(name, [...(next.get(name) ?? []), range]);
    }
    for (const name of ours.keys()) if (!next.has(name)) registry.delete(name);
    ours = next;
    for (const [name, ranges] of ours) set(name, ranges);
  }

  function repair(): void {
    for (const [name, ranges] of ours) if (registry.get(name)?.size !== ranges.length) set(name, ranges);
  }

  return { paint, repair, clear: () => paint([]) };
}

/** Takes away what a Sidelight that was unloaded in Firefox left in this document's registry: its script had no last word. */
export function wipe(page: PageName): void {
  for (const name of highlightNames(page)) CSS.highlights.delete(name);
}
