import { expect, test } from 'vitest';
import { putEssays } from '../../../src/edge/store/essays';
import { neighboursOf } from '../../../src/edge/store/neighbours';
import { act, essay, essayId, freshLibrary, got, NOW } from './library-fixture';

test('an essay has those beside it that the list has: of Later, of the archive, and none where it is not saved', async () => {
  const library = await freshLibrary();
  const names = ['a', 'b', 'c', 'd', 'e'];
  got(
    await putEssays(
      library,
      names.map((name) => essay(name)),
      { from: 'start', now: NOW },
    ),
  );
  for (const name of names.slice(0, 4)) await act(library, name, { kind: 'save' });
  const beside = async (name: string) => {
    const { previous, next } = await neighboursOf(library, essayId(name));
    return [previous?.id, next?.id];
  };
  expect(await beside('d')).toEqual([undefined, 'c']); // the latest stands first
  expect(await beside('b')).toEqual(['c', 'a']);
  expect(await beside('e')).toEqual([undefined, undefined]);
  await act(library, 'c', { kind: 'archive' });
  await act(library, 'a', { kind: 'archive' });
  expect(await beside('b')).toEqual(['d', undefined]);
  expect(await beside('a')).toEqual([undefined, 'c']);
  expect((await neighboursOf(library, essayId('a'))).next?.title).toBe((essay('c') as { title: string }).title);
});
