/** Joins what two copies of a library know of one essay. Field by field the later stamp wins, and notes written on both sides are both kept. */
import type { Marks, Stamped } from './marks';
import { mergeNotes } from './note';
import { compareStamps } from './stamp';

type StampedMap = Readonly<Record<string, Stamped<boolean>>>;

/** Merging is the same in any order, any number of times and in any grouping: import, restore and sync are all this. */
export function merge(a: Marks, b: Marks): Marks {
  const saved = later(a.saved, b.saved);
  const read = later(a.read, b.read);
  const archived = later(a.archived, b.archived);
  const progress = later(a.progress, b.progress);
  const place = laterPlace(a.place, b.place);
  const tags = laterOfEach(a.tags, b.tags);
  const refused = laterOfEach(a.refused, b.refused);
  const silenced = later(a.silenced, b.silenced);
  return {
    ...(saved && { saved }),
    ...(read && { read }),
    ...(archived && { archived }),
    ...(progress && { progress }),
    ...(place && { place }),
    ...(tags && { tags }),
    ...(refused && { refused }),
    ...(silenced && { silenced }),
    ...mergeNotes(a, b),
  };
}

/** Equal stamps with unequal values come from a file edited by hand: then true and the larger number win, the same on every device. */
function later<T extends boolean | number>(a: Stamped<T> | undefined, b: Stamped<T> | undefined): Stamped<T> | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const order = compareStamps(a[1], b[1]) || Number(a[0]) - Number(b[0]);
  return order < 0 ? b : a;
}

/** One stamp with two places: the order of their words decides. */
function laterPlace(a: Marks['place'], b: Marks['place']): Marks['place'] {
  if (a === undefined || b === undefined) return a ?? b;
  const order = compareStamps(a[1], b[1]) || (JSON.stringify(a[0]) < JSON.stringify(b[0]) ? -1 : 1);
  return order < 0 ? b : a;
}

function laterOfEach(a: StampedMap | undefined, b: StampedMap | undefined): StampedMap | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const merged = new Map(Object.entries(a));
  for (const [key, value] of Object.entries(b)) merged.set(key, later(merged.get(key), value) ?? value);
  return Object.fromEntries(merged);
}
