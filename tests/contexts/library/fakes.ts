/** What the library page is handed in tests: essays in memory, a background that does what it is told, and a record of what was asked. */
import type { Needs, Place, Row } from '../../../src/contexts/library/needs';
import type { EssayId, SourceId } from '../../../src/core/essay';
import { fold, isArchived, isSaved, tagsOn } from '../../../src/core/library/fold';
import type { Act, HistoryRow } from '../../../src/core/library/marks';
import * as snippets from '../../../src/core/library/snippet';
import { nextStamp, type Stamp } from '../../../src/core/library/stamp';
import { failed, ok, type Result } from '../../../src/core/problem';
import type { Shelf } from '../../../src/edge/store/shelves';
import type { Send } from '../../../src/messages/contract';

export const NOW = Date.UTC(2026, 2, 1, 12);
export const EVERYTHING: Place = { shelf: { name: 'everything', sort: 'newest' }, typed: '' };

export const id = (name: string) => name as EssayId; // as: made-up ids

/** `count` essays, a day apart, the newest first. */
export function essaysOf(count: number): Row[] {
  return Array.from(
    { length: count },
    (_, at): Row => ({
      entry: {
        essay: {
          id: id(`e${at}`),
          sourceId: 'log' as SourceId, // as: made up
          url: `https://log.example/${at}`,
          title: `Essay ${at}`,
          summary: `What essay ${at} says of the quay.`,
          tags: [],
          publishedAt: NOW - at * 86_400_000,
          firstSeenAt: NOW,
          textLetters: 7_000,
          textPrint: `p${at}`,
        },
        marks: {},
        isUnread: true,
      },
      highlights: 0,
      hasText: true,
    }),
  );
}

type Asked = { readonly name: string; readonly ask: unknown };

export function fakeNeeds(rows: Row[], place: Place = EVERYTHING) {
  const asked: Asked[] = [];
  const places: Place[] = [];
  const read: number[] = []; // rows in each reading
  const world = { rows, unread: 0, isFull: false, answers: async (): Promise<void> => {} };
  let stamp: Stamp | undefined;

  function act(essayId: EssayId, done: Act): boolean {
    const at = world.rows.findIndex(({ entry }) => entry.essay.id === essayId);
    const row = world.rows[at];
    if (row === undefined) return false;
    stamp = nextStamp(stamp, NOW, 'device');
    const marks = fold(row.entry, done, stamp);
    if (marks === row.entry.marks) return false;
    const isUnread = marks.read === undefined ? row.entry.isUnread : !marks.read[0];
    world.rows = world.rows.with(at, { ...row, entry: { ...row.entry, marks, isUnread } });
    return true;
  }

  const isOn = ({ name, tag }: Shelf, { entry: { marks, isUnread } }: Row): boolean =>
    (name === 'everything' ||
      (name === 'later' && isSaved(marks) && !isArchived(marks)) ||
      (name === 'archive' && isSaved(marks) && isArchived(marks)) ||
      (name === 'unread' && isUnread)) &&
    (tag === undefined || tagsOn(marks).includes(tag));
  const onShelf = (shelf: Shelf) => world.rows.filter((row) => isOn(shelf, row)).map(({ entry }) => entry.essay.id);

  const answers: Readonly<Record<string, (ask: never) => Result<unknown>>> = {
    wake: () => ok('awake'),
    openEssay: () => ok('opened'),
    suggestTags: () => ok(['harbour']),
    act: ({ essayId, act: done }: { essayId: EssayId; act: Act }) => {
      act(essayId, done);
      return ok('done');
    },
    actMany: ({ essayIds, act: done }: { essayIds: readonly EssayId[]; act: Act }) =>
      world.isFull ? failed({ kind: 'disk-full' }) : ok({ changed: essayIds.filter((each) => act(each, done)) }),
    renameTag: ({ tag, to }: { tag: string; to: string }) => {
      const moved = world.rows.filter(({ entry }) => tagsOn(entry.marks).includes(tag)).map(({ entry }) => entry.essay.id);
      const joined = moved.filter((each) => !act(each, { kind: 'tag', tag: to }));
      for (const each of moved) act(each, { kind: 'untag', tag });
      return ok({ moved, joined });
    },
    search: ({ query, within, most = 200 }: { query: string; within: { any?: boolean }; most?: number }) => {
      const words = query.split(' ').filter((word) => word !== '' && !word.includes(':'));
      const holds = (row: Row, word: string): boolean => `${row.entry.essay.title} ${row.entry.essay.summary}`.toLowerCase().includes(word);
      const some = world.rows.filter((row) => words.some((word) => holds(row, word)));
      const all = within.any ? some : some.filter((row) => words.every((word) => holds(row, word)));
      const essays = all.map(({ entry }) => entry.essay.id);
      return ok({ essays: essays.slice(0, most), total: essays.length, some: some.length, unread: world.unread });
    },
  };

  const needs: Needs = {
    reads: {
      first: async () => undefined,
      order: async (shelf) => onShelf(shelf),
      rows: async (ids) => {
        read.push(ids.length);
        return world.rows.filter(({ entry }) => ids.includes(entry.essay.id));
      },
      day: async (each) => world.rows.find(({ entry }) => entry.essay.id === each)?.entry.essay.publishedAt,
      counts: async () => {
        const count = (name: Shelf['name']) => onShelf({ name, sort: 'newest' }).length;
        const tags = new Map<string, number>();
        for (const { entry } of world.rows) for (const tag of tagsOn(entry.marks)) tags.set(tag, (tags.get(tag) ?? 0) + 1);
        const shelves = { everything: count('everything'), later: count('later'), unread: count('unread'), archive: count('archive') };
        return {
          shelves: { ...shelves, begun: 0, highlighted: 0 },
          tags,
          sources: new Map([['log' as SourceId, world.rows.length]]),
          whole: 0,
        }; // as: made up
      },
      names: async () => new Map([['log' as SourceId, 'Harbour log']]), // as: likewise
      said: async (ids) => new Map(ids.map((each) => [each, { text: `The bell of ${each} rings over the quay.`, own: [] }])),
      thread: async (each): Promise<readonly HistoryRow[]> => [
        { essayId: each, at: NOW - 1_000, what: 'firstSeen', from: 'poll' },
        { essayId: each, at: NOW, what: 'related', from: 'page', detail: 'https://shop.example/orders' },
      ],
    },
    send: (async (name: string, ask: never) => {
      asked.push({ name, ask });
      await world.answers();
      return answers[name]?.(ask);
    }) as unknown as Send, // as: the answers above keep the contract
    place,
    keepPlace: (next) => void places.push(next),
    wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
    drawn: async () => {},
    lighting: async () => snippets,
    openImport: () => void asked.push({ name: 'openImport', ask: {} }),
    onExport: (ids) => void asked.push({ name: 'export', ask: ids }),
    now: () => NOW,
  };
  return { needs, asked, places, world, read };
}
