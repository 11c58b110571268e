/** What the reader page is handed in tests: one essay in memory, a background that answers as told, and a record of what was asked. */
import type { Body, Needs, Whole } from '../../../src/contexts/reader/needs';
import type { EssayId, SourceId } from '../../../src/core/essay';
import type { Highlight } from '../../../src/core/library/highlight';
import type { Entry, HistoryRow, Marks } from '../../../src/core/library/marks';
import type { Stamp } from '../../../src/core/library/stamp';
import { ok, type Result } from '../../../src/core/problem';
import { DEFAULT_LOOK } from '../../../src/core/reader-look';
import type { Send } from '../../../src/messages/contract';
import { ORDERS, ORDERS_HTML } from '../../fixtures/copies/orders';

export const STAMP = '000000000000-0000-test' as Stamp; // as: no test reads it
export const NOW = Date.UTC(2026, 4, 9, 12);
export const ID = 'orders' as EssayId; // as: made-up ids

export const COPY: Body = { kind: 'copy', copy: { ...ORDERS, id: ID }, html: ORDERS_HTML };

export function entryOf(marks: Marks = { saved: [true, STAMP] }, isUnread = false): Entry {
  const essay = {
    id: ID,
    sourceId: 'workshop' as SourceId, // as: likewise
    url: ORDERS.address,
    title: ORDERS.title,
    summary: 'Nobody owned the catalogue.',
    author: 'Ines Okafor',
    tags: [],
    publishedAt: Date.UTC(2026, 4, 3),
    firstSeenAt: NOW,
  };
  return { essay, marks, isUnread };
}

type Answers = { [name: string]: (ask: never) => Result<unknown> };

export function fakeReader(whole: Partial<Whole> = {}, over: Partial<Needs> & { entry?: Entry | undefined } = {}, answers: Answers = {}) {
  const asked: { name: string; ask: Record<string, unknown> }[] = [];
  const world = {
    entry: 'entry' in over ? over.entry : entryOf(),
    gone: [] as string[],
    backs: 0,
    copied: [] as string[],
    highlights: [] as Highlight[],
    thread: [{ essayId: ID, at: NOW, what: 'save', from: 'popup' }] as HistoryRow[],
  };
  const picture = new Blob([Uint8Array.from(atob(DOT), (each) => each.charCodeAt(0))], { type: 'image/png' });
  const needs: Needs = {
    reads: {
      entry: async () => world.entry,
      whole: async () => ({ body: COPY, source: 'The workshop', ...whole }),
      pictures: async () => new Map([['1'.repeat(64), picture]]),
      highlights: async () => [...world.highlights],
      thread: async () => world.thread,
      look: async () => DEFAULT_LOOK,
    },
    send: (async (name: string, ask: Record<string, unknown>) => {
      asked.push({ name, ask });
      return answers[name]?.(ask as never) ?? ok(name === 'relatePage' ? { essays: [], passages: [], more: [] } : 'done');
    }) as unknown as Send, // as: the answers keep the contract
    asked: () => ({ essayId: ID }),
    go: (id) => void world.gone.push(id),
    back: () => {
      world.backs += 1;
    },
    copy: async (text) => void world.copied.push(text),
    wait: async () => {},
    now: () => NOW,
    ...over,
  };
  return { needs, asked, world };
}

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
