/** Where in the library the page stands, as its address says it. Total: what cannot be read is everything, newest first. */
import type { SourceId } from '../../core/essay';
import { SHELVES, SORTS } from '../../edge/store/shelves';
import type { Place } from './needs';

const MOST_CHARS = 1_000;

export function readPlace(search: string): Place {
  const asked = new URLSearchParams(search);
  const name = SHELVES.find((each) => each === asked.get('shelf')) ?? 'everything';
  const sort = SORTS.find((each) => each === asked.get('sort')) ?? (name === 'later' || name === 'archive' ? 'saved' : 'newest');
  const [tag, source, kept] = [asked.get('tag'), asked.get('source'), asked.get('kept')];
  return {
    shelf: {
      name,
      sort,
      ...(tag && { tag }),
      ...(source && { source: source as SourceId }), // as: an unknown source shows nothing
      ...((kept === 'whole' || kept === 'address') && { kept }),
    },
    typed: asked.get('q')?.slice(0, MOST_CHARS) ?? '',
  };
}

export function placeAsSearch({ shelf: { name, sort, tag, source, kept }, typed }: Place): string {
  const said = { shelf: name, sort, ...(tag && { tag }), ...(source && { source }), ...(kept && { kept }), ...(typed && { q: typed }) };
  return `?${new URLSearchParams(said)}`;
}
