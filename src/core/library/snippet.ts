/** The words of a query lit in a text, and the stretch of it that holds most of them. Pure, and total on any text. */
import { excerptSpan } from '../highlight/excerpt';
import { typingErrors } from '../index/edit-distance';
import { errorsIn, typedWords } from '../index/word-search';
import type { Span } from '../page';
import { plainOf } from '../text/plain';
import { stemOf } from '../text/stems';
import { eachWord } from '../text/words';
import { phraseFinder } from './phrase';
import type { Clause } from './query';

export type Sought = readonly Extract<Clause, { kind: 'word' | 'phrase' }>[];

/** A word of a text that answers, and which of the words sought it answers. */
type Answer = { readonly span: Span; readonly place: number };

const MOST_CHARS = 200_000; // of a text that is looked through
const MOST_ANSWERS = 2_000;

export type Light = (text: string) => readonly Answer[];

/** Made once for a query; undefined where it seeks nothing. The order in which words answer: as typed, in another form, begun, mistyped. */
export function lightOf(sought: Sought): Light | undefined {
  const phrases = sought.flatMap((clause) => (clause.kind === 'phrase' ? (phraseFinder(clause.words) ?? []) : []));
  const words = sought.flatMap((clause) =>
    clause.kind === 'word' ? typedWords(clause.word).map(({ word, mayGoOn }) => asked(word, mayGoOn && clause.mayGoOn)) : [],
  );
  const telling = words.filter(({ stem, mayGoOn }) => stem !== '' || mayGoOn);
  if (telling.length + phrases.length === 0) return undefined;
  const known = new Map<string, number>(); // a text repeats its words: -1 answers none
  return (whole) => {
    const text = whole.slice(0, MOST_CHARS);
    const answers: Answer[] = phrases.flatMap((find, place) => find(text).map((span) => ({ span, place: telling.length + place })));
    if (telling.length === 0) return answers;
    eachWord(text, (word, start, end) => {
      const place = known.get(word) ?? telling.findIndex((one) => isAnswer(one, word));
      known.set(word, place);
      if (place >= 0 && answers.length < MOST_ANSWERS) answers.push({ span: [start, end], place });
    });
    return answers.sort((a, b) => a.span[0] - b.span[0]);
  };
}

type Asked = { readonly plain: string; readonly stem: string; readonly mayGoOn: boolean; readonly errors: number };

const asked = (word: string, mayGoOn: boolean): Asked => {
  const plain = plainOf(word);
  return { plain, stem: stemOf(word), mayGoOn, errors: errorsIn(plain) };
};

function isAnswer({ plain, stem, mayGoOn, errors }: Asked, word: string): boolean {
  const other = plainOf(word);
  if (other === plain || (stem !== '' && stemOf(word) === stem) || (mayGoOn && other.startsWith(plain))) return true;
  return (
    errors > 0 && other[0] === plain[0] && Math.abs(other.length - plain.length) <= errors && typingErrors(plain, other, errors) <= errors
  );
}

/** A stretch of a text, its words lit. `words`: how many of those sought are in it. */
export type Snippet = {
  readonly text: string;
  readonly lit: readonly Span[];
  readonly words: number;
  readonly isCut: readonly [start: boolean, end: boolean];
};

/** The stretch with the most of the words, the first of those. Without any, the beginning, unlit. */
export function snippetIn(text: string, light: Light, maxChars: number): Snippet {
  const answers = light(text);
  const best = densest(answers, maxChars);
  const first = answers[best.from]?.span ?? [0, 0];
  const [start, end] = excerptSpan(text, [0, text.length], [first], maxChars);
  const lit = answers.flatMap(({ span }): Span[] => (span[0] >= start && span[1] <= end ? [[span[0] - start, span[1] - start]] : []));
  return { text: text.slice(start, end), lit, words: best.words, isCut: [start > 0, end < text.length] };
}

/** Where a stretch of so many letters begins that holds the most different words. */
function densest(answers: readonly Answer[], maxChars: number): { readonly from: number; readonly words: number } {
  const reach = (maxChars * 2) / 3; // a third stands before the first
  let best = { from: 0, words: 0 };
  const counts = new Map<number, number>();
  for (let [from, to] = [0, 0]; from < answers.length; from++) {
    const start = answers[from]?.span[0] ?? 0;
    for (; to < answers.length && (answers[to]?.span[1] ?? 0) - start <= reach; to++) {
      const place = answers[to]?.place ?? 0;
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    if (counts.size > best.words) best = { from, words: counts.size };
    const gone = answers[from]?.place ?? 0;
    const left = (counts.get(gone) ?? 0) - 1;
    if (left > 0) counts.set(gone, left);
    else counts.delete(gone);
    if (to <= from) to = from + 1;
  }
  return best;
}

/** The words lit in a text that is shown whole. */
export const litIn = (text: string, light: Light | undefined): readonly Span[] => light?.(text).map(({ span }) => span) ?? [];
