/** Firefox's own backup of its bookmarks: a tree in JSON. */
import type { Row } from '../incoming';
import { readInstant } from '../instant';
import { type Fields, fieldsOf, listOf, named, textOf } from './fields';
import type { JsonFormat } from './format';

const CONTAINER = 'text/x-moz-place-container';
const DESCRIPTION = 'bookmarkProperties/description';
const MAX_DEPTH = 200;

export const firefoxJson: JsonFormat = {
  name: 'firefox-json',
  detect: (value) => isContainer(fieldsOf(value)) && 'children' in fieldsOf(value),
  read: (value) => ({ rows: [...rowsIn(fieldsOf(value), [], 0)] }),
};

function* rowsIn(node: Fields, folder: readonly string[], depth: number): Generator<Row> {
  if (depth > MAX_DEPTH || isTagsRoot(node)) return; // what is tagged stands in its own folder as well
  const inside = isContainer(node) && node['root'] !== 'placesRoot' ? [...folder, textOf(node['title'])] : folder;
  for (const raw of listOf(node['children'])) {
    const child = fieldsOf(raw);
    if ('children' in child || isContainer(child)) yield* rowsIn(child, inside, depth + 1);
    else if (typeof child['uri'] === 'string') yield rowOf(child, inside);
  }
}

function rowOf(child: Fields, folder: readonly string[]): Row {
  const description = listOf(child['annos'])
    .map(fieldsOf)
    .find(({ name }) => name === DESCRIPTION);
  return {
    address: textOf(child['uri']),
    title: textOf(child['title']),
    tags: textOf(child['tags']).split(','),
    folders: [folder],
    notes: [textOf(description?.['value'])],
    ...named('addedAt', readInstant(child['dateAdded'])),
  };
}

const isContainer = ({ type, typeCode, root }: Fields): boolean => type === CONTAINER || typeCode === 2 || typeof root === 'string';
const isTagsRoot = ({ root }: Fields): boolean => root === 'tagsFolder';
