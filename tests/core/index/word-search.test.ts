import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { typingErrors } from '../../../src/core/index/edit-distance';
import { build } from '../../../src/core/index/growth';
import { indexInMemory } from '../../../src/core/index/in-memory';
import { searchWords } from '../../../src/core/index/word-search';
import { pageTerms } from '../../../src/core/related/page-terms';
import { rank } from '../../../src/core/related/rank';
import { Disk } from './segment/disk';

const essay = (id: string, title: string, body = '', labels = '') => ({ id: id as EssayId, title, body, labels, source: id.slice(0, 1) }); // as: made up
const ESSAYS = [
  essay('a1', 'Borrow checking in Rust', 'Ownership and lifetimes of references'),
  essay('a2', 'Async functions', 'How futures are polled by an executor in Rust'),
  essay('a3', 'Asynchronous design', 'Interviews held by letter'),
  essay('b1', 'A garden in winter', 'Rust on the tools, frost on the beds, and a long wait'),
  essay('b2', 'Knitting', 'Gardens of wool, knitted in winter'),
  essay('b3', 'Поезда зимой', 'Расписание поездов'),
  essay('b4', 'Weekly notes', 'Nothing much', 'Željka Ångström\nopen data'),
  essay('b5', 'Naïve column-stores', '東京の地図'),
];

async function search(typed: string, essays = ESSAYS, accepts?: (docId: number) => boolean): Promise<string[]> {
  const disk = new Disk();
  for await (const change of build(essays)) disk.write(change);
  return (await searchWords(disk.open(), typed, 5, accepts)).map(({ id }) => id);
}

test.each<[string, string, string[]]>([
  ['a word in a title stands before the same in a body', 'rust ', ['a1', 'a2', 'b1']],
  ['all forms of a word are one', 'gardens', ['b1', 'b2']],
  ['the last word may be half typed', 'asyn', ['a3', 'a2']],
  ['a word with a space after it is whole', 'asyn ', ['a2']],
  ['an essay with both words stands before those with one', 'winter rust', ['b1']],
  ['a swapped letter is forgiven', 'lifetmies', ['a1']],
  ['so is one left out', 'knittng ', ['b2']],
  ['a word of another script is found', 'поезд', ['b3']],
  ['an author is found', 'ångström ', ['b4']],
  ['also by plain letters', 'zeljka angstrom', ['b4']],
  ['and half typed', 'ångst', ['b4']],
  ['a tag is found', 'open', ['b4']],
  ['a word with accents is found by plain letters, half typed', 'naiv', ['b5']],
  ['each word of a compound is', 'stores', ['b5']],
  ['a word in a script without spaces is', '地図', ['b5']],
  ['signs around a word do not matter', '"Knitting"!', ['b2']],
  ['a short word is taken as it is', 'rst ', []],
  ['stop words alone ask for nothing', 'the of', []],
  ['nor does nothing', '', []],
  ['nor do signs', '?!… 👩‍🚀', []],
  ['a word of a million letters is no word', 'x'.repeat(1_000_000), []],
])('%s', async (_claim, typed, first) => {
  const found = await search(typed);
  expect(found.slice(0, first.length)).toEqual(first);
  if (first.length === 0) expect(found).toEqual([]);
});

test.each([
  ['Häuser ', 'haus'],
  ['Haeuser ', 'haus'],
  ['gardens ', 'b1'],
  ['المكتبة ', 'lib'],
])('%s is looked for in every language that an essay is in', async (typed, first) => {
  const german = essay(
    'haus',
    'Ein Haus am See',
    'Wer ein Haus hat, der muss auch für den Garten sorgen, und das ist nicht immer eine Freude.',
  );
  const arabic = essay('lib', 'مكتبات صغيرة', 'هذا المقال عن مكتبات صغيرة في كل مدينة، وعن الناس الذين يذهبون إليها كل يوم.');
  expect((await search(typed, [...ESSAYS, german, arabic]))[0]).toBe(first);
});

test('a rare look-alike does not stand before the word that was typed', async () => {
  const many = Array.from({ length: 30 }, (_, i) => essay(`r${i}`, `Rust ${i}`, 'ownership'));
  expect((await search('rust', [...many, essay('k', 'Rusk', 'bread')]))[0]).toMatch(/^r/);
});

test('of a pasted sentence every word counts', async () => {
  const long = `${'something else that nobody wrote about here at all '.repeat(3)} knitting wool`;
  expect((await search(`gardens ${long}`))[0]).toBe('b2');
});

/** The ids, and how often others had their turn. */
async function breathing(typed: string) {
  const disk = new Disk();
  for await (const change of build(ESSAYS)) disk.write(change);
  let breaths = 0;
  const found = await searchWords(disk.open(), typed, 5, undefined, async () => void breaths++);
  return { ids: found.map(({ id }) => id), breaths };
}

test.each([
  ['a word that is repeated', 'rust '.repeat(64)],
  ['in capitals too', 'rust Rust RUST '.repeat(2_000)],
])('%s is asked once', async (_claim, typed) => {
  expect(await breathing(typed)).toEqual(await breathing('rust '));
});

test('a repeated word whose last stands open may go on', async () => {
  expect((await breathing('asyn asyn')).ids).toEqual(await search('asyn'));
});

test('ten thousand characters of different words ask for some of them', async () => {
  const typed = Array.from({ length: 2_000 }, (_, at) => `w${at.toString(36)}x`).join(' ');
  const { ids, breaths } = await breathing(`rust ${typed}`);
  expect(ids).toHaveLength(3);
  expect(breaths).toBeLessThanOrEqual(2 * 64);
});

test('of a few words each is forgiven an error, of a whole sentence none, for its other words say enough', async () => {
  expect((await search('knittng wol of gardnes '))[0]).toBe('b2');
  expect(await search('lifetmies one two three four five six seven eight nine ten eleven twelve ')).toEqual([]);
});

test('a question that is given up ends between two words', async () => {
  const disk = new Disk();
  for await (const change of build(ESSAYS)) disk.write(change);
  let breaths = 0;
  const overtaken = async () => {
    if (++breaths === 2) throw new RangeError('overtaken');
  };
  await expect(searchWords(disk.open(), 'rust garden winter wool', 5, undefined, overtaken)).rejects.toThrow('overtaken');
  expect(breaths).toBe(2);
});

test('a filter leaves out what it does not accept', async () => {
  expect(await search('rust ', ESSAYS, (docId) => docId >= 3)).toEqual(['b1']);
});

test.each<[string, string, number, number]>([
  ['same', 'same', 2, 0],
  ['swap', 'sawp', 2, 1],
  ['letter', 'leter', 2, 1],
  ['letter', 'letters', 2, 1],
  ['letter', 'lettuce', 1, 2],
  ['a', 'abcdef', 2, 3],
])('between %s and %s, counted up to %i, lie %i errors', (a, b, most, errors) => {
  expect(typingErrors(a, b, most)).toBe(errors);
});

test('errors are the same from either side', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => typingErrors(a, b, 3) === typingErrors(b, a, 3)),
  );
});

test('labels make no essay nearer to a page', async () => {
  const near = async (labels: string) => {
    const index = await indexInMemory([{ ...essay('x', 'Tides', 'The moon moves the harbour'), labels }, essay('y', 'Quilts', 'moon')]);
    return (await rank(index, pageTerms({ title: 'Moon', text: 'The moon over open data by Ada.' }), 5)).ranked.map(({ id, score }) => [
      id,
      score,
    ]);
  };
  expect(await near('Ada\nopen data\nmoon')).toEqual(await near(''));
});
