import { expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import type { Marks } from '../../../src/core/library/marks';
import { beyondRoom, isKept } from '../../../src/core/library/room';
import type { Stamp } from '../../../src/core/library/stamp';

const ids = (...names: string[]) => names as EssayId[]; // as: made-up ids
const AT = '0'.repeat(24) as Stamp; // as: no test reads it

test.each<[string, string[], string[], string[], number, string[]]>([
  ['there is room', ['a', 'b'], [], [], 2, []],
  ['the oldest go', ['a', 'b', 'c'], [], [], 1, ['a', 'b']],
  ['what is kept neither goes nor counts', ['a', 'b', 'c'], ['a', 'c'], [], 1, []],
  ['what is kept leaves no less room for the rest', ['a', 'b', 'c', 'd'], ['a'], [], 2, ['b']],
  ['what stands at the source stays, the next oldest goes', ['a', 'b', 'c'], [], ['a'], 2, ['b']],
  ['all of it stands there', ['a', 'b', 'c'], [], ['a', 'b', 'c'], 1, []],
])('%s', (_claim, all, kept, standing, most, gone) => {
  const keeps = new Set(ids(...kept));
  expect(beyondRoom(ids(...all), (id) => keeps.has(id), new Set(ids(...standing)), most)).toEqual(gone);
});

test.each<[string, Marks, boolean]>([
  ['nothing done to it', {}, false],
  ['read', { read: [true, AT] }, false],
  ['saved', { saved: [true, AT] }, true],
  ['saved no longer', { saved: [false, AT] }, false],
  ['with a note', { note: ['mine', AT] }, true],
  ['with a note that was emptied', { note: ['', AT] }, false],
  ['with a note of another device', { otherNotes: { 'device-2': ['mine', AT] } }, true],
  ['with a tag', { tags: { data: [true, AT] } }, true],
  ['with a tag taken off', { tags: { data: [false, AT] } }, false],
])('%s: %j is kept: %j', (_what, marks, expected) => {
  expect(isKept(marks)).toBe(expected);
});
