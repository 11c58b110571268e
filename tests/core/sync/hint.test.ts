import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hintOf, readHint } from '../../../src/core/sync/hint';

test('the address and the kind of server come, and nothing else goes', () => {
  const hint = { address: 'https://cloud.example/files/ann', kind: 'dav' as const };
  const config = { ...hint, user: 'ann', password: 'secret', keys: [{ id: '1', key: 'k' }] };
  expect(hintOf(config)).toEqual(hint);
  expect(readHint(hintOf(config))).toEqual(hint);
  expect(readHint({ ...config, address: 'https://cloud.example/files/ann?token=1#x' })).toEqual(hint);
});

test.each([
  ['nothing', undefined],
  ['another kind', { address: 'https://cloud.example/', kind: 'ftp' }],
  ['a script', { address: 'javascript:alert(1)', kind: 'dav' }],
  ['a name and a password in it', { address: 'https://ann:secret@cloud.example/', kind: 'dav' }],
  ['no address', { address: 7, kind: 'couch' }],
])('%s is no hint', (_what, raw) => {
  expect(readHint(raw)).toBeUndefined();
});

test('whatever came with the account is read or is nothing', () => {
  fc.assert(fc.property(fc.anything(), (raw) => void readHint(raw)));
});
