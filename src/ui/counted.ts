/** Says how many, as a person would write it. English only, like every word the interface says. */

/** What a library holds, for whoever says so. */
export type Counts = { readonly unread: number; readonly essays: number; readonly saved: number; readonly sources: number };

const NUMBER = new Intl.NumberFormat('en');
const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** "1 essay", "1,204 essays". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${NUMBER.format(count)} ${count === 1 ? one : many}`;
}

/** "Two essays": for the start of a sentence, with numbers up to ten in words. */
export function countedInWords(count: number, one: string, many = `${one}s`): string {
  const word = SMALL[count] ?? NUMBER.format(count);
  return `${word.charAt(0).toUpperCase()}${word.slice(1)} ${count === 1 ? one : many}`;
}
