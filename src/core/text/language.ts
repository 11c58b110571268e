/** In which language a text is written, as far as it can be told: by its script, by the words that hold sentences together, by a hint. */
import { FUNCTION_WORDS } from './function-words';
import { type Scripts, scriptsIn } from './script';
import { ENGLISH } from './stop-words';
import { WordTable } from './word-table';
import { eachPlace } from './words';

/** ISO 639-1. Danish is Norwegian too, Czech is Slovak too, and 'sh' is Bosnian, Croatian and Serbian: who reads one reads the other. */
export type Language = 'en' | keyof typeof FUNCTION_WORDS | 'el' | 'he' | 'ko' | 'th';

/** What is known of a text: `script` is undefined where it has no letters, or none that prevail. */
export type Spoken = { readonly script: string | undefined; readonly language: Language | undefined };

const SAMPLE_CHARS = 3_000; // some five hundred words
const MOST_OF_IT = 0.5; // of its letters, for a script to be the text's

const PLAINLY_LATIN = /^[\0-\x7f\u2010-\u2027]*$/; // ASCII, and the dashes and quotation marks of printers
const LETTER = /[a-z]/i;

const SMALL_A = 0x61; // words that begin with it or later are mostly in small letters already
const PIECE_CHARS = 250; // read at a time
const PLAIN = 12; // so many function words settle it early
const PLAIN_LEAD = 5; // if they are so many times the next language's
const ENOUGH = 3; // function words, one that k languages have counting 1/k: fewer may be a name or a quotation
const LEAD = 1.5; // times the next language's: Spanish and Portuguese share half of their function words
const SHARE = 0.08; // of all words: prose has 0.2 to 0.5, a list of names in any language less
const HINT = 4; // function words that a declared language is given: it decides where a text is short, and is overruled where it is not

const KANA = 0.15; // of a Japanese text's characters; prose has half of them and more
const NO_KANA = 0.03; // Chinese texts quote a Japanese word now and then
const HAN_ENOUGH = 60; // as script.ts counts: twenty characters; a shorter line without kana may be a Japanese title
const KANA_ENOUGH = 9; // three: shops write a single の into Chinese names

/** Languages that are told by their letters alone. */
const BY_SCRIPT: Readonly<Record<string, Language>> = { greek: 'el', hebrew: 'he', hangul: 'ko', thai: 'th' };
const WRITTEN_IN: Readonly<Record<string, readonly Language[]>> = {
  cyrillic: ['ru', 'uk', 'bg', 'sh'],
  arabic: ['ar', 'fa', 'ur'],
  'east-asian': ['zh', 'ja'],
  greek: ['el'],
  hebrew: ['he'],
  hangul: ['ko'],
  thai: ['th'],
};

/** Languages not written in Latin letters. 'sh' is written in both. */
export const OTHER_SCRIPTS: ReadonlySet<Language> = new Set(
  Object.values(WRITTEN_IN)
    .flat()
    .filter((language) => language !== 'sh'),
);
const ALIASES: Readonly<Record<string, Language>> = {
  nb: 'da',
  nn: 'da',
  no: 'da',
  sk: 'cs',
  bs: 'sh',
  hr: 'sh',
  sr: 'sh',
  mk: 'bg',
  iw: 'he',
  in: 'id',
  ms: 'id',
  mo: 'ro',
  cmn: 'zh',
  yue: 'zh',
};

/**
 * The language of a text.
 *
 * Shapes  `declared` is a BCP 47 tag: a hint, for pages often declare their template's language. Undefined where it is unclear: a few words, code, a list of names, a language not in function-words.ts.
 * Cost    one pass over the first 3,000 characters.
 */
export function languageOf(text: string, declared?: string): Language | undefined {
  return spokenIn(text, declared).language;
}

/** For `lang`: as it is declared, where the text does not plainly say otherwise. */
export function tagOf(text: string, declared?: string): string | undefined {
  const tag = declared?.trim().replaceAll('_', '-');
  const { script, language } = spokenIn(text, tag);
  if (tag === undefined || tag === '') return language;
  return language === undefined || hinted(tag, script) === language ? tag : language;
}

/** As languageOf, with the script. */
export function spokenIn(text: string, declared?: string): Spoken {
  const start = text.slice(0, SAMPLE_CHARS);
  if (PLAINLY_LATIN.test(start)) return byLatin(start, declared);
  const sample = start.normalize('NFC'); // as function-words.ts is written
  const scripts = scriptsIn(sample);
  const script = mainScript(scripts);
  const hint = hinted(declared, script);
  if (script === undefined) return { script, language: undefined };
  if (script === 'east-asian') return { script, language: hanOrKana(scripts, hint) };
  return { script, language: BY_SCRIPT[script] ?? byWords(sample, hint) };
}

/** What most texts come to, without counting their letters. */
function byLatin(sample: string, declared: string | undefined): Spoken {
  if (!LETTER.test(sample)) return { script: undefined, language: undefined };
  return { script: 'latin', language: byWords(sample, hinted(declared, 'latin')) };
}

/** Whether a reader of the one can be shown the other: not if both languages are known and differ, nor if the scripts do. */
export function mayBeSameLanguage(one: Spoken, other: Spoken): boolean {
  if (one.language !== undefined && other.language !== undefined) return one.language === other.language;
  return one.script === undefined || other.script === undefined || one.script === other.script;
}

function mainScript(scripts: Scripts): string | undefined {
  const joined = new Map<string, number>();
  let all = 0;
  for (const [script, letters] of scripts) {
    const name = script === 'han' || script === 'kana' ? 'east-asian' : script;
    joined.set(name, (joined.get(name) ?? 0) + letters);
    all += letters;
  }
  return [...joined].find(([, letters]) => letters > MOST_OF_IT * all)?.[0];
}

/** The declared language, if it is one we know and this script can write it. */
function hinted(declared: string | undefined, script: string | undefined): Language | undefined {
  const tag = declared?.trim().split(/[-_]/, 1)[0]?.toLowerCase() ?? '';
  const language = ALIASES[tag] ?? (isLanguage(tag) ? tag : undefined);
  if (language === undefined || script === undefined) return undefined;
  const isWritten = script === 'latin' ? !OTHER_SCRIPTS.has(language) : WRITTEN_IN[script]?.includes(language);
  return isWritten === true ? language : undefined;
}

function isLanguage(tag: string): tag is Language {
  return tag === 'en' || Object.hasOwn(FUNCTION_WORDS, tag) || Object.values(BY_SCRIPT).includes(tag as Language); // as: it is asked whether it is one
}

function hanOrKana(scripts: Scripts, hint: Language | undefined): Language | undefined {
  const han = scripts.get('han') ?? 0;
  const kana = scripts.get('kana') ?? 0;
  const share = kana / (han + kana);
  if (share >= KANA && kana >= KANA_ENOUGH) return 'ja';
  if (share <= NO_KANA && han >= HAN_ENOUGH) return 'zh';
  return hint;
}

/** Reads on only while it is not plain: the first few sentences mostly settle it. */
function byWords(sample: string, hint: Language | undefined): Language | undefined {
  const { table, languages, longest } = known();
  const scores = new Float64Array(languages.length);
  if (hint !== undefined) scores[languages.indexOf(hint)] = HINT;
  let words = 0;
  for (let from = 0; from < sample.length; from += PIECE_CHARS) {
    const piece = sample.slice(from, from + PIECE_CHARS);
    eachPlace(piece, (start, end, hash) => {
      words++;
      if (end - start > longest) return;
      const first = piece.charCodeAt(start);
      const isSmall = first >= SMALL_A && first < 0x7f;
      const having = isSmall ? table.at(piece, start, end, hash) : table.get(piece.slice(start, end).toLowerCase());
      if (having === undefined) return;
      for (const language of having) scores[language] = (scores[language] ?? 0) + 1 / having.length;
    });
    const { first, score, second } = leaders(scores);
    if (score >= PLAIN && score >= PLAIN_LEAD * second && score >= SHARE * words) return languages[first];
  }
  const { first, score, second } = leaders(scores);
  return score >= ENOUGH && score >= LEAD * second && score >= SHARE * words ? languages[first] : undefined;
}

function leaders(scores: Float64Array): { first: number; score: number; second: number } {
  let first = 0;
  let score = 0;
  let second = 0;
  scores.forEach((one, language) => {
    if (one > score) [first, second, score] = [language, score, one];
    else if (one > second) second = one;
  });
  return { first, score, second };
}

type Known = { readonly languages: readonly Language[]; readonly table: WordTable<readonly number[]>; readonly longest: number };
let made: Known | undefined; // when first needed

/** By function word: the languages that have it, by their places. */
function known(): Known {
  if (made !== undefined) return made;
  const lists: readonly (readonly [string, readonly string[]])[] = [['en', [...ENGLISH, 'a i s t']], ...Object.entries(FUNCTION_WORDS)];
  const having = new Map<string, number[]>();
  lists.forEach(([, lines], language) => {
    for (const word of new Set(lines.join(' ').split(' '))) having.set(word, [...(having.get(word) ?? []), language]);
  });
  const table = new WordTable<readonly number[]>();
  for (const [word, languages] of having) table.add(word, languages);
  const longest = Math.max(...[...having.keys()].map(({ length }) => length));
  made = { table, longest, languages: lists.map(([language]) => language as Language) }; // as: the keys of the record
  return made;
}
