/** A JSON Feed as a file: pages that somebody collected. What Sidelight adds to its own (out/json-feed.ts) is read too. */
import type { IncomingHighlight, Row } from '../incoming';
import { readInstant } from '../instant';
import { type Fields, fieldsOf, listOf, named, textOf } from './fields';
import type { JsonFormat } from './format';

const COLOUR_OF: Readonly<Record<string, string>> = { dashed: 'blue', dotted: 'green', double: 'red' }; // as import/units.ts reads them

export const jsonFeed: JsonFormat = {
  name: 'json-feed',
  detect: (value) =>
    /^https?:\/\/jsonfeed\.org\/version\//.test(textOf(fieldsOf(value)['version'])) && Array.isArray(fieldsOf(value)['items']),
  read: (value) => ({ rows: listOf(fieldsOf(value)['items']).map((raw) => rowOf(fieldsOf(raw))) }),
};

function rowOf(item: Fields): Row {
  const own = '_sidelight' in item ? fieldsOf(item['_sidelight']) : undefined;
  const [html, text] = [textOf(item['content_html']), textOf(item['content_text'])];
  const hasText = own?.['has_text'] !== false;
  const archivedAt = readInstant(own?.['archived']);
  const authors = [...listOf(item['authors']), item['author']].map((each) => textOf(fieldsOf(each)['name'])).filter(Boolean);
  return {
    address: textOf(item['url']) || textOf(item['external_url']) || textOf(item['id']),
    title: textOf(item['title']),
    tags: listOf(item['tags']).map(textOf),
    notes: listOf(own?.['notes']).map(textOf),
    highlights: listOf(own?.['highlights']).map((raw) => highlightOf(fieldsOf(raw))),
    ...named('author', authors.join(', ')),
    ...named('language', textOf(item['language'])),
    ...named('excerpt', textOf(item['summary'])),
    ...named('publishedAt', readInstant(item['date_published'])),
    ...named('addedAt', readInstant(own?.['saved'])),
    ...(own !== undefined && (archivedAt === undefined ? { state: 'unread' as const } : { state: 'archived' as const, archivedAt })),
    ...(html.trim() !== ''
      ? { text: { kind: 'html' as const, source: html } }
      : text.trim() !== '' && hasText && { text: { kind: 'html' as const, source: paragraphsOf(text) } }),
  };
}

function highlightOf({ quote, prefix, suffix, start, made, ink, note }: Fields): IncomingHighlight {
  const around = { ...named('prefix', textOf(prefix)), ...named('suffix', textOf(suffix)) };
  return {
    text: textOf(quote),
    tags: [],
    ...named('note', textOf(note)),
    ...named('madeAt', readInstant(made)),
    ...named('colour', COLOUR_OF[textOf(ink)]),
    ...(typeof start === 'number' && { place: { start, ...around } }),
  };
}

/** Of a text that is no markup. */
function paragraphsOf(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return escaped
    .split(/\n{2,}/)
    .map((each) => `<p>${each.replaceAll('\n', '<br>')}</p>`)
    .join('');
}
