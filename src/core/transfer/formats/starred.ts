/** Starred items as Google Reader wrote them and FreshRSS still does, with their texts. */

import type { Markup } from '../../feed/parsed';
import { plainTitle } from '../../feed/plain-text';
import type { Row } from '../incoming';
import { readInstant } from '../instant';
import { type Fields, fieldsOf, listOf, named, textOf } from './fields';
import type { JsonFormat } from './format';

const LABEL = /^user\/[^/]+\/label\/(.+)$/;
const READ = /^user\/[^/]+\/state\/com\.google\/read$/;
const MAX_TITLE_CHARS = 1_000;

export const starred: JsonFormat = {
  name: 'greader-starred-json',
  detect: (value) => {
    const { id, items } = fieldsOf(value);
    return Array.isArray(items) && (/starred|com\.google|org\.freshrss/.test(textOf(id)) || 'timestampUsec' in fieldsOf(items[0]));
  },
  read: (value) => ({ rows: listOf(fieldsOf(value)['items']).map((raw) => rowOf(fieldsOf(raw))) }),
};

/** The reader's labels are tags; a feed's own categories beside them are not. */
function rowOf(item: Fields): Row {
  const categories = listOf(item['categories']).map(textOf);
  const source = textOf(fieldsOf(item['content'])['content']) || textOf(fieldsOf(item['summary'])['content']);
  const address = [...listOf(item['canonical']), ...listOf(item['alternate'])].map((link) => textOf(fieldsOf(link)['href']));
  return {
    address: address.find((each) => each !== '') ?? '',
    title: plainTitle(textOf(item['title']) as Markup, MAX_TITLE_CHARS), // as: what a feed calls a title is markup
    isFavourite: true,
    tags: categories.flatMap((category) => LABEL.exec(category)?.[1] ?? []),
    notes: listOf(item['annotations']).map((note) => textOf(note) || textOf(fieldsOf(note)['content'])),
    state: categories.some((category) => READ.test(category)) ? 'archived' : 'unread',
    ...named('author', textOf(item['author'])),
    ...named('addedAt', readInstant(item['timestampUsec']) ?? readInstant(item['crawlTimeMsec'])),
    ...named('publishedAt', readInstant(item['published'])),
    ...(source.trim() !== '' && { text: { kind: 'html' as const, source } }),
  };
}
