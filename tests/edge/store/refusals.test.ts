import { expect, test } from 'vitest';
import { putEssays } from '../../../src/edge/store/essays';
import { refusals } from '../../../src/edge/store/refusals';
import { act, essay, freshLibrary, got, NOW } from './library-fixture';

const LIKE = `~${'0a1'.repeat(16)}`;

test('every no is told with its page and the likeness that was said with it, and one that was taken back is not', async () => {
  const library = await freshLibrary();
  got(await putEssays(library, [essay('one'), essay('two'), essay('three'), essay('four')], { from: 'start', now: NOW }));
  await act(library, 'one', { kind: 'refuse', page: 'https://a.example/', like: LIKE });
  await act(library, 'one', { kind: 'refuse', page: 'https://b.example/' });
  await act(library, 'two', { kind: 'silence' });
  await act(library, 'three', { kind: 'refuse', page: 'https://a.example/', like: LIKE });
  await act(library, 'three', { kind: 'unrefuse', page: 'https://a.example/', like: LIKE });
  await act(library, 'four', { kind: 'save' });
  const found = await refusals(library);
  expect(found.map(({ id, isSilenced, pages }) => [id, isSilenced, pages])).toEqual([
    ['one', false, [{ page: 'https://a.example/', like: LIKE }, { page: 'https://b.example/' }]],
    ['two', true, []],
  ]);
});
