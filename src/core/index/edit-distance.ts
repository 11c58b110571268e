/** How many typing errors lie between two words, as far as that matters. */

/**
 * Letters left out, added or exchanged, and neighbours swapped, each count one. Gives `most` + 1 as soon as it is clear that there are more.
 *
 * Cost    the product of the lengths at most; words of ours have 40 letters.
 * Source  the optimal string alignment variant of Damerau, 1964, by rows as Wagner and Fischer, 1974.
 */
export function typingErrors(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let twoBefore: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let errors = Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) errors = Math.min(errors, (twoBefore[j - 2] ?? 0) + 1);
      row.push(errors);
      least = Math.min(least, errors);
    }
    if (least > most) return most + 1;
    twoBefore = before;
    before = row;
  }
  return Math.min(most + 1, before[b.length] ?? 0);
}
