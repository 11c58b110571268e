/** The recorder is what "nothing leaves the machine" stands on, so it is held to it: it sees everything and lets out nothing. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Recorder, startRecorder } from './recorder';
import { type FixtureServer, startServer } from './server';

let recorder: Recorder | undefined;
let server: FixtureServer | undefined;
afterEach(async () => {
  await recorder?.stop();
  await server?.stop();
});

/** Asks for an address as a browser asks a proxy. */
function through(port: number, url: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: url, headers: { host: new URL(url).host } }, (reply) => {
      let body = '';
      reply.on('data', (chunk) => {
        body += chunk;
      });
      reply.on('end', () => resolve({ status: reply.statusCode, body }));
    });
    asked.on('error', reject).end();
  });
}

test('loopback and the hosts it was given are passed on, written down in order', async () => {
  server = await startServer();
  server.serve('/a', { body: 'the page' });
  recorder = await startRecorder({ 'essay.example': server.port });
  expect(await through(recorder.port, server.url('/a?q=1'))).toEqual({ status: 200, body: 'the page' });
  expect(await through(recorder.port, 'http://essay.example/a')).toEqual({ status: 200, body: 'the page' });
  expect(recorder.requests()).toEqual([`GET ${server.url('/a?q=1')}`, 'GET http://essay.example/a']);
  expect(server.requests()).toEqual(['GET /a?q=1', 'GET /a']);
});

test('any other host is written down and refused', async () => {
  recorder = await startRecorder();
  expect((await through(recorder.port, 'http://elsewhere.example/secret')).status).toBe(502);
  expect(recorder.requests()).toEqual(['GET http://elsewhere.example/secret']);
});

test('an encrypted connection is written down and not opened', async () => {
  recorder = await startRecorder();
  const { port } = recorder;
  const said = await new Promise<string>((resolve) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write('CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: elsewhere.example:443\r\n\r\n'),
    );
    socket.once('data', (chunk) => resolve(String(chunk)));
  });
  expect(said).toMatch(/^HTTP\/1\.1 502/);
  expect(recorder.requests()).toEqual(['CONNECT elsewhere.example:443']);
});
