/** Which of several sources' essays come first, so that none takes a whole page while others have something to say. */

export type Placed = { readonly source: string; readonly isSaved: boolean };

/**
 * The same essays: first each source's best, then what is left, both in the order they came in. What a reader saved is theirs, whoever
 * published it, and keeps its place. A source alone may have all.
 *
 * Shapes  those that do not `count` are left out; it is asked of each when its turn comes, so of few where only the first are wanted.
 */
export function* spread<T>(all: Iterable<T>, placeOf: (one: T) => Placed, counts: (one: T) => boolean = () => true): Generator<T> {
  const seen = new Set<string>();
  const later: T[] = [];
  for (const one of all) {
    const { source, isSaved } = placeOf(one);
    if (!isSaved && seen.has(source)) later.push(one);
    else if (counts(one)) {
      if (!isSaved) seen.add(source);
      yield one;
    }
  }
  for (const one of later) if (counts(one)) yield one;
}
