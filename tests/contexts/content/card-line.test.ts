/** docs/privacy.md: "The file is empty for everyone who does not hold the key that Sidelight's script made for that one frame." */
import { afterEach, expect, test, vi } from 'vitest';
import { type CardLine, openCardLine } from '../../../src/contexts/content/card-line';
import { ok } from '../../../src/core/problem';
import { type CardContent, type CardKey, readCardKey } from '../../../src/core/related/card';
import type { Send } from '../../../src/messages/contract';

const FRAME = 7;
const OTHER_FRAME = 8;
const CONTENT = {} as CardContent; // as: handed on unread
const LONGER_THAN_A_FRAME_MAY_TAKE = 5_000;

function opened(): { readonly line: CardLine; readonly asked: unknown[] } {
  const asked: unknown[] = [];
  const send = (async (_name: string, ask: unknown) => {
    asked.push(ask);
    return ok({ height: 200 });
  }) as unknown as Send; // as: showCard alone is sent
  return { line: openCardLine(send), asked };
}

afterEach(() => {
  vi.useRealTimers();
});

test('each frame has a key of its own, which the card’s file reads', () => {
  const keys = Array.from({ length: 50 }, () => opened().line.key);
  expect(new Set(keys).size).toBe(50);
  expect(keys.map(readCardKey)).toEqual(keys);
});

test('what is shown goes to the frame that greeted with the key, and to no other', async () => {
  const { line, asked } = opened();
  expect(line.hears({ key: line.key, frameId: FRAME, says: { kind: 'hello' } })).toBe(true);
  expect(await line.show(CONTENT)).toBe(200);
  expect(asked).toEqual([{ frameId: FRAME, key: line.key, content: CONTENT }]);
});

test('where no frame greets, nothing is shown in any', async () => {
  vi.useFakeTimers();
  const { line, asked } = opened();
  const shown = line.show(CONTENT);
  await vi.advanceTimersByTimeAsync(LONGER_THAN_A_FRAME_MAY_TAKE);
  expect([await shown, asked]).toEqual([undefined, []]);
});

test.each<[string, (line: CardLine) => Parameters<CardLine['hears']>[0]]>([
  ['another frame with the same key', ({ key }) => ({ key, frameId: OTHER_FRAME, says: { kind: 'act', act: 'save' } })],
  ['a second greeting of its frame', ({ key }) => ({ key, frameId: FRAME, says: { kind: 'hello' } })],
  ['a greeting of another frame', ({ key }) => ({ key, frameId: OTHER_FRAME, says: { kind: 'hello' } })],
  ['another key', () => ({ key: '0'.repeat(32) as CardKey, frameId: FRAME, says: { kind: 'act', act: 'save' } })], // as: none of ours
])('%s is not heard, and takes the frame nothing', async (_what, said) => {
  const { line, asked } = opened();
  line.hears({ key: line.key, frameId: FRAME, says: { kind: 'hello' } });
  expect(line.hears(said(line))).toBe(false);
  expect(line.hears({ key: line.key, frameId: FRAME, says: { kind: 'act', act: 'save' } })).toBe(true);
  await line.show(CONTENT);
  expect(asked).toMatchObject([{ frameId: FRAME }]);
});

test('who greets with another key is not this card, and acts before the greeting are not heard', () => {
  const { line } = opened();
  expect(line.hears({ key: '0'.repeat(32) as CardKey, frameId: FRAME, says: { kind: 'hello' } })).toBe(false); // as: none of ours
  expect(line.hears({ key: line.key, frameId: FRAME, says: { kind: 'act', act: 'save' } })).toBe(false);
});
