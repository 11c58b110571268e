/** What of a text its publisher has changed since: paragraph by paragraph, by their words alone. Pure. */

export type ChangedParagraph = { readonly text: string; readonly isNew: boolean }; // isNew: was not there, or not in these words

/** The later text, paragraph by paragraph, and how many of both texts' paragraphs stand in only one of them. */
export function changesIn(before: string, after: string): { readonly paragraphs: readonly ChangedParagraph[]; readonly changed: number } {
  const [was, is] = [paragraphsOf(before), paragraphsOf(after)];
  const known = new Set(was.map(folded));
  const still = new Set(is.map(folded));
  const paragraphs = is.map((text) => ({ text, isNew: !known.has(folded(text)) }));
  const added = paragraphs.filter(({ isNew }) => isNew).length;
  const gone = was.filter((text) => !still.has(folded(text))).length;
  return { paragraphs, changed: Math.max(added, gone) }; // a reworded one is gone and added, and is one change
}

/** Blocks stand on lines of their own in every text that Sidelight keeps. */
export function paragraphsOf(text: string): readonly string[] {
  return text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const folded = (text: string): string => text.replace(/\s+/g, ' ').toLowerCase();
