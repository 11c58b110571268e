import { describe, expect, test } from 'vitest';
import type { Essay, EssayId, SourceId } from '../../src/core/essay';
import { indexInMemory } from '../../src/core/index/in-memory';
import { indexedEssay, type TermIndex } from '../../src/core/index/term-index';
import type { Marks } from '../../src/core/library/marks';
import type { Stamp } from '../../src/core/library/stamp';
import type { PageText } from '../../src/core/page';
import { choose, type Describe, type Described } from '../../src/core/related/choice';
import { threshold } from '../../src/core/related/silence';
import { sentenceSpans } from '../../src/core/text/sentences';
import { relatePage } from '../../src/flows/relate-page';
import {
  CHINESE_PAGE,
  essay,
  LIBRARY,
  MESH,
  NOVEL_PAGE,
  OWNERSHIP_PAGE,
  type Page,
  POLICY_PAGE,
  SOUP_PAGE,
} from '../fixtures/related/library';

const STAMP = '0' as Stamp; // as: no clock is read here
const URL = 'https://elsewhere.example/who-owns-it';

function opened({ title, text }: Page, url = URL): PageText {
  return { url, title, text, sentences: sentenceSpans(text) };
}

type Effects = { readonly index: Promise<TermIndex>; readonly describe: Describe; readonly asked: EssayId[] };
const relate = async (page: PageText, { index, describe }: Effects) => relatePage(page, await index, describe);

function library(essays: readonly Essay[], marks: Readonly<Record<string, Marks>> = {}): Effects {
  const asked: EssayId[] = [];
  return {
    asked,
    index: indexInMemory(essays.map(indexedEssay)),
    describe: async (found) => {
      const ids = found.map(({ id }) => id);
      asked.push(...ids);
      const known = essays.filter(({ id }) => ids.includes(id));
      return new Map(known.map((one): [EssayId, Described] => [one.id, { essay: one, marks: marks[one.id] ?? {}, sourceTitle: 'Tides' }]));
    },
  };
}
const shownOn = async (page: PageText, effects: Effects): Promise<string[]> => (await relate(page, effects)).essays.map(({ id }) => id);

test('a page on who should own data is answered with the essay on that, why, and where on the page', async () => {
  const { essays, passages } = await relate(opened(OWNERSHIP_PAGE), library(LIBRARY));
  expect(essays[0]).toMatchObject({ id: 'mesh', url: MESH.url, title: MESH.title, sourceTitle: 'Tides', isSaved: false, isRead: false });
  expect(essays[0]?.shared.length).toBeGreaterThan(5);
  expect(essays.every(({ score }) => score >= threshold(5, 'en'))).toBe(true);
  const [marked] = passages.filter(({ essayId }) => essayId === 'mesh').toSorted((a, b) => b.strength - a.strength);
  expect(OWNERSHIP_PAGE.text.slice(...(marked?.span ?? [0, 0]))).toContain('domain');
  expect(MESH.summary).toContain(marked?.there);
});

test.each([
  ['a recipe', SOUP_PAGE],
  ['a novel', NOVEL_PAGE],
  ['a policy', POLICY_PAGE],
  ['a Chinese page', CHINESE_PAGE],
  ['an empty page', { title: '', text: '' }],
])('%s is met with silence, and no essay is even read for it', async (_claim, page) => {
  const effects = library(LIBRARY);
  expect(await relate(opened(page), effects)).toEqual({ essays: [], passages: [], more: [] });
  expect(effects.asked).toEqual([]);
});

test('the essay that is the page itself is left out, however its address is written', async () => {
  const page = opened(OWNERSHIP_PAGE, `http://www.tides.example/mesh/?utm_source=feed#top`);
  expect(await shownOn(page, library(LIBRARY))).not.toContain('mesh');
});

test('an essay refused on this page stays away here and only here', async () => {
  const refused = { mesh: { refused: { [URL]: [true, STAMP] } } } satisfies Record<string, Marks>;
  expect(await shownOn(opened(OWNERSHIP_PAGE), library(LIBRARY, refused))).not.toContain('mesh');
  expect(await shownOn(opened(OWNERSHIP_PAGE, `${URL}-at-all`), library(LIBRARY, refused))).toContain('mesh');
  expect(await shownOn(opened(OWNERSHIP_PAGE, `${URL}?fbclid=1#end`), library(LIBRARY, refused))).not.toContain('mesh');
  const takenBack = { mesh: { refused: { [URL]: [false, STAMP] } } } satisfies Record<string, Marks>;
  expect(await shownOn(opened(OWNERSHIP_PAGE), library(LIBRARY, takenBack))).toContain('mesh');
});

test('a refused essay makes room for the next: three are chosen after the refused are gone', async () => {
  const twelve = Array.from({ length: 12 }, (_, place) =>
    essay(`mesh${String(place).padStart(2, '0')}`, `${MESH.title}, part ${place}`, MESH.summary),
  );
  const others = Array.from({ length: 40 }, (_, place) => essay(`tide${place}`, `Tide ${place}`, `harbour moon wave${place} gull rope`));
  const first = await shownOn(opened(OWNERSHIP_PAGE), library([...twelve, ...others]));
  expect(first).toHaveLength(3);
  const refused = Object.fromEntries(twelve.slice(0, 10).map(({ id }) => [id, { refused: { [URL]: [true, STAMP] } } satisfies Marks]));
  expect(await shownOn(opened(OWNERSHIP_PAGE), library([...twelve, ...others], refused))).toEqual(['mesh10', 'mesh11']);
});

test('one essay from two sources is shown once', async () => {
  const again = { ...MESH, id: 'again' as EssayId, url: `${MESH.url}/?utm_medium=rss` }; // as: a made-up id
  const shown = await shownOn(opened(OWNERSHIP_PAGE), library([...LIBRARY, again]));
  expect(shown.filter((id) => id === 'mesh' || id === 'again')).toEqual(['again']);
});

test('what the reader did with an essay is said', async () => {
  const marks = { mesh: { saved: [true, STAMP], read: [true, STAMP] } } satisfies Record<string, Marks>;
  const { essays } = await relate(opened(OWNERSHIP_PAGE), library(LIBRARY, marks));
  expect(essays[0]).toMatchObject({ id: 'mesh', isSaved: true, isRead: true });
});

test('an essay that the index still has and the library has not is left out', async () => {
  const effects = library(LIBRARY);
  const shown = await shownOn(opened(OWNERSHIP_PAGE), { ...effects, describe: async () => new Map() });
  expect(shown).toEqual([]);
});

test.each([0, 1, 2])('a library of %i essays is answered for', async (size) => {
  const { essays } = await relate(opened(OWNERSHIP_PAGE), library([MESH, ...LIBRARY.filter(({ id }) => id !== 'mesh')].slice(0, size)));
  expect(essays.length).toBeLessThanOrEqual(size);
});

test('the same page and library give the same answer, in whatever order the essays came', async () => {
  const answer = await relate(opened(OWNERSHIP_PAGE), library(LIBRARY));
  expect(await relate(opened(OWNERSHIP_PAGE), library(LIBRARY))).toEqual(answer);
  const turned = await relate(opened(OWNERSHIP_PAGE), library(LIBRARY.toReversed()));
  expect(turned.passages).toEqual(answer.passages);
  expect(turned.essays.map(({ id }) => id)).toEqual(answer.essays.map(({ id }) => id));
});

const other = (id: string, title: string, source: string, marks = 0) =>
  essay(id, title, `${MESH.summary} ${'More was said later.'.repeat(marks)}`, { sourceId: source as SourceId }); // as: made-up ids
const QUIET = Array.from({ length: 30 }, (_, place) => essay(`tide${place}`, `Tide ${place}`, `harbour moon wave${place} gull rope`));

test('no source has a second place while another source has something to say, and alone it has all', async () => {
  const loud = Array.from({ length: 5 }, (_, place) => other(`loud${place}`, `${MESH.title}, part ${place}`, 'loud'));
  const alone = await shownOn(opened(OWNERSHIP_PAGE), library([...loud, ...QUIET]));
  expect(alone).toHaveLength(3);
  const behind = other('quiet', 'A longer note', 'quiet', 12); // by nearness alone behind all five
  const shown = await shownOn(opened(OWNERSHIP_PAGE), library([...loud, ...QUIET, behind]));
  expect(shown.filter((id) => id.startsWith('loud'))).toHaveLength(2);
  expect(shown).toContain('quiet');
  const saved = { loud3: { saved: [true, STAMP] }, loud4: { saved: [true, STAMP] } } satisfies Record<string, Marks>;
  const kept = await shownOn(opened(OWNERSHIP_PAGE), library([...loud, ...QUIET, behind], saved));
  expect(kept).toHaveLength(3);
});

test('a source that fills every place that is looked at does not hide the others', async () => {
  const loud = Array.from(
    { length: 60 },
    (_, place) => essay(`loud${place}`, `${MESH.title}, part ${place}`, MESH.summary, { sourceId: 'loud' as SourceId }), // as: made up
  );
  const all = [...loud, ...QUIET, other('quiet', 'Ownership of data', 'quiet', 12)];
  const { describe } = library(all);
  const index = await indexInMemory(all.map((one) => ({ ...indexedEssay(one), source: one.sourceId })));
  const blind = { live: index.live, nearest: index.nearest.bind(index) }; // knows no sources: what is loud is all there is
  const shownBy = async (asked: TermIndex) => (await relatePage(opened(OWNERSHIP_PAGE), asked, describe)).essays.map(({ id }) => id);
  expect(await shownBy(blind)).not.toContain('quiet');
  expect(await shownBy(index)).toContain('quiet');
});

test('a library of one source is not looked through twice', async () => {
  const loud = Array.from({ length: 40 }, (_, place) => other(`only${place}`, `${MESH.title}, part ${place}`, 'only'));
  const all = [...loud, ...QUIET].map((one) => ({ ...one, sourceId: 'only' as SourceId })); // as: made up
  const { describe } = library(all);
  const index = await indexInMemory(all.map((one) => ({ ...indexedEssay(one), source: one.sourceId })));
  let looks = 0;
  const counting: TermIndex = {
    live: index.live,
    besides: index.besides.bind(index),
    nearest: (...asked) => {
      looks++;
      return index.nearest(...asked);
    },
  };
  expect((await relatePage(opened(OWNERSHIP_PAGE), counting, describe)).essays).toHaveLength(3);
  expect(looks).toBe(1);
});

test('a copy of the page under another address is not related to it', async () => {
  const copy = essay('copy', 'Who owns it', '', {
    text: OWNERSHIP_PAGE.text,
    sourceId: 'thief' as SourceId,
    url: 'https://thief.example/1',
  }); // as: made up
  const excerpt = essay('excerpt', OWNERSHIP_PAGE.title, OWNERSHIP_PAGE.text.slice(0, 400), { url: 'https://thief.example/2' });
  const shown = await shownOn(opened(OWNERSHIP_PAGE), library([...LIBRARY, copy, excerpt]));
  expect(shown).toEqual(await shownOn(opened(OWNERSHIP_PAGE), library(LIBRARY)));
});

test('what would be shown can be looked at once more, and taken away', async () => {
  const { index, describe } = library(LIBRARY);
  const { shown } = await choose(opened(OWNERSHIP_PAGE), await index, describe, undefined, async (_page, all) => all.slice(1));
  const all = await shownOn(opened(OWNERSHIP_PAGE), library(LIBRARY));
  expect(shown.map(({ looked: { id } }) => id)).toEqual(all.slice(1));
});

describe('on its own site', () => {
  const FORMULA = 'Each month I tell of a team that owns its data as a product, and of the contract that it keeps about it.';
  const series = essay('mesh', MESH.title, MESH.summary, {
    text: `${MESH.summary} ${FORMULA} ${'The rest tells of other things. '.repeat(30)}`,
  });
  const page = (text: string) =>
    opened({ title: OWNERSHIP_PAGE.title, text: `${text}\n${OWNERSHIP_PAGE.text}` }, 'https://tides.example/another');

  test('what all essays of a series say hides none of them, and is not marked', async () => {
    const { essays, passages, more } = await relate(page(FORMULA), library([series, ...QUIET]));
    expect(essays.map(({ id }) => id)).toEqual(['mesh']);
    expect(passages.length).toBeGreaterThan(0);
    expect([...passages, ...more].map(({ there }) => there)).not.toContain(FORMULA);
  });

  test('a list that names an essay and has a sentence from its middle shows it already', async () => {
    expect(await shownOn(page(`${MESH.title}\nWritten on a Tuesday in spring.\n${FORMULA}`), library([series, ...QUIET]))).toEqual([]);
  });
});
