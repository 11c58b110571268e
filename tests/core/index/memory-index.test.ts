import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { buildMemoryIndex } from '../../../src/core/index/memory-index';
import { PairTable } from '../../../src/core/index/pair-table';
import { type IndexedEssay, indexedEssay } from '../../../src/core/index/term-index';
import { rarity, usage } from '../../../src/core/index/weigh';
import { LIBRARY } from '../../fixtures/related/library';

const entry = (id: string, title: string, body: string): IndexedEssay => ({ id: id as EssayId, title, body }); // as: made-up ids
const SMALL = [entry('a', 'Tidal data', 'The tide tables'), entry('b', 'Harbours', 'tide tide'), entry('c', '', '')];

test('a term leads to the essays that hold it, in the order given, with how much each uses it', async () => {
  const { postings } = await buildMemoryIndex(SMALL).find(['tide', 'data', 'tidal data', 'tide tabl', 'tide tide', 'mesh', 'data tide']);
  const [tide, data, tidalData, tideTables, tideTide, mesh, acrossTitle] = postings;
  expect([...(tide?.ordinals ?? [])]).toEqual([0, 1]);
  expect(tide?.weights[1]).toBeCloseTo(usage(2, false));
  expect(data?.weights[0]).toBeCloseTo(usage(3, false)); // of the title: counts three times
  expect(tidalData?.weights[0]).toBeCloseTo(usage(3, true));
  expect([...(tideTables?.ordinals ?? [])]).toEqual([0]);
  expect([...(tideTide?.ordinals ?? [])]).toEqual([1]);
  expect(mesh).toBeUndefined();
  expect(acrossTitle).toBeUndefined(); // a title's last word and the body's first are no neighbours
});

test('an essay is as long as its terms are many and rare', async () => {
  const index = buildMemoryIndex(SMALL);
  const { lengths } = await index.find([]);
  const tide = usage(2, false) * rarity(2, 3);
  const pair = usage(1, true) * rarity(1, 3);
  const title = usage(3, false) * rarity(1, 3);
  expect(lengths[1]).toBeCloseTo(Math.hypot(tide, pair, title), 4);
  expect(lengths[2]).toBe(0);
});

test('ids come back by ordinal; one that is not there is left out', async () => {
  const index = buildMemoryIndex(SMALL);
  expect(await index.ids([2, 0, 9])).toEqual(['c', 'a']);
  expect(index.size).toBe(3);
});

test('an index of nothing finds nothing', async () => {
  const index = buildMemoryIndex([]);
  expect(index.size).toBe(0);
  expect((await index.find(['tide'])).postings).toEqual([undefined]);
});

test('the text counts beside the summary where it is known', () => {
  const [lakes] = LIBRARY;
  if (lakes === undefined) throw new Error('the fixture is empty');
  expect(indexedEssay(lakes).body).toBe(lakes.summary);
  expect(indexedEssay({ ...lakes, text: 'The whole of it.' }).body).toBe(`${lakes.summary}\nThe whole of it.`);
});

test('postings are those of a plain count, whatever the essays say', async () => {
  const words = fc
    .array(fc.constantFrom('tide', 'moon', 'harbour', 'data', 'mesh', '数据', 'the'), { maxLength: 12 })
    .map((list) => list.join(' '));
  await fc.assert(
    fc.asyncProperty(fc.array(words, { maxLength: 8 }), async (bodies) => {
      const index = buildMemoryIndex(bodies.map((body, place) => entry(`e${place}`, '', body)));
      const { postings } = await index.find(['tide', 'moon']);
      for (const [place, word] of ['tide', 'moon'].entries()) {
        const counts = bodies.map((body) => body.split(' ').filter((each) => each === word).length);
        const holders = counts.flatMap((count, ordinal) => (count > 0 ? [ordinal] : []));
        expect([...(postings[place]?.ordinals ?? [])]).toEqual(holders);
        expect([...(postings[place]?.weights ?? [])]).toEqual(holders.map((ordinal) => Math.fround(usage(counts[ordinal] ?? 0, false))));
      }
    }),
  );
});

test('rarity falls with the holders and never below zero; no holder is rarest', () => {
  const rarities = [0, 1, 10, 99, 100].map((holders) => rarity(holders, 100));
  expect(rarities).toEqual(rarities.toSorted((a, b) => b - a));
  expect(rarities.at(-1)).toBeGreaterThan(0);
});

test('a table of pairs keeps them apart as it grows', () => {
  const table = new PairTable();
  for (let first = 0; first < 200; first++) for (let second = 0; second < 100; second++) table.set(first, second, first * 100 + second);
  expect(table.get(7, 50)).toBe(750);
  expect(table.get(50, 7)).toBe(5007);
  expect(table.get(199, 99)).toBe(19_999);
  expect(table.get(0, 0)).toBe(0);
  expect(table.get(3, 100)).toBeUndefined();
});
