import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { impersonalValidators } from '../../../src/core/follow/validators';

const NOW = Date.UTC(2026, 5, 10, 15, 0, 0);
const BODY = new TextEncoder().encode('<rss version="2.0"><channel><title>Wrens</title></channel></rss>');
const MODIFIED = Date.UTC(2026, 5, 9, 10, 0, 0);
const written = new Date(MODIFIED).toUTCString();
const digest = (algorithm: string, encoding: 'hex' | 'base64', text: Uint8Array | string = BODY) =>
  createHash(algorithm).update(text).digest(encoding);
const kept = (etag: string, headers: Readonly<Record<string, string>> = { 'last-modified': written }) =>
  impersonalValidators({ etag, ...headers }, BODY, NOW).etag;

test.each([
  ['nginx', `"${(MODIFIED / 1000).toString(16)}-${BODY.length.toString(16)}"`],
  ['nginx with gzip', `W/"${(MODIFIED / 1000).toString(16)}-${BODY.length.toString(16)}"`],
  ['Apache', `"${BODY.length.toString(16)}-${(MODIFIED * 1000).toString(16)}"`],
  ['Apache with gzip', `"${BODY.length.toString(16)}-${(MODIFIED * 1000).toString(16)}-gzip"`],
  ['Express', `W/"${BODY.length.toString(16)}-${digest('sha1', 'base64').slice(0, 27)}"`],
  ['Rails', `W/"${digest('sha256', 'hex').slice(0, 32)}"`],
  ['an object store', `"${digest('md5', 'hex')}"`],
  ['WordPress', `"${digest('md5', 'hex', written)}"`],
])('what %s writes says nothing of who asked, and is sent back', (_server, etag) => {
  expect(kept(etag)).toBe(etag);
});

test.each([
  ['a number for a reader', '"reader-48151623"'],
  ['one beside a true size', `"${BODY.length.toString(16)}-48151623"`],
  ['one behind size and time', `"${(MODIFIED / 1000).toString(16)}-${BODY.length.toString(16)}-7"`],
  ['one in the microseconds', `"${BODY.length.toString(16)}-${(MODIFIED * 1000 + 481).toString(16)}"`],
  ['one behind a true digest', `"${digest('md5', 'hex')}7"`],
  ['a digest too short to be one', `"${digest('md5', 'hex').slice(0, 8)}"`],
  ['a digest of something else', `"${digest('md5', 'hex', 'reader 7')}"`],
  ['sixty kilobytes', `"${'e'.repeat(60_000)}"`],
  ['no quotes', 'abc'],
])('%s is not', (_what, etag) => {
  expect(kept(etag)).toBeUndefined();
});

test('the time of the change is sent back as a whole day, once that day is over', () => {
  const at = (modified: number, date = NOW) =>
    impersonalValidators({ 'last-modified': new Date(modified).toUTCString(), date: new Date(date).toUTCString() }, BODY, NOW).lastModified;
  expect(at(MODIFIED)).toBe('Wed, 10 Jun 2026 00:00:00 GMT');
  expect(at(MODIFIED + 41_000)).toBe('Wed, 10 Jun 2026 00:00:00 GMT');
  expect(at(NOW - 3_600_000)).toBeUndefined(); // today: a later change of today must not be missed
  expect(at(Date.UTC(2999, 0, 1))).toBeUndefined();
  expect(impersonalValidators({ 'last-modified': 'yesterday, around noon' }, BODY, NOW).lastModified).toBeUndefined();
});
