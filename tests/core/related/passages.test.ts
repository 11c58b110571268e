import { expect, test } from 'vitest';
import type { Essay } from '../../../src/core/essay';
import { indexInMemory } from '../../../src/core/index/in-memory';
import { indexedEssay } from '../../../src/core/index/term-index';
import { pageTerms } from '../../../src/core/related/page-terms';
import { markPassages, rankSentences } from '../../../src/core/related/passages';
import { rank } from '../../../src/core/related/rank';
import { sentencesOf } from '../../../src/core/related/sentence';
import type { Rarities } from '../../../src/core/related/weights';
import { sentenceSpans } from '../../../src/core/text/sentences';
import { stemOf } from '../../../src/core/text/stems';
import { LAKES, LIBRARY, MESH, OWNERSHIP_PAGE, type Page, SOUP_PAGE } from '../../fixtures/related/library';

const library = indexInMemory(LIBRARY.map(indexedEssay));
const read = (page: Page) => ({ text: page.text, sentences: sentenceSpans(page.text) });

async function raritiesOf(page: Page): Promise<Rarities> {
  return (await rank(await library, pageTerms(page), 1)).rarities;
}
async function marksOn(page: Page, essays: readonly Essay[]) {
  return markPassages(
    read(page),
    essays.map((essay) => ({ essay, standing: 1.5 })),
    await raritiesOf(page),
  );
}
const wordsAt = (text: string, spans: readonly (readonly [number, number])[]): string[] =>
  spans.map(([start, end]) => text.slice(start, end));

test('the sentence that says what the essay says is marked, beside the essay\u2019s own, word for word', async () => {
  const { passages } = await marksOn(OWNERSHIP_PAGE, [MESH]);
  const marked = passages.map(({ span: [start, end] }) => OWNERSHIP_PAGE.text.slice(start, end));
  expect(marked.some((sentence) => sentence.startsWith('The idea behind a data mesh'))).toBe(true);
  for (const { there } of passages) expect(MESH.summary).toContain(there);
});

test('lit words are shared by the two sentences, on both sides', async () => {
  const { passages, more } = await marksOn(OWNERSHIP_PAGE, [MESH, LAKES]);
  for (const { there, hereLit, thereLit } of [...passages, ...more]) {
    const here = new Set(wordsAt(OWNERSHIP_PAGE.text, hereLit).map((word) => stemOf(word)));
    expect(here.size).toBeGreaterThan(1);
    expect(new Set(wordsAt(there, thereLit).map((word) => stemOf(word)))).toEqual(here);
  }
});

test('at most three an essay, three at first, no sentence twice, none next to another of its essay', async () => {
  const { passages, more } = await marksOn(OWNERSHIP_PAGE, [MESH, LAKES]);
  const sentences = sentenceSpans(OWNERSHIP_PAGE.text);
  const all = [...passages, ...more];
  expect(passages.length).toBeLessThanOrEqual(3);
  expect(new Set(all.map(({ span }) => span[0])).size).toBe(all.length);
  for (const { id } of [MESH, LAKES]) {
    const places = all.filter(({ essayId }) => essayId === id).map(({ span }) => sentences.findIndex(([start]) => start === span[0]));
    expect(places.length).toBeLessThanOrEqual(3);
    expect(places.some((place) => places.includes(place + 1))).toBe(false);
  }
});

test('each essay gets its best before any gets a second, and marks are in page order', async () => {
  const { passages } = await marksOn(OWNERSHIP_PAGE, [MESH, LAKES]);
  expect(new Set(passages.map(({ essayId }) => essayId))).toEqual(new Set(['mesh', 'lakes']));
  expect(passages.map(({ span }) => span[0])).toEqual(passages.map(({ span }) => span[0]).toSorted((a, b) => a - b));
});

test('a page that shares nothing substantial gets no mark, even for an essay one insists on', async () => {
  expect(await marksOn(SOUP_PAGE, LIBRARY)).toEqual({ passages: [], more: [] });
});

test('headings, remarks and bare addresses are not marked', async () => {
  const page = { title: '', text: 'Data mesh\nOwn data!\nhttps://mesh.example/data-mesh-ownership-domain-product-teams-contract' };
  expect(await marksOn(page, [MESH])).toEqual({ passages: [], more: [] });
});

test('where the text is known it is quoted, not the summary', async () => {
  const text = 'We begin elsewhere. A domain should own the data it publishes as a product, under a contract. Then we stop.';
  const { passages } = await marksOn(OWNERSHIP_PAGE, [{ ...MESH, text }]);
  expect(passages[0]?.there).toBe('A domain should own the data it publishes as a product, under a contract.');
});

test('a heading or a byline of the essay is quoted only where it has nothing else', async () => {
  const heading = 'Data mesh: a domain publishes data as a product';
  const prose = 'In the end a domain has to own its data, whatever the platform that keeps the tables may be.';
  const quoted = async (text: string) => (await marksOn(OWNERSHIP_PAGE, [{ ...MESH, text }])).passages.map(({ there }) => there);
  expect(new Set(await quoted(`${heading}\n${prose}`))).toEqual(new Set([prose]));
  expect(new Set(await quoted(heading))).toEqual(new Set([`${heading}…`])); // it reads as if it were cut
});

test('more in common is a stronger mark', async () => {
  const marks = async (text: string) => (await marksOn({ title: 'Data mesh', text }, [MESH])).passages[0]?.strength;
  const faint = await marks('The harbour council wanted a platform with windows facing the quay.');
  const strong = await marks('A small platform group kept the plumbing and a federated council kept shared definitions.');
  expect(faint ?? 0).toBeLessThan(strong ?? 0);
  expect(strong).toBe(3);
});

test('all sentences are ranked, equal ones in page order', async () => {
  const sentences = sentencesOf(SOUP_PAGE.text, sentenceSpans(SOUP_PAGE.text));
  const order = rankSentences(sentences, MESH, await raritiesOf(SOUP_PAGE));
  expect(order.toSorted((a, b) => a - b)).toEqual(sentences.map((_, place) => place));
});

test('the same page and essays give the same marks', async () => {
  expect(await marksOn(OWNERSHIP_PAGE, LIBRARY)).toEqual(await marksOn(OWNERSHIP_PAGE, LIBRARY));
});

test('fifty thousand sentences are no trouble', async () => {
  const text = `${OWNERSHIP_PAGE.text}\n`.repeat(1_000);
  const { passages } = await marksOn({ title: OWNERSHIP_PAGE.title, text }, [MESH]);
  expect(passages).toHaveLength(3);
});
