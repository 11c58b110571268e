/** The months in English, which feeds mean whatever else a word is somewhere: "Jan" is June in Sesotho. Knows no other language. */

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const SHORTEST = 3;

/** 1 to 12, of a name that is whole or cut short ("Sept" too). */
export function monthNumber(name = ''): number | undefined {
  const lower = name.toLowerCase();
  const index = lower.length < SHORTEST ? -1 : MONTHS.findIndex((month) => month.startsWith(lower));
  return index < 0 ? undefined : index + 1;
}
