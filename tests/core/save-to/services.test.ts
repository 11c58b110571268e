/** Each server's call against a small stand-in of its documented answers, errors included. */
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Answer, nextTryAt } from '../../../src/core/save-to/answers';
import type { Asking, Request } from '../../../src/core/save-to/calls';
import { sendTo } from '../../../src/core/save-to/send';
import { type Account, readAccount, SECRETS, SERVICES } from '../../../src/core/save-to/services';

const NOW = Date.UTC(2026, 0, 1);
const PARCEL = { url: 'https://shelf.example/a', title: 'A clock', tags: ['sea', 'old time'], note: 'mine', isArchived: true };
const account = (service: Account['service']): Account => ({
  service,
  address: 'https://home.example/base',
  secrets: SECRETS[service].map((name) => `my-${name}`),
});

/** `answers`: by the end of the address; what is not named is 404. */
function standIn(answers: Readonly<Record<string, Answer | 'unreachable'>>) {
  const asked: (Omit<Request, 'body'> & { readonly body: Readonly<Record<string, unknown>> | undefined })[] = [];
  const asking: Asking = {
    ask: async ({ body, ...request }) => {
      asked.push({ ...request, body: body === undefined ? undefined : JSON.parse(body) });
      const path = Object.keys(answers).find((end) => request.url.endsWith(end));
      return path === undefined ? { status: 404, body: '' } : (answers[path] ?? 'unreachable');
    },
    sign: async (secret, text) => createHmac('sha512', secret).update(text).digest('base64url'),
    now: () => NOW,
  };
  return { asked, asking };
}

test('Karakeep: a link, then its tags', async () => {
  const { asked, asking } = standIn({ '/api/v1/bookmarks': { status: 201, body: '{"id":"b1"}' }, '/b1/tags': { status: 200, body: '{}' } });
  expect(await sendTo(account('karakeep'), PARCEL, asking)).toEqual({ kind: 'sent' });
  expect(asked).toMatchObject([
    {
      url: 'https://home.example/base/api/v1/bookmarks',
      headers: { Authorization: 'Bearer my-token' },
      body: { type: 'link', url: PARCEL.url, note: 'mine' },
    },
    { url: 'https://home.example/base/api/v1/bookmarks/b1/tags', body: { tags: [{ tagName: 'sea' }, { tagName: 'old time' }] } },
  ]);
});

test('wallabag: logs in by its four words, then saves', async () => {
  const { asked, asking } = standIn({
    '/oauth/v2/token': { status: 200, body: '{"access_token":"t"}' },
    '/api/entries.json': { status: 200, body: '{}' },
  });
  expect(await sendTo(account('wallabag'), PARCEL, asking)).toEqual({ kind: 'sent' });
  expect(asked).toMatchObject([
    { body: { grant_type: 'password', client_id: 'my-clientId', username: 'my-user', password: 'my-password' } },
    { headers: { Authorization: 'Bearer t' }, body: { tags: 'sea,old time', archive: 1 } },
  ]);
  const wrong = standIn({ '/oauth/v2/token': { status: 400, body: '{"error":"invalid_grant"}' } });
  expect(await sendTo(account('wallabag'), PARCEL, wrong.asking)).toEqual({ kind: 'refused', why: 'login' });
});

test('Shaarli: signs for itself, and what it has already is sent', async () => {
  const { asked, asking } = standIn({ '/api/v1/links': { status: 409, body: '{}' } });
  expect(await sendTo(account('shaarli'), PARCEL, asking)).toEqual({ kind: 'sent' });
  const [head = '', claims = '', mark] = (asked[0]?.headers['Authorization'] ?? '').replace('Bearer ', '').split('.');
  expect([Buffer.from(head, 'base64url').toString(), Buffer.from(claims, 'base64url').toString()]).toEqual([
    ...['{"typ":"JWT","alg":"HS512"}', `{"iat":${NOW / 1000 - 60}}`],
  ]);
  expect(mark).toBe(createHmac('sha512', 'my-secret').update(`${head}.${claims}`).digest('base64url'));
});

test.each([
  ['readeck', '/api/bookmarks', 202, 'Bearer my-token', { url: PARCEL.url, labels: ['sea', 'old time'] }],
  ['linkwarden', '/api/v1/links', 200, 'Bearer my-token', { name: 'A clock', tags: [{ name: 'sea' }, { name: 'old time' }] }],
  ['readwise', '/api/v3/save/', 201, 'Token my-token', { location: 'archive', notes: 'mine' }],
  ['raindrop', '/rest/v1/raindrop', 200, 'Bearer my-token', { link: PARCEL.url, note: 'mine' }],
] as const)('%s: one call', async (service, end, status, authorization, body) => {
  const { asked, asking } = standIn({ [end]: { status, body: '{}' } });
  expect(await sendTo(account(service), PARCEL, asking)).toEqual({ kind: 'sent' });
  expect(asked).toMatchObject([{ headers: { Authorization: authorization }, body }]);
});

const CHECK = `/api/bookmarks/check/?url=${encodeURIComponent(PARCEL.url)}`;

test('linkding: looks whether it is there, for it would write over its note and tags, and saves what is not', async () => {
  const fresh = standIn({
    [CHECK]: { status: 200, body: '{"bookmark":null,"metadata":{}}' },
    '/api/bookmarks/': { status: 201, body: '{}' },
  });
  expect(await sendTo(account('linkding'), PARCEL, fresh.asking)).toEqual({ kind: 'sent' });
  expect(fresh.asked).toMatchObject([
    { headers: { Authorization: 'Token my-token' }, body: undefined },
    { body: { tag_names: ['sea', 'old-time'], notes: 'mine', is_archived: true } },
  ]);
  const there = standIn({ [CHECK]: { status: 200, body: '{"bookmark":{"id":1,"notes":"theirs"}}' } });
  expect(await sendTo(account('linkding'), PARCEL, there.asking)).toEqual({ kind: 'sent' });
  expect(there.asked.length).toBe(1);
  const broken = standIn({ [CHECK]: { status: 500, body: '' } });
  expect(await sendTo(account('linkding'), PARCEL, broken.asking)).toEqual({ kind: 'waits', why: 'server' });
  expect(broken.asked.length).toBe(1);
});

test('wallabag is not told that a page is not archived: it would take one that is out of its archive', async () => {
  const { asked, asking } = standIn({
    '/oauth/v2/token': { status: 200, body: '{"access_token":"t"}' },
    '/api/entries.json': { status: 200, body: '{}' },
  });
  await sendTo(account('wallabag'), { ...PARCEL, isArchived: false }, asking);
  expect(asked[1]?.body).toEqual({ url: PARCEL.url, title: 'A clock', tags: 'sea,old time' });
});

test.each([
  ['linkwarden', { name: 2_048, description: 2_048 }, 50],
  ['karakeep', { title: 1_000 }, undefined],
  ['linkding', { title: 512 }, 64],
  ['readeck', { title: 1_024 }, undefined],
  ['raindrop', { title: 1_000, note: 10_000 }, undefined],
] as const)('%s: what is longer than it keeps is cut, for it refuses the whole page', async (service, fields, tagChars) => {
  const asked: Request[] = [];
  const ask = async (request: Request) => {
    asked.push(request);
    return { status: 200, body: '{}' };
  };
  const long = { ...PARCEL, title: 'Title '.repeat(600), note: 'Note '.repeat(4_000), tags: ['t'.repeat(90), `${'t'.repeat(90)}2`, 'sea'] };
  await sendTo(account(service), long, { ...standIn({}).asking, ask });
  const body: Readonly<Record<string, unknown>> = JSON.parse(asked.at(-1)?.body ?? '{}');
  for (const [name, chars] of Object.entries(fields)) expect([name, String(body[name]).length <= chars]).toEqual([name, true]);
  for (const name of Object.keys(fields)) expect(String(body[name])).toMatch(/…$/);
  if (tagChars === undefined) return;
  const tags = JSON.stringify(body['tags'] ?? body['tag_names']);
  expect(tags).toContain('sea');
  expect(Math.max(...[...tags.matchAll(/"(t+…?)"/g)].map(([, tag = '']) => tag.length))).toBeLessThanOrEqual(tagChars);
  expect([...tags.matchAll(/"(t+…?)"/g)].length).toBe(1);
});

test.each(SERVICES)('%s: what fails waits, or says what is wrong', async (service) => {
  const answered = (answer: Answer | 'unreachable') => sendTo(account(service), PARCEL, { ...standIn({}).asking, ask: async () => answer });
  expect(await answered('unreachable')).toEqual({ kind: 'waits', why: 'unreachable' });
  expect(await answered({ status: 503, body: '<html>' })).toEqual({ kind: 'waits', why: 'server' });
  expect(await answered({ status: 429, body: '', retryAfterMs: 5_000 })).toEqual({ kind: 'waits', why: 'busy', afterMs: 5_000 });
  expect(await answered({ status: 401, body: '' })).toEqual({ kind: 'refused', why: 'login' });
  expect(await answered({ status: 404, body: '' })).toEqual({ kind: 'refused', why: 'address' });
});

test('it is tried again later and later, and not before the server says', () => {
  const at = (tries: number) => nextTryAt(0, tries, { kind: 'waits', why: 'server' });
  expect([at(1), at(2), at(3), at(30)]).toEqual([60_000, 120_000, 240_000, 21_600_000]);
  expect(nextTryAt(0, 1, { kind: 'waits', why: 'busy', afterMs: 500_000 })).toBe(500_000);
});

test.each([
  [
    { service: 'linkding', address: 'https://home.example/links/', secrets: [' t '] },
    { address: 'https://home.example/links', secrets: ['t'] },
  ],
  [{ service: 'readwise', address: '', secrets: ['t'] }, { address: 'https://readwise.io' }],
  [{ service: 'linkding', address: 'ftp://home.example', secrets: ['t'] }, undefined],
  [{ service: 'linkding', address: 'https://me:pw@home.example', secrets: ['t'] }, undefined],
  [{ service: 'wallabag', address: 'https://home.example', secrets: ['t'] }, undefined],
  [{ service: 'nobody', address: 'https://home.example', secrets: ['t'] }, undefined],
])('an account is read: %j', (raw, wanted) => {
  const read = readAccount(raw);
  if (wanted === undefined) expect(read).toBeUndefined();
  else expect(read).toMatchObject(wanted);
});
