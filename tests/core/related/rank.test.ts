import { expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { indexInMemory } from '../../../src/core/index/in-memory';
import { indexedEssay, type TermIndex } from '../../../src/core/index/term-index';
import { pageTerms } from '../../../src/core/related/page-terms';
import { type Ranked, rank } from '../../../src/core/related/rank';
import { threshold } from '../../../src/core/related/silence';
import { stemOf } from '../../../src/core/text/stems';
import {
  CHINESE_PAGE,
  essay,
  LIBRARY,
  NOVEL_PAGE,
  OWNERSHIP_PAGE,
  type Page,
  POLICY_PAGE,
  SOUP_PAGE,
} from '../../fixtures/related/library';

const library = indexInMemory(LIBRARY.map(indexedEssay));
const page = (text: string, title = ''): Page => ({ title, text });

async function ranked(index: TermIndex | Promise<TermIndex>, asked: Page, limit = 10): Promise<readonly Ranked[]> {
  return (await rank(await index, pageTerms(asked), limit)).ranked;
}

test('a page on who should own data finds the essay on that first, above the threshold', async () => {
  const [first] = await ranked(library, OWNERSHIP_PAGE);
  expect(first?.id).toBe('mesh');
  expect(first?.score).toBeGreaterThan(threshold(5));
});

test.each([
  ['a recipe', SOUP_PAGE],
  ['a novel', NOVEL_PAGE],
  ['a policy', POLICY_PAGE],
  ['a page in a script the library does not have', CHINESE_PAGE],
  ['a page without a word', page('')],
  ['a page of stop words', page('and so it was, and then it was not')],
])('%s stays below the threshold', async (_claim, stranger) => {
  const [first] = await ranked(library, stranger);
  expect(first?.score ?? 0).toBeLessThan(threshold(5));
});

test('the weights of the shared terms sum to the score, heaviest first', async () => {
  for (const { score, shared } of await ranked(library, OWNERSHIP_PAGE)) {
    expect(shared.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(score, 6);
    expect(shared.map(({ weight }) => weight)).toEqual(shared.map(({ weight }) => weight).toSorted((a, b) => b - a));
  }
});

test('without its shared words the page does not reach the essay at all', async () => {
  const [first] = await ranked(library, OWNERSHIP_PAGE);
  const stems = new Set(first?.shared.map(({ term }) => term));
  const without = (text: string): string => text.replace(/[A-Za-z]+/g, (word) => (stems.has(stemOf(word)) ? '' : word));
  const left = await ranked(library, page(without(OWNERSHIP_PAGE.text), without(OWNERSHIP_PAGE.title)));
  expect(left.map(({ id }) => id)).not.toContain(first?.id);
});

test('shared terms are shown as the page writes them', async () => {
  const [first] = await ranked(library, page('Publishing data as products: the MESH of data.'));
  const words = new Map(first?.shared.map(({ term, words }) => [term, words]));
  expect(words.get('mesh')).toBe('MESH');
  expect(words.get('data product')).toBe('data as products');
});

test('words no essay has weigh against a page', async () => {
  const [plain] = await ranked(library, page('The mesh of domains and the lineage of towers.'));
  const [strange] = await ranked(
    library,
    page('The mesh of domains and the lineage of towers. Leeks, butter, nutmeg, toast, garlic, cream.'),
  );
  expect(strange?.score).toBeLessThan((plain?.score ?? 0) * 0.8);
});

test('equal essays go by id, whatever order they were indexed in', async () => {
  const twins = ['c', 'a', 'b', 'd'].map((id) => essay(id, 'Tides', 'How the moon moves the harbour.'));
  for (const order of [twins, twins.toReversed()]) {
    const index = indexInMemory(order.map(indexedEssay));
    expect((await ranked(index, page('moon over the harbour'), 3)).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  }
});

test('the title counts for more than the body, on the page and in the essay', async () => {
  const index = indexInMemory([essay('titled', 'Moon', 'harbour wall'), essay('untitled', 'Harbour', 'moon wall')].map(indexedEssay));
  expect((await ranked(index, page('moon'))).map(({ id }) => id)).toEqual(['titled', 'untitled']);
  expect((await ranked(index, page('moon', 'Harbour'))).map(({ id }) => id)).toEqual(['untitled', 'titled']);
});

test('an essay of one word is not nearest to every page that has the word', async () => {
  const full = essay(
    'full',
    'Onions',
    'How onions are grown, stored, and sold on the harbour market in a dry year, with prices and with the names of the growers.',
  );
  const index = indexInMemory([essay('bare', 'Onion', ''), full].map(indexedEssay));
  const [first] = await ranked(index, page('Onions were stored by the growers and sold on the market.'));
  expect(first?.id).toBe('full');
});

test('neighbouring words weigh more than the same words apart', async () => {
  const index = indexInMemory(
    [essay('together', '', 'golden thread of towers'), essay('apart', '', 'golden towers, thread')].map(indexedEssay),
  );
  expect((await ranked(index, page('a golden thread'))).map(({ id }) => id)).toEqual(['together', 'apart']);
});

test('two essays in a foreign script do not make its commonest words the rarest', async () => {
  const chinese = ['一', '二'].map((id) => essay(id, '雨天', '我们在这里一边等雨停，一边聊天。大家都说天气不好。'));
  const english = Array.from({ length: 200 }, (_, place) => essay(`e${place}`, `Tide ${place}`, `harbour moon wave${place}`));
  const index = indexInMemory([...english, ...chinese].map(indexedEssay));
  const [first] = await ranked(index, CHINESE_PAGE);
  expect(first?.score ?? 0).toBeLessThan(threshold(202));
});

test('two German essays among English ones do not draw every German page', async () => {
  const german = ['eins', 'zwei'].map((id) =>
    essay(
      id,
      'Über den See',
      'Wer die Daten hat, der muss auch für sie sorgen, und das ist nicht nur eine Frage der Technik, sondern auch der Menschen.',
    ),
  );
  const english = Array.from({ length: 60 }, (_, place) => essay(`e${place}`, `Tide ${place}`, `harbour moon wave${place}`));
  const index = indexInMemory([...english, ...german].map(indexedEssay));
  const soup = page(
    'Den Lauch waschen und in Ringe schneiden. Die Butter in einem Topf zerlassen, aber nicht braun werden lassen, das ist wichtig.',
  );
  const [first] = await ranked(index, soup);
  expect(first?.score ?? 0).toBeLessThan(threshold(62));
});

test('a page in the same script as the whole library is found like any other', async () => {
  const essays = [
    essay('雨', '下雨的菜市场', '下雨的时候菜市场的人反而更多，卖豆腐的老人每天四点起床。'),
    essay('数', '数据的主人', '分析数据应该属于产生它的团队，每张表都要有负责人。'),
    essay('楼', '高楼的记录', '每座高楼都需要一份可靠的施工记录，从图纸到维护。'),
  ];
  const [first] = await ranked(indexInMemory(essays.map(indexedEssay)), CHINESE_PAGE);
  expect(first?.id).toBe('雨' as EssayId); // as: a made-up id
  expect(first?.score).toBeGreaterThan(threshold(3));
});

test.each([0, 1, 2, 4])('an index of %i essays answers', async (size) => {
  const essays = LIBRARY.slice(0, size);
  const answers = await ranked(indexInMemory(essays.map(indexedEssay)), OWNERSHIP_PAGE);
  expect(answers.length).toBeLessThanOrEqual(size);
  expect(answers.every(({ score }) => Number.isFinite(score) && score > 0)).toBe(true);
});

test('a page of two million characters is ranked by its beginning', async () => {
  const [first] = await ranked(library, page(`${OWNERSHIP_PAGE.text}\n`.repeat(600)));
  expect(first?.id).toBe('mesh');
});

test.each(['en', undefined] as const)('the threshold grows with the index and is a number even for none, in language %s', (language) => {
  const thresholds = [0, 5, 50, 1_000, 100_000].map((essays) => threshold(essays, language));
  expect(thresholds).toEqual(thresholds.toSorted((a, b) => a - b));
  expect(thresholds[0]).toBeGreaterThan(0.02);
  expect(threshold(6_491, language)).toBeLessThan(0.17);
});
