import { expect, test } from 'vitest';
import { type ImportEntry, previewImport } from '../../../src/core/follow/import-preview';
import { newSource } from '../../../src/core/follow/new-source';

const NOW = 1_000;
const entry = (url: string, fields: Partial<ImportEntry> = {}): ImportEntry => ({ url, kind: 'feed', ...fields });

test('says what would be added, and of everything else why not', () => {
  const followed = { source: newSource({ kind: 'feed', url: 'https://have.example/feed' }, 1), isFollowed: true };
  const preview = previewImport(
    [
      entry('https://new.example/feed', { title: ' New ', siteUrl: 'https://new.example/', folder: 'Data' }),
      entry('http://have.example/feed/'),
      entry('HTTPS://NEW.example/feed?utm_source=x'),
      entry('javascript:alert(1)'),
      entry('file:///etc/passwd'),
      entry('http://192.168.0.1/feed'),
      entry('http://0177.0.0.1/'),
      entry('https://me:secret@closed.example/feed'),
      entry('https://list.example/tags/x', { kind: 'listing' }),
    ],
    [followed],
    NOW,
  );
  expect(preview.toAdd).toMatchObject([
    { folder: 'Data', source: { url: 'https://new.example/feed', title: 'New', siteUrl: 'https://new.example/', addedAt: NOW } },
    { source: { kind: 'listing', url: 'https://list.example/tags/x' } },
  ]);
  expect(preview.leftOut.map(({ why }) => why)).toEqual([
    'followed',
    'twice',
    'no-address',
    'no-address',
    'private',
    'private',
    'password',
  ]);
  expect(preview.origins).toContain('https://new.example/*');
  expect(preview.origins).not.toContain('http://192.168.0.1/*');
});

test('the same feed fifty times, with other case and slash, is one', () => {
  const urls = Array.from({ length: 50 }, (_, i) => `http${i % 2 ? 's' : ''}://${i % 3 ? 'E' : 'e'}xample.com/feed${i % 5 ? '' : '/'}`);
  const { toAdd, leftOut } = previewImport(
    urls.map((url) => entry(url)),
    [],
    NOW,
  );
  expect([toAdd.length, leftOut.length]).toEqual([1, 49]);
});

test('a source that was unfollowed is new again, with the id it had', () => {
  const source = { ...newSource({ kind: 'feed', url: 'https://have.example/feed' }, 1), id: 'kept' as ReturnType<typeof newSource>['id'] }; // as: made-up id
  expect(previewImport([entry('https://have.example/feed')], [{ source, isFollowed: false }], NOW).toAdd).toEqual([{ source }]);
});
