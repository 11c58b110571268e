import { expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { beyondCap, isKept, isTouched } from '../../../src/core/library/cap';
import type { Marks } from '../../../src/core/library/marks';
import type { Stamp } from '../../../src/core/library/stamp';

const STAMP = '0' as Stamp; // as: no clock is read here
const essay = (id: string, at: number, marks: Marks = {}) => ({ id: id as EssayId, at, marks }); // as: made-up ids

test('the oldest go first, and only as many as there are too many', () => {
  const essays = [essay('c', 3), essay('a', 1), essay('d', 4), essay('b', 2)];
  expect(beyondCap(essays, 2)).toEqual(['a', 'b']);
  expect(beyondCap(essays, 4)).toEqual([]);
  expect(beyondCap([], 0)).toEqual([]);
});

test('what a reader laid a hand on stays, however old, and counts for nothing', () => {
  const saved = essay('saved', 0, { saved: [true, STAMP] });
  expect(beyondCap([saved, essay('a', 1), essay('b', 2)], 2)).toEqual([]);
  expect(beyondCap([saved, essay('a', 1), essay('b', 2)], 0)).toEqual(['a', 'b']);
});

test('of one date they go by id, in whatever order they came', () => {
  const essays = ['b', 'a', 'c'].map((id) => essay(id, 7));
  expect(beyondCap(essays, 1)).toEqual(beyondCap(essays.toReversed(), 1));
});

test('what stands at a source stays and counts: the next oldest goes', () => {
  const [a, b, c] = [{ ...essay('a', 1), stays: true }, essay('b', 2), essay('c', 3)];
  expect(beyondCap([a, b, c], 2)).toEqual(['b']);
  expect(beyondCap([a, { ...b, stays: true }, { ...c, stays: true }], 1)).toEqual([]);
});

test.each<[string, Marks, boolean]>([
  ['read', { read: [true, STAMP] }, false],
  ['half read', { progress: [0.5, STAMP] }, false],
  ['saved', { saved: [true, STAMP] }, true],
  ['saved no longer', { saved: [false, STAMP] }, false],
  ['noted', { note: ['mine', STAMP] }, true],
  ['a note that was emptied', { note: ['', STAMP] }, false],
  ['noted on another device', { otherNotes: { 'device-2': ['mine', STAMP] } }, true],
  ['tagged', { tags: { data: [true, STAMP] } }, true],
  ['a tag taken off', { tags: { data: [false, STAMP] } }, false],
])('%s: it stays when its source goes: %j, %j', (_what, marks, expected) => {
  expect(isKept(marks)).toBe(expected);
});

test.each<[string, Marks, boolean]>([
  ['nothing', {}, false],
  ['read and put away', { read: [true, STAMP], archived: [true, STAMP] }, false],
  ['saved', { saved: [true, STAMP] }, true],
  ['saved once and taken back', { saved: [false, STAMP] }, false],
  ['noted', { note: ['why', STAMP] }, true],
  ['a note that was emptied', { note: ['', STAMP] }, false],
  ['noted on another device', { otherNotes: { phone: ['why', STAMP] } }, true],
  ['tagged', { tags: { data: [true, STAMP] } }, true],
  ['a tag taken off', { tags: { data: [false, STAMP] } }, false],
  ['half read', { progress: [0.5, STAMP] }, true],
  ['refused on a page', { refused: { 'https://page.example/': [true, STAMP] } }, true],
  ['something a later version knows', { highlights: { h1: ['quote', STAMP] } } as Marks, true], // as: that is the point
])('%s: touched is %s', (_claim, marks, touched) => {
  expect(isTouched(marks)).toBe(touched);
});
