import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchBundle } from '../../../src/edge/net/bundle';

const server = createServer((request, response) => {
  response.writeHead(request.url === '/essays.json' ? 200 : 404).end('{"title":"Žluť"}');
});
let origin = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // as: it listens on a port
});
afterAll(() => void server.close());

const UNREADABLE = { ok: false, problem: { kind: 'bundle-damaged', kept: 0, skipped: 0 } };

test('the file comes as text', async () => {
  expect(await fetchBundle(`${origin}/essays.json`)).toEqual({ ok: true, value: '{"title":"Žluť"}' });
});

test.each([
  ['is not there', () => `${origin}/missing.json`],
  ['cannot be reached', () => 'http://127.0.0.1:1/essays.json'],
])('a file that %s is a problem', async (_claim, address) => {
  expect(await fetchBundle(address())).toEqual(UNREADABLE);
});
