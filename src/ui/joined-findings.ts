/** Two looks made one: what was found at an address that the first could only name. */
import type { Findings } from '../core/follow/findings';

/** What was found at one announced address joins what was found before; the address is no longer waiting. */
export function joined(before: Findings, found: Findings, url: string): Findings {
  if (before.kind !== 'found') return found;
  const elsewhere = before.elsewhere.filter((each) => each.url !== url);
  if (found.kind !== 'found') return elsewhere.length + before.previews.length === 0 ? found : { ...before, elsewhere };
  const known = new Set(before.previews.map(({ source }) => source.id));
  return { kind: 'found', previews: [...before.previews, ...found.previews.filter(({ source }) => !known.has(source.id))], elsewhere };
}
