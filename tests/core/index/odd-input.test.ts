/** What no essay should hold and some will: the answer is right or empty, and the work is bounded by what is read of it. */
import { describe, expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { change } from '../../../src/core/index/growth';
import { indexInMemory } from '../../../src/core/index/in-memory';
import type { SegmentEssay } from '../../../src/core/index/segment/builder';
import type { TermIndex } from '../../../src/core/index/term-index';
import { searchWords } from '../../../src/core/index/word-search';
import { pageTerms } from '../../../src/core/related/page-terms';
import { rank } from '../../../src/core/related/rank';

const entry = (id: string, title: string, body = ''): SegmentEssay => ({ id: id as EssayId, title, body }); // as: made-up ids
const PAGE = { title: 'Tides', text: 'The moon moves the harbour, and the harbour moves the town.' };
const ordinary = entry('ordinary', 'Tides', 'How the moon moves the harbour.');
const best = async (index: TermIndex, page = PAGE) => (await rank(index, pageTerms(page), 5)).ranked.map(({ id }) => id);

const LONG = 'x'.repeat(1_000_000);
const ODD: readonly (readonly [what: string, text: string])[] = [
  ['a word of a million letters', LONG],
  ['a million marks on one letter', `a${'\u0301'.repeat(1_000_000)}`],
  ['a million combined emoji', '👩‍👩‍👧'.repeat(100_000)],
  ['bidi controls', '\u202e\u2066tide\u2069 moon\u202c'.repeat(1_000)],
  ['lone surrogates', '\ud800tide\udfff moon\udc00'.repeat(1_000)],
  ['no word at all', '… — ?! \u200b\u200d\ufeff'],
  ['nothing', ''],
  ['control characters and the marks we use ourselves', '\u0000tide\u0001en\u0002moon\u0003 #tide'],
  ['a run of Chinese without an end', '潮汐'.repeat(200_000)],
];

describe.each(ODD)('%s', (_what, text) => {
  test('as an essay disturbs no other, and can be searched around and taken out again', async () => {
    const index = await indexInMemory([ordinary, entry('odd', text.slice(0, 2_000), text)]);
    expect((await best(index))[0]).toBe('ordinary');
    expect((await searchWords(index, 'harbour', 5)).map(({ id }) => id)).toEqual(['ordinary']);
    const { manifest } = await change(index, [], ['odd' as EssayId]); // as: a made-up id
    expect(manifest.segments[0]?.dead).toEqual(Uint32Array.of(1));
  });

  test('as a page or a typed word is answered', async () => {
    const index = await indexInMemory([ordinary]);
    expect(await best(index, { title: text.slice(0, 2_000), text })).toEqual(/tide/.test(text) ? ['ordinary'] : []);
    expect((await searchWords(index, text, 5)).length).toBeLessThanOrEqual(1);
  });
});

test('a page of five million characters is read as far as its beginning goes', async () => {
  const index = await indexInMemory([ordinary]);
  expect(await best(index, { ...PAGE, text: `${PAGE.text} `.repeat(90_000) })).toEqual(['ordinary']);
});

test('of fifty thousand essays with the same title the first by id are given', async () => {
  const alike = Array.from({ length: 50_000 }, (_, i) => entry(`e${String(i).padStart(5, '0')}`, 'Weekly notes on tides'));
  const index = await indexInMemory(alike);
  expect(await best(index, { title: 'Tides', text: 'Notes on tides.' })).toEqual(['e00000', 'e00001', 'e00002', 'e00003', 'e00004']);
  expect((await searchWords(index, 'tides', 3)).map(({ id }) => id)).toEqual(['e00000', 'e00001', 'e00002']);
});

test('an index of essays without a word answers with none', async () => {
  const index = await indexInMemory(Array.from({ length: 300 }, (_, i) => entry(`e${i}`, '…')));
  expect(await best(index)).toEqual([]);
  expect(await searchWords(index, 'tides', 3)).toEqual([]);
});
