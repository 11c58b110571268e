/** Which of several sources' essays come first, so that none takes a whole page while others have something to say. */

export type Placed = { readonly source: string; readonly isSaved: boolean };

/**
 * The same essays: first each source's best, then what is left, both in the order they came in. What a reader saved is theirs, whoever
 * published it, and keeps its place. A source alone may have all.
 */
export function spread<T>(all: readonly T[], placeOf: (one: T) => Placed): readonly T[] {
  const seen = new Set<string>();
  const isFirst = (one: T): boolean => {
    const { source, isSaved } = placeOf(one);
    if (isSaved) return true;
    if (seen.has(source)) return false;
    seen.add(source);
    return true;
  };
  const first = new Set(all.filter(isFirst));
  return [...first, ...all.filter((one) => !first.has(one))];
}
