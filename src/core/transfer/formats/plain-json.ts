/** JSON of pages that no format is known for by name: a list of them, wherever it stands; and the tree in which Chrome keeps its bookmarks. */
import type { Row } from '../incoming';
import { type Fields, fieldsOf, listOf, named, textOf } from './fields';
import type { JsonFormat } from './format';
import { hasAddress, plainRow } from './plain-fields';

const LOOKED_AT = 20; // of a list's rows, to know whether they are pages
const MAX_DEPTH = 200;
const CHROME_EPOCH_MS = 11_644_473_600_000; // Chrome counts from 1601

export const addressJson: JsonFormat = {
  name: 'address-json',
  detect: (value) => pagesIn(value) !== undefined,
  read: (value) => ({ rows: (pagesIn(value) ?? []).map((raw) => plainRow(fieldsOf(raw), separatorsIn(raw))) }),
};

/** Pinboard's tags stand between spaces; elsewhere a tag may hold one. */
const separatorsIn = (raw: unknown): RegExp => ('extended' in fieldsOf(raw) ? /\s+/ : /[,;|]/);

/** The list itself, one that stands in a field, or a thing whose every field is a page. */
function pagesIn(value: unknown): readonly unknown[] | undefined {
  const lists = Array.isArray(value) ? [value] : Object.values(fieldsOf(value)).flatMap((each) => [each, Object.values(fieldsOf(each))]);
  return [...lists, Object.values(fieldsOf(value))].map(listOf).find(arePages);
}

function arePages(list: readonly unknown[]): boolean {
  const some = list.slice(0, LOOKED_AT);
  return some.length > 0 && some.filter(hasAddress).length * 2 > some.length;
}

export const chromeJson: JsonFormat = {
  name: 'chrome-json',
  detect: (value) => 'bookmark_bar' in fieldsOf(fieldsOf(value)['roots']),
  read: (value) => ({ rows: Object.values(fieldsOf(fieldsOf(value)['roots'])).flatMap((root) => [...rowsIn(fieldsOf(root), [], 0)]) }),
};

function* rowsIn(node: Fields, folder: readonly string[], depth: number): Generator<Row> {
  if (depth > MAX_DEPTH) return;
  for (const child of listOf(node['children']).map(fieldsOf)) {
    const name = textOf(child['name']);
    if (child['type'] === 'folder') yield* rowsIn(child, [...folder, name], depth + 1);
    else yield { address: textOf(child['url']), title: name, folders: [folder], ...named('addedAt', sinceChrome(child['date_added'])) };
  }
}

function sinceChrome(raw: unknown): number | undefined {
  const at = Math.floor(Number(textOf(raw)) / 1000) - CHROME_EPOCH_MS;
  return at > 0 && at < Date.UTC(2100, 0, 1) ? at : undefined;
}
