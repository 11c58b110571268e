/** The rows that the related-reading commands read: essays, pages, and pairs of the two. */
import type { EssayId } from '../../core/essay';
import type { SegmentEssay } from '../../core/index/segment/builder';
import { indexedEssay } from '../../core/index/term-index';
import type { Span } from '../../core/page';
import type { ReadRow } from './rows';

/** An essay as far as an index needs it; `text` is absent where only the summary is to count. */
export type EssayRow = {
  readonly id: EssayId;
  readonly title: string;
  readonly summary: string;
  readonly text?: string;
  readonly url?: string;
  readonly language?: string; // BCP 47, as declared
  readonly source?: string; // the blog it is from, else its host
  readonly at?: number; // ms since 1970, UTC
};
/** What a folder keeps of an essay beside its terms; `textLetters` where its text is in the index. */
export type CardRow = Omit<EssayRow, 'id' | 'text' | 'at'> & { readonly textLetters?: number };
export type QueryRow = {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly url?: string;
  readonly language?: string;
};
export type PageRow = QueryRow & { readonly sentences: readonly Span[] };
export type PairRow = { readonly qid: string; readonly did: string };
export type CaseRow = { readonly page: string; readonly library: string; readonly field: Field };

export const FIELDS = ['summary', 'text'] as const;
export type Field = (typeof FIELDS)[number];

export function essayReader(field: Field): ReadRow<EssayRow> {
  return ({ id, title = '', summary = '', text = '', language, blog, url, date }) => {
    if (!isName(id) || typeof title !== 'string' || typeof summary !== 'string' || typeof text !== 'string') return undefined;
    const source = isName(blog) ? blog : hostOf(url);
    const at = typeof date === 'string' ? Date.parse(date) : Number.NaN;
    const essay: EssayRow = {
      id: id as EssayId, // as: the file's ids stand for the library's
      title,
      summary,
      ...(isName(url) && { url }),
      ...(isName(language) && { language }),
      ...(source !== undefined && { source }),
      ...(Number.isFinite(at) && { at }),
    };
    return field === 'text' && text !== '' ? { ...essay, text } : essay;
  };
}

/** What goes into an index: as the product puts it there, with its source, which weighs in what is common. */
export function entryOf(row: EssayRow): SegmentEssay {
  const { source, at } = row;
  return { ...indexedEssay(row), ...(source !== undefined && { source }), ...(at !== undefined && { at }) };
}

function hostOf(url: unknown): string | undefined {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).host : undefined;
}

export const readQuery: ReadRow<QueryRow> = ({ id, title = '', text, url, language }) =>
  isName(id) && typeof title === 'string' && typeof text === 'string'
    ? { id, title, text, ...(isName(url) && { url }), ...(isName(language) && { language }) }
    : undefined;

export const readPage: ReadRow<PageRow> = (raw) => {
  const query = readQuery(raw);
  const { sentences } = raw;
  return query && Array.isArray(sentences) && areSpans(sentences, query.text.length) ? { ...query, sentences } : undefined;
};

export const readPair: ReadRow<PairRow> = ({ qid, did }) => (isName(qid) && isName(did) ? { qid, did } : undefined);

export const readCase: ReadRow<CaseRow> = ({ page, library, field }) => {
  const known = FIELDS.find((each) => each === field);
  return isName(page) && isName(library) && known !== undefined ? { page, library, field: known } : undefined;
};

/** Libraries by name, each a list of essay ids; undefined where this is no such thing. */
export function readLibraries(raw: unknown): ReadonlyMap<string, readonly string[]> | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const entries: [string, unknown][] = Object.entries(raw);
  const isOne = (entry: [string, unknown]): entry is [string, string[]] => Array.isArray(entry[1]) && entry[1].every(isName);
  return entries.every(isOne) ? new Map(entries) : undefined;
}

/** A card as a folder keeps it: cards.ts. */
export function readCard(raw: unknown): CardRow | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { title, summary, textLetters, url, source, language } = raw as Readonly<Record<string, unknown>>; // as: every field is looked at next
  if (typeof title !== 'string' || typeof summary !== 'string') return undefined;
  return {
    title,
    summary,
    ...(typeof textLetters === 'number' && { textLetters }),
    ...(isName(url) && { url }),
    ...(isName(source) && { source }),
    ...(isName(language) && { language }),
  };
}

/** A score as it is printed. */
export function rounded(score: number): number {
  return Math.round(score * 1e6) / 1e6;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** In order, not overlapping, inside the text. */
function areSpans(raw: readonly unknown[], length: number): raw is Span[] {
  let last = 0;
  return raw.every((span) => {
    if (!Array.isArray(span) || span.length !== 2) return false;
    const [start, end] = span;
    const isOne = Number.isInteger(start) && Number.isInteger(end) && start >= last && end >= start && end <= length;
    last = end;
    return isOne;
  });
}
