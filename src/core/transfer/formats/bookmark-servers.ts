/** The JSON of two bookmark servers, Karakeep and Linkwarden: flat links, and lists or collections that nest by a parent's id. */

import { webAddress } from '../../address';
import type { FolderPath, IncomingFeed, Reading, Row } from '../incoming';
import { readInstant } from '../instant';
import { claimOf, type Fields, fieldsOf, listOf, named, textOf } from './fields';
import type { JsonFormat } from './format';

const MAX_NESTING = 32; // parents that point at each other end here

export const karakeep: JsonFormat = {
  name: 'karakeep-json',
  detect: (value) => Array.isArray(fieldsOf(value)['bookmarks']),
  read: (value) => readKarakeep(fieldsOf(value)),
};

export const linkwarden: JsonFormat = {
  name: 'linkwarden-json',
  detect: (value) => listOf(fieldsOf(value)['collections']).some((each) => 'links' in fieldsOf(each)),
  read: (value) => readLinkwarden(fieldsOf(value)),
};

/** A smart list is a search and no folder. */
function readKarakeep({ bookmarks, lists }: Fields): Reading {
  const known = listOf(lists).map(fieldsOf);
  const manual = known.filter(({ type }) => type !== 'smart');
  const paths = pathsById(manual, manual);
  return {
    rows: listOf(bookmarks).map((raw): Row => {
      const { createdAt, title, tags, lists: inLists, content, note, archived } = fieldsOf(raw);
      const isArchived = claimOf(archived);
      return {
        address: textOf(fieldsOf(content)['url']),
        title: textOf(title),
        tags: listOf(tags).map((tag) => textOf(tag) || textOf(fieldsOf(tag)['name'])),
        folders: listOf(inLists)
          .flatMap((id) => paths.get(String(id)) ?? [])
          .map((path) => [...path]),
        notes: [textOf(note)],
        ...named('addedAt', readInstant(createdAt)),
        ...(isArchived !== undefined && { state: isArchived ? ('archived' as const) : ('unread' as const) }),
      };
    }),
  };
}

/** Pinned links stand in their collections as well: they are favourites, and no further rows. */
function readLinkwarden({ collections, pinnedLinks }: Fields): Reading {
  const known = listOf(collections).map(fieldsOf);
  const paths = pathsById(known, known);
  const pinned = new Set(listOf(pinnedLinks).map((link) => String(fieldsOf(link)['id'] ?? '')));
  const held = known.flatMap((collection) =>
    listOf(collection['links']).map((link) => ({ link: fieldsOf(link), folders: paths.get(String(collection['id'])) ?? [] })),
  );
  const ids = new Set(held.map(({ link }) => String(link['id'] ?? '')));
  const alone = listOf(pinnedLinks)
    .map(fieldsOf)
    .filter(({ id }) => !ids.has(String(id ?? '')));
  const all = [...held, ...alone.map((link) => ({ link, folders: [] }))];
  return {
    rows: all.map(({ link, folders }) => ({
      address: textOf(link['url']),
      title: textOf(link['name']),
      isFavourite: pinned.has(String(link['id'] ?? '')),
      tags: listOf(link['tags']).map((tag) => textOf(fieldsOf(tag)['name']) || textOf(tag)),
      folders: folders.map((path) => [...path]),
      notes: [textOf(link['description'])],
      ...named('addedAt', readInstant(link['importDate']) ?? readInstant(link['createdAt'])),
    })),
    feeds: known.flatMap((collection) => feedsOf(collection, paths.get(String(collection['id']))?.[0] ?? [])),
  };
}

function feedsOf(collection: Fields, folder: FolderPath): IncomingFeed[] {
  return listOf(collection['rssSubscriptions']).flatMap((raw) => {
    const { url, name } = fieldsOf(raw);
    const address = webAddress(textOf(url));
    return address === undefined ? [] : [{ kind: 'feed' as const, url: address, title: textOf(name) || address, folder }];
  });
}

function pathsById(lists: readonly Fields[], all: readonly Fields[]): ReadonlyMap<string, readonly FolderPath[]> {
  const byId = new Map(all.map((list) => [String(list['id']), list]));
  const pathOf = (list: Fields, depth: number): string[] => {
    const parent = list['parentId'] === null || list['parentId'] === undefined ? undefined : byId.get(String(list['parentId']));
    const above = parent === undefined || depth >= MAX_NESTING ? [] : pathOf(parent, depth + 1);
    return [...above, textOf(list['name'])];
  };
  return new Map(lists.map((list) => [String(list['id']), [pathOf(list, 0)]]));
}
