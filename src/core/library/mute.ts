/** Words the reader does not want to hear of: which essays bear one. Whole words, whatever their case and accents; the essay's own text is not looked at. */
import type { Essay } from '../essay';

type Told = Pick<Essay, 'title' | 'summary' | 'tags'>;

const EDGE = '[\\p{L}\\p{N}]';
/** Scripts that write no space between words: there a word may stand inside others. */
const UNSPACED = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}]';
const BEGINS_UNSPACED = new RegExp(`^${UNSPACED}`, 'u');
const ENDS_UNSPACED = new RegExp(`${UNSPACED}$`, 'u');

/** Undefined where no word hides anything. A phrase is found across any spaces and punctuation. */
export function muting(words: readonly string[]): ((essay: Told) => boolean) | undefined {
  const patterns = words.map(patternOf).filter((pattern) => pattern !== undefined);
  if (patterns.length === 0) return undefined;
  const any = new RegExp(patterns.join('|'), 'u');
  return (essay) => any.test(tellingOf(essay));
}

/** How many essays each word hides, in the order of the words, and how many they hide together. */
export function countMuted(words: readonly string[], essays: Iterable<Told>): { readonly each: readonly number[]; readonly all: number } {
  const tests = words.map((word) => patternOf(word)).map((pattern) => (pattern === undefined ? undefined : new RegExp(pattern, 'u')));
  const each = words.map(() => 0);
  let all = 0;
  for (const essay of essays) {
    const telling = tellingOf(essay);
    const hits = tests.map((test) => test?.test(telling) === true);
    for (const [at, isHit] of hits.entries()) if (isHit) each[at] = (each[at] ?? 0) + 1;
    if (hits.includes(true)) all++;
  }
  return { each, all };
}

function patternOf(word: string): string | undefined {
  const parts = folded(word).match(/[\p{L}\p{N}\p{S}]+/gu);
  if (parts === null) return undefined;
  const whole = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('[^\\p{L}\\p{N}]+');
  const plain = parts.join('');
  return `${BEGINS_UNSPACED.test(plain) ? '' : `(?<!${EDGE})`}${whole}${ENDS_UNSPACED.test(plain) ? '' : `(?!${EDGE})`}`;
}

const tellingOf = ({ title, summary, tags }: Told): string => folded(`${title}\n${summary}\n${tags.join('\n')}`);

/** Compared without case, accents and compatibility forms. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}
