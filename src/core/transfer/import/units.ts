/**
 * An incoming page → what a library keeps of it: the essay with its marks, highlights and history, and the copy of its text. The same file gives the same
 * units on every machine, so that one that comes twice comes once. Pure; joining them with what is here is fit.ts.
 */
import type { Essay, EssayId } from '../../essay';
import { hash } from '../../feed/identity';
import { lengthInLetters } from '../../follow/text-asking';
import type { Copy } from '../../library/copy';
import type { Highlight, HighlightId, Ink } from '../../library/highlight';
import type { Marks, Stamped } from '../../library/marks';
import { essayOfPage, openingOf } from '../../library/saved-page';
import { nextStamp, type Stamp } from '../../library/stamp';
import { shortened } from '../../text/shortened';
import { type KeptCopy, type KeptEvent, type Thread, threadOf } from '../backup/units';
import type { IncomingHighlight, IncomingItem } from '../incoming';
import { quoteFor } from './anchor';
import { type ImportChoices, tagsFor } from './choices';
import { IMPORTED } from './fit';
import { type OfflineCopy, offlineCopy } from './offline-text';

/** When and out of what it comes. `favourite`: the tag that stands for what other readers call a star. */
export type Arrival = { readonly at: number; readonly name: string; readonly favourite: string };

export type Units = { readonly thread: Thread; readonly copy?: KeptCopy };

const MOST_QUOTE_CHARS = 20_000;
const MOST_NAME_CHARS = 300;
const MOST_SUMMARY_CHARS = 4_000;
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i;
const COPIER = 0; // none: any copier takes more of a page

/** Undefined for what is no page of the web. `hasText`: false where only counting is to be done, for making a copy of a text takes its time. */
export function unitsOf(item: IncomingItem, choices: ImportChoices, arrival: Arrival, hasText = true): Units | undefined {
  const savedAt = Math.min(item.addedAt ?? arrival.at, arrival.at);
  const plain = essayOfPage({ address: item.url, title: item.title }, savedAt);
  if (plain === undefined) return undefined;
  const offline = hasText && item.text !== undefined ? offlineCopy(item.text, plain.url) : undefined;
  const essay = essayFrom(plain, item, offline);
  const thread = threadOf(essay.id, {
    essay,
    marks: marksFrom(item, choices, arrival, savedAt) as Readonly<Record<string, unknown>>, // as: marks are such a record
    highlights: item.highlights.flatMap((each) => highlightsFrom(each, essay, savedAt, offline)),
    history: historyFrom(item, choices, arrival, savedAt),
  });
  return { thread, ...(offline && { copy: copyFrom(essay, offline, savedAt) }) };
}

function essayFrom(plain: Essay, item: IncomingItem, offline: OfflineCopy | undefined): Essay {
  const { author, language, publishedAt, excerpt } = item;
  const said = (excerpt ?? '').replace(/\s+/g, ' ').trim();
  const essay: Essay = {
    ...plain,
    ...(author !== undefined && { author: line(author) }),
    ...(language !== undefined && LANGUAGE.test(language) && { language }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(said !== '' && { summary: shortened(said, MOST_SUMMARY_CHARS) }),
  };
  return offline === undefined ? essay : { ...essay, text: offline.text, ...openingOf(essay, offline.text) };
}

const line = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, MOST_NAME_CHARS);

export function marksFrom(item: IncomingItem, choices: ImportChoices, { at, favourite }: Arrival, savedAt: number): Marks {
  const stamp = stampAt(savedAt);
  const isArchived = choices.keepsArchived && item.state === 'archived';
  const archivedStamp = stampAt(Math.min(item.archivedAt ?? savedAt, at));
  const tags = tagsFor(item.isFavourite ? [...item.tags, favourite] : item.tags, item.folders, choices);
  const note = item.notes.join('\n\n');
  return {
    saved: [true, stamp],
    ...(isArchived && { archived: [true, archivedStamp], read: [true, archivedStamp] }),
    ...(item.progress !== undefined && { progress: [Math.min(1, Math.max(0, item.progress)), stamp] }),
    ...(tags.length > 0 && { tags: Object.fromEntries(tags.map((tag): [string, Stamped<boolean>] => [tag, [true, stamp]])) }),
    ...(note !== '' && { note: [note, stampAt(savedAt, `${IMPORTED}-${hash(note)}`)] }), // a writer for each text, so that none takes the place of another
  };
}

const stampAt = (at: number, device = IMPORTED): Stamp => nextStamp(undefined, Math.max(0, at), device);

/** Colours that readers give, by the strokes that we have; what it was called otherwise has the first. */
const INK_OF: readonly (readonly [RegExp, Ink])[] = [
  [/blue|cyan|teal/i, 'dashed'],
  [/green|lime/i, 'dotted'],
  [/red|pink|purple|orange|violet|magenta/i, 'double'],
];

/** One that is longer than a quote may be is several. */
function highlightsFrom(each: IncomingHighlight, essay: Essay, savedAt: number, offline: OfflineCopy | undefined): Highlight[] {
  const words = each.text.trim();
  const parts: string[] = [];
  for (let from = 0; from < words.length; from += MOST_QUOTE_CHARS) parts.push(words.slice(from, from + MOST_QUOTE_CHARS));
  const madeAt = each.madeAt ?? savedAt;
  const stamp = stampAt(madeAt);
  const note = [each.note?.trim() ?? '', each.tags.map((tag) => `#${tag}`).join(' ')].filter((part) => part !== '').join('\n');
  return parts
    .filter((part) => part.trim() !== '')
    .map((text, at) => ({
      id: `${IMPORTED}-${hash([essay.id, text, each.place?.start ?? '', each.place?.prefix ?? '', madeAt].join('\n'))}` as HighlightId, // as: this is where these are made
      essayId: essay.id,
      quote: quoteFor({ ...each, text }, offline?.text),
      madeAt,
      ink: [INK_OF.find(([colour]) => colour.test(each.colour ?? ''))?.[1] ?? 'plain', stamp],
      ...(at === 0 && note !== '' && { note: [note, stamp] as const }),
    }));
}

function historyFrom(item: IncomingItem, choices: ImportChoices, { at, name }: Arrival, savedAt: number): KeptEvent[] {
  const archivedAt = choices.keepsArchived && item.state === 'archived' ? item.archivedAt : undefined;
  return [
    { at: savedAt, what: 'firstSeen', from: 'import' },
    ...(item.addedAt === undefined ? [] : [{ at: savedAt, what: 'save' as const, from: 'import' as const }]),
    ...(archivedAt === undefined ? [] : [{ at: archivedAt, what: 'archive' as const, from: 'import' as const }]),
    { at, what: 'imported', from: 'import', ...(name !== '' && { detail: name.slice(0, MOST_NAME_CHARS) }) },
  ];
}

function copyFrom(essay: Essay, { html, text, pictures }: OfflineCopy, savedAt: number): KeptCopy {
  const { id, url, title, author, publishedAt, language } = essay;
  const copy: Copy = {
    ...{ id, address: url, at: savedAt, version: COPIER, title },
    ...(author !== undefined && author !== '' && { author }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(language !== undefined && { language }),
    letters: lengthInLetters(text),
    markupBytes: html.length,
    pictures: pictures.map((address) => ({ url: address, lost: 'failed' as const })),
  };
  return { copy, html };
}

export const idOf = (item: Pick<IncomingItem, 'url' | 'title'>): EssayId | undefined =>
  essayOfPage({ address: item.url, title: item.title }, 0)?.id;
