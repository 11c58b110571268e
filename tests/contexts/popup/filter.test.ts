import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { filterModel, menuValue, type Part, partFrom } from '../../../src/contexts/popup/filter';
import type { SourceId } from '../../../src/core/essay';
import type { FollowedSource } from '../../../src/ui/followed';
import { followedOf } from '../../ui/sources';

const id = (name: string) => name as SourceId; // as: made-up ids

function filter() {
  const rows = signal<readonly FollowedSource[]>([
    followedOf('a', { title: 'Alpha', wishes: { folder: 'Work' } }),
    followedOf('b', { wishes: { folder: 'Work', isMuted: true } }),
    followedOf('c', { wishes: { isMuted: true } }),
  ]);
  let changes = 0;
  const model = filterModel(rows, () => changes++);
  return { model, rows, changes: () => changes };
}

test('everything is every source that is not muted, which the store knows by itself', () => {
  expect(filter().model.wanted()).toEqual({ sources: undefined, withHidden: false, unreadOnly: false });
});

test('a folder leaves its muted sources out; a source asked for by name is shown, muted or not', () => {
  const { model, changes } = filter();
  model.show({ kind: 'folder', folder: 'Work' });
  expect([...(model.wanted().sources ?? [])]).toEqual(['a']);
  model.show({ kind: 'source', id: id('c') });
  expect([[...(model.wanted().sources ?? [])], model.name.value, changes()]).toEqual([['c'], 'Source c', 2]);
});

test('what mute words hide can be shown, until another part is chosen', () => {
  const { model } = filter();
  model.toggleHidden();
  expect(model.wanted().withHidden).toBe(true);
  model.show({ kind: 'source', id: id('a') });
  expect(model.wanted().withHidden).toBe(false);
});

test('a source that was unfollowed is no longer what is shown', () => {
  const { model, rows } = filter();
  model.show({ kind: 'source', id: id('a') });
  rows.value = rows.value.slice(1);
  model.tidy();
  expect(model.part.value).toEqual({ kind: 'all' });
});

test.each<Part>([{ kind: 'all' }, { kind: 'folder', folder: 'source a' }, { kind: 'source', id: id('folder Work') }])(
  'a line of the menu leads back to its part: %o',
  (part) => {
    expect(partFrom(menuValue(part))).toEqual(part);
  },
);
