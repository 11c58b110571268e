/** Highlights with their places: Hypothesis' annotations, and what Obsidian's clipper marked. */
import type { Dropped, IncomingHighlight, Place, Reading, Row } from '../incoming';
import { readInstant } from '../instant';
import { type Fields, fieldsOf, listOf, named, textOf } from './fields';
import type { JsonFormat } from './format';

export const hypothesis: JsonFormat = {
  name: 'hypothesis-json',
  detect: (value) => {
    const { export_userid, client_version } = fieldsOf(value);
    const first = fieldsOf(annotationsIn(value)?.[0]);
    return (
      annotationsIn(value) !== undefined && (export_userid !== undefined || client_version !== undefined || Array.isArray(first['target']))
    );
  },
  read: (value) => readHypothesis((annotationsIn(value) ?? []).map(fieldsOf)),
};

export const obsidianJson: JsonFormat = {
  name: 'obsidian-json',
  detect: (value) => {
    const first = fieldsOf(listOf(value)[0]);
    const marked = fieldsOf(listOf(first['highlights'])[0]);
    return typeof first['url'] === 'string' && (Array.isArray(first['data']) || ('text' in marked && 'timestamp' in marked));
  },
  read: (value) => ({ rows: listOf(value).map((raw) => clipped(fieldsOf(raw))) }),
};

/** As its page exports them, as its interface gives them, or the list alone. */
function annotationsIn(value: unknown): readonly unknown[] | undefined {
  const { annotations, rows } = fieldsOf(value);
  return [value, annotations, rows].find(Array.isArray);
}

/** A page is one row from its first annotation on; what is bound to no words is a note on the page; answers to others are left out. */
function readHypothesis(annotations: readonly Fields[]): Reading {
  const pages = new Map<string, { row: Row; notes: string[]; highlights: IncomingHighlight[]; times: number[] }>();
  const dropped: Dropped[] = [];
  for (const annotation of annotations) {
    const address = textOf(annotation['uri']) || textOf(fieldsOf(listOf(annotation['target'])[0])['source']);
    const title = textOf(listOf(fieldsOf(annotation['document'])['title'])[0]);
    if (listOf(annotation['references']).length > 0) {
      dropped.push({ address, title, reason: 'reply' });
      continue;
    }
    const page = pages.get(address) ?? { row: { address, title }, notes: [], highlights: [], times: [] };
    pages.set(address, page);
    const madeAt = readInstant(annotation['created']);
    if (madeAt !== undefined) page.times.push(madeAt);
    const text = textOf(annotation['text']).trim();
    const { quote, place } = selected(annotation);
    if (quote === '') page.notes.push(text);
    else
      page.highlights.push({
        text: quote,
        tags: listOf(annotation['tags']).map(textOf),
        ...named('note', text),
        ...named('madeAt', madeAt),
        ...named('place', place),
      });
  }
  const rows = [...pages.values()].map(({ row, notes, highlights, times }) => ({
    ...row,
    notes,
    highlights,
    ...(times.length > 0 && { addedAt: times.reduce((a, b) => Math.min(a, b)) }),
  }));
  return { rows, dropped };
}

function selected(annotation: Fields): { readonly quote: string; readonly place: Place | undefined } {
  const selectors = listOf(fieldsOf(listOf(annotation['target'])[0])['selector']).map(fieldsOf);
  const { exact, prefix, suffix } = selectors.find(({ type }) => type === 'TextQuoteSelector') ?? {};
  const { start, end } = selectors.find(({ type }) => type === 'TextPositionSelector') ?? {};
  const hasPlace = typeof start === 'number' && typeof end === 'number';
  const around = { ...named('prefix', textOf(prefix)), ...named('suffix', textOf(suffix)) };
  return { quote: textOf(exact).trim(), place: hasPlace ? { start, end, ...around } : Object.keys(around).length > 0 ? around : undefined };
}

function clipped({ url, title, highlights, data }: Fields): Row {
  const quotes = new Map(
    listOf(data)
      .map(fieldsOf)
      .map((each) => [textOf(each['content']), fieldsOf(each['textQuote'])]),
  );
  return {
    address: textOf(url),
    title: textOf(title),
    highlights: listOf(highlights).map((raw) => {
      const { text, timestamp, notes } = fieldsOf(raw);
      const { prefix, suffix } = quotes.get(textOf(text)) ?? {};
      const place = { ...named('prefix', textOf(prefix)), ...named('suffix', textOf(suffix)) };
      return {
        text: textOf(text).trim(),
        tags: [],
        ...named('note', listOf(notes).map(textOf).join('\n\n').trim()),
        ...named('madeAt', readInstant(timestamp)),
        ...(Object.keys(place).length > 0 && { place }),
      };
    }),
  };
}
