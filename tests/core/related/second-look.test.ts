import { expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { indexInMemory } from '../../../src/core/index/in-memory';
import { indexedEssay } from '../../../src/core/index/term-index';
import { pageTerms } from '../../../src/core/related/page-terms';
import { rank } from '../../../src/core/related/rank';
import { lookTwice, type TitlesOf } from '../../../src/core/related/second-look';
import { threshold } from '../../../src/core/related/silence';
import { essay, LIBRARY, NOVEL_PAGE, OWNERSHIP_PAGE, type Page, SOUP_PAGE } from '../../fixtures/related/library';

type Essays = readonly ReturnType<typeof essay>[];
const page = (text: string, title = ''): Page => ({ title, text });
const FILLING = 'Leeks, butter, nutmeg, toast, garlic, cream. '.repeat(20); // more stems than one place on a page has

async function look(essays: Essays, asked: Page, options?: { readonly count?: number; readonly least?: number }) {
  const askedFor: EssayId[] = [];
  const titlesOf: TitlesOf = async (ranked) => {
    const ids = ranked.map(({ id }) => id);
    askedFor.push(...ids);
    return new Map(essays.filter(({ id }) => ids.includes(id)).map(({ id, title }) => [id, title]));
  };
  const { looked } = await lookTwice(await indexInMemory(essays.map(indexedEssay)), pageTerms(asked), titlesOf, options);
  return { looked, ids: looked.map(({ id }) => id as string), askedFor };
}

test('the weights of what is shared sum to the score', async () => {
  const { looked } = await look(LIBRARY, OWNERSHIP_PAGE);
  expect(looked.length).toBeGreaterThan(1);
  for (const { score, shared } of looked) expect(shared.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(score, 6);
});

test('a title said in one place counts for more than the same words far apart', async () => {
  const essays = [essay('titled', 'Harbour lantern', 'A note.')];
  const [together] = (await look(essays, page(`The lantern by the harbour. ${FILLING}`))).looked;
  const [apart] = (await look(essays, page(`The lantern. ${FILLING} The harbour.`))).looked;
  const leadless = await rank(await indexInMemory(essays.map(indexedEssay)), pageTerms(page(`The lantern. ${FILLING} The harbour.`)), 1);
  expect(together?.score).toBeGreaterThan((apart?.score ?? 0) * 1.05);
  expect(apart?.score).toBeGreaterThan(leadless.ranked[0]?.score ?? 1);
});

test('a word of a title said again and again is no more of the title', async () => {
  const essays = [essay('titled', 'Harbour lantern', 'A note on rope.')];
  const gain = async (text: string): Promise<number> => {
    const { looked } = await look(essays, page(text));
    const { ranked } = await rank(await indexInMemory(essays.map(indexedEssay)), pageTerms(page(text)), 1);
    return (looked[0]?.score ?? 0) / (ranked[0]?.score ?? 1);
  };
  expect(await gain('lantern lantern lantern lantern')).toBeCloseTo(await gain('lantern'), 6);
});

test('what all of the nearest share does not decide between them', async () => {
  const shared = 'harbour harbour harbour moon';
  const crowd = Array.from({ length: 12 }, (_, place) => essay(`crowd${place}`, `Tide${place}`, `${shared} filler${place}`));
  const other = essay('apart', 'Rope', 'harbour winch splice knot');
  const text = 'harbour moon winch';
  const order = (await look([...crowd, other], page(text))).ids;
  expect(order[0]).toBe('apart');
});

test('equal essays go by id, whatever order they were indexed in', async () => {
  const twins = ['c', 'a', 'b', 'd'].map((id) => essay(id, 'Tides', 'How the moon moves the harbour.'));
  for (const essays of [twins, twins.toReversed()])
    expect((await look(essays, page('moon over the harbour'))).ids).toEqual(['a', 'b', 'c', 'd']);
});

test('whoever passes a threshold passes it with all essays looked at, and no other does', async () => {
  const all = (await look(LIBRARY, OWNERSHIP_PAGE)).looked;
  for (const least of [0.01, 0.05, 0.1, 0.2]) {
    const some = (await look(LIBRARY, OWNERSHIP_PAGE, { least })).looked;
    const byId = (list: typeof all) => list.map(({ id, score }) => `${id} ${score.toFixed(9)}`).sort();
    expect(byId(some)).toEqual(byId(all.filter(({ score }) => score >= least)));
  }
});

test.each([
  ['a recipe', SOUP_PAGE],
  ['a novel', NOVEL_PAGE],
  ['an empty page', page('')],
])('%s asks for no title', async (_claim, stranger) => {
  const { looked, askedFor } = await look(LIBRARY, stranger, { least: threshold(LIBRARY.length) });
  expect(looked).toEqual([]);
  expect(askedFor).toEqual([]);
});

test('an essay whose title is gone is left out', async () => {
  const index = await indexInMemory(LIBRARY.map(indexedEssay));
  const { looked } = await lookTwice(index, pageTerms(OWNERSHIP_PAGE), async () => new Map([['mesh' as EssayId, 'Mesh']])); // as: a made-up id
  expect(looked.map(({ id }) => id)).toEqual(['mesh']);
});

test('titles of half a million letters, and of none, are no trouble', async () => {
  const essays = [essay('long', 'harbour moon '.repeat(40_000), 'rope'), essay('bare', '', 'harbour moon rope')];
  const { looked } = await look(essays, page('harbour moon rope '.repeat(3_000)));
  expect(looked.every(({ score }) => Number.isFinite(score))).toBe(true);
  expect(looked).toHaveLength(2);
});
