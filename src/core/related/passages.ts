/** Which sentences of a page are marked, each beside a sentence of an essay. Leaves alone whatever shares nothing substantial. */
import type { Essay } from '../essay';
import { indexedEssay, spokenBy } from '../index/term-index';
import { PAIR_WEIGHT } from '../index/weigh';
import type { PageText, Span } from '../page';
import { type Language, languageOf } from '../text/language';
import { sentenceSpans } from '../text/sentences';
import { isPair } from '../text/terms';
import { affinities, density, essayTerms, overlap, type Uses } from './affinity';
import type { Passage } from './answer';
import { MAX_TEXT_CHARS, type Sentence, sentencesOf } from './sentence';
import type { Rarities } from './weights';

export type Marked = { readonly passages: readonly Passage[]; readonly more: readonly Passage[] };
type EssayText = Pick<Essay, 'id' | 'title' | 'summary' | 'text' | 'language'>;
type Possible = Passage & { readonly place: number }; // of its sentence on the page

const MAX_AT_FIRST = 3; // marks on a page before a person asks for more
const MAX_AN_ESSAY = 3;
const LOOKED_AT = 12; // sentences an essay: past the best dozen nothing was worth a mark
const MIN_STEMS = 4; // a shorter sentence is a heading or a remark
const MAX_CHARS = 700; // a longer one is a list or a table, and would colour half the page
const ADDRESS = /^\S+:\/\/\S+$/; // standing alone, it says nothing to a reader

/** What two sentences must share to be marked faint, clear and strong, where 1 is the rarest word there can be. */
const STRENGTHS = [1, 1.7, 2.5] as const;
const MIN_LIT = 2; // words; one alone is chance
const COMMON = 0.2; // in the same measure: words up to here are shared by too many essays to mean anything

/**
 * At most three passages an essay; `passages` are the first three of all, and each essay's best comes before any essay's second.
 *
 * Shapes  `essays` best first. No sentence goes to two essays, and no essay gets two in a row.
 * Cost    one pass over the page and over each essay.
 */
export function markPassages(
  page: Pick<PageText, 'text' | 'sentences' | 'language'>,
  essays: readonly EssayText[],
  rarities: Rarities,
): Marked {
  const sentences = sentencesOf(page.text, page.sentences, languageOf(page.text, page.language) ?? 'en');
  const possible = essays.map((essay) => possiblePassages(page.text, sentences, essay, rarities));
  const chosen: Possible[] = [];
  for (let turn = 0; turn < MAX_AN_ESSAY; turn++) {
    for (const list of possible) {
      const next = list.find(({ place, essayId }) => !chosen.some((other) => isInTheWay(other, place, essayId)));
      if (next) chosen.push(next);
    }
  }
  const passages = chosen.map(({ place: _, ...passage }) => passage);
  return { passages: inPageOrder(passages.slice(0, MAX_AT_FIRST)), more: inPageOrder(passages.slice(MAX_AT_FIRST)) };
}

/** The places of a page's sentences, the one that speaks most to the essay first. */
export function rankSentences(sentences: readonly Sentence[], essay: EssayText, rarities: Rarities): number[] {
  const scores = affinities(sentences, essayTerms(indexedEssay(essay)), rarities);
  return sentences.map((_, place) => place).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}

function isInTheWay(other: Possible, place: number, essayId: Essay['id']): boolean {
  return other.place === place || (other.essayId === essayId && Math.abs(other.place - place) === 1);
}

function inPageOrder(passages: readonly Passage[]): Passage[] {
  return passages.toSorted((a, b) => a.span[0] - b.span[0]);
}

/** Best first. Where the essay's text is not known, its summary is quoted. */
function possiblePassages(pageText: string, sentences: readonly Sentence[], essay: EssayText, rarities: Rarities): Possible[] {
  const text = (essay.text ?? essay.summary).slice(0, MAX_TEXT_CHARS);
  const theirs = quotable(text, spokenBy(indexedEssay(essay)).language ?? 'en');
  return rankSentences(sentences, essay, rarities)
    .slice(0, LOOKED_AT)
    .flatMap((place): Possible[] => {
      const here = sentences[place];
      const uses = here && isQuotable(here, pageText) ? usesOf(here) : undefined;
      const there = uses && closest(theirs, uses, rarities);
      const passage = here && there && facing(here, there, text, rarities);
      return passage ? [{ ...passage, essayId: essay.id, place }] : [];
    });
}

/** Bylines and headings are quoted only where an essay has nothing else: they share names, and say nothing. */
function quotable(text: string, language: Language): Sentence[] {
  const all = sentencesOf(text, sentenceSpans(text), language).filter((sentence) => isQuotable(sentence, text));
  const prose = all.filter(({ isHeading }) => !isHeading);
  return prose.length > 0 ? prose : all;
}

function isQuotable({ span: [start, end], stems }: Sentence, text: string): boolean {
  return stems.length >= MIN_STEMS && end - start <= MAX_CHARS && !ADDRESS.test(text.slice(start, end));
}

function usesOf({ terms }: Sentence): Uses {
  return new Map([...terms.keys()].map((term) => [term, isPair(term) ? PAIR_WEIGHT : 1]));
}

function closest(theirs: readonly Sentence[], uses: Uses, rarities: Rarities): Sentence | undefined {
  let best: { sentence: Sentence; shares: number } | undefined;
  for (const sentence of theirs) {
    const shares = density(sentence, uses, rarities);
    if (shares > (best?.shares ?? 0)) best = { sentence, shares };
  }
  return best?.sentence;
}

/** The two sentences with what they share lit, or undefined where that is too little for a mark. */
function facing(here: Sentence, there: Sentence, theirText: string, rarities: Rarities): Omit<Passage, 'essayId'> | undefined {
  const isLit = (stem: string): boolean =>
    (rarities.of.get(stem) ?? 0) > COMMON * rarities.most && here.terms.has(stem) && there.terms.has(stem);
  const strength = strengthOf(overlap(here, usesOf(there), rarities) / rarities.most);
  const lit = new Set(here.stems.map(({ stem }) => stem).filter(isLit));
  if (strength === undefined || lit.size < MIN_LIT) return undefined;
  const [start, end] = there.span;
  return {
    span: here.span,
    strength,
    hereLit: litIn(here, lit, 0),
    there: theirText.slice(start, end),
    thereLit: litIn(there, lit, start),
  };
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
