/** Which sentences of a page are marked, each beside a sentence of an essay. Leaves alone whatever shares nothing substantial. */
import type { Essay } from '../essay';
import { indexedEssay, spokenBy } from '../index/term-index';
import { PAIR_WEIGHT } from '../index/weigh';
import type { PageText, Span } from '../page';
import { type Language, languageOf } from '../text/language';
import { sentenceSpans } from '../text/sentences';
import { isPair, type Stem, stemsIn } from '../text/terms';
import { affinities, density, type EssayTerms, essayTerms, type Uses } from './affinity';
import type { Passage } from './answer';
import { commonIn, type Shares } from './everyday';
import { isSameSentence } from './own-site';
import { MAX_TEXT_CHARS, type Sentence, sentencesOf } from './sentence';
import { rarityAnywhere } from './stretch';
import type { Rarities } from './weights';

export type Marked = { readonly passages: readonly Passage[]; readonly more: readonly Passage[] };
type EssayText = Pick<Essay, 'id' | 'title' | 'summary' | 'text' | 'language'>;
/** `standing`: how the essay stands to the page (silence.ts), 1 and more. On a wrong essay nearly every mark is wrong. */
export type Standing = {
  readonly essay: EssayText;
  readonly standing: number;
  readonly isAlike?: boolean; // of the page's own site: what both say word for word is how that site begins and ends, and is not marked
};
type Possible = Passage & { readonly place: number }; // of its sentence on the page
type Asked = { readonly text: string; readonly sentences: readonly Sentence[]; readonly rarities: Rarities; readonly shares: Shares };

const MAX_AT_FIRST = 3; // marks on a page before a person asks for more
const MAX_AN_ESSAY = 3;
const LOOKED_AT = 12; // sentences an essay: past the best dozen nothing was worth a mark
const MIN_STEMS = 4; // a shorter sentence is a heading or a remark
const MAX_CHARS = 700; // a longer one is a list or a table, and would colour half the page
const ADDRESS = /^\S+:\/\/\S+$/; // standing alone, it says nothing to a reader

/**
 * What two sentences must share to be marked faint, clear and strong: the roots of the mass of the words they share and of how their essay stands,
 * multiplied. The mass of a word is how often both say it and how rare it is among all texts; about 4 for one that is rare.
 */
const STRENGTHS = [2, 3.5, 5] as const;
const MIN_LIT = 2; // words; one alone is chance
const MIN_LIT_FAINT = 3; // unless two of them stand side by side in both
const SENTENCE_END = /[.!?…。！？।۔]["'”’»)\]]*$/u;
const COMMON = 0.2; // in the same measure: words up to here are shared by too many essays to mean anything

/**
 * At most three passages an essay; `passages` are the first three of all, and each essay's best comes before any essay's second.
 *
 * Shapes  `essays` best first. No sentence goes to two essays, and no essay gets two in a row.
 * Cost    one pass over the page and over each essay.
 */
export function markPassages(
  page: Pick<PageText, 'text' | 'sentences' | 'language'>,
  essays: readonly Standing[],
  rarities: Rarities,
): Marked {
  const language = languageOf(page.text, page.language);
  const sentences = sentencesOf(page.text, page.sentences, language ?? 'en');
  const asked: Asked = { text: page.text, sentences, rarities, shares: commonIn(language) };
  const possible = essays.map((one) => possiblePassages(asked, one));
  const chosen: Possible[] = [];
  for (let turn = 0; turn < MAX_AN_ESSAY; turn++) {
    for (const list of possible) {
      const next = list.find((one) => !chosen.some((other) => isInTheWay(other, one)));
      if (next) chosen.push(next);
    }
  }
  const passages = chosen.map(({ place: _, ...passage }) => passage);
  return { passages: inPageOrder(passages.slice(0, MAX_AT_FIRST)), more: inPageOrder(passages.slice(MAX_AT_FIRST)) };
}

/** The places of a page's sentences, the one that speaks most to the essay first. */
export function rankSentences(
  sentences: readonly Sentence[],
  essay: EssayText,
  rarities: Rarities,
  terms: EssayTerms = essayTerms(indexedEssay(essay)),
): number[] {
  const scores = affinities(sentences, terms, rarities);
  return sentences.map((_, place) => place).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}

function isInTheWay(other: Possible, { place, essayId, there }: Possible): boolean {
  return other.place === place || (other.essayId === essayId && (Math.abs(other.place - place) === 1 || other.there === there));
}

function inPageOrder(passages: readonly Passage[]): Passage[] {
  return passages.toSorted((a, b) => a.span[0] - b.span[0]);
}

/** Best first; a sentence of the page may come again with another of the essay. Where the essay's text is not known, its summary is quoted. */
function possiblePassages(
  { text: pageText, sentences, rarities, shares }: Asked,
  { essay, standing, isAlike = false }: Standing,
): Possible[] {
  const text = (essay.text ?? essay.summary).slice(0, MAX_TEXT_CHARS);
  const { theirs, terms } = readOnce(essay, text);
  return rankSentences(sentences, essay, rarities, terms)
    .slice(0, LOOKED_AT)
    .flatMap((place): Possible[] => {
      const here = sentences[place];
      if (here === undefined || !isQuotable(here, pageText)) return [];
      return closest(theirs, usesOf(here), rarities).flatMap((there): Possible[] => {
        const passage = facing(here, there, { text, rarities, shares, standing });
        if (isAlike && passage && isSameSentence(pageText.slice(...here.span), passage.there)) return [];
        return passage ? [{ ...passage, essayId: essay.id, place }] : [];
      });
    });
}

/** An essay's words are cut and stemmed once, for what it says and for what of it can be quoted. */
function readOnce(essay: EssayText, text: string): { readonly theirs: readonly Sentence[]; readonly terms: EssayTerms } {
  const indexed = indexedEssay(essay);
  const { language } = spokenBy(indexed);
  const stems = stemsIn(text, language ?? 'en');
  const isOne = language !== undefined && indexed.body.length <= MAX_TEXT_CHARS; // else the two are not cut alike, or not at one place
  const before = isOne && essay.text !== undefined ? stemsIn(essay.summary, language) : [];
  const terms = isOne ? essayTerms(indexed, language, [...before, ...stems]) : essayTerms(indexed, language);
  return { theirs: quotable(text, language ?? 'en', stems), terms };
}

/** Bylines and headings are quoted only where an essay has nothing else: they share names, and say nothing. */
function quotable(text: string, language: Language, stems: readonly Stem[]): Sentence[] {
  const all = sentencesOf(text, sentenceSpans(text), language, stems).filter((sentence) => isQuotable(sentence, text));
  const prose = all.filter(({ isHeading }) => !isHeading);
  return prose.length > 0 ? prose : all;
}

function isQuotable({ span: [start, end], stems }: Sentence, text: string): boolean {
  return stems.length >= MIN_STEMS && end - start <= MAX_CHARS && !ADDRESS.test(text.slice(start, end));
}

function usesOf({ terms }: Sentence): Uses {
  return new Map([...terms.keys()].map((term) => [term, isPair(term) ? PAIR_WEIGHT : 1]));
}

/** The essay's sentences that share most with one of the page for their length, best first: the second where the first is quoted already. */
function closest(theirs: readonly Sentence[], uses: Uses, rarities: Rarities): readonly Sentence[] {
  return theirs
    .map((sentence) => ({ sentence, shares: density(sentence, uses, rarities) }))
    .filter(({ shares }) => shares > 0)
    .sort((a, b) => b.shares - a.shares || a.sentence.span[0] - b.sentence.span[0])
    .slice(0, MAX_AN_ESSAY)
    .map(({ sentence }) => sentence);
}

type Facts = { readonly text: string; readonly rarities: Rarities; readonly shares: Shares; readonly standing: number }; // text: the essay's

/** The two sentences with what they share lit, or undefined where that is too little for a mark. */
function facing(here: Sentence, there: Sentence, { text, rarities, shares, standing }: Facts): Omit<Passage, 'essayId'> | undefined {
  const isLit = (stem: string): boolean =>
    (rarities.of.get(stem) ?? 0) > COMMON * rarities.most && here.terms.has(stem) && there.terms.has(stem);
  const lit = new Set(here.stems.map(({ stem }) => stem).filter(isLit));
  const strength = strengthOf(Math.sqrt(sharedMass(here, there, shares) * standing));
  if (strength === undefined || lit.size < MIN_LIT) return undefined;
  if (strength === 1 && lit.size < MIN_LIT_FAINT && !shareAPair(here, there)) return undefined;
  const [start, end] = there.span;
  return {
    span: here.span,
    strength,
    hereLit: litIn(here, lit, 0),
    there: isCut(text, end) ? `${text.slice(start, end)}…` : text.slice(start, end),
    thereLit: litIn(there, lit, start),
  };
}

function sharedMass(here: Sentence, there: Sentence, shares: Shares): number {
  const theirs = countsIn(there);
  let mass = 0;
  for (const [stem, count] of countsIn(here)) {
    const both = Math.min(count, theirs.get(stem) ?? 0);
    if (both > 0) mass += Math.log(1 + both) * rarityAnywhere(stem, shares);
  }
  return mass;
}

function countsIn({ stems }: Sentence): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { stem } of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
}

function shareAPair(here: Sentence, there: Sentence): boolean {
  return [...here.terms.keys()].some((term) => isPair(term) && there.terms.has(term));
}

/** Feeds end a summary in the middle of a sentence. */
function isCut(text: string, end: number): boolean {
  return text.slice(end).trim() === '' && !SENTENCE_END.test(text.slice(0, end).slice(-8));
}

function litIn({ stems }: Sentence, lit: ReadonlySet<string>, offset: number): Span[] {
  return stems.filter(({ stem }) => lit.has(stem)).map(({ start, end }): Span => [start - offset, end - offset]);
}

function strengthOf(shared: number): Passage['strength'] | undefined {
  const [faint, clear, strong] = STRENGTHS;
  if (shared >= strong) return 3;
  if (shared >= clear) return 2;
  return shared >= faint ? 1 : undefined;
}
